"""What the page of every subject does: filters, the answer as its headline, exhibits in places."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from html import escape

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from components import look
from components.exhibits.catalogue import CATALOGUE, Showing, names_of_themes
from components.exhibits.filters import team_on_record
from components.web.current_view import current_view
from components.widgets.exhibits.draw import draw_exhibit
from components.widgets.filters import subject_filters
from pages.parts.in_view import records_in_view

Column = str | Sequence[str]
"""An exhibit's key, or several, one under the other."""


def subject_page(
    page: str,
    question: str,
    answer: Callable[[Showing], str],
    *,
    teams_of: Sequence[str] = (),
    by_theme: bool = True,
) -> Showing:
    """Draw the head of a subject's page; returns its exhibits as filtered.

    Args:
        page: the page's address.
        question: what the page answers.
        answer: the answer as a sentence, from the exhibits.
        teams_of: the datasets whose teams may be chosen.
        by_theme: offer a choice of theme.
    """
    header, showing = filtered_page(page, teams_of=teams_of, by_theme=by_theme)
    with header:
        look.page_header(answer(showing), question)
        say_in_part(page, showing)
    return showing


def say_in_part(page: str, showing: Showing) -> None:
    """Under the answer, of which files behind the page's exhibits only a part is in, and what can
    be done about it."""
    said = showing.in_part(*(key for key, each in CATALOGUE.items() if each.page == page))
    if said:
        st.html(
            f'<p class="verdict"><strong>{escape(said)}</strong> are in. '
            f"{look.link('Bring the rest in', 'data')} or "
            f"{look.link('leave it out', 'data', do='History')}.</p>"
        )


def filtered_page(
    page: str, *, teams_of: Sequence[str] = (), by_theme: bool = True
) -> tuple[DeltaGenerator, Showing]:
    """Draw the filters under a place for the headline; returns that place, and the page's exhibits
    as filtered."""
    view = current_view()
    known = records_in_view()
    header = st.container(key=f"{page}_header")
    teams = known.teams(*teams_of) if teams_of else []
    themes = names_of_themes(known) if by_theme else {}
    filters = subject_filters(
        view.today,
        teams,
        themes,
        page=page,
        on_record=lambda team: team_on_record(known, team),
        by_theme=by_theme,
    )
    return header, Showing(known, filters, view)


def draw_exhibits(
    showing: Showing,
    *rows: str | tuple[Column, Column],
    page: str,
    first: tuple[float, float] = (1, 1),
    apart: Sequence[str] = (),
) -> None:
    """Draw a page's exhibits, and under those it places whatever else is declared for it.

    Args:
        showing: the page's exhibits as filtered.
        rows: keys in places: one over the whole page, or two columns beside each other.
        page: the page's address.
        first: how wide the first row's columns are.
        apart: keys that the page draws itself.
    """
    placed = set(apart)

    def draw(column: Column) -> None:
        for key in (column,) if isinstance(column, str) else column:
            placed.add(key)
            draw_exhibit(showing(key), page=page)

    for place, row in enumerate(rows):
        if isinstance(row, str):
            draw(row)
            continue
        for container, column in zip(
            look.row(*(first if place == 0 else (1, 1))), row, strict=True
        ):
            with container:
                draw(column)
    for key, each in CATALOGUE.items():
        if each.page == page and key not in placed:
            draw(key)


def nothing_recorded(title: str) -> None:
    """Say that none of the page's datasets has a row, and lead to where they come in."""
    with look.card("empty"):
        look.not_recorded(title, "Bring in the files you have, as they are, or fill in a template.")
