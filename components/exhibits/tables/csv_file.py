"""An exhibit's figures as a file that says what they are, and that no spreadsheet runs."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from datetime import UTC, datetime

from components.exhibits.exhibit import Exhibit
from vocabulary.nature import NATURE_IN_FULL
from vocabulary.values import text_cell, value_text
from vocabulary.wording import slug, uk_moment


def csv_text(
    exhibit: Exhibit,
    *,
    taken: datetime | None = None,
    provenance: Sequence[tuple[str, str]] | None = None,
) -> str:
    """The table as CSV with a heading that says what it is, of what nature, and as known when:
    the exhibit's own moment, or when it was `taken` (UTC; None: now). `provenance`: names and
    values to say instead of the moment and the audience."""
    told = provenance or (
        ("As at", uk_moment(exhibit.as_at or taken or datetime.now(UTC))),
        ("Audience", exhibit.audience),
    )
    text = io.StringIO()
    text.write("\ufeff")  # without it Excel takes the file for another alphabet's
    writer = csv.writer(text, lineterminator="\r\n")
    for name, value in (
        ("Title", exhibit.headline),
        ("Measure", exhibit.subtitle),
        ("Council", exhibit.council),
        ("Nature of records", NATURE_IN_FULL[exhibit.nature]),
        *told,
        ("Source", exhibit.source),
        ("Caveats", " ".join(exhibit.all_caveats)),
    ):
        writer.writerow([name, text_cell(value)])
    writer.writerow([])
    table = exhibit.table()
    writer.writerow([text_cell(name) for name in table.columns])
    for row in table.iter_rows():
        writer.writerow([_cell(value) for value in row])
    return text.getvalue()


def file_name(exhibit: Exhibit) -> str:
    """Such as `example-borough-overall-score.csv`."""
    return f"{slug(exhibit.council, exhibit.key)}.csv"


def _cell(value: object) -> object:
    if value is None or (isinstance(value, int | float) and not isinstance(value, bool)):
        return value  # as exact as it is, for whoever works on with it
    return text_cell(value_text(value))
