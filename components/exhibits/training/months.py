"""Which month's training is judged: the newest that is over, and counted after its end."""

from __future__ import annotations

from datetime import date

import polars as pl

from measures.statistics.periods import whole_rows
from vocabulary.wording import SO_FAR, month_and_year


def judged_months(training: pl.DataFrame, whole: date | None) -> tuple[pl.DataFrame, bool]:
    """Rows of the months whose record is whole, and False; or those there are, and True, where no
    month's is: they may only be shown as they are so far. `whole`: the record's last whole day."""
    return whole_rows(training, pl.col("month").dt.month_end(), whole)


def month_words(frame: pl.DataFrame, *, still_open: bool) -> str:
    """Such as "end of September 2026", of the newest month in column month, or "September 2026, so
    far"."""
    newest = frame.get_column("month").max()
    if not isinstance(newest, date):
        return ""
    name = month_and_year(newest)
    return f"{name}, {SO_FAR}" if still_open else f"end of {name}"


def not_judged(frame: pl.DataFrame) -> str:
    """The headline where only months are counted whose record is not whole."""
    newest = frame.get_column("month").max()
    assert isinstance(newest, date)
    return f"{month_and_year(newest)} is only counted {SO_FAR}, and not judged yet"
