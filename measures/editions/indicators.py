"""What an edition counts of measures: shares of the whole service at a quarter's end, rounded."""

from __future__ import annotations

from datetime import date
from typing import Final

import polars as pl

from measures.disclosure.count_tables import CountTable
from measures.editions.training import ROUNDING
from measures.indicators.declared import declared
from measures.indicators.figures import figures
from vocabulary.indicators import PERCENT, Frequency

BEGINS: Final = "measure_"
"""How the names of the tables begin; the measure's code follows."""
COUNTED, NOT_COUNTED = "counted", "not counted"
OUT_OF_AT_LEAST: Final = 100
"""People or things that a share has to be out of: of fewer, rounding to fives would move it by more
than the five points that a reader forgives."""
_OFTEN: Final = (Frequency.MONTHLY.value, Frequency.QUARTERLY.value)
_NEAR: Final = 1.0


def tables(
    indicators: pl.DataFrame, catalogue: pl.DataFrame, whole_to: date | None
) -> list[CountTable]:
    """Give one table for each measure of the catalogue that is a share in percent of the whole
    service: measure_<code>, by state (counted, not counted), rounded to 5.

    `indicators` and `catalogue`: the datasets' frames; `whole_to`: the day up to which indicators
    are whole. The period is the end of the newest whole quarter, and the figure that of the month
    or quarter that ends with it; months are never added up, for the same people may be counted in
    each. What is out of fewer than 100, has no parts, or is no share (medians, averages, plain
    counts) has no table, nor has any team or group. `counts_of` is the measure's code and name.

    Raises ValueError naming a column that is missing.
    """
    if whole_to is None or indicators.is_empty():
        return []
    measures = declared(indicators, catalogue)
    x, n = pl.col("numerator"), pl.col("denominator")
    rows = figures(indicators, catalogue, measures, whole_to).filter(
        pl.col("team").is_null()
        & pl.col("breakdown").is_null()
        & ~pl.col("so_far")
        & (pl.col("per") == PERCENT)
        & pl.col("frequency").is_in(_OFTEN)
        & (pl.col("date").dt.month() % 3 == 0)
        & (pl.col("date") == pl.col("date").dt.month_end())
        & (n >= OUT_OF_AT_LEAST)
        & x.is_between(0, n)
        & (x == x.round())
        & (n == n.round())
        & ((x / n * PERCENT - pl.col("figure")).abs() <= _NEAR)
    )
    newest = rows.filter(pl.col("date") == pl.col("date").max()).sort("measure", "frequency")
    named = newest.unique("measure", keep="first", maintain_order=True).join(
        measures.filter("in_catalogue").select("measure", "name"), on="measure", how="inner"
    )
    return [
        CountTable(
            f"{BEGINS}{code}",
            day.isoformat(),
            ("state",),
            pl.DataFrame(
                {"state": [COUNTED, NOT_COUNTED], "count": [int(part), int(whole - part)]}
            ).filter(pl.col("count") > 0),
            ROUNDING,
            f"{code}: {name}",
        )
        for code, name, day, part, whole in named.select(
            "measure", "name", "date", "numerator", "denominator"
        ).iter_rows()
    ]
