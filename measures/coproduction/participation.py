"""Coproduction: who was there, how far they shaped things, and what they shaped.

`activities` is the coproduction dataset's frame, one row per activity. An activity after `as_at`
counts nowhere. People are counted once per activity: somebody who came three times counts three
times. What came of it all is in `coproduction_results`.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any, Final

import polars as pl

from measures.statistics.breakdown import plain, with_case
from measures.statistics.columns import require
from measures.statistics.periods import Every, calendar, period_of
from measures.statistics.shares import with_share
from vocabulary.coproduction import Level
from vocabulary.wording import number_of

LEVELS: Final = tuple(Level.labels())
"""How much people shaped it, from least to most."""
REACH_STATES: Final = ("never heard", "not heard lately", "heard lately")
A_YEAR: Final = 365

_LEVEL: Final = pl.col("level").replace_strict(
    {level: rank for rank, level in enumerate(LEVELS, start=1)},
    default=0,
    return_dtype=pl.Int64,
)
_COUNTS: Final = (
    pl.len().cast(pl.Int64).alias("activities"),
    pl.col("people").sum().cast(pl.Int64).alias("people"),
    pl.col("people").is_null().sum().cast(pl.Int64).alias("people_unknown"),
)


def over_time(
    activities: pl.DataFrame, as_at: date, by: str | None = "level", every: Every = "quarter"
) -> pl.DataFrame:
    """Count activities and people quarter by quarter, told apart by level or groups.

    `activities`: held, people (missing where not counted) and the column `by` (level, groups,
    method, themes …). Gives a row for every period from the first activity's to that of `as_at`
    and every case: period (its first day), name, complete (the period is over), case, activities,
    people (of those counted), people_unknown (activities whose people were not counted). By level
    every level has rows, least first. An activity with several groups counts in each of them.

    Raises ValueError naming the column that is missing.
    """
    require(activities, "held", "people")
    rows = with_case(_until(activities, as_at), by)
    counts = rows.group_by(period_of("held", every).alias("period"), "case").agg(_COUNTS)
    told = rows.get_column("case").unique().sort().to_list()
    if by == "level":
        told = [*LEVELS, *(case for case in told if case not in LEVELS)]
    first = rows.get_column("held").min()
    periods = calendar(first if isinstance(first, date) else None, as_at, every)
    grid = periods.join(pl.DataFrame({"case": told}, schema={"case": pl.String}), how="cross")
    return grid.join(counts, on=["period", "case"], how="left", maintain_order="left").with_columns(
        pl.col("activities", "people", "people_unknown").fill_null(0)
    )


def by_level(activities: pl.DataFrame, as_at: date) -> pl.DataFrame:
    """Count activities by level, and how many went at least that far.

    `activities`: held, people, level. Gives one row per level, least first: level, rank (1 to 5),
    activities, people, people_unknown, at_least (activities at this level or a further one), of
    (all activities whose level is known), share (at_least ÷ of), low, high and verdict (see
    `shares.with_share`). The row `co_design` answers how often people shaped more than the talk.

    Raises ValueError naming the column that is missing.
    """
    require(activities, "held", "people", "level")
    counts = _until(activities, as_at).group_by("level").agg(_COUNTS)
    levels = pl.DataFrame({"level": LEVELS, "rank": range(1, len(LEVELS) + 1)})
    told = levels.join(counts, on="level", how="left", maintain_order="left").with_columns(
        pl.col("activities", "people", "people_unknown").fill_null(0)
    )
    at_least = pl.col("activities").cum_sum(reverse=True)
    return with_share(
        told.with_columns(at_least=at_least, of=pl.col("activities").sum()), "at_least", "of"
    )


def shaped(activities: pl.DataFrame, as_at: date) -> pl.DataFrame:
    """List the strategies, boards and services that activities were meant to shape.

    `activities`: held, people, level, shaped_kind, shaped (list), result, heard_back. Gives one
    row per thing, most activities first: shaped (as first written), kind (of the newest activity
    that states one), activities, people, people_unknown, furthest_level, first and last (days
    held), changed (activities after which something changed, wholly or in part), not_changed,
    undecided, heard_back (activities whose people were told), references (list). Two ways to
    write a name that differ in case, spaces or punctuation are one thing. Activities that name
    nothing are left out.

    Raises ValueError naming the column that is missing.
    """
    require(activities, "held", "people", "level", "shaped_kind", "shaped", "result")
    require(activities, "heard_back", "reference")
    rows = (
        _until(activities, as_at)
        .explode("shaped", keep_nulls=False)
        .with_columns(thing=plain(pl.col("shaped")), rank=_LEVEL)
        .filter(pl.col("thing") != "")
        .unique(["thing", "reference"], keep="first", maintain_order=True)
        .sort("held", maintain_order=True)
    )
    result = pl.col("result")
    return (
        rows.group_by("thing", maintain_order=True)
        .agg(
            pl.col("shaped").first(),
            pl.col("shaped_kind").drop_nulls().last().alias("kind"),
            *_COUNTS,
            furthest=pl.col("rank").max(),
            first=pl.col("held").min(),
            last=pl.col("held").max(),
            changed=result.is_in(["changed", "partly_changed"]).sum().cast(pl.Int64),
            not_changed=(result == "not_changed").sum().cast(pl.Int64),
            undecided=result.is_null().sum().cast(pl.Int64),
            heard_back=(pl.col("heard_back") <= as_at).sum().cast(pl.Int64),
            references=pl.col("reference"),
        )
        .with_columns(furthest_level=_level_of("furthest"))
        .sort(["activities", "last", "shaped"], descending=[True, True, False])
        .select(
            "shaped", "kind", "activities", "people", "people_unknown", "furthest_level", "first",
            "last", "changed", "not_changed", "undecided", "heard_back", "references",
        )
    )  # fmt: skip


def reach(
    activities: pl.DataFrame, seldom_heard: pl.DataFrame, as_at: date, lately: int = A_YEAR
) -> pl.DataFrame:
    """Set activities against the groups that the council itself names as seldom heard.

    `activities`: held, people, level, groups (list). `seldom_heard`: group, why, named_in, adults.
    `lately` is how many days before `as_at` count as lately. Gives one row per group named, those
    never heard first: group, why, named_in, adults, activities, lately (activities held lately),
    people and people_unknown (in the activities where the group was: other groups were there
    too), furthest_level (missing without an activity), last_held, days_since, state (one of
    `REACH_STATES`), sentence. Names that differ in case, spaces or punctuation are one group.

    Raises ValueError naming the column that is missing.
    """
    require(activities, "held", "people", "level", "groups")
    require(seldom_heard, "group", "why", "named_in", "adults")
    rows = (
        with_case(_until(activities, as_at).with_row_index("activity"), "groups")
        .with_columns(key=plain(pl.col("case")), rank=_LEVEL)
        .unique(["activity", "key"])
    )
    since = as_at - timedelta(days=lately)
    heard = rows.group_by("key").agg(
        *_COUNTS,
        lately=(pl.col("held") > since).sum().cast(pl.Int64),
        furthest=pl.col("rank").max(),
        last_held=pl.col("held").max(),
    )
    state = (
        pl.when(pl.col("activities") == 0)
        .then(pl.lit(REACH_STATES[0]))
        .when(pl.col("lately") == 0)
        .then(pl.lit(REACH_STATES[1]))
        .otherwise(pl.lit(REACH_STATES[2]))
    )
    found = (
        seldom_heard.drop_nulls("group")
        .select("group", "why", "named_in", "adults", key=plain(pl.col("group")))
        .join(heard, on="key", how="left", maintain_order="left")
        .with_columns(pl.col("activities", "people", "people_unknown", "lately").fill_null(0))
        .with_columns(
            furthest_level=_level_of("furthest"),
            days_since=(pl.lit(as_at) - pl.col("last_held")).dt.total_days(),
            state=state.cast(pl.Enum(REACH_STATES)),
        )
        .sort("state", "lately", "group")
        .with_columns(pl.col("state").cast(pl.String))
    )
    said = [_reach_sentence(row, lately) for row in found.iter_rows(named=True)]
    return found.with_columns(pl.Series("sentence", said, pl.String)).select(
        "group", "why", "named_in", "adults", "activities", "lately", "people", "people_unknown",
        "furthest_level", "last_held", "days_since", "state", "sentence",
    )  # fmt: skip


def _until(activities: pl.DataFrame, as_at: date) -> pl.DataFrame:
    return activities.filter(pl.col("held") <= as_at)


def _level_of(rank: str) -> pl.Expr:
    return pl.col(rank).replace_strict(
        dict(enumerate(LEVELS, start=1)), default=None, return_dtype=pl.String
    )


def _reach_sentence(row: dict[str, Any], lately: int) -> str:
    group, window = row["group"], f"in the last {lately:,} days"
    if row["state"] == REACH_STATES[0]:
        return f"{group}: no activity on record."
    if row["state"] == REACH_STATES[1]:
        return f"{group}: last heard {number_of(row['days_since'], 'day')} ago, not {window}."
    return f"{group}: {number_of(row['lately'], 'activity', 'activities')} {window}."
