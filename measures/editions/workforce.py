"""What an edition counts of workforce routes: what became of those who began one, rounded."""

from __future__ import annotations

from datetime import date
from typing import Final

import polars as pl

from measures.disclosure.count_tables import CountTable
from measures.editions.counted import counted, known
from measures.editions.training import ROUNDING
from measures.statistics.breakdown import NOT_RECORDED
from measures.statistics.columns import require

BEGAN: Final = "people who began a route"
COMPLETED, LEFT, STILL_ON = "completed", "left early", "still on it"


def tables(routes: pl.DataFrame, whole_to: date | None) -> list[CountTable]:
    """Give what became of everyone who began a route up to the newest whole period's end:
    workforce_by_route and workforce_by_profession, each by state (completed, left early, still on
    it, not recorded), rounded to 5. The period is that day.

    `routes`: the workforce route dataset's frame; `whole_to`: the day up to which it is whole.
    Raises ValueError naming a column that is missing.
    """
    require(routes, "route", "profession", "period_end", "started", "completed", "left_early")
    cohorts = routes.filter(pl.col("period_end") <= pl.lit(whole_to))
    day = cohorts.get_column("period_end").max()
    if not isinstance(day, date):
        return []
    started, completed, left = (
        pl.col(name).cast(pl.Int64) for name in ("started", "completed", "left_early")
    )
    told = completed.is_not_null() & left.is_not_null()
    # More who completed or left than began is a slip in the file: nobody is still on it.
    parts = {
        COMPLETED: pl.when(told).then(completed),
        LEFT: pl.when(told).then(left),
        STILL_ON: pl.when(told).then((started - completed - left).clip(0)),
        NOT_RECORDED: pl.when(~told).then(started),
    }
    people = pl.concat(
        cohorts.select(
            route=known("route"), profession=known("profession"), people=many.fill_null(0),
            state=pl.lit(state),
        )
        for state, many in parts.items()
    )  # fmt: skip
    return [
        table
        for name, dimension in (("route", "route"), ("profession", "profession"))
        for table in counted(
            people, f"workforce_by_{name}", day.isoformat(), (dimension, "state"),
            counts_of=BEGAN, weight="people", rounding=ROUNDING,
        )
    ]  # fmt: skip
