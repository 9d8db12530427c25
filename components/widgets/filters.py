"""The filters of a subject page: period, team, theme. What is chosen stands in the address."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

import streamlit as st

from components import look
from components.exhibits.filters import (
    EVERY_TEAM,
    EVERY_THEME,
    PERIODS,
    Filters,
    filters_asked,
    filters_of,
)
from components.web.address import bound_select


def subject_filters(
    until: date,
    teams: Sequence[str],
    themes: Mapping[str, str],
    *,
    page: str,
    by_theme: bool = True,
) -> Filters:
    """Draw the filters. `until`: the last day the records are looked at from; `themes`: name by
    theme; `by_theme`: offer a choice of theme."""
    names = {name: theme for theme, name in themes.items()}
    with look.filters(page):
        period = bound_select("Period", list(PERIODS), name="period")
        team = EVERY_TEAM
        if teams:
            team = bound_select("Team", [EVERY_TEAM, *teams], name="team")
        theme = EVERY_THEME
        if by_theme:
            theme = bound_select("Theme", [EVERY_THEME, *sorted(names)], name="about")
    return filters_of(
        until,
        period,
        None if team == EVERY_TEAM else team,
        names.get(theme),
        None if theme == EVERY_THEME else theme,
    )


def filters_in_address(until: date, themes: Mapping[str, str]) -> Filters:
    """The filters that stand in the address, for a page that draws none; see `filters_asked`."""
    return filters_asked(st.query_params, until, themes)
