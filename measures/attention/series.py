"""Month by month, what is told in a line: for a small line in its usual range."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Final, NamedTuple

import polars as pl

from measures.complaints.times import timeliness
from measures.process_control.charts import xmr
from measures.statistics.columns import require
from measures.training.rows import by_step, counted_rows

SHOWN: Final = 24
"""How many of the newest months are shown."""


class Months(NamedTuple):
    """The newest months, oldest first, with the usual range at each, and what the newest means
    (one of `process_control.special_causes.Meaning`)."""

    figures: Sequence[float | None]
    lowers: Sequence[float | None]
    uppers: Sequence[float | None]
    meaning: str | None


def specialist_in_date(training: pl.DataFrame) -> pl.DataFrame:
    """Share of needs for role-specific training in specialist teams that are in date, month by
    month: series, date, value (0 to 1), direction. Duties of law and registration do not count."""
    require(training, "course_kind", "team_kind")
    rows = counted_rows(training, duties=False).filter(
        (pl.col("course_kind") == "role_specific") & (pl.col("team_kind") == "specialist")
    )
    steps = by_step(rows, []).filter((pl.col("step") == "in_date") & (pl.col("required") > 0))
    return _series(steps, "month", pl.col("count") / pl.col("required"), "increase")


def answered_in_time(complaints: pl.DataFrame, on: date) -> pl.DataFrame:
    """Share of the complaints of each month that were answered by the day they were due: series,
    date, value (0 to 1), direction. Months of which any is not due before `on` are left out."""
    require(complaints, "received")
    months = complaints.with_columns(month_received=pl.col("received").dt.month_start())
    found = timeliness(months, on, by="month_received").filter(
        (pl.col("step") == "answered")
        & (pl.col("not_due") == 0)
        & (pl.col("ahead") == 0)
        & (pl.col("due") > 0)
    )
    found = found.with_columns(month=pl.col("case").str.to_date("%Y-%m-%d", strict=False))
    return _series(found.drop_nulls("month"), "month", pl.col("share"), "increase")


def overdue_actions(months: pl.DataFrame) -> pl.DataFrame:
    """Actions overdue at the end of each whole month, of what `plan.progress.burn_up` gave: series,
    date, value, direction."""
    require(months, "period", "overdue", "complete")
    return _series(months.filter("complete"), "period", pl.col("overdue"), "decrease")


def in_usual_range(series: pl.DataFrame) -> Months | None:
    """The newest months of one series beside its usual range; None where there are none."""
    if series.is_empty():
        return None
    charts = xmr(series)
    newest = charts.points.tail(SHOWN)
    return Months(
        newest["value"].cast(pl.Float64).to_list(),
        newest["lower_limit"].to_list(),
        newest["upper_limit"].to_list(),
        charts.latest.item(0, "variation"),
    )


def _series(rows: pl.DataFrame, month: str, value: pl.Expr, direction: str) -> pl.DataFrame:
    return rows.select(
        series=pl.lit("months"), date=pl.col(month), value=value.cast(pl.Float64),
        direction=pl.lit(direction),
    ).sort("date")  # fmt: skip
