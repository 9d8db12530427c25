"""How a quality statement stands against the published rating characteristics, by the council's own
judgement: what shows it, what is missing, by when and who has it in hand."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

import polars as pl

from components.exhibits.catalogue import Records, Showing
from components.exhibits.characteristics.judged import (
    OWN_VIEW,
    judged,
    said_of_next,
    what_records_say,
)
from components.exhibits.filters import filters_of
from components.exhibits.view import View
from reports.documents.self_assessment.chapter import Chapter
from reports.documents.written_report import Heading, Paragraph, Part, Table
from vocabulary.characteristics import CharacteristicOf, Met
from vocabulary.wording import short_date

_HEADS: Final = (
    "Characteristic",
    "Our judgement",
    "What shows it",
    "What is missing, by when, who",
)
_WIDTHS: Final = (34, 26, 42, 30)
_KINDS: Final = (
    ("findings", "finding"),
    ("measures", "measure"),
    ("audits", "audit"),
    ("lessons", "lesson"),
    ("actions", "action"),
)
# What good looks like first: that is what is aimed at.
_ORDER: Final = (
    CharacteristicOf.GOOD,
    CharacteristicOf.OUTSTANDING,
    CharacteristicOf.REQUIRES_IMPROVEMENT,
    CharacteristicOf.INADEQUATE,
)


def gaps_on_one_page(records: Records, view: View) -> list[Part]:
    """What is missing over all statements, and what comes next; nothing where no characteristics
    are on record, and for the public."""
    found = judged(records, view.today)
    if view.audience == "public" or found.standing.is_empty():
        return []
    told = Showing(records, filters_of(view.today), view)("characteristics_gaps")
    next_ = " ".join(said_of_next(found.coming))
    return [Paragraph(f"{OWN_VIEW} {next_}".strip(), f"{told.headline}.")]


def characteristics(chapter: Chapter) -> list[Part]:
    """Every characteristic of good, and of the other judgements those that were judged; the
    document of one statement has all. Nothing where none are on record, and for the public."""
    found = judged(chapter.records, chapter.view.today)
    rows = found.standing.filter(pl.col("statement") == chapter.statement.id)
    if chapter.public or rows.is_empty():
        return []
    told = chapter.showing("statement_characteristics")
    parts: list[Part] = [
        Heading("Against the rating characteristics", chapter.level),
        Paragraph(f"{told.subtitle}. {OWN_VIEW}", f"{told.headline}."),
    ]
    says = what_records_say(chapter.records)
    for rating in _ORDER:
        of = rows.filter(pl.col("rating") == rating.value)
        if rating is not CharacteristicOf.GOOD and not chapter.whole:
            of = of.filter(pl.col("met").is_not_null())
        if of.height:
            cells = tuple(_cells(row, says) for row in of.iter_rows(named=True))
            caption = f"Characteristics of {rating.label.lower()}, version {found.version}"
            parts.append(Table(_HEADS, cells, caption, widths=_WIDTHS))
    return parts


def is_judged(chapter: Chapter) -> bool:
    """Whether anything of the statement was judged that this reader may see."""
    found = judged(chapter.records, chapter.view.today).standing
    mine = found.filter(pl.col("statement") == chapter.statement.id, pl.col("met").is_not_null())
    return not chapter.public and mine.height > 0


def _cells(row: Mapping[str, Any], says: Mapping[tuple[str, str], str]) -> tuple[str, ...]:
    return row["text"], _judgement(row), _shown(row, says), _missing(row)


def _judgement(row: Mapping[str, Any]) -> str:
    if row["met"] is None:
        return "Not judged yet."
    why = f" {row['note']}" if row["note"] else ""
    return f"{Met(row['met']).label}, by {row['judged_by']}, {short_date(row['judged'])}.{why}"


def _shown(row: Mapping[str, Any], says: Mapping[tuple[str, str], str]) -> str:
    told = []
    for field, kind in _KINDS:
        for reference in row[field] or ():
            words = says.get((field, reference))
            told.append(f"{words} ({kind}: {reference})" if words else f"{kind}: {reference}")
    return "; ".join(told) if told else "No evidence is chosen."


def _missing(row: Mapping[str, Any]) -> str:
    if not row["lacks"]:
        return "Nothing."
    what = row["missing"] or "Evidence that it is met."
    by = f" By {short_date(row['by'])}." if row["by"] else " By no day that is known."
    return f"{what}{by} {row['hand'] or 'No owner yet'}."
