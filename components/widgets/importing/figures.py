"""The figures that a report gives in its sentences: each to be taken or left by a person."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

import streamlit as st

from components import look
from vocabulary.shown import escape
from vocabulary.wording import with_unit

_SCOPES = ("adult social care", "all services")
_FIRST_DAY = date(2010, 1, 1)


@dataclass(frozen=True)
class ReadFigure:
    """A figure as it was read: what it is, its value and unit, the first and last day it is for
    with what that period is called (None and "": not said), the services it is of (None: not said,
    "": of no matter), and the sentence."""

    name: str
    value: float
    unit: str
    first: date | None
    last: date | None
    period: str
    scope: str | None
    sentence: str


@dataclass(frozen=True)
class TakenFigure:
    """What a person has taken: the place of the figure, and how they say it is."""

    place: int
    value: float
    first: date | None
    last: date | None
    scope: str | None


def confirm_figures(figures: Sequence[ReadFigure], *, key: str) -> list[TakenFigure]:
    """Draw the figures under the sentences they were read in, none taken yet, and give those that
    the person has taken. One that is taken can be mended."""
    look.source(
        "Numbers in the text that our records have a place for. None comes in before you tick it: "
        "read the sentence, and mend the number or its period where they were misread."
    )
    taken = []
    for said, told in groupby(enumerate(figures), key=lambda each: each[1].sentence):
        st.html(f'<p class="muted read-figure">“{escape(said)}”</p>')
        for place, figure in told:
            if st.checkbox(_label(figure), key=f"report_figure_{place}_{key}"):
                taken.append(_mended(place, figure, key))
    return taken


def _label(figure: ReadFigure) -> str:
    when = figure.period or "no period said"
    return f"**{figure.name}: {with_unit(figure.value, figure.unit)}**, {when}"


def _mended(place: int, figure: ReadFigure, key: str) -> TakenFigure:
    named = f"{place}_{key}"
    columns = iter(st.columns(3 if figure.scope == "" else 4))
    value = next(columns).number_input(
        "Number", value=figure.value, min_value=0.0, key=f"report_figure_value_{named}"
    )
    first, last = (
        next(columns).date_input(
            label,
            value=day,
            min_value=_FIRST_DAY,
            format="DD/MM/YYYY",
            key=f"report_figure_{label.lower()}_{named}",
        )
        for label, day in (("From", figure.first), ("To", figure.last))
    )
    scope = figure.scope
    if scope != "":
        scope = next(columns).selectbox(
            "Of which services",
            _SCOPES,
            index=_SCOPES.index(scope) if scope in _SCOPES else None,
            placeholder="Choose",
            key=f"report_figure_scope_{named}",
        )
    return TakenFigure(place, value, first, last, scope or None)
