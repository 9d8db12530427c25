"""Heat maps as tables: readable by a screen reader, and by a thumb on a phone."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import polars as pl
import streamlit as st

from components.charts.rules import SHADES, GridCells
from components.charts.spec import Grid
from components.look.lists import scrolled
from components.look.marks import link
from components.widgets.exhibits.measure_list import to_look_at
from vocabulary.shown import escape

Row = dict[str, object]


def heat_map(
    spec: Grid,
    frame: pl.DataFrame,
    *,
    label: str,
    lead: Callable[[Row, str], str] | None = None,
) -> None:
    """Draw the grid. `label`: what it shows, for people who do not see it; `lead`: makes what a
    cell says (HTML) lead to the records behind it."""
    cells = GridCells(spec, frame)
    head = "".join(f'<th scope="col">{escape(str(name))}</th>' for name in cells.columns)
    body = "".join(
        f'<tr><th scope="row">{escape(str(row))}</th>'
        + "".join(_cell(cells, row, column, lead) for column in cells.columns)
        + "</tr>"
        for row in cells.rows
    )
    table = (
        f'<table class="heat-map"><thead><tr><td></td>{head}</tr></thead>'
        f"<tbody>{body}</tbody></table>"
    )
    st.html(scrolled(label, table))


def _cell(
    cells: GridCells, row: object, column: object, lead: Callable[[Row, str], str] | None
) -> str:
    record, cell = cells.record(row, column), cells.cell(row, column)
    if record is None:
        return f'<td class="heat-none">{cell.text}</td>'
    words = escape(cell.text)
    if cell.few:
        words += ' <span role="img" aria-label="too few to judge">○</span>'
    if lead:
        words = lead(record, words)
    return f'<td style="background:{cell.ground}">{words}</td>'


_STEPS = (1, 2, 4)  # shortfalls from which a cell is a step deeper


def theme_grid(frame: pl.DataFrame, *, label: str, measures: Mapping[str, tuple[int, int]]) -> None:
    """Draw themes (linked to their pages) by statement, shortfalls and strengths in each cell, and
    last how many measures of the theme to look at. `measures`: by theme, how many to look at and
    how many there are."""
    columns = frame.get_column("short_name").unique(maintain_order=True).to_list()
    head = "".join(f'<th scope="col">{escape(name)}</th>' for name in columns)
    head += '<th scope="col">Measures to look at</th>'
    body = []
    for rows in frame.partition_by("theme", maintain_order=True):
        name = str(rows.item(0, "theme_name"))
        cells = {row["short_name"]: row for row in rows.iter_rows(named=True)}
        drawn = "".join(_theme_cell(cells.get(column)) for column in columns)
        drawn += f"<td>{to_look_at(*measures.get(rows.item(0, 'theme'), (0, 0)))}</td>"
        body.append(f'<tr><th scope="row">{link(name, "theme", about=name)}</th>{drawn}</tr>')
    table = (
        f'<table class="heat-map theme-grid"><thead><tr><td></td>{head}</tr></thead>'
        f"<tbody>{''.join(body)}</tbody></table>"
    )
    st.html(scrolled(label, table))


def _theme_cell(row: dict[str, object] | None) -> str:
    if row is None or not row["findings"]:
        return '<td class="heat-none"><span aria-label="no finding">·</span></td>'
    short, strong = int(str(row["shortfall"])), int(str(row["strength"]))
    ground = SHADES[sum(short >= step for step in _STEPS)]
    said = f"{short} shortfalls, {strong} strengths"
    return (
        f'<td style="background:{ground}"><span role="img" aria-label="{said}">'
        f'<b>{short or "–"}</b> <span class="muted">| {strong or "–"}</span></span></td>'
    )
