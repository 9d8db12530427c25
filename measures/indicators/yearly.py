"""Figures that come once a year: each with its interval, set against other councils."""

from __future__ import annotations

from typing import Final

import numpy as np
import polars as pl

from measures.statistics.columns import Floats, numbers, require
from measures.statistics.funnel import FunnelVerdict, funnel
from measures.statistics.intervals import exact_count, wilson
from vocabulary.indicators import PERCENT

YEARLY_SCHEMA: Final[dict[str, pl.DataType]] = {
    "series": pl.String(),
    "measure": pl.String(),
    "breakdown": pl.String(),
    "period_start": pl.Date(),
    "date": pl.Date(),
    "numerator": pl.Float64(),
    "denominator": pl.Float64(),
    "figure": pl.Float64(),
    "low": pl.Float64(),
    "high": pl.Float64(),
    "target": pl.Float64(),
    "peers": pl.Int64(),
    "peers_lower_quartile": pl.Float64(),
    "peers_median": pl.Float64(),
    "peers_upper_quartile": pl.Float64(),
    "verdict": pl.String(),
}
FEWEST_PEERS: Final = 5


def against_peers(own: pl.DataFrame, peers: pl.DataFrame) -> pl.DataFrame:
    """Set a council's yearly figures against those of other councils.

    `own`: yearly figures as `figures` gives them (`IndicatorSeries.yearly`), of one council.
    `peers`: the same columns and authority, of others; what is of the same measure, breakdown and
    last day is compared, whole services alone.

    Gives YEARLY_SCHEMA, by series and date: the figure with low and high, its 95% interval in the
    figure's unit (Wilson's for a share in percent, Garwood's for another rate; missing where the
    parts are not known or the figure is a score); peers (how many have the figure), their quartiles
    and median; and verdict (one of `FunnelVerdict`): the council in a funnel with its peers, with
    limits widened for what differs between councils; nothing to compare with where fewer than five
    have numerator and denominator.

    Raises ValueError naming the column that is missing.
    """
    require(own, "series", "measure", "team", "breakdown", "date", "numerator", "denominator")
    require(peers, "authority", "measure", "team", "breakdown", "date", "figure")
    rows = own.with_row_index("row").filter(pl.col("team").is_null())
    low, high = _interval(rows)
    keys = ("measure", "breakdown", "date")
    others = peers.filter(pl.col("team").is_null() & pl.col("figure").is_not_null())
    spread = others.group_by(keys).agg(
        peers=pl.len().cast(pl.Int64),
        peers_lower_quartile=pl.col("figure").quantile(0.25, "linear"),
        peers_median=pl.col("figure").median(),
        peers_upper_quartile=pl.col("figure").quantile(0.75, "linear"),
    )
    return (
        rows.with_columns(
            pl.Series("low", low, nan_to_null=True), pl.Series("high", high, nan_to_null=True)
        )
        .join(spread, on=keys, how="left", nulls_equal=True)
        .join(_verdicts(rows, others, keys), on="row", how="left")
        .with_columns(
            pl.col("peers").fill_null(0),
            pl.col("verdict").fill_null(FunnelVerdict.NOTHING_TO_COMPARE.value),
        )
        .select(pl.col(name).cast(kind) for name, kind in YEARLY_SCHEMA.items())
        .sort("series", "date")
    )


def _interval(rows: pl.DataFrame) -> tuple[Floats, Floats]:
    x, n, per = (numbers(rows, name) for name in ("numerator", "denominator", "per"))
    x, n = np.where(_counts(rows), x, np.nan), np.where(_counts(rows), n, np.nan)
    share = (per == PERCENT) & (x <= n)
    shares, counts = wilson(np.where(share, x, np.nan), n), exact_count(x)
    with np.errstate(invalid="ignore", divide="ignore"):
        low = np.where(share, shares.low, counts.low / n) * per
        high = np.where(share, shares.high, counts.high / n) * per
    return low, high


def _counts(rows: pl.DataFrame) -> np.ndarray:
    """Whether a figure is of things counted, of which numerator and denominator are known."""
    whole = (pl.col("numerator") >= 0) & (pl.col("denominator") > 0) & pl.col("per").is_not_null()
    # A score's numerator is a sum of scores: the figure is not its ratio.
    ratio = pl.col("numerator") / pl.col("denominator") * pl.col("per")
    near = (ratio - pl.col("figure")).abs() <= 0.06 + ratio.abs() * 0.02
    return rows.select((whole & near).fill_null(value=False)).to_series().to_numpy()


def _verdicts(rows: pl.DataFrame, others: pl.DataFrame, keys: tuple[str, ...]) -> pl.DataFrame:
    """Where the council lies in a funnel with its peers: row, verdict."""
    mine = rows.filter(pl.Series(_counts(rows))).with_columns(group=pl.lit(""))
    theirs = others.filter(pl.Series(_counts(others))).with_columns(group="authority")
    columns = [*keys, "group", "numerator", "denominator"]
    asked = mine.select(keys).unique()
    enough = (
        theirs.join(asked, on=keys, how="semi", nulls_equal=True)
        .filter(pl.col("numerator") <= pl.col("denominator"))
        .unique([*keys, "group"], keep="last")
    )
    enough = enough.filter(pl.len().over(keys) >= FEWEST_PEERS)
    mine = mine.filter(pl.col("numerator") <= pl.col("denominator")).join(
        enough.select(keys).unique(), on=keys, how="semi", nulls_equal=True
    )
    if mine.is_empty():
        return pl.DataFrame(schema={"row": pl.UInt32(), "verdict": pl.String()})
    together = pl.concat(
        [
            mine.select("row", *columns),
            enough.select(pl.lit(None, pl.UInt32).alias("row"), *columns),
        ]
    )
    together = together.with_columns(
        pl.concat_str(
            "measure", pl.col("breakdown").fill_null(""), pl.col("date").cast(pl.String),
            separator=" | ",
        ).alias("funnel")
    )  # fmt: skip
    return funnel(together).drop_nulls("row").select("row", "verdict")
