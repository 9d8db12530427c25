"""Heat maps as tables: readable by a screen reader, and by a thumb on a phone."""

from __future__ import annotations

from collections.abc import Callable
from html import escape

import polars as pl
import streamlit as st

from components.charts.spec import Grid
from components.look.marks import link
from components.tokens import Scale

# Ink reads at 7:1 or better on each; the deepest is for the worst, or the most.
_WARM = ("#FFFFFF", "#FDF1E7", "#F9E0CC", "#F3CCAE")
_COOL = ("#FFFFFF", Scale.FIRST.value, Scale.SECOND.value, Scale.THIRD.value)


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
    rows, columns = (
        list(dict.fromkeys(frame[name].to_list())) for name in (spec.rows, spec.columns)
    )
    cells = {(row[spec.rows], row[spec.columns]): row for row in frame.iter_rows(named=True)}
    values = [float(value) for value in frame.get_column(spec.value) if value is not None]
    most = 1.0 if spec.percent else max([*values, 1.0])
    head = "".join(f'<th scope="col">{escape(str(name))}</th>' for name in columns)
    body = "".join(
        f'<tr><th scope="row">{escape(str(row))}</th>'
        + "".join(_cell(spec, cells.get((row, column)), most, lead) for column in columns)
        + "</tr>"
        for row in rows
    )
    st.html(
        f'<div class="table-scroll" role="region" aria-label="{escape(label)}" tabindex="0">'
        f'<table class="heat-map"><thead><tr><td></td>{head}</tr></thead>'
        f"<tbody>{body}</tbody></table></div>"
    )


def _cell(spec: Grid, row: Row | None, most: float, lead: Callable[[Row, str], str] | None) -> str:
    if row is None:
        return '<td class="heat-none">–</td>'
    value = row[spec.value]
    number = None if value is None else float(str(value))
    if spec.said:
        said = str(row[spec.said] or "–")
    elif number is None:
        said = "[c]"
    else:
        said = f"{number:.0%}" if spec.percent else f"{number:,.0f}"
    few = bool(row[spec.few]) if spec.few else False
    if few:
        said += ' <span role="img" aria-label="too few to judge">○</span>'
    else:
        said = escape(said)
    if lead:
        said = lead(row, said)
    return f'<td style="background:{_ground(spec, number, most)}">{said}</td>'


def _ground(spec: Grid, number: float | None, most: float) -> str:
    if number is None:
        return _WARM[0]
    share = number / most
    if spec.high_is_good:
        # Nine in ten and more is as it should be; each tenth or so below is a step deeper.
        return _WARM[(share < 0.9) + (share < 0.8) + (share < 0.65)]
    return _COOL[(share > 0) + (share > 1 / 3) + (share > 2 / 3)]


_GROUNDS = ("#FFFFFF", Scale.FIRST.value, Scale.SECOND.value, Scale.THIRD.value)
_STEPS = (1, 2, 4)  # shortfalls from which a cell is a step deeper


def theme_grid(frame: pl.DataFrame, *, label: str) -> None:
    """Draw themes (linked to their pages) by statement, shortfalls and strengths in each cell."""
    columns = frame.get_column("short_name").unique(maintain_order=True).to_list()
    head = "".join(f'<th scope="col">{escape(name)}</th>' for name in columns)
    body = []
    for rows in frame.partition_by("theme", maintain_order=True):
        name = str(rows.item(0, "theme_name"))
        cells = {row["short_name"]: row for row in rows.iter_rows(named=True)}
        drawn = "".join(_theme_cell(cells.get(column)) for column in columns)
        body.append(f'<tr><th scope="row">{link(name, "theme", about=name)}</th>{drawn}</tr>')
    st.html(
        f'<div class="table-scroll" role="region" aria-label="{escape(label)}" tabindex="0">'
        f'<table class="heat-map theme-grid"><thead><tr><td></td>{head}</tr></thead>'
        f"<tbody>{''.join(body)}</tbody></table></div>"
    )


def _theme_cell(row: dict[str, object] | None) -> str:
    if row is None or not row["findings"]:
        return '<td class="heat-none"><span aria-label="no finding">·</span></td>'
    short, strong = int(str(row["shortfall"])), int(str(row["strength"]))
    ground = _GROUNDS[sum(short >= step for step in _STEPS)]
    said = f"{short} shortfalls, {strong} strengths"
    return (
        f'<td style="background:{ground}"><span role="img" aria-label="{said}">'
        f'<b>{short or "–"}</b> <span class="muted">| {strong or "–"}</span></span></td>'
    )
