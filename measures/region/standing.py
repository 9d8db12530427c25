"""The councils of a region together: how each measure is distributed, and which councils have a
signal. By name throughout: no order by value, no ranks."""

from __future__ import annotations

from typing import Final

import polars as pl

from measures.statistics.columns import require
from vocabulary.region import RegionMeasure

FEWEST: Final = 5
"""With fewer councils no middle half is told: it would be these councils themselves."""


def distribution(signals: pl.DataFrame) -> pl.DataFrame:
    """How each measure is distributed over councils.

    `signals`: authority, and `measures.region.signals.SIGNALS_SCHEMA`, one row a council and
    measure. Gives one row a measure, in the order of `RegionMeasure`: measure, councils (that are
    looked at), told (of them, have a value), least, most, middle (the median), low and high
    (between which the middle half lies; missing with fewer than `FEWEST` values), judged (councils
    of which it is known whether they have a signal), with_signal.

    Raises ValueError naming a column that is missing.
    """
    require(signals, "authority", "measure", "value", "signal")
    value = pl.col("value").drop_nulls()
    enough = value.len() >= FEWEST
    order = {measure.value: place for place, measure in enumerate(RegionMeasure)}
    return (
        signals.group_by("measure")
        .agg(
            councils=pl.col("authority").n_unique().cast(pl.Int64),
            told=value.len().cast(pl.Int64),
            least=value.min(),
            most=value.max(),
            middle=value.median(),
            low=pl.when(enough).then(value.quantile(0.25, "linear")),
            high=pl.when(enough).then(value.quantile(0.75, "linear")),
            judged=pl.col("signal").count().cast(pl.Int64),
            with_signal=pl.col("signal").sum().cast(pl.Int64),
        )
        .sort(pl.col("measure").replace_strict(order, return_dtype=pl.Int64))
    )


def with_signals(signals: pl.DataFrame) -> pl.DataFrame:
    """The councils that have a signal, by name: authority, measures (list, in the order of
    `RegionMeasure`), whys (list, as many), number.

    `signals`: as for `distribution`. Raises ValueError naming a column that is missing.
    """
    require(signals, "authority", "measure", "signal", "why")
    return (
        signals.filter(pl.col("signal").fill_null(value=False))
        .group_by("authority", maintain_order=True)
        .agg(measures="measure", whys="why", number=pl.len().cast(pl.Int64))
        .sort("authority")
    )
