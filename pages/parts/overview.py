"""Parts of the Overview: what needs attention, what changed, and what the regulator found."""

from __future__ import annotations

from datetime import date
from html import escape
from typing import Any

import streamlit as st

from components import look
from components.exhibits.address import USUAL_BOARD, board_labels
from components.exhibits.attention import MEASURE, Matter, attention
from components.exhibits.catalogue import Showing
from components.exhibits.exhibit import Exhibit
from components.look.marks import Meaning
from components.web.address import bound_choice
from components.widgets.exhibits.card import exhibit_tools
from vocabulary.wording import counted

CHANGES, THEMES = 5, 3
_SHAPES: dict[str, Meaning] = {"worse": "attention", "better": "improved", "neutral": "usual"}


def needs_attention(showing: Showing) -> None:
    """Draw the few things to look at first; each leads to its exhibit or measure."""
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
            st.html(
                f'<p class="source">{more:,} more under {look.link("Measures", "measures")} and on '
                "the subjects' pages.</p>"
            )


def _how_many(signals: int) -> str:
    return (
        f"{counted(signals, 'thing')} to look at, the gravest first".capitalize() if signals else ""
    )


def _line(matter: Matter) -> str:
    return _point("attention", look.link(matter.text, matter.page, **matter.address), matter.detail)


def changed_card(exhibit: Exhibit, today: date, *, page: str) -> None:
    """Draw what changed, and the choice of the last board's day."""
    frame = exhibit.frame
    with look.card(exhibit.key):
        look.card_header(exhibit.definition.title, exhibit.meaning, small=True)
        with look.filters("board"):
            bound_choice(
                "Last board at the end of", board_labels(today), name="board", index=USUAL_BOARD
            )
        if frame.is_empty():
            look.empty(exhibit.headline, "Nothing that is recorded differs from what was known.")
        else:
            rows = frame.head(CHANGES).iter_rows(named=True)
            st.html(f'<ul class="points">{"".join(map(_change, rows))}</ul>')
            left = frame.height - CHANGES
            if left > 0:
                look.source(f"{left} more in the table.")
        if exhibit.in_part:
            look.source(f"{exhibit.in_part}.")
        since = look.link("Since the assessment, for and against", "assessed_today")
        st.html(f'<p class="source">{since}</p>')
        exhibit_tools(exhibit, page=page)


def _change(row: dict[str, str]) -> str:
    query = {MEASURE: row["target_id"]} if row["page"] == MEASURE else {}
    leads = look.link(row["sentence"], row["page"], **query)
    return _point(_SHAPES[row["direction"]], leads, row["way"])


def _point(shape: Meaning, leads: str, detail: str) -> str:
    return (
        f'<li class="point">{look.signal(shape)}<div>{leads}'
        f'<div class="point-detail">{escape(detail)}</div></div></li>'
    )


def regulator_said(balance: Exhibit, *, address: str) -> None:
    """The themes with most shortfalls, and the one with most strengths, as sentences."""
    rows = balance.frame.rows(named=True)
    short = [row for row in rows if row["shortfall"]][:THEMES]
    others = [row for row in rows if row["strength"] and row not in short]
    strong = sorted(others, key=lambda row: -row["strength"])[:1]
    told: tuple[tuple[Meaning, str, str, list[dict[str, Any]]], ...] = (
        ("attention", "shortfall", "strength", short),
        ("improved", "strength", "shortfall", strong),
    )
    items = [
        look.Point(
            meaning,
            row["name"],
            f"{counted(row[most], most)}, {counted(row[other], other)}",
        )
        for meaning, most, other, found in told
        for row in found
    ]
    if balance.in_part:
        look.source(f"{balance.in_part}.")
    if items:
        look.points(items)
    else:
        look.empty(
            "No findings yet",
            "Import the published report on the Data page.",
            action=look.link("Go to Data", address),
        )
