"""Which series an event touches, and where their usual range begins anew."""

from __future__ import annotations

from collections.abc import Collection
from typing import Final

import polars as pl

from measures.statistics.columns import require
from vocabulary.indicators import EventEffect

MARKS_SCHEMA: Final[dict[str, pl.DataType]] = {
    "series": pl.String(),
    "event": pl.String(),
    "day": pl.Date(),
    "effect": pl.String(),
    "why": pl.String(),
    "recorded_by": pl.String(),
    "date": pl.Date(),
}


def marks(figures: pl.DataFrame, measures: pl.DataFrame, events: pl.DataFrame) -> pl.DataFrame:
    """Find the series that events touch.

    `figures`: series, measure, team, period_start, date. `measures`: measure, indicator, statements
    and themes. `events`: the event dataset's columns. An event touches a measure that it names, or
    that bears on a statement or theme that it names; one that names none touches all. Where it
    names teams it touches their series, and the whole service's only of measures it names.

    Gives MARKS_SCHEMA, by series and day: series, event, day, effect (one of `EventEffect`), why,
    recorded_by, and date: the last day of the first period that begins on the day or later, from
    which figures count as after it; missing where there is none. A period that the day lies within
    is of both, and counts as before.

    Raises ValueError naming the column that is missing.
    """
    require(figures, "series", "measure", "team", "period_start", "date")
    require(measures, "measure", "indicator", "statements", "themes")
    require(events, "event", "day", "effect", "why", "statements", "themes", "indicators", "teams")
    if events.is_empty() or figures.is_empty():
        return pl.DataFrame(schema=MARKS_SCHEMA)
    by = pl.col("recorded_by") if "recorded_by" in events.columns else pl.lit(None, pl.String)
    told = events.select(
        "event", "day", "effect", "why", recorded_by=by,
        of_statements=_listed("statements"), of_themes=_listed("themes"),
        of_indicators=_listed("indicators"), of_teams=_listed("teams"),
    )  # fmt: skip
    named = pl.col("indicator").is_in(pl.col("of_indicators"))
    nothing = pl.sum_horizontal(
        pl.col("of_statements", "of_themes", "of_indicators").list.len()
    ).eq(0)
    touched = measures.select("measure", "indicator", "statements", "themes").join(
        told, how="cross"
    )
    touched = touched.with_columns(named=named.fill_null(value=False)).filter(
        nothing
        | pl.col("named")
        | (pl.col("statements").list.set_intersection("of_statements").list.len() > 0)
        | (pl.col("themes").list.set_intersection("of_themes").list.len() > 0)
    )
    series = figures.select("series", "measure", "team").unique(maintain_order=True)
    found = series.join(
        touched.select("measure", "event", "day", "effect", "why", "recorded_by", "of_teams",
                       "named"),
        on="measure",
    )  # fmt: skip
    of_all = pl.col("of_teams").list.len() == 0
    its = (
        pl.when(pl.col("team").is_null())
        .then("named")
        .otherwise(pl.col("team").is_in(pl.col("of_teams")))
    )
    found = found.filter(of_all | its).sort("day", maintain_order=True)
    starts = figures.select("series", "period_start", "date").sort("period_start")
    return (
        found.join_asof(
            starts,
            left_on="day",
            right_on="period_start",
            by="series",
            strategy="forward",
            check_sortedness=False,  # both are sorted just above
        )
        .select(pl.col(name).cast(kind) for name, kind in MARKS_SCHEMA.items())
        .sort("series", "day", "event")
    )


def touching(
    events: pl.DataFrame, themes: Collection[str], statements: Collection[str], team: str | None
) -> pl.DataFrame:
    """Find the events that touch figures of some themes, and of the statements these bear on.

    `events`: the event dataset's columns. `team`: whose figures, or None for the whole service. An
    event that names no statement, theme or indicator touches all; one that names teams touches
    theirs alone. What an event says of one indicator says nothing of figures of other records.

    Gives event and day, by day. Raises ValueError naming the column that is missing.
    """
    require(events, "event", "day", "statements", "themes", "indicators", "teams")
    nothing = pl.sum_horizontal(
        _listed(name).list.len() for name in ("statements", "themes", "indicators")
    ).eq(0)
    of_teams = _listed("teams")
    its = of_teams.list.contains(team) if team else pl.lit(value=False)
    found = events.filter(
        nothing
        | (_listed("themes").list.set_intersection(list(themes)).list.len() > 0)
        | (_listed("statements").list.set_intersection(list(statements)).list.len() > 0)
    ).filter((of_teams.list.len() == 0) | its)
    return found.select("event", "day").unique().sort("day", "event")


def with_rebases(figures: pl.DataFrame, marked: pl.DataFrame) -> pl.DataFrame:
    """Say where the usual range begins anew: `figures` with `rebase`, true at the points that
    `marks` says count as the first after an event that rebases."""
    at = marked.filter(pl.col("effect") == EventEffect.REBASES.value).select("series", "date")
    anew = at.drop_nulls().unique().with_columns(rebase=pl.lit(value=True))
    return figures.join(
        anew, on=["series", "date"], how="left", maintain_order="left"
    ).with_columns(pl.col("rebase").fill_null(value=False))


def _listed(name: str) -> pl.Expr:
    return pl.col(name).fill_null(pl.lit([], pl.List(pl.String)))
