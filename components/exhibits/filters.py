"""Filters of records: period, team, theme. What is chosen stands in the address."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

import polars as pl

from components.exhibits.address import UnknownInAddressError, option_asked
from components.exhibits.records import Records
from vocabulary.wording import long_date

DEFAULT_PERIOD = "Last 24 months"
EVERY_TEAM, EVERY_THEME = "All teams", "All themes"
PERIODS: dict[str, int | None] = {
    "Last 24 months": 24,
    "Last 12 months": 12,
    "Last 6 months": 6,
    "All time": None,
}


TEAMS_IN = (
    "complaint",
    "audit",
    "action",
    "learning",
    "training",
    "staff_voice",
    "compliment",
    "indicator",
)
"""Datasets whose rows may name a team."""


@dataclass(frozen=True)
class Filters:
    """What was chosen. since: first day of the period (None: from the beginning); until: its last
    day; team, theme: None for all; theme_name: what the theme is called; period: the choice of
    period in words, one of `PERIODS`."""

    since: date | None
    until: date
    team: str | None
    theme: str | None
    theme_name: str | None
    period: str = DEFAULT_PERIOD

    @property
    def words(self) -> str:
        """Such as "all teams, 1 October 2024 to 30 September 2026"."""
        parts = [self.team or "all teams"]
        if self.theme_name:
            parts.append(self.theme_name)
        start = f"{long_date(self.since)} to" if self.since else "everything up to"
        return ", ".join([*parts, f"{start} {long_date(self.until)}"])

    @property
    def before(self) -> Filters | None:
        """The same choice for the period of the same length that ends the day before this one
        begins; None where the period has no beginning."""
        if self.since is None:
            return None
        return filters_of(
            self.since - timedelta(days=1), self.period, self.team, self.theme, self.theme_name
        )

    def within(self, frame: pl.DataFrame, dated_by: str) -> pl.DataFrame:
        """The rows of the period, team and theme; a dataset without team or themes keeps all."""
        days = frame.get_column(dated_by)
        kept = [pl.col(dated_by) <= self.until]
        if self.since:
            kept.append(pl.col(dated_by) >= self.since)
        if self.team and "team" in frame.columns:
            kept.append(pl.col("team") == self.team)
        if self.theme and "themes" in frame.columns:
            kept.append(pl.col("themes").list.contains(self.theme))
        if len(kept) == 1 and not (days.has_nulls() or (days > self.until).any()):
            return frame  # all of it, without a copy
        return frame.filter(*kept)  # at once: each time alone would copy all columns


@lru_cache(maxsize=256)
def filters_of(
    until: date,
    period: str = DEFAULT_PERIOD,
    team: str | None = None,
    theme: str | None = None,
    theme_name: str | None = None,
) -> Filters:
    """The filters that a choice comes to on a day. KeyError unless the period is of `PERIODS`."""
    months = PERIODS[period]
    since = None
    if months:
        first = until.replace(day=1)
        since = pl.Series([first]).dt.offset_by(f"-{months - 1}mo")[0]
    return Filters(since, until, team, theme, theme_name, period)


# Streamlit drops from the address what a widget of the page before held: links to a page that draws
# no filters say them again under these names.
LASTING_NAMES = {
    "period": "over",
    "team": "by_team",
    "about": "on_theme",
    "against": "set_beside",
}


def with_lasting_filters(address: Mapping[str, str]) -> dict[str, str]:
    """An address with its filters said again under the names that stay."""
    again = {LASTING_NAMES[name]: value for name, value in address.items() if name in LASTING_NAMES}
    return {**address, **again}


def filters_asked(
    asked: Mapping[str, str],
    until: date,
    themes: Mapping[str, str],
    teams: Callable[[str], bool] | None = None,
) -> Filters:
    """The filters that an address's parameters ask for. `themes`: name by theme (none: there is no
    choice of theme); `teams`: whether any record names a team.

    UnknownInAddressError for a period, theme or team that there is not.
    """
    said = {name: asked.get(name, asked.get(kept, "")) for name, kept in LASTING_NAMES.items()}
    period = option_asked(said, "period", {each: each for each in PERIODS}, "period")
    theme = option_asked(said, "about", themes, "theme") if themes else None
    team = said["team"]
    if team and teams is not None and not teams(team):
        raise UnknownInAddressError("team", team, "team")
    return filters_of(
        until, period or DEFAULT_PERIOD, team or None, theme, themes[theme] if theme else None
    )


def team_on_record(records: Records, team: str) -> bool:
    """Whether any record of a dataset with teams names this one."""
    return any((records[name].get_column("team") == team).any() for name in TEAMS_IN)


def teams_in(*frames: pl.DataFrame) -> list[str]:
    """Names of the teams that some frames tell of, in order."""
    named = [
        frame.get_column("team").drop_nulls().unique()
        for frame in frames
        if "team" in frame.columns
    ]
    return sorted(set(pl.concat(named).to_list())) if named else []
