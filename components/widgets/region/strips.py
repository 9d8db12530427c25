"""A row a measure, a mark a council: where each stands among all, never in order of value by
name."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from typing import Any, Final

import streamlit as st

from components import look
from components.exhibits.exhibit import Exhibit
from components.exhibits.region.words import PAGES, SIGNAL_OF, value_in_words
from components.widgets.exhibits.card import exhibit_tools
from vocabulary.region import RegionMeasure
from vocabulary.shown import escape
from vocabulary.wording import agree

_PLACES: Final = 64  # that marks have room for side by side; the next at a place stands above
_HIGH: Final = 6  # marks over each other
_STEP, _ABOVE, _FOOT = 12, 10, 5  # pixels from mark to mark upwards, over the highest, under all
Row = dict[str, Any]


def standing_strips(exhibit: Exhibit, page: str) -> None:
    """Draw the exhibit `region_standing` as a card."""
    with look.card(exhibit.key):
        if exhibit.frame.is_empty():
            look.empty(exhibit.headline, exhibit.subtitle)
            return
        st.html(strips_html(exhibit.frame.rows(named=True)) + _KEY)
        exhibit_tools(exhibit, page=page)


def strips_so_far(exhibit: Exhibit, turn: int) -> None:
    """Draw what is known of the councils while others are read, in the place of what was drawn a
    turn before: without tools, which would be of a part."""
    if exhibit.frame.is_empty():
        return
    with look.card(f"region_so_far_{turn}"):
        st.html(strips_html(exhibit.frame.rows(named=True)) + _KEY)


def strips_html(rows: list[Row]) -> str:
    """The strips as a table: measure, marks from the least to the most, how many have a signal."""
    lines = "".join(_line(list(of)) for _, of in groupby(rows, key=lambda row: row["measure"]))
    table = (
        '<table class="region-strips"><thead><tr><th scope="col">Measure</th>'
        '<th scope="col">Every council, from the least to the most</th>'
        '<th scope="col">Middle half</th><th scope="col">With a signal</th></tr></thead>'
        f"<tbody>{lines}</tbody></table>"
    )
    return look.scrolled("Where councils stand", table)


def _line(rows: list[Row]) -> str:
    first = rows[0]
    if first["judged"]:
        many = f"{first['with_signal']:,} of {first['judged']:,}"
        some = first["with_signal"] > 0
        signals = f"{look.signal('attention')}<b>{many}</b>" if some else f"<span>{many}</span>"
    else:
        signals = "<span>not judged</span>"
    return (
        f'<tr><th scope="row">{escape(first["name"])}</th><td>{_strip(rows)}</td>'
        f'<td class="region-half">{escape(first["half"] or "–")}</td>'
        f'<td class="region-signals">{signals}</td></tr>'
    )


def _strip(rows: list[Row]) -> str:
    known = [row for row in rows if row["value"] is not None]
    missing = len(rows) - len(known)
    unknown = f"{missing:,} not known" if missing else ""
    if not known:
        return f'<span class="region-none">{unknown}</span>'
    first = rows[0]
    least, most = first["least"], first["most"]

    def at(value: float) -> float:
        return 100 * (value - least) / (most - least) if most > least else 50.0

    placed = list(_placed(known, at))
    height = _FOOT + _ABOVE + _STEP * (1 + max(level for _, _, level in placed))
    band = ""
    if first["low"] is not None:
        left, right = at(first["low"]), at(first["high"])
        band = f'<i class="region-band" style="left:{left:.1f}%;width:{right - left:.1f}%"></i>'
    marks = "".join(
        f'<i class="{"region-mark-signal" if row["signal"] else "dot"} region-mark" '
        f'data-says="{escape(_says(row))}" '
        f'style="left:{left};bottom:{_FOOT + _STEP * level}px"></i>'
        for row, left, level in placed
    )
    ends = [value_in_words(first["measure"], value) for value in (least, most)]
    scale = f"<span>{ends[0]}</span><span>{ends[1]}</span>"
    if most == least:
        scale = f'<span class="region-one">{ends[0]}</span>'
    named = "; ".join(_says(row) for row in known)
    said = f"{named}; {unknown}" if unknown else named
    return (
        f'<span class="dots region-strip" role="img" tabindex="0" aria-label="{escape(said)}" '
        f'style="height:{height}px">{band}{marks}</span>'
        f'<span class="region-scale">{scale}{f"<em>{unknown}</em>" if unknown else ""}</span>'
    )


def _placed(rows: list[Row], at: Any) -> Iterator[tuple[Row, str, int]]:
    """Each council with its place along the strip, as CSS says it, and how many stand under it, by
    name. More than `_HIGH` at a place stand in columns beside each other: inwards at the ends."""
    there: dict[int, int] = {}
    for row in rows:
        place = round(at(row["value"]) / 100 * _PLACES)
        number = there.get(place, 0)
        there[place] = number + 1
        column, level = divmod(number, _HIGH)
        aside = _aside(column, place) * _STEP
        left = f"{100 * place / _PLACES:.1f}%"
        yield row, f"calc({left} + {aside}px)" if aside else left, level


def _aside(column: int, place: int) -> int:
    """How many columns to the right (less than 0: to the left) a column stands."""
    if place < _PLACES / 4:
        return column
    if place > 3 * _PLACES / 4:
        return -column
    return (column + 1) // 2 * (1 if column % 2 else -1)


def _says(row: Row) -> str:
    why = f" ({row['why']})" if row["why"] else ""
    return f"{row['authority']}: {row['figure']}{why}"


_KEY: Final = (
    '<p class="compare-key"><span><i class="dot"></i>A council: point at it, or go to the row by '
    'the Tab key, for names</span><span><i class="region-mark-signal"></i>It has a signal of its '
    'own</span><span><i class="region-band region-band-key"></i>Middle half of councils</span></p>'
)


def councils_with_signals(exhibit: Exhibit, page: str) -> None:
    """Draw the exhibit `region_signals` as a card: by name, each thing with the way to its
    evidence."""
    with look.card(exhibit.key):
        look.card_header(exhibit.headline, exhibit.subtitle)
        lines = []
        for row in exhibit.frame.iter_rows(named=True):
            council = row["authority"]
            ways = "".join(
                f"<li>{look.link(SIGNAL_OF[measure], PAGES[measure], council=council)}"
                f"<span>{escape(why)}</span></li>"
                for measure, why in zip(
                    map(RegionMeasure, row["measures"]), row["whys"], strict=True
                )
            )
            name = look.link(council, "overview", council=council)
            many = f"{row['number']} {agree(row['number'], 'signal', 'signals')}"
            lines.append(f"<dt>{name}<span>{many}</span></dt><dd><ul>{ways}</ul></dd>")
        if lines:
            st.html(f'<dl class="region-councils">{"".join(lines)}</dl>')
        exhibit_tools(exhibit, page=page)
