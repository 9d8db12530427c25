"""Whether the newest figure of a measure is as new as it should be."""

from __future__ import annotations

from datetime import date
from typing import Final

import polars as pl

from measures.statistics.columns import require
from vocabulary.indicators import Frequency

PERIODS: Final = {
    Frequency.WEEKLY: "1w",
    Frequency.MONTHLY: "1mo",
    Frequency.QUARTERLY: "1q",
    Frequency.YEARLY: "1y",
    Frequency.EVERY_TWO_YEARS: "2y",
}
DAYS_ALLOWED: Final = {
    Frequency.WEEKLY: 7,
    Frequency.MONTHLY: 31,
    Frequency.QUARTERLY: 62,
    Frequency.YEARLY: 275,
    Frequency.EVERY_TWO_YEARS: 275,
}
"""How long after a period's last day its figure may come. A month's scorecard is put together in
the month after, a quarter's return within two; what every council gives of a year to March is
published by the end of December."""


def timeliness(held: pl.DataFrame, today: date) -> pl.DataFrame:
    """Say of each measure until when its next figure should have come.

    `held`: last_date (the last day of the newest period that has a figure, null: none), frequency
    (one of `Frequency`). Adds due (a period after the newest, and the days allowed) and late: the
    day of looking is past it.

    Raises ValueError naming the column that is missing.
    """
    require(held, "last_date", "frequency")
    due = pl.lit(None, pl.Date)
    for frequency, length in PERIODS.items():
        ends = pl.col("last_date").dt.offset_by(length)
        allowed = ends + pl.duration(days=DAYS_ALLOWED[frequency])
        due = pl.when(pl.col("frequency") == frequency.value).then(allowed).otherwise(due)
    return held.with_columns(due=due).with_columns(
        late=(pl.col("due") < pl.lit(today)).fill_null(value=False)
    )
