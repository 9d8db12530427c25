"""What came of what people said: whether something changed, and whether anybody told them.

`activities` is the coproduction dataset's frame, one row per activity. What happened after
`as_at` has not happened.
"""

from __future__ import annotations

from datetime import date
from typing import Any, Final

import polars as pl

from measures.statistics.breakdown import with_case
from measures.statistics.columns import require
from measures.statistics.shares import SHARE_VERDICTS, share_in_words, with_share
from measures.statistics.time_to_close import CLOSING_VERDICTS, time_to_close
from vocabulary.wording import number_of, sentence

CHANGE_VERDICTS: Final = (*SHARE_VERDICTS, "mostly undecided")
ANSWER_STATES: Final = (
    "no answer yet",
    "something changed, people not told",
    "nothing changed, people not told",
    "people told",
)
_CHANGED: Final = ("changed", "partly_changed")


def changed(activities: pl.DataFrame, as_at: date, by: str | None = None) -> pl.DataFrame:
    """Find the share of activities after which something changed.

    `activities`: held, result (changed, partly_changed, not_changed; missing while undecided) and
    the column `by` (level, groups, themes, method …). Gives one row per case, most activities
    first: case ("all" without `by`), activities, decided, changed (wholly or in part), partly
    (of those, in part), not_changed, undecided, share (changed ÷ decided), low, high, verdict
    (one of `CHANGE_VERDICTS`: as `shares.with_share`, but "mostly undecided" where more than half
    of the activities have no result yet, so that easy ones decided first do not flatter) and
    sentence.

    Raises ValueError naming the column that is missing.
    """
    require(activities, "held", "result")
    rows = with_case(activities.filter(pl.col("held") <= as_at), by)
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
            (pl.col("undecided") > pl.col("decided")) & ~pl.col("verdict").is_in(SHARE_VERDICTS[:2])
        )
        .then(pl.lit(CHANGE_VERDICTS[-1]))
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
    so far, of those waiting; missing when none waits), verdict (one of `CLOSING_VERDICTS`) and
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
    rows = with_case(activities.filter((pl.col("held") <= as_at) & asked), by).select(
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
    `ANSWER_STATES`).

    Raises ValueError naming the column that is missing.
    """
    kept = ("reference", "held", "title", "groups", "level", "shaped", "said", "result", "changed")
    require(activities, *kept, "changed_on", "heard_back", "owner")
    held = pl.col("held")
    told = pl.col("heard_back").is_not_null()
    state = (
        pl.when(told)
        .then(pl.lit(ANSWER_STATES[3]))
        .when(pl.col("result") == "not_changed")
        .then(pl.lit(ANSWER_STATES[2]))
        .when(pl.col("result").is_in(_CHANGED))
        .then(pl.lit(ANSWER_STATES[1]))
        .otherwise(pl.lit(ANSWER_STATES[0]))
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
    if row["verdict"] == CHANGE_VERDICTS[-1]:
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
    if row["verdict"] == CLOSING_VERDICTS[0]:
        return f"{told}: too few to judge how long it takes.{wait}"
    if row["verdict"] == CLOSING_VERDICTS[1]:
        return f"{told}: half have not, so how long it takes is not known yet.{wait}"
    return f"{told}, half of all within {number_of(round(row['median']), 'day')}.{wait}"
