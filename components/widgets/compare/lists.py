"""Who is like us and why, how others are rated, and where every score was read."""

from __future__ import annotations

from typing import Any, Final

import streamlit as st

from components import look
from components.exhibits.exhibit import Exhibit
from components.widgets.exhibits.card import exhibit_foot
from vocabulary.ratings import SCORE_NAMES
from vocabulary.shown import escape
from vocabulary.wording import sentence

_SHOWN: Final = {
    "name": "Council",
    "authority_type": "Type",
    "region": "Region",
    "population": "Population",
    "per_km2": "People per km²",
    "deprivation": "Deprivation score",
    "distance_shown": "Distance",
}
_NUMBERS: Final = ("population", "per_km2", "deprivation", "distance_shown")
Row = dict[str, Any]


def nearest_table(exhibit: Exhibit, page: str) -> None:
    """Draw the exhibit `peer_nearest` as a card."""
    with look.card(exhibit.key):
        if exhibit.frame.is_empty():
            look.empty(exhibit.headline, exhibit.subtitle)
            return
        look.card_header(exhibit.headline, exhibit.subtitle)
        heads = "".join(
            f'<th scope="col"{_number(name)}>{escape(said)}</th>' for name, said in _SHOWN.items()
        )
        lines = "".join(map(_line, exhibit.frame.iter_rows(named=True)))
        table = (
            f'<table class="compare-table compare-near"><thead><tr>{heads}</tr></thead>'
            f"<tbody>{lines}</tbody></table>"
        )
        st.html(look.scrolled("Councils most like us", table))
        exhibit_foot(exhibit, page=page)


def _line(row: Row) -> str:
    cells = "".join(
        f"<td{_number(name)}>{escape(_said(row[name]))}</td>" for name in _SHOWN if name != "name"
    )
    return f'<tr><th scope="row">{escape(row["name"])}</th>{cells}</tr>'


def _number(name: str) -> str:
    return ' class="num"' if name in _NUMBERS else ""


def _said(value: Any) -> str:
    if value is None:
        return "not known"
    return f"{value:,}" if isinstance(value, int | float) else str(value)


def ratings_list(exhibit: Exhibit, page: str) -> None:
    """Draw the exhibit `peer_ratings` as a card: who is rated what, by name."""
    with look.card(exhibit.key):
        look.card_header(exhibit.headline, exhibit.subtitle)
        rows = exhibit.frame.rows(named=True)
        formal = {
            name: [row["council"] for row in rows if row["band"] == name and not row["pilot"]]
            for name in SCORE_NAMES.values()
        }
        items = [(sentence(name), there) for name, there in reversed(formal.items())]
        items.append(("Pilots of 2023, apart", [r["council"] for r in rows if r["pilot"]]))
        told = "".join(
            f"<dt>{name} <b>{len(there):,}</b></dt><dd>{escape(', '.join(there))}</dd>"
            for name, there in items
            if there
        )
        if told:
            st.html(f'<dl class="compare-bands">{told}</dl>')
        exhibit_foot(exhibit, page=page)


def scores_card(exhibit: Exhibit, page: str) -> None:
    """Draw the exhibit `peer_scores` as a card: its rows stand in its table and its file."""
    with look.card(exhibit.key):
        look.card_header(exhibit.headline, exhibit.subtitle)
        exhibit_foot(exhibit, page=page)
