"""Whether counting alone explains how a share or rate varies from one period to the next."""

from __future__ import annotations

from typing import Final

import numpy as np
import polars as pl

from measures.process_control.series import lay_out, split_at_rebases
from measures.process_control.special_causes import steps
from measures.statistics.columns import Floats, numbers, require
from vocabulary.indicators import ChartKind

PER_MOVING_RANGE: Final = 1.128
"""The average moving range of two values drawn from a normal distribution, in its standard
deviations."""
FEWEST_STEPS: Final = 8
REACH: Final = 1.5
"""Dispersion within 1 ± this ÷ √steps is what chance gives in nine series of ten."""


def sigmas(centre: Floats, size: Floats, kind: str) -> Floats:
    """The standard deviation of each point of a p-chart (shares) or u-chart (rates) around its
    centre, given how many were counted."""
    with np.errstate(invalid="ignore", divide="ignore"):
        spread = centre * (1 - centre) if kind == ChartKind.P.value else centre
        answer: Floats = np.sqrt(np.maximum(spread, 0) / size)
    return answer


def dispersion(rows: pl.DataFrame) -> pl.DataFrame:
    """Compare how series of shares and rates vary with what counting alone explains.

    `rows`: series, date, numerator, denominator, chart (p or u; others are left out), so_far, and
    optionally rebase, by series and date. Each point is measured in standard deviations of its own
    size from the centre of its series (since the last rebase); dispersion is their average moving
    range ÷ 1.128 (Laney 2002, doi:10.1081/QEN-120006555): about 1 where counting explains all.
    More: something else differs between periods. Less: the same people are counted again and again.

    Gives series, dispersion, and explained: whether it lies within 1 ± 1.5 ÷ √steps, or there are
    fewer than eight steps to tell by. Series of other charts are explained, without dispersion.

    Raises ValueError naming the column that is missing or cannot be read.
    """
    require(rows, "series", "date", "numerator", "denominator", "chart", "so_far")
    series = rows.select("series").unique(maintain_order=True)
    parted = rows.filter(pl.col("chart").is_in([ChartKind.P.value, ChartKind.U.value]))
    if parted.is_empty():
        return series.with_columns(
            dispersion=pl.lit(None, pl.Float64), explained=pl.lit(value=True)
        )
    layout = lay_out(parted)
    groups = split_at_rebases(parted, layout)
    whole = ~parted.get_column("so_far").to_numpy()
    x, n = numbers(parted, "numerator"), numbers(parted, "denominator")
    there = whole & ~np.isnan(x) & (n > 0)
    x, n = np.where(there, x, np.nan), np.where(there, n, np.nan)
    share = (parted.get_column("chart") == ChartKind.P.value).to_numpy()
    with np.errstate(invalid="ignore", divide="ignore"):
        events = np.add.reduceat(np.nan_to_num(x), groups.starts)
        centre = groups.spread(events / np.add.reduceat(np.nan_to_num(n), groups.starts))
        sigma = np.where(
            share, sigmas(centre, n, ChartKind.P.value), sigmas(centre, n, ChartKind.U.value)
        )
        z = np.where(sigma > 0, (x / n - centre) / sigma, np.nan)
    step = np.abs(steps(z, groups))
    found = parted.select("series").with_columns(pl.Series("step", step, nan_to_null=True))
    told = found.group_by("series", maintain_order=True).agg(
        steps=pl.col("step").count(), dispersion=pl.col("step").mean() / PER_MOVING_RANGE
    )
    reach = REACH / pl.col("steps").sqrt()
    told = told.with_columns(
        explained=(pl.col("steps") < FEWEST_STEPS)
        | pl.col("dispersion").is_null()
        | ((pl.col("dispersion") - 1).abs() <= reach)
    )
    return series.join(
        told.select("series", "dispersion", "explained"), on="series", how="left"
    ).with_columns(pl.col("explained").fill_null(value=True))
