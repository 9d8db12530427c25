"""How long each step round the learning loop takes, and how the loop moves month by month.

`stages` is what `learning_loop.lesson_stages` gave, so what happened after its as-at date has not
happened.
"""

from __future__ import annotations

from datetime import date
from itertools import pairwise
from typing import Any, Final

import polars as pl

from measures.learning.learning_loop import STAGES
from measures.statistics.breakdown import with_case
from measures.statistics.columns import require
from measures.statistics.periods import Every, calendar
from measures.statistics.time_to_close import CLOSING_VERDICTS, time_to_close
from vocabulary.wording import number_of

STEPS: Final = (*pairwise(STAGES), (STAGES[0], STAGES[-1]))
"""From one stage to the next, and last the whole way round."""

_RANKS: Final = {stage: rank for rank, stage in enumerate(STAGES, start=1)}
_EMBEDDED: Final = pl.when(pl.col("rank") == len(STAGES)).then("stage_since")
_CHECKED: Final = pl.when(
    (pl.col("checked_on") >= pl.col("changed_on")).fill_null(value=True)
).then("checked_on")
_DAY_OF: Final = dict(
    zip(
        STAGES,
        (pl.col("found"), pl.col("shared_on"), pl.col("changed_on"), _CHECKED, _EMBEDDED),
        strict=True,
    )
)


def stage_times(stages: pl.DataFrame, as_at: date, by: str | None = None) -> pl.DataFrame:
    """Find how many days each step takes, lessons still waiting counted as waiting.

    `stages`: what `lesson_stages` gave for `as_at`. `by`: origin, team, themes. A lesson counts in
    a step once it has a day for the step's first stage; one that came past the second stage
    without a day for it is left out, because nobody knows how long it took. Gives one row per case
    and step, the whole way round last: case, step ("found to shared" …), n, done, waiting, median,
    low and high (days; see `loop.time_to_close`), longest_wait (days so far; missing when none
    waits), oldest_open (reference of the lesson that waits longest), verdict (one of
    `CLOSING_VERDICTS`), sentence.

    Raises ValueError naming the column that is missing.
    """
    require(stages, "reference", "found", "rank", "stage_since", "shared_on", "changed_on")
    require(stages, "checked_on")
    rows = with_case(stages, by)
    found = [_one_step(rows, as_at, *step) for step in STEPS]
    order = pl.DataFrame({"step": [" to ".join(step) for step in STEPS]}).with_row_index("place")
    both = pl.concat(found).join(order, on="step", how="left").sort("case", "place").drop("place")
    said = [_sentence(row) for row in both.iter_rows(named=True)]
    return both.with_columns(pl.Series("sentence", said, pl.String))


def over_time(stages: pl.DataFrame, as_at: date, every: Every = "month") -> pl.DataFrame:
    """Count month by month what moved round the loop, and how much of it was still open.

    `stages`: what `lesson_stages` gave for `as_at`. Gives a row for every month from the first
    lesson's to that of `as_at`: period (its first day), name, complete, found, shared, changed,
    checked, embedded (evidenced), not_evidenced (said to be embedded that month, of which nobody
    can show it as at `as_at`), open_at_end (found so far and not embedded by the end of the
    month).

    Raises ValueError naming the column that is missing.
    """
    require(stages, "found", "shared_on", "changed_on", "checked_on", "embedded_on", "rank")
    require(stages, "stage_since", "why_not_evidenced")
    days = {
        **_DAY_OF,
        "not_evidenced": pl.when(pl.col("why_not_evidenced").is_not_null()).then("embedded_on"),
    }
    first = stages.get_column("found").min()
    months = calendar(first if isinstance(first, date) else None, as_at, every)
    step = {"month": "1mo", "quarter": "1q"}[every]
    for name, day in days.items():
        counts = (
            stages.select(period=day.dt.truncate(step))
            .drop_nulls()
            .group_by("period")
            .agg(pl.len().cast(pl.Int64).alias(name))
        )
        months = months.join(counts, on="period", how="left", maintain_order="left")
    return months.with_columns(pl.col(*days).fill_null(0)).with_columns(
        open_at_end=pl.col("found").cum_sum() - pl.col("embedded").cum_sum()
    )


def _one_step(rows: pl.DataFrame, as_at: date, start: str, end: str) -> pl.DataFrame:
    timed = rows.select(
        "case",
        "reference",
        start=_DAY_OF[start],
        end=_DAY_OF[end],
        passed=pl.col("rank") > _RANKS[end],
    ).filter(pl.col("start").is_not_null() & ~(pl.col("end").is_null() & pl.col("passed")))
    items = timed.select(
        "case",
        "reference",
        # A change made before the lesson was passed on took no time after it.
        days=(pl.col("end").fill_null(as_at) - pl.col("start")).dt.total_days().clip(0),
        closed=pl.col("end").is_not_null(),
    )
    open_items = items.filter(~pl.col("closed")).sort(
        ["days", "reference"], descending=[True, False]
    )
    oldest = open_items.group_by("case", maintain_order=True).agg(
        longest_wait=pl.col("days").first(), oldest_open=pl.col("reference").first()
    )
    return (
        time_to_close(items)
        .rename({"closed": "done"})
        .join(oldest, on="case", how="left", maintain_order="left")
        .select(
            "case", pl.lit(f"{start} to {end}").alias("step"), "n", "done",
            (pl.col("n") - pl.col("done")).alias("waiting"), "median", "low", "high",
            "longest_wait", "oldest_open", "verdict",
        )
    )  # fmt: skip


def _sentence(row: dict[str, Any]) -> str:
    lead = f"From {row['step']}: {row['done']:,} of {row['n']:,} done"
    wait = (
        f" {row['oldest_open']} has waited longest, {number_of(row['longest_wait'], 'day')} so far."
        if row["waiting"]
        else ""
    )
    if row["verdict"] == CLOSING_VERDICTS[0]:
        return f"{lead}, too few to judge how long it takes.{wait}"
    if row["verdict"] == CLOSING_VERDICTS[1]:
        return f"{lead}; half are not, so how long it takes is not known yet.{wait}"
    return f"{lead}, half of all within {number_of(round(row['median']), 'day')}.{wait}"
