"""The filters of a subject page: period, team, theme. What is chosen stands in the address."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Final

import streamlit as st

from components import look
from components.exhibits.filters import (
    EVERY_TEAM,
    EVERY_THEME,
    LASTING_NAMES,
    PERIODS,
    Filters,
    filters_asked,
    filters_of,
)
from components.exhibits.period_before import AGAINST, BEFORE
from components.web.address import bound_choice, bound_select
from vocabulary.wording import long_date

_NAME: Final = "against"  # in the address: which other period stands beside the one chosen


def subject_filters(
    until: date,
    teams: Sequence[str],
    themes: Mapping[str, str],
    *,
    page: str,
    on_record: Callable[[str], bool],
    by_theme: bool = True,
    compares: bool = False,
    also: Callable[[], None] | None = None,
) -> Filters:
    """Draw the filters. `until`: the last day the records are looked at from; `themes`: name by
    theme; `on_record`: whether any record names a team, also where this page's do not; `by_theme`:
    offer a choice of theme; `compares`: and of the period before beside the one chosen; `also`:
    draws what else is chosen in the same row.

    UnknownInAddressError where the address asks for a period, team or theme that there is not.
    """
    every = {"": EVERY_THEME, **dict(sorted(themes.items(), key=lambda each: each[1]))}
    # All are understood before the first is drawn, so that what is not is said on an empty page.
    said = {name: st.query_params.get(name, "") for name in LASTING_NAMES}
    chosen = {name: each for name, each in said.items() if each not in (EVERY_TEAM, EVERY_THEME)}
    filters_asked(chosen, until, themes if by_theme else {}, on_record)
    with look.filters(page):
        period = bound_select("Period", list(PERIODS), name="period")
        team = EVERY_TEAM
        if teams:
            team = bound_select("Team", [EVERY_TEAM, *teams], name="team", elsewhere=on_record)
        theme = bound_choice("Theme", every, name="about") if by_theme else ""
        if compares and PERIODS[period]:
            bound_choice("Set beside", AGAINST, name=_NAME)
        if also:
            also()
    if "team" in chosen and chosen["team"] and team == EVERY_TEAM:
        look.source(f"{chosen['team']} has no records here: all teams are shown.")
    filters = filters_of(
        until,
        period,
        None if team == EVERY_TEAM else team,
        theme or None,
        themes[theme] if theme else None,
    )
    before = period_before(filters) if compares else None
    if before:
        _say_before(before)
    return filters


def period_before(filters: Filters) -> Filters | None:
    """The period before, where somebody chose to see it beside this one."""
    return filters.before if st.session_state.get(_NAME) == BEFORE else None


def _say_before(before: Filters) -> None:
    if before.since:
        look.source(
            f"Before: {long_date(before.since)} to {long_date(before.until)}, as it stood then by "
            "what is recorded now. Only what is called more than chance is known to have changed."
        )


def filters_in_address(until: date, themes: Mapping[str, str]) -> Filters:
    """The filters that stand in the address, for a page that draws none; see `filters_asked`."""
    return filters_asked(st.query_params, until, themes)
