"""What has changed since the assessment of a quality statement, for and against, in the
self-assessment."""

from __future__ import annotations

from typing import Any, Final

import polars as pl

from components.exhibits.catalogue import Showing
from components.exhibits.filters import filters_of
from reports.documents.self_assessment.chapter import Chapter
from reports.documents.written_report import Heading, Paragraph, Part, Table
from vocabulary.assessed_today import Side
from vocabulary.wording import short_date

_HEADS: Final = ("Evidence", "What it says", "How sure it is", "Day")
_WIDTHS: Final = (24, 42, 40, 16)
_SHOWN: Final = 5  # lines of one side in the document of all statements


def changed_since(chapter: Chapter) -> list[Part]:
    """For and against one after the other, what cannot be shown, and what shows no change; the
    document of one statement has every line."""
    showing = Showing(
        chapter.records, filters_of(chapter.view.today), chapter.view, chapter.statement.id
    )
    told = showing("assessed_today")
    if chapter.brief and told.frame.filter(pl.col("side").is_in(["for", "against"])).is_empty():
        return []
    parts: list[Part] = [
        Heading("What has changed since the assessment", chapter.level),
        Paragraph(f"{told.subtitle}. Lines are counted, not weighed.", f"{told.headline}."),
    ]
    for side in (Side.FOR, Side.AGAINST, Side.MISSING):
        rows = told.frame.filter(pl.col("side") == side.value)
        if rows.is_empty():
            parts.append(Paragraph("Nothing on record since.", f"{side.label}:"))
            continue
        shown = rows if chapter.whole else rows.head(_SHOWN)
        left = rows.height - shown.height
        more = f"; {left} more in the statement's own document" if left else ""
        parts.append(
            Table(
                _HEADS,
                tuple(map(_cells, shown.iter_rows(named=True))),
                f"{side.label}{more}",
                widths=_WIDTHS,
            )
        )
    return [*parts, *_no_change(told.frame)]


def _cells(row: dict[str, Any]) -> tuple[str, ...]:
    day = short_date(row["first_day"]) if row["first_day"] else ""
    return row["kind_name"], row["text"], row["sure"], day


def _no_change(frame: pl.DataFrame) -> list[Part]:
    said = frame.filter(pl.col("side") == Side.NEITHER.value).get_column("text").to_list()
    if not said:
        return []
    return [Paragraph(f"{'; '.join(text.rstrip('.') for text in said)}.", "No change shown:")]
