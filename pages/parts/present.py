"""Parts of the page Present: charts as pictures that fill their room and can be read in a call, and
whether figures of the public are being presented, so that internal ones are asked about first."""

from __future__ import annotations

import base64
import math
import secrets
from dataclasses import replace
from threading import Lock, Thread
from typing import Any

import polars as pl
import streamlit as st

from components.charts.rules import interval_rows
from components.charts.spec import (
    Bars,
    ChartSpec,
    Grid,
    Intervals,
    OpposedBars,
    ScoreShares,
    StackedBars,
)
from components.exhibits.exhibit import Exhibit
from components.exhibits.memo import memo
from components.packs.produced_pack import PackScreen, ProducedPack
from components.widgets.presenting.beneath import WIDTH, beneath
from components.widgets.presenting.screens import HEADLINE, ROOM, SUBTITLE, parts_of
from vocabulary.audience import Audience
from vocabulary.shown import escape
from vocabulary.wording import listed

# The canvas a chart is drawn on, in mm: its labels of 9 points come out at 26 pixels, and what is
# smaller than 6.9 points would come out at less than 20.
_WIDTH_MM = 140.0
_PIXELS_A_POINT = WIDTH / (_WIDTH_MM * 72 / 25.4)
_SMALLEST_PT = 20 / _PIXELS_A_POINT + 0.01
_ROW_PT = 9.4  # in rows closer than that, marks touch
_FIXED_SET = 10  # as many belong together, such as nine statements: closer before fewer
_CLOSE_PT = 7.2  # in rows closer than that, words touch
_FEWEST = 3
_MORE = 34  # pixels for the line that says how much is left out
_ONE_AT_A_TIME = Lock()
_AHEAD = Lock()


def picture(produced_pack: ProducedPack, place: int) -> str:
    """The chart of the screen of a number as HTML, drawn once and kept with its exhibit; empty for
    one that is a list."""
    screen = produced_pack.screens[place - 2]
    return memo(screen.exhibit, _drawn, _room(screen))


def draw_ahead(produced_pack: ProducedPack, place: int) -> None:
    """Draw the other screens' charts while this one is talked about, the next ones first. One pack
    at a time: of another, the next screen that is opened asks again."""
    last = 1 + len(produced_pack.screens)
    order = [*range(max(place, 1) + 1, last + 1), *range(2, place)]

    def draw() -> None:
        if _AHEAD.acquire(blocking=False):
            try:
                for number in order:
                    picture(produced_pack, number)
            finally:
                _AHEAD.release()

    Thread(target=draw, name="charts ahead", daemon=True).start()


def _drawn(exhibit: Exhibit, room: int) -> str:
    if exhibit.chart is None or exhibit.frame.is_empty():
        return ""
    from reports.drawing.chart import svg  # what draws files is not needed to open other pages

    shown, left_out = _readable(exhibit, room)
    if shown is None:
        return ""
    more = ""
    if left_out:
        room -= _MORE
        more = f'<p class="present-more">{left_out}</p>'
    with _ONE_AT_A_TIME:
        data = base64.b64encode(svg(shown, _WIDTH_MM, _mm(room))).decode()
    return (
        f'<img class="present-chart" alt="{escape(exhibit.alternative)}" '
        f'width="{WIDTH}" height="{room}" src="data:image/svg+xml;base64,{data}">{more}'
    )


def _mm(pixels: float) -> float:
    return _WIDTH_MM * pixels / WIDTH


def _room(screen: PackScreen) -> int:
    """The pixels in height that headline, subtitle and what is beneath leave on a screen of 1280 by
    720."""
    exhibit = screen.exhibit
    parts = parts_of(exhibit.headline)
    headline = min(sum(_lines(part, HEADLINE, bold=True) for part in parts), 3)
    subtitle = min(_lines(exhibit.subtitle, SUBTITLE), 2)
    return math.floor(
        ROOM - headline * HEADLINE * 1.18 - subtitle * SUBTITLE * 1.35 - beneath(screen).height
    )


def _lines(text: str, pixels: float, *, bold: bool = False) -> int:
    """How many lines a text takes. Letters of a browser are a little wider, bold ones more."""
    from reports.drawing.chart import lines

    return lines(text, _WIDTH_MM * (0.91 if bold else 0.97), pixels / _PIXELS_A_POINT)


def _readable(exhibit: Exhibit, room: int) -> tuple[Exhibit | None, str]:
    """The exhibit with as much as can be read in the room, and what that leaves out in words; None
    where a list says more."""
    if isinstance(exhibit.chart, Intervals):
        exhibit = replace(exhibit, frame=interval_rows(exhibit.chart, exhibit.frame))
    if _reads(exhibit, room):
        return exhibit, ""
    spec, frame = exhibit.chart, exhibit.frame
    if isinstance(spec, Grid):
        return _smaller_grid(exhibit, spec, room)
    column = _row_column(spec)
    if column is None:
        return None, ""
    names = _names(frame, column)
    most = min(len(names) - 1, int(room / _PIXELS_A_POINT / _ROW_PT))
    for many in range(most, _FEWEST - 1, -1):
        fewer = _only(exhibit, column, _chosen(frame, spec, column, names, many))
        if _reads(fewer, room - _MORE):
            shown = set(_names(fewer.frame, column))
            return fewer, _left_out([str(name) for name in names if name not in shown])
    return None, ""


def _left_out(names: list[str]) -> str:
    """What the handout has beyond the screen, by name where it is not much."""
    named = f": {listed(names)}" if len(names) <= _FEWEST else ""
    return f"{len(names)} more in the handout{named}."


def _smaller_grid(exhibit: Exhibit, spec: Grid, room: int) -> tuple[Exhibit | None, str]:
    rows, columns = _names(exhibit.frame, spec.rows), _names(exhibit.frame, spec.columns)
    most = min(len(rows), int(room / _PIXELS_A_POINT / (_ROW_PT * 1.2)))
    for wide in range(len(columns), _FEWEST - 1, -1):
        for many in range(most, _FEWEST - 1, -1):
            fewer = _only(_only(exhibit, spec.columns, columns[:wide]), spec.rows, rows[:many])
            if _reads(fewer, room - _MORE):
                said = f"Shown: {many} of {len(rows)} rows and {wide} of {len(columns)} columns."
                return fewer, f"{said} The rest is in the handout."
    return None, ""


def _only(exhibit: Exhibit, column: str, names: list[Any]) -> Exhibit:
    frame = exhibit.frame.filter(pl.col(column).is_in(names))
    return replace(exhibit, frame=frame)


def _names(frame: pl.DataFrame, column: str) -> list[Any]:
    return frame.get_column(column).unique(maintain_order=True).to_list()


def _chosen(
    frame: pl.DataFrame, spec: ChartSpec | None, column: str, names: list[Any], many: int
) -> list[Any]:
    """The first names. A group that is set apart is shown whole, and then the first of the others;
    where it is too large for that, the first of each in proportion."""
    apart = spec.apart if isinstance(spec, Intervals) else None
    if not apart:
        return names[:many]
    set_apart = _names(frame.filter(apart), column)
    if set_apart and len(set_apart) < many:
        others = [name for name in names if name not in set(set_apart)]
        return [*set_apart, *others[: many - len(set_apart)]]
    places = []
    for part in frame.partition_by(apart, maintain_order=True):
        group = _names(part, column)
        places += [((place + 1) / len(group), name) for place, name in enumerate(group)]
    return [name for _, name in sorted(places, key=lambda each: each[0])[:many]]


def _row_column(spec: ChartSpec | None) -> str | None:
    """The column with a row each, of a chart that is read from top to bottom."""
    if isinstance(spec, Bars | Intervals | OpposedBars | ScoreShares):
        return spec.category
    return spec.category if isinstance(spec, StackedBars) and spec.horizontal else None


def _reads(exhibit: Exhibit, room: int) -> bool:
    """Whether every word of the drawing can be read, and rows are apart."""
    from reports.drawing.chart import draw_chart

    column = _row_column(exhibit.chart)
    if column:
        rows = exhibit.frame.get_column(column).n_unique()
        apart = _CLOSE_PT if rows <= _FIXED_SET else _ROW_PT
        if room / _PIXELS_A_POINT / (rows + 1.5) < apart:
            return False
    return draw_chart(exhibit, _WIDTH_MM, _mm(room)).smallest >= _SMALLEST_PT


COOKIE = "presenting"
_PUBLIC, _SURE = "present_public", "present_sure"


def must_ask(audience: Audience) -> bool:
    """Whether to ask before figures for this audience are shown; remembers those of the public."""
    if audience == "public":
        st.session_state[_PUBLIC] = True
        return False
    began_public = st.context.cookies.get(COOKIE) == "public"
    return bool(st.session_state.get(_PUBLIC, began_public))


def sure() -> str:
    """What the answer has to bring along: only this session knows it, and it holds once."""
    token = secrets.token_urlsafe(8)
    st.session_state[_SURE] = token
    return token


def answered(token: str) -> None:
    """Take note of an answer."""
    if token and token == st.session_state.pop(_SURE, ""):
        st.session_state[_PUBLIC] = False
