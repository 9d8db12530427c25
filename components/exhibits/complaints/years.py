"""The years an annual report on complaints can be written for."""

from __future__ import annotations

from datetime import date

import polars as pl

from measures.complaints.annual_report import report_years, year_ending


def complaint_years(complaints: pl.DataFrame, today: date) -> dict[int, bool]:
    """Whether each year to 31 March is over, by the year it ends in, newest first.

    The last that is over is always among them. `complaints`: the complaint dataset's frame.
    """
    now = year_ending(today)
    last_day = (today.month, today.day) == (3, 31)
    return {year: year < now or last_day for year in report_years(complaints, today)}
