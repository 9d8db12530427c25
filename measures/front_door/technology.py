"""What changed at the front door with a dated event: one measure, before and after, group by
group."""

from __future__ import annotations

from datetime import date
from typing import Final, NamedTuple

import polars as pl

from measures.indicators.before_after import before_and_after
from measures.indicators.series import IndicatorSeries
from vocabulary.front_door import (
    ANSWER_TIME,
    ANSWERED_IN_TIME,
    CONTACTS,
    KNOWN_ALREADY,
    REPEAT,
    RESOLVED,
)
from vocabulary.indicators import BreakdownKind, EventEffect

WHOLE: Final = "Everyone"
_MEASURES: Final = (ANSWER_TIME, ANSWERED_IN_TIME, REPEAT, RESOLVED, KNOWN_ALREADY, CONTACTS)
"""Those that a change at the front door shows in, first the one that tells most."""


class Interrupted(NamedTuple):
    """`measure`, and the event (`event`, `day`, `rebases`, `recorded_by`); `since`: per group what
    `before_and_after` gives, with group and chart; `points`: group, date, figure, target, meaning,
    so_far, mean, lower_limit and upper_limit (those that hold), mean_before, lower_before
    and upper_before (those of before, at points after the event), after, rows (how many figures of
    the measure there are for the date), and range: a number that differs where other limits
    begin."""

    measure: str
    event: str
    day: date
    rebases: bool
    recorded_by: str | None
    since: pl.DataFrame
    points: pl.DataFrame


def interrupted(found: IndicatorSeries) -> Interrupted | None:
    """Lay out what a change at the front door did: the newest event with figures before and after
    it, on the first of the front door's measures that it touches, by reason of contact where that
    is recorded, else of the whole service. None where no such event is recorded.

    `found`: what `indicator_series` gave. Where the event does not begin the usual range anew, the
    limits are those of the figures before it alone, and none hold after it.
    """
    of_series = found.latest.select("series", "measure", "team", "breakdown_kind", "breakdown")
    marks = found.marks.drop_nulls("date").join(of_series, on="series")
    for measure in _MEASURES:
        held = marks.filter((pl.col("measure") == measure) & pl.col("team").is_null())
        reasons = held.filter(pl.col("breakdown_kind") == BreakdownKind.REASON.value)
        chosen = reasons if reasons.height else held.filter(pl.col("breakdown").is_null())
        told = _since(found, chosen)
        if told.height:
            return _laid_out(found, measure, chosen, told)
    return None


def _since(found: IndicatorSeries, chosen: pl.DataFrame) -> pl.DataFrame:
    """Before and after of the newest event on some series that has figures on both sides."""
    series = chosen.get_column("series").implode()
    few = found._replace(
        points=found.points.filter(pl.col("series").is_in(series)),
        latest=found.latest.filter(pl.col("series").is_in(series)),
        marks=found.marks.filter(pl.col("series").is_in(series)),
    )
    both = before_and_after(few).filter(
        (pl.col("points_before") > 0) & (pl.col("points_after") > 0)
    )
    newest = both.sort("day", "event").tail(1).select("event")
    return both.join(newest, on="event", how="semi")


def _laid_out(
    found: IndicatorSeries, measure: str, chosen: pl.DataFrame, told: pl.DataFrame
) -> Interrupted:
    marks = chosen.join(told.select("series", "event"), on=["series", "event"], how="semi")
    mark = marks.row(0, named=True)
    rebases = mark["effect"] == EventEffect.REBASES.value
    named = marks.select("series", group=pl.col("breakdown").fill_null(WHOLE), begins="date")
    charts = found.latest.select("series", "chart")
    since = told.join(named.drop("begins"), on="series").join(charts, on="series").sort("group")
    limits = since.select("series", "level_before", low="lower_before", high="upper_before")
    after = pl.col("date") >= pl.col("begins")
    holds = pl.lit(rebases)
    dates = [
        each.filter(pl.col("measure") == measure).select("date")
        for each in (found.points, found.yearly)
    ]
    points = (
        found.points.join(named, on="series")
        .join(pl.concat(dates).get_column("date").value_counts(name="rows"), on="date")
        .join(limits, on="series")
        .drop("lower_before", "upper_before")
        .with_columns(after=after)
        .with_columns(
            *(
                pl.when(holds).then(name).when(~pl.col("after")).then(old).alias(name)
                for name, old in (
                    ("mean", "level_before"), ("lower_limit", "low"), ("upper_limit", "high")
                )
            ),
            *(
                pl.when(pl.col("after")).then(old).alias(name)
                for name, old in (
                    ("mean_before", "level_before"), ("lower_before", "low"),
                    ("upper_before", "high"),
                )
            ),
        )
        .sort("group", "date")
    )  # fmt: skip
    return Interrupted(
        measure,
        mark["event"],
        mark["day"],
        rebases,
        mark["recorded_by"],
        since,
        points.select(
            "group", "date", "figure", "target", "meaning", "so_far", "mean",
            "lower_limit", "upper_limit", "mean_before", "lower_before", "upper_before", "after",
            "rows",
            range=pl.col("rebase_group") * 2 + pl.col("after").cast(pl.Int32),
        ),
    )  # fmt: skip
