"""Characteristics as they stand by the records, worked out once for all that show them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

import polars as pl

from components.exhibits.memo import memo
from components.exhibits.records import Records
from measures.characteristics.next_assessment import needed_by, next_assessments
from measures.characteristics.standing import KEY, standings, version_on
from measures.characteristics.suggested import suggested_evidence
from vocabulary.characteristics import NEXT_IN_SHORT, RESTS_ON
from vocabulary.wording import long_date

OF_RECORDS: Final = ("characteristic", "judgement", "action", "score", "expected_assessment")
FIELD_OF: Final = {kind: field for field, (kind, _) in RESTS_ON.items() if kind != "indicator"}
"""The field of a judgement that names a kind of record. A measure is none: it has a page."""
_SAYS: Final = (
    ("findings", "finding", "reference", "text"),
    ("measures", "indicator_definition", "indicator", "name"),
    ("lessons", "learning", "reference", "lesson"),
    ("actions", "action", "reference", "action"),
)
OWN_VIEW: Final = "The council's own judgement; nothing of it counts as a score or a rating."


@dataclass(frozen=True)
class Judged:
    """How every characteristic of the version that holds stands, and what comes next. standing: as
    `measures.characteristics.standing.standings` gives it; coming: as `next_assessments` does."""

    standing: pl.DataFrame
    coming: pl.DataFrame
    version: str | None
    needed_by: date | None


def judged(records: Records, today: date) -> Judged:
    """The characteristics as judged by the records, as they stand on a day."""
    return memo(records, _judged, today)


def _judged(records: Records, today: date) -> Judged:
    characteristic, judgement, action, score, expected = (records[name] for name in OF_RECORDS)
    coming = next_assessments(score, expected, today)
    by = needed_by(coming, today)
    return Judged(
        standings(characteristic, judgement, action, today, by),
        coming,
        version_on(characteristic, today),
        by,
    )


def said_of_next(coming: pl.DataFrame) -> list[str]:
    """The next assessments, a sentence each, with how their day is known."""
    told = []
    for row in coming.iter_rows(named=True):
        name = NEXT_IN_SHORT[row["kind"]]
        if row["set_by_council"]:
            source = f" ({row['source']})" if row["source"] else ""
            told.append(f"Next {name}: {long_date(row['day'])}, as the council set it{source}.")
        elif row["latest"]:
            told.append(
                f"Next {name}: between {long_date(row['day'])} and {long_date(row['latest'])}, "
                "worked out as three to four years after the newest published assessment "
                f"({long_date(row['after'])})."
            )
        else:
            told.append(
                f"Next {name}: {long_date(row['day'])}, worked out as whole years after "
                f"{long_date(row['after'])}."
            )
    return told


def suggestions(records: Records, text: str, statement: str) -> pl.DataFrame:
    """Which records may bear on a characteristic, and why; see
    `measures.characteristics.suggested.suggested_evidence`."""
    return memo(records, _suggestions, text, statement)


def _suggestions(records: Records, text: str, statement: str) -> pl.DataFrame:
    names = ("finding", "indicator", "indicator_definition", "audit", "learning", "action")
    frames = {name: records[name] for name in names}
    return suggested_evidence(text, statement, frames, records["theme"])


def known_characteristics(records: Records, today: date) -> pl.DataFrame:
    """The characteristics of the version that holds on a day, as recorded."""
    held = records["characteristic"]
    return held.filter(pl.col("version") == (version_on(held, today) or ""))


def judgements_on(records: Records, kind: str, reference: str) -> pl.DataFrame:
    """Characteristics whose judgement rests on a record, as they are recorded: the columns of the
    judgement and the words of the characteristic. `kind`: of record, as evidence trails name it."""
    field = FIELD_OF.get(kind)
    if field is None:
        return records["judgement"].clear().with_columns(text=pl.lit(None, pl.String))
    return (
        records["judgement"]
        .filter(pl.col(field).list.contains(reference))
        .join(records["characteristic"].select(*KEY, "text"), on=list(KEY))
    )


def what_records_say(records: Records) -> Mapping[tuple[str, str], str]:
    """What records that a judgement may rest on say, by the judgement's field and their
    reference."""
    return memo(records, _what_records_say)


def _what_records_say(records: Records) -> dict[tuple[str, str], str]:
    return {
        (field, name): text.rstrip(".")
        for field, dataset, reference, words in _SAYS
        for name, text in records[dataset].select(reference, words).iter_rows()
        if name and text
    }
