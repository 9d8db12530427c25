"""How many complaints come, month by month, and compliments beside them."""

from __future__ import annotations

from datetime import date
from typing import Any, Final

import polars as pl

from measures.statistics.breakdown import break_down
from measures.statistics.columns import require
from measures.statistics.periods import calendar

SO_FAR: Final = "so_far"
"""In place of a point's meaning, of a period whose record is not whole."""


def by_month(
    complaints: pl.DataFrame, on: date | None, by: str | None = None, *, since: date | None = None
) -> pl.DataFrame:
    """Count complaints received in every whole month, with 0 where none came.

    `on` is the last day up to which the record is whole (None: nothing says so of any): the month
    it lies in is left out unless it is its last day, for part of a month would look like a fall.
    Counting begins with the month of `since`, or with that of the first complaint on record, for
    every case alike. `by` is a column such as team, channel or themes; a complaint with several
    themes counts once in each.

    Gives one row per case and month: series (the case; "complaints" without `by`), date (first of
    the month), value (complaints), direction ("neutral": fewer may mean that nobody knows how to
    complain). Feed it to `measures.process_control.charts.xmr`. Raises ValueError naming a column
    that is missing.
    """
    require(complaints, "received")
    known = _by_day(complaints, on or date.min, by)
    first: Any = since or known.get_column("received").min()
    months = calendar(first, on or date.min, "month").filter("complete").select(date="period")
    rows = break_down(known, by).select("case", "many", date=pl.col("received").dt.month_start())
    found = rows.group_by("case", "date").agg(value=pl.col("many").sum())
    return (
        rows.select("case")
        .unique()
        .sort("case")
        .join(months, how="cross")
        .join(found, on=["case", "date"], how="left", maintain_order="left")
        .select(
            series=pl.lit("complaints") if by is None else pl.col("case"),
            date="date",
            value=pl.col("value").fill_null(0),
            direction=pl.lit("neutral"),
        )
    )


def _by_day(complaints: pl.DataFrame, on: date, by: str | None = None) -> pl.DataFrame:
    """How `many` came on each day (received), up to one, and of each value of a column."""
    require(complaints, "received", *([by] if by else []))
    keys = ["received"] if by is None else list(dict.fromkeys(["received", by]))
    counted = complaints.select(keys).filter(pl.col("received") <= on).group_by(keys)
    return counted.agg(many=pl.len().cast(pl.Int64))


def so_far(
    complaints: pl.DataFrame, whole_to: date | None, on: date, *, since: date | None = None
) -> pl.DataFrame:
    """Count complaints of the months that are not whole yet: those after the last whole one, up to
    that of `on`, the last day that the record tells of. They may only be shown as they are so far,
    never judged. `since`: none before.

    Gives date (first of the month), value. Raises ValueError naming a column that is missing.
    """
    require(complaints, "received")
    known = _by_day(complaints, on)
    first: Any = since or known.get_column("received").min()
    months = calendar(first, on, "month").select(date="period")
    if whole_to is not None:
        months = months.filter(pl.col("date").dt.month_end() > whole_to)
    found = known.group_by(date=pl.col("received").dt.month_start()).agg(value=pl.col("many").sum())
    return months.join(found, on="date", how="left", maintain_order="left").with_columns(
        pl.col("value").fill_null(0)
    )


def with_open_months(points: pl.DataFrame, open_months: pl.DataFrame) -> pl.DataFrame:
    """Set the months so far (of `so_far`) after the judged points (of `xmr`): the limits go on,
    and meaning is `SO_FAR`."""
    lines = ("mean", "lower_limit", "upper_limit")
    last = {
        name: points.get_column(name)[-1] if points.height else None
        for name in lines
        if name in points.columns
    }
    added = open_months.with_columns(
        *(pl.lit(value, pl.Float64).alias(name) for name, value in last.items()),
        meaning=pl.lit(SO_FAR),
    )
    judged = points.with_columns(pl.col("meaning").cast(pl.String), pl.col("value").cast(pl.Int64))
    return pl.concat([judged, added], how="diagonal_relaxed")


def compliments_beside(
    complaints: pl.DataFrame, compliments: pl.DataFrame, on: date | None, by: str | None = None
) -> pl.DataFrame:
    """Set compliments beside complaints, month by month.

    `on`: the last day up to which both records are whole (None: nothing says so of any).

    `compliments`: the compliment dataset's frame (team, month, theme, received). `by` is None or
    team. Gives one row per case and whole month up to `on`, from the first with either: series,
    date, complaints, compliments. Complaints or compliments are 0 in a month without any, but
    missing before the first month in which any at all were recorded; so are compliments after
    the last such month, for they come as counts that may not have been sent yet.

    Raises ValueError naming a column that is missing, or when `by` is neither None nor team.
    """
    if by not in (None, "team"):
        raise ValueError(f"by: compliments are told apart by team only, not by {by}")
    require(complaints, "received")
    require(compliments, "month", "received", "team")
    on = on or date.min
    praise = compliments.filter(pl.col("month") <= on).with_columns(
        date=pl.col("month").dt.month_start()
    )
    blame = _by_day(complaints, on, by).with_columns(date=pl.col("received").dt.month_start())
    counts = {
        "complaints": (blame, pl.col("many").sum()),
        "compliments": (praise, pl.col("received").sum()),
    }
    both = pl.concat(break_down(rows, by).select("case", "date") for rows, _ in counts.values())
    first: Any = both.get_column("date").min()
    months = calendar(first, on, "month").filter("complete").select(date="period")
    table = both.select("case").unique().sort("case").join(months, how="cross")
    for name, (rows, count) in counts.items():
        found = break_down(rows, by).group_by("case", "date").agg(count.cast(pl.Int64).alias(name))
        last = rows.get_column("date").max() if name == "compliments" else on
        recorded = pl.col("date").is_between(
            pl.lit(rows.get_column("date").min(), pl.Date), pl.lit(last, pl.Date)
        )
        table = table.join(
            found, on=["case", "date"], how="left", maintain_order="left"
        ).with_columns(pl.when(recorded).then(pl.col(name).fill_null(0)).alias(name))
    return table.select(
        series=pl.lit("all") if by is None else pl.col("case"),
        date="date",
        complaints="complaints",
        compliments="compliments",
    )
