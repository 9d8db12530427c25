"""Training from month to month, and who has stopped reporting."""

from __future__ import annotations

from collections.abc import Sequence

import polars as pl

from measures.statistics.columns import require
from measures.training.rows import STEPS, by_step, counted_rows, keys_of


def by_month(
    training: pl.DataFrame,
    by: Sequence[str] = (),
    *,
    step: str = "in_date",
    duties: bool = False,
) -> pl.DataFrame:
    """Give the share that got to a step at every month's end, ready for a control chart.

    `by` and `duties` as for `measures.training.access.funnel`, `step` one of `STEPS` after the
    first.
    Gives one row per group and month, from the group's first month to the newest of all: series
    (text), the columns of `by`, date (first day of the month), value (needs met), denominator
    (needs in the rows that recorded the step), share (0 to 1), direction ("increase"). Where a
    month has no figure the row is there, and value, denominator and share are missing.

    Feed it to `p_chart` as it is, or to `xmr` with share as the value. Raises ValueError naming
    the column that is missing or cannot be read, or when the step is none.
    """
    if step not in STEPS[1:]:
        raise ValueError(f"step: {step!r} is not one of {', '.join(STEPS[1:])}")
    keys = keys_of(by)
    rows = counted_rows(training, duties=duties)
    counted = (
        by_step(rows, keys)
        .filter((pl.col("step") == step) & pl.col("count").is_not_null())
        .with_columns(date=pl.col("month").dt.month_start())
    )
    newest = rows.get_column("month").max()
    months = pl.date_ranges("first", pl.lit(newest, pl.Date).dt.month_start(), "1mo")
    first = pl.col("month").min().dt.month_start()
    groups = rows.group_by(keys).agg(first=first) if keys else rows.select(first=first)
    grid = (
        groups.drop_nulls("first")
        .with_columns(date=months)
        .drop("first")
        .explode("date", empty_as_null=False, keep_nulls=False)
    )
    named = [pl.col(key).cast(pl.String) for key in keys]
    series = pl.concat_str(named, separator=" · ", ignore_nulls=True) if keys else pl.lit("all")
    return (
        grid.join(counted, on=[*keys, "date"], how="left", nulls_equal=True)
        .sort(*keys, "date", nulls_last=True)
        .select(
            series.alias("series"),
            *keys,
            "date",
            pl.col("count").alias("value"),
            pl.col("required").alias("denominator"),
            share=pl.when(pl.col("required") > 0).then(pl.col("count") / pl.col("required")),
            direction=pl.lit("increase"),
        )
    )


def not_reported(training: pl.DataFrame) -> pl.DataFrame:
    """Find what was counted in an earlier month but is missing in the newest.

    Such a team would otherwise drop out of the totals unseen. Gives one row per team, role and
    course that stopped, longest silent first: team, role, course, course_name, last_month,
    months_behind, required (as last counted). Raises ValueError naming the column that is
    missing.
    """
    keys = ["team", "role", "course", "course_name"]
    require(training, *keys, "month", "required")
    month = pl.col("month")
    behind = 12 * (month.max().dt.year() - month.dt.year()).cast(pl.Int64) + (
        month.max().dt.month().cast(pl.Int64) - month.dt.month()
    )
    return (
        training.with_columns(last_month=month, months_behind=behind)
        .sort("month")
        .unique(keys, keep="last", maintain_order=True)
        .filter(pl.col("months_behind") > 0)
        .sort("months_behind", *keys, descending=[True, *[False] * len(keys)], nulls_last=True)
        .select(*keys, "last_month", "months_behind", "required")
    )
