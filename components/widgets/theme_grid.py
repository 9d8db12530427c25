"""The themes' heat map, whose rows and cells lead on."""

from __future__ import annotations

from html import escape

import polars as pl
import streamlit as st

from components.look.marks import link
from components.tokens import Scale

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
        drawn = "".join(_cell(cells.get(column)) for column in columns)
        body.append(f'<tr><th scope="row">{link(name, "theme", about=name)}</th>{drawn}</tr>')
    st.html(
        f'<div class="table-scroll" role="region" aria-label="{escape(label)}" tabindex="0">'
        f'<table class="heat-map theme-grid"><thead><tr><td></td>{head}</tr></thead>'
        f"<tbody>{''.join(body)}</tbody></table></div>"
    )


def _cell(row: dict[str, object] | None) -> str:
    if row is None or not row["findings"]:
        return '<td class="heat-none"><span aria-label="no finding">·</span></td>'
    short, strong = int(str(row["shortfall"])), int(str(row["strength"]))
    ground = _GROUNDS[sum(short >= step for step in _STEPS)]
    said = f"{short} shortfalls, {strong} strengths"
    return (
        f'<td style="background:{ground}"><span role="img" aria-label="{said}">'
        f'<b>{short or "–"}</b> <span class="muted">| {strong or "–"}</span></span></td>'
    )
