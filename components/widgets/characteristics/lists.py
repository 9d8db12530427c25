"""Lists of characteristics: what is missing for good, and every one of a statement as it stands."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

import polars as pl
import streamlit as st

from components import look
from components.exhibits.exhibit import Exhibit
from components.look.marks import Meaning
from components.widgets.exhibits.card import exhibit_foot
from vocabulary.characteristics import RESTS_ON, CharacteristicOf, Met, Standing
from vocabulary.wording import counted, listed, long_date, sentence

PAGE: Final = "judgement"
_SHOWN: Final = 8
_MARKS: Final[Mapping[str, Meaning]] = {
    Standing.MET: "improved",
    Standing.PARTLY: "usual",
    Standing.NOT_MET: "attention",
    Standing.NO_EVIDENCE: "unknown",
}
# What good looks like comes first: that is what is aimed at.
_ORDER: Final = (
    CharacteristicOf.GOOD,
    CharacteristicOf.OUTSTANDING,
    CharacteristicOf.REQUIRES_IMPROVEMENT,
    CharacteristicOf.INADEQUATE,
)


def place_of(row: Mapping[str, Any]) -> str:
    """A characteristic within its statement, as an address names it: "good-2"."""
    return f"{row['rating']}-{row['number']}"


def missing_list(exhibit: Exhibit, *, page: str) -> None:
    """What is missing, by when and in whose hand, as a card; the first few."""
    rows = exhibit.frame
    with look.card(exhibit.key):
        look.card_header(exhibit.headline, exhibit.subtitle, small=True)
        look.points(
            [
                look.Point(
                    "unknown" if row["in_hand"] else "attention",
                    row["text"],
                    f"{row['short_name']}. {row['said']} {_when(row)}{row['who']}.",
                    "Judge",
                    PAGE,
                    {
                        "statement": row["statement"],
                        "judge": f"{CharacteristicOf.GOOD.value}-{row['number']}",
                    },
                )
                for row in rows.head(_SHOWN).iter_rows(named=True)
            ]
        )
        left = rows.height - _SHOWN
        more = f"The first {_SHOWN} are shown; the table has {left:,} more. " if left > 0 else ""
        exhibit_foot(exhibit, page=page, more=more)


def _when(row: Mapping[str, Any]) -> str:
    if row["by"] is None:
        return ""
    return f"Needed by {long_date(row['by'])}{'' if row['by_set'] else ', the next assessment'}. "


def statement_list(standing: pl.DataFrame) -> None:
    """Every characteristic of a statement, by judgement, as it stands, with the way to judge it.

    `standing`: as `measures.characteristics.standing.standings` gives it, of one statement.
    """
    for rating in _ORDER:
        rows = standing.filter(pl.col("rating") == rating.value)
        if rows.is_empty():
            continue
        st.html(f"<h3 class='section-title'>{rating.label}</h3>")
        look.points(
            [
                look.Point(
                    _MARKS[row["standing"]],
                    row["text"],
                    told_of(row),
                    "Judge again" if row["met"] else "Judge",
                    PAGE,
                    {"statement": row["statement"], "judge": place_of(row)},
                )
                for row in rows.iter_rows(named=True)
            ]
        )


def told_of(row: Mapping[str, Any]) -> str:
    """How a characteristic stands, in a line: judged by whom, what shows it, what is missing."""
    if row["met"] is None:
        return "Not judged yet."
    chosen = [
        counted(len(row[field]), name.lower())
        for field, (_, name) in RESTS_ON.items()
        if row[field]
    ]
    shows = f"chosen: {listed(chosen)}" if chosen else "no evidence is chosen"
    said = f"{Met(row['met']).label}, by {row['judged_by']}, {long_date(row['judged'])}; {shows}."
    if row["note"]:
        said += f" {_stopped(row['note'])}"
    if row["lacks"]:
        missing = f"Missing: {_stopped(row['missing'])} " if row["missing"] else ""
        by = f"Needed by {long_date(row['by'])}. " if row["by"] else ""
        said += f" {missing}{by}{sentence(row['hand'] or 'no owner yet')}."
    return said


def _stopped(text: str) -> str:
    return text if text.endswith((".", "!", "?")) else f"{text}."
