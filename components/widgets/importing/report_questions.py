"""What is asked of a report: whose it is, and the day it was published, each only where its text
does not say it or says something else than was expected."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

import streamlit as st

from components.widgets.council_picker import council_picker
from vocabulary.wording import long_date

_FIRST_YEAR = 2023  # CQC's first assessments of councils
_MONTHS = [date(2000, month, 1).strftime("%B") for month in range(1, 13)]


def ask_council(councils: Mapping[str, str], *, key: str) -> str | None:
    """Draw the question whose report it is, where it names no council; None until it is answered.
    `councils`: see `council_picker`."""
    return council_picker(
        "Whose report is it? It names no council.",
        councils,
        key=f"report_council_{key}",
        placeholder="Choose or type the council's name",
    )


def ask_which_council(
    named: str, where: str, chosen: str, *, key: str
) -> tuple[str | None, str | None]:
    """Draw the question whose report it is, where it names another council than the one in view:
    the council, and why it is the one in view's if it is that one's. None until it is answered.

    `where`: what names it, such as "in the title of page.html".
    """
    answer = st.radio(
        f"This report names {named} ({where}). You are looking at {chosen}. Whose report is it?",
        [named, chosen],
        index=None,
        format_func=lambda name: (
            f"{named}'s: bring it in for {named}" if name == named else f"{chosen}'s all the same"
        ),
        key=f"report_whose_{key}",
    )
    if answer != chosen:
        return answer, None
    why = st.text_input(
        f"Why is it {chosen}'s?",
        max_chars=200,
        placeholder="Such as: the page was saved under the old council's name",
        help="Kept with the import, for whoever asks later.",
        key=f"report_why_{key}",
    ).strip()
    return (chosen, why) if why else (None, None)


def ask_published(said: date | None, *, today: date, key: str) -> tuple[bool, date | None]:
    """Draw the question on which day the report was published, or what it says of that (`said`)
    with a way to give another. Whether one can go on, and the day given (None: as it says, or not
    known)."""
    if said is not None and not st.checkbox(
        f"It says it was published on {long_date(said)}: give another day",
        key=f"report_other_day_{key}",
    ):
        return True, None
    # Three small boxes: the framework's calendar has targets too small to hit (WCAG 2.5.8).
    day, month, year, _ = st.columns([1, 1.4, 1, 2])
    chosen_day = day.selectbox(
        "Published: day", list(range(1, 32)), index=None, key=f"report_day_{key}", placeholder="–"
    )
    chosen_month = month.selectbox(
        "Month", _MONTHS, index=None, key=f"report_month_{key}", placeholder="–"
    )
    chosen_year = year.selectbox(
        "Year",
        list(range(today.year, _FIRST_YEAR - 1, -1)),
        index=None,
        key=f"report_year_{key}",
        placeholder="–",
    )
    parts = (chosen_day, chosen_month, chosen_year)
    if not any(parts):
        return True, None
    if not chosen_day or not chosen_month or not chosen_year:
        st.error("Give day, month and year, or leave all three empty.")
        return False, None
    try:
        given = date(chosen_year, _MONTHS.index(chosen_month) + 1, chosen_day)
    except ValueError:
        st.error(f"There is no {chosen_day} {chosen_month} {chosen_year}.")
        return False, None
    if given > today:
        st.error(f"{long_date(given)} is in the future.")
        return False, None
    return True, given
