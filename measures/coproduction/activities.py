"""Coproduction: who was there, how far they shaped things, what they shaped, and what came of it.

`activities` is the coproduction dataset's frame, one row per activity. An activity after `as_at`
counts nowhere, and what followed one after that day has not happened. People are counted once per
activity: somebody who came three times counts three times.
"""

from __future__ import annotations

from datetime import date, timedelta
from enum import StrEnum
from typing import Any, Final

import polars as pl

from measures.statistics.breakdown import break_down, plain
from measures.statistics.columns import require
from measures.statistics.periods import Every, calendar, period_of
from measures.statistics.shares import ShareVerdict, share_in_words, with_share
from measures.statistics.time_to_close import ClosingVerdict, time_to_close
from vocabulary.coproduction import Level
from vocabulary.wording import number_of, sentence

LEVELS: Final = tuple(Level.labels())
"""How much people shaped it, from least to most."""


class ReachState(StrEnum):
    """When a group was last heard."""

    NEVER_HEARD = "never heard"
    NOT_HEARD_LATELY = "not heard lately"
    HEARD_LATELY = "heard lately"


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
    rows = break_down(_until(activities, as_at), by)
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
    `ReachState`), sentence. Names that differ in case, spaces or punctuation are one group.

    Raises ValueError naming the column that is missing.
    """
    require(activities, "held", "people", "level", "groups")
    require(seldom_heard, "group", "why", "named_in", "adults")
    rows = (
        break_down(_until(activities, as_at).with_row_index("activity"), "groups")
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
        .then(pl.lit(ReachState.NEVER_HEARD))
        .when(pl.col("lately") == 0)
        .then(pl.lit(ReachState.NOT_HEARD_LATELY))
        .otherwise(pl.lit(ReachState.HEARD_LATELY))
    )
    found = (
        seldom_heard.drop_nulls("group")
        .select("group", "why", "named_in", "adults", key=plain(pl.col("group")))
        .join(heard, on="key", how="left", maintain_order="left")
        .with_columns(pl.col("activities", "people", "people_unknown", "lately").fill_null(0))
        .with_columns(
            furthest_level=_level_of("furthest"),
            days_since=(pl.lit(as_at) - pl.col("last_held")).dt.total_days(),
            state=state.cast(pl.Enum(ReachState)),
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
    if row["state"] == ReachState.NEVER_HEARD:
        return f"{group}: no activity on record."
    if row["state"] == ReachState.NOT_HEARD_LATELY:
        return f"{group}: last heard {number_of(row['days_since'], 'day')} ago, not {window}."
    return f"{group}: {number_of(row['lately'], 'activity', 'activities')} {window}."


class ChangeVerdict(StrEnum):
    """How often something changed."""

    NOTHING_YET = "nothing to judge yet"
    TOO_FEW = "too few to judge"
    EITHER = "could be more or less than half"
    MORE_THAN_HALF = "more than half"
    FEWER_THAN_HALF = "fewer than half"
    MOSTLY_UNDECIDED = "mostly undecided"


class AnswerState(StrEnum):
    """What people were told of what came of it."""

    NO_ANSWER = "no answer yet"
    CHANGED_NOT_TOLD = "something changed, people not told"
    UNCHANGED_NOT_TOLD = "nothing changed, people not told"
    TOLD = "people told"


_CHANGED: Final = ("changed", "partly_changed")


def changed(activities: pl.DataFrame, as_at: date, by: str | None = None) -> pl.DataFrame:
    """Find the share of activities after which something changed.

    `activities`: held, result (changed, partly_changed, not_changed; missing while undecided) and
    the column `by` (level, groups, themes, method …). Gives one row per case, most activities
    first: case ("all" without `by`), activities, decided, changed (wholly or in part), partly
    (of those, in part), not_changed, undecided, share (changed ÷ decided), low, high, verdict
    (one of `ChangeVerdict`: as `shares.with_share`, but "mostly undecided" where more than half
    of the activities have no result yet, so that easy ones decided first do not flatter) and
    sentence.

    Raises ValueError naming the column that is missing.
    """
    require(activities, "held", "result")
    rows = break_down(activities.filter(pl.col("held") <= as_at), by)
    result = pl.col("result")
    counts = (
        rows.group_by("case")
        .agg(
            activities=pl.len().cast(pl.Int64),
            decided=result.is_not_null().sum().cast(pl.Int64),
            changed=result.is_in(_CHANGED).sum().cast(pl.Int64),
            partly=(result == "partly_changed").sum().cast(pl.Int64),
            not_changed=(result == "not_changed").sum().cast(pl.Int64),
            undecided=result.is_null().sum().cast(pl.Int64),
        )
        .sort(["activities", "case"], descending=[True, False])
    )
    judged = with_share(counts, "changed", "decided").with_columns(
        verdict=pl.when(
            (pl.col("undecided") > pl.col("decided"))
            & ~pl.col("verdict").is_in((ShareVerdict.NOTHING_YET, ShareVerdict.TOO_FEW))
        )
        .then(pl.lit(ChangeVerdict.MOSTLY_UNDECIDED))
        .otherwise("verdict")
    )
    said = [_change_sentence(row) for row in judged.iter_rows(named=True)]
    return judged.with_columns(pl.Series("sentence", said, pl.String))


def days_to_hear_back(activities: pl.DataFrame, as_at: date, by: str | None = None) -> pl.DataFrame:
    """Find how many days passed until people heard back, those who still wait counted as waiting.

    `activities`: held, level, said, heard_back and the column `by`. Activities that only informed
    people, where nobody said anything and nobody was told anything after, are left out: nothing
    was asked, so there is nothing to hear back about. Gives one row per case: case, n (activities),
    heard_back, waiting, median, low and high (days; see `loop.time_to_close`), longest_wait (days
    so far, of those waiting; missing when none waits), verdict (one of `ClosingVerdict`) and
    sentence.

    Raises ValueError naming the column that is missing.
    """
    require(activities, "held", "level", "said", "heard_back")
    asked = (
        (pl.col("level") != "inform").fill_null(value=True)
        | pl.col("said").is_not_null()
        | pl.col("heard_back").is_not_null()
    )
    told = (pl.col("heard_back") <= as_at).fill_null(value=False)
    until = pl.when(told).then("heard_back").otherwise(pl.lit(as_at))
    rows = break_down(activities.filter((pl.col("held") <= as_at) & asked), by).select(
        "case",
        days=(until - pl.col("held")).dt.total_days().clip(lower_bound=0),
        closed=told,
    )
    longest = rows.group_by("case").agg(
        longest_wait=pl.col("days").filter(~pl.col("closed")).max(),
    )
    found = (
        time_to_close(rows)
        .rename({"closed": "heard_back"})
        .join(longest, on="case", how="left", maintain_order="left")
        .with_columns(waiting=pl.col("n") - pl.col("heard_back"))
    )
    said = [_wait_sentence(row) for row in found.iter_rows(named=True)]
    return found.with_columns(pl.Series("sentence", said, pl.String)).select(
        "case", "n", "heard_back", "waiting", "median", "low", "high", "longest_wait",
        "verdict", "sentence",
    )  # fmt: skip


def you_said(activities: pl.DataFrame, as_at: date) -> pl.DataFrame:
    """Put side by side what people said, what the council did, and when it told them.

    `activities`: reference, held, title, groups, level, said, result, changed, changed_on,
    heard_back, shaped, owner. Gives a row for every activity where something was said or changed,
    those still to be told first, longest wait first, then those told, newest first: these columns
    (dates after `as_at` missing), days_to_change, days_to_hear_back (from the day held; missing
    while it has not happened), days_waiting (so far; missing once told), state (one of
    `AnswerState`).

    Raises ValueError naming the column that is missing.
    """
    kept = ("reference", "held", "title", "groups", "level", "shaped", "said", "result", "changed")
    require(activities, *kept, "changed_on", "heard_back", "owner")
    held = pl.col("held")
    told = pl.col("heard_back").is_not_null()
    state = (
        pl.when(told)
        .then(pl.lit(AnswerState.TOLD))
        .when(pl.col("result") == "not_changed")
        .then(pl.lit(AnswerState.UNCHANGED_NOT_TOLD))
        .when(pl.col("result").is_in(_CHANGED))
        .then(pl.lit(AnswerState.CHANGED_NOT_TOLD))
        .otherwise(pl.lit(AnswerState.NO_ANSWER))
    )
    return (
        activities.filter(
            (held <= as_at) & (pl.col("said").is_not_null() | pl.col("changed").is_not_null())
        )
        .select(
            *kept,
            *(
                pl.when(pl.col(day) <= as_at).then(day).alias(day)
                for day in ("changed_on", "heard_back")
            ),
            "owner",
        )
        .with_columns(
            days_to_change=(pl.col("changed_on") - held).dt.total_days(),
            days_to_hear_back=(pl.col("heard_back") - held).dt.total_days(),
            days_waiting=pl.when(~told).then((pl.lit(as_at) - held).dt.total_days()),
            state=state,
        )
        .sort(
            [told, "days_waiting", "held", "reference"],
            descending=[False, True, True, False],
        )
    )


def _change_sentence(row: dict[str, Any]) -> str:
    activities = number_of(row["activities"], "activity", "activities")
    if row["decided"] == 0:
        return f"{sentence(activities)}: what came of them is not decided yet."
    left = f"; {row['undecided']:,} more not decided yet" if row["undecided"] else ""
    if row["verdict"] == ChangeVerdict.MOSTLY_UNDECIDED:
        return (
            f"Something changed after {row['changed']:,} of {row['decided']:,} activities decided, "
            f"but most are not: {row['undecided']:,} of {row['activities']:,}."
        )
    share = share_in_words(row["changed"], row["decided"], row["verdict"])
    return f"Something changed after {share}{left}."


def _wait_sentence(row: dict[str, Any]) -> str:
    told = f"{row['heard_back']:,} of {row['n']:,} heard back"
    wait = (
        f" The longest wait so far is {number_of(row['longest_wait'], 'day')}."
        if row["waiting"]
        else ""
    )
    if row["verdict"] == ClosingVerdict.TOO_FEW:
        return f"{told}: too few to judge how long it takes.{wait}"
    if row["verdict"] == ClosingVerdict.FEWER_THAN_HALF:
        return f"{told}: half have not, so how long it takes is not known yet.{wait}"
    return f"{told}, half of all within {number_of(round(row['median']), 'day')}.{wait}"
