"""The day of the last board, from which changes are told."""

from __future__ import annotations

from datetime import date, timedelta

import polars as pl

from components.exhibits.records import Records


def last_board(records: Records, today: date) -> date:
    """The meeting day of the newest kept pack that is not ahead; where no pack is kept, the end of
    the last quarter: boards meet about once a quarter, and figures are drawn up to its end.

    A pack that was kept without a meeting day counts from the day it was kept.
    """
    kept = records["edition"]
    if kept.height:
        day = pl.coalesce("meeting_day", "kept")
        newest = kept.select(day.alias("day")).filter(pl.col("day") < today)["day"].max()
        if isinstance(newest, date):
            return newest
    return end_of_last_quarter(today)


def end_of_last_quarter(today: date) -> date:
    """The last day of the newest quarter that is over."""
    return today.replace(month=(today.month - 1) // 3 * 3 + 1, day=1) - timedelta(days=1)
