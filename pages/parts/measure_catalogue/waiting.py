"""The lines of a council's scorecard that nobody has placed, and the way to place each."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import polars as pl

from components import look
from pages.parts.measure_catalogue.entries import PAGE
from vocabulary.shown import escape
from vocabulary.values import figure_in
from vocabulary.wording import agree, counted, long_date, sentence

SHOWN = 12


def waiting_lines(lines: pl.DataFrame, *, may_place: bool) -> None:
    """Draw the lines, as `lines_without_place` has them, newest figures first."""
    with look.card("waiting"):
        many = lines.height
        look.card_header(
            f"{sentence(counted(many, 'line'))} without a place",
            f"{agree(many, 'It has', 'They have')} figures, and "
            f"{agree(many, 'stands', 'stand')} on no page of a quality statement yet",
            small=True,
        )
        look.table(
            "Lines without a place",
            ("Line", "Newest figure", "Of", "Figures held", *(["What next"] * may_place)),
            (_row(row, may_place=may_place) for row in lines.head(SHOWN).iter_rows(named=True)),
        )
        if many > SHOWN:
            look.source(
                f"The {SHOWN} with the newest figures; the others follow once these have one."
            )


def _row(row: Mapping[str, Any], *, may_place: bool) -> str:
    day = long_date(row["last_date"]) if row["last_date"] else "Teams or groups alone"
    figure = figure_in(row["figure"], row["unit"]) if row["figure"] is not None else ""
    place = (
        f"<td><strong>{look.link('Place it', PAGE, measure=row['measure'])} ›</strong></td>"
        if may_place
        else ""
    )
    return (
        f'<th scope="row">{escape(row["name"])}</th><td>{escape(figure)}</td><td>{day}</td>'
        f"<td>{row['figures']:,}</td>{place}"
    )
