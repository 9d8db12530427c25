"""The Overview's news: what needs attention, and what changed since the last board."""

from __future__ import annotations

from datetime import date
from html import escape

import polars as pl
import streamlit as st

from components import look
from components.address import bound_choice, option_in_address
from components.attention import attention
from components.catalogue import Showing
from components.exhibit import Exhibit
from components.exhibit_card import exhibit_tools
from components.phrasing import counted, long_date

SHOWN = 5
USUAL = 2  # the last board is taken to be the end of the month three months back
_SHAPES = {"worse": "attention", "better": "improved", "neutral": "usual"}


def needs_attention(showing: Showing) -> None:
    """Draw the few signals to look at first; each leads to its exhibit."""
    found, more = attention(showing)
    with look.card("attention"):
        look.card_header("What needs attention", _how_many(len(found) + more), small=True)
        if not found:
            look.empty(
                "No signal in anything we watch",
                "Either all is as usual, or too little is recorded to tell.",
            )
            return
        st.html(f'<ul class="points">{"".join(map(_line, found))}</ul>')
        if more:
            look.source(f"{more} more on the subjects' pages.")


def _how_many(signals: int) -> str:
    return (
        f"{counted(signals, 'thing')} to look at, the gravest first".capitalize() if signals else ""
    )


def _line(exhibit: Exhibit) -> str:
    name = look.link(exhibit.headline, "exhibit", **exhibit.address)
    detail = " ".join(part for part in (exhibit.verdict, exhibit.meaning) if part)
    return (
        f'<li class="point">{look.signal("attention")}<div>{name}'
        f'<div class="point-detail">{escape(detail or exhibit.subtitle)}</div></div></li>'
    )


def board_days(today: date) -> list[date]:
    """Days a last board may have been: the ends of the last twelve months, newest first."""
    first = pl.Series([today.replace(day=1)])
    return [first.dt.offset_by(f"-{n}mo").dt.offset_by("-1d")[0] for n in range(12)]


def chosen_board(today: date) -> date:
    """The board's day in the address, or the end of the month three months back."""
    asked = option_in_address("board", _board_labels(today))
    return date.fromisoformat(asked) if asked else board_days(today)[USUAL]


def _board_labels(today: date) -> dict[str, str]:
    return {day.isoformat(): long_date(day) for day in board_days(today)}


def changed_card(exhibit: Exhibit, today: date, *, page: str) -> None:
    """Draw what changed, and the choice of the last board's day."""
    frame = exhibit.frame
    with look.card(exhibit.key):
        look.card_header(exhibit.definition.title, exhibit.meaning, small=True)
        with look.filters("board"):
            bound_choice(
                "Last board at the end of", _board_labels(today), name="board", index=USUAL
            )
        if frame.is_empty():
            look.empty(exhibit.headline, "Nothing that is recorded differs from what was known.")
        else:
            rows = frame.head(SHOWN).iter_rows(named=True)
            st.html(f'<ul class="points">{"".join(map(_change, rows))}</ul>')
            left = frame.height - SHOWN
            if left > 0:
                look.source(f"{left} more in the table.")
        exhibit_tools(exhibit, page=page)


def _change(row: dict[str, str]) -> str:
    shape = look.signal(_SHAPES[row["direction"]])  # type: ignore[arg-type]
    return (
        f'<li class="point">{shape}<div>{look.link(row["sentence"], row["page"])}'
        f'<div class="point-detail">{escape(row["way"])}</div></div></li>'
    )
