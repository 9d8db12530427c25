"""A measure of the service in a line."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date
from typing import Any

from components.exhibits.briefs.brief import Brief
from components.exhibits.indicators.bearing import against_target
from measures.indicators.standings import StandingVerdict
from vocabulary.attention import Stake
from vocabulary.values import figure_in
from vocabulary.wording import month_and_year

LONG_NAME = 42
"""Letters that fit on a line."""
LEADERSHIP = frozenset({"governance", "learning"})


def brief_of_measure(row: Mapping[str, Any], safety: Collection[str]) -> Brief:
    """The measure in a line: its name, then its newest figure and what it says. `row`: columns as
    `measure_rows` gives them; `safety`: the statements on people's safety, of which a measure has
    as much at stake as a duty."""
    statements = set(row["statements"] or ())
    stake = Stake.PEOPLE
    if statements & set(safety):
        stake = Stake.DUTY
    elif statements and statements <= LEADERSHIP:
        stake = Stake.PRACTICE
    figure = figure_in(row["figure"], row["unit"])
    return Brief(
        _name(row["name"]),
        f"{figure}, {_says(row)}",
        stake,
        pressing=row["verdict"] == StandingVerdict.WORSE,
        figure=row["figure"],
        said=figure,
    )


def _name(name: str) -> str:
    """What a measure is called, without what stands in brackets behind a long name."""
    return name.partition(" (")[0] if len(name) > LONG_NAME else name


def _says(row: Mapping[str, Any]) -> str:
    verdict, since = row["verdict"], row["since"]
    if verdict == StandingVerdict.WORSE:
        from_when = f" since {month_and_year(since)}" if isinstance(since, date) else ""
        return f"getting worse{from_when}"
    if verdict == StandingVerdict.TARGET_MISSED:
        return against_target(row)
    if verdict == StandingVerdict.CHANGED:
        return str(row["variation_words"])
    return str(verdict)
