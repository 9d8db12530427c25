"""What happened: the events that charts of some measures are marked with, and recording one there,
pinned to a month."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, Final

import polars as pl
import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from components import look
from components.exhibits.catalogue import names_of_themes
from components.exhibits.view import View
from components.web.address import choice_in_address
from data_access.datasets import EVENT
from data_access.snapshot import Snapshot
from pages.parts.in_view import may_change
from pages.parts.record import NEW, names_of_indicators, one_record, record_of
from pages.parts.your_name import ask_name
from vocabulary.indicators import EventEffect
from vocabulary.principal import Permission
from vocabulary.shown import escape
from vocabulary.wording import (
    entered_date,
    listed_up_to,
    long_date,
    month_and_year,
    short_date,
    within,
)

ASKED: Final = "event"  # in the address: the event whose form is open, or NEW
PINNED: Final = "pin"  # the month that a new event is pinned to, as its first day
_MONTHS: Final = 36


def events_part(
    view: View,
    known: Snapshot,
    rows: Sequence[Mapping[str, Any]],
    measures: Sequence[str],
    *,
    page: str,
    form_at: DeltaGenerator | None = None,
    **query: str,
) -> None:
    """Draw the events that touch any of some measures; where records can be changed, the way to
    record, correct or remove one, and the form once it is asked for.

    `rows`: the events, as `events_on` gives them for `measures` (ids). `page`, `query`: the address
    of the page that shows this, without what this puts into it. `form_at`: the place for the form,
    where it is not to stand under the events.
    """
    change = may_change(view, Permission.ENTER)
    asked = st.query_params.get(ASKED, "")
    with look.card("events"):
        look.card_header(
            "What happened",
            "Charts are marked with it. Where somebody says so and why, the usual range begins "
            "anew, and the old limits stay visible.",
            small=True,
        )
        if rows:
            names = _Names(known)
            look.table(
                "What happened",
                ("From", "What happened", "On charts", "Recorded"),
                (_row(row, names, page if change else "", query) for row in rows),
            )
        else:
            look.source("No event is recorded for this yet.")
        if change and not asked:
            way = look.link("Record what happened", page, **query, **{ASKED: NEW})
            st.html(f'<p class="source">{way}</p>')
    if change and asked:
        with form_at or st.container():
            ask_name()
            with look.card("event_form"):
                _form(view, known, asked, measures)
                st.html(f'<p class="source">{look.link("Close the form", page, **query)}</p>')


def _form(view: View, known: Snapshot, asked: str, measures: Sequence[str]) -> None:
    row = None if asked == NEW else record_of(known, EVENT, asked)
    if row is not None:
        about = "Every version is kept. To change what it is called, remove it and record it anew."
        one_record(EVENT, view, known, row, title=asked, about=about, closes=(ASKED,))
        return
    look.card_header(
        "Record what happened",
        "Something that happened on a day: a new system, team or rule. Say what it touches; that "
        "the usual range begins anew needs a reason.",
        small=True,
    )
    pinned = choice_in_address(
        "Pin to the month of",
        _months(known, measures, view.today),
        name=PINNED,
        format_func=lambda text: month_and_year(date.fromisoformat(text)),
    )
    begin = {
        "day": entered_date(date.fromisoformat(pinned)),
        "effect": EventEffect.ANNOTATES.value,
        "indicators": "; ".join(measures),
    }
    one_record(EVENT, view, known, None, begin=begin, closes=(ASKED, PINNED))


def _months(known: Snapshot, measures: Sequence[str], today: date) -> list[str]:
    """First days of the months that the measures' figures are of, newest first."""
    rows = known["indicator"].filter(pl.col("indicator").is_in(list(measures)))
    first = rows.get_column("period_start").dt.truncate("1mo").unique().sort(descending=True)
    found = [day.isoformat() for day in first.head(_MONTHS)]
    return found or [today.replace(day=1).isoformat()]


class _Names:
    """What an event refers to, in words."""

    def __init__(self, known: Snapshot) -> None:
        self._indicators = names_of_indicators(known)
        self._themes = names_of_themes(known)
        self._statements = {each.id: each.name for each in known.framework.statements}

    def touched(self, row: Mapping[str, Any]) -> str:
        """Such as "touches minutes until a call is answered"."""
        named = [
            within(names.get(value, value))
            for values, names in (
                (row["indicators"], self._indicators),
                (row["statements"], self._statements),
                (row["themes"], self._themes),
            )
            for value in values or ()
        ]
        teams = f" ({listed_up_to(row['teams'])})" if row["teams"] else ""
        return f"Touches {listed_up_to(named) or 'every measure'}{teams}."


def _row(row: Mapping[str, Any], names: _Names, page: str, query: Mapping[str, str]) -> str:
    why = f" {row['why']}" if row["why"] else ""
    said = f'<span class="muted">{escape(f"{names.touched(row)}{why}")}</span>'
    day = f'<span style="white-space:nowrap">{short_date(row["day"])}</span>'
    recorded = f"{row['recorded_by']}, {long_date(row['recorded_at'].date())}"
    change = ""
    if page:
        asked = {**query, ASKED: row["event"]}
        change = f"<br>{look.link('Correct or remove', page, **asked)}"
    return (
        f'<th scope="row">{day}</th><td><b>{escape(row["event"])}</b><br>{said}</td>'
        f"<td>{escape(EventEffect(row['effect']).label)}</td>"
        f'<td><span class="muted">{escape(recorded)}</span>{change}</td>'
    )
