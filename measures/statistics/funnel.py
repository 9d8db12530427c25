"""Funnel limits: which groups differ from their peers by more than their size explains.

Shares on the arcsine scale with limits widened for overdispersion by an additive random effect,
as Spiegelhalter (2005, doi:10.1002/sim.1970) and Spiegelhalter and others (2012,
doi:10.1111/j.1467-985X.2011.01010.x) describe; figures agree with FunnelPlotR 0.6.0.
"""

from enum import StrEnum
from typing import Final, NamedTuple

import numpy as np
import polars as pl
from numpy.typing import NDArray

from measures.ombudsman.scope import refuse_mixed_scopes
from measures.statistics.columns import Floats, numbers, require, words
from measures.statistics.comparison_wording import percent, share
from measures.statistics.distributions import normal_quantile

WINSORISED: Final = 0.1
"""Share of z scores at each end that is pulled in before overdispersion is measured."""
Z95: Final = normal_quantile(0.975)
Z99: Final = normal_quantile(0.999)
EQUAL_WITHIN: Final = 1e-12
"""A share this near a limit lies on it, which is not outside."""


class FunnelVerdict(StrEnum):
    """How a group compares with all groups together."""

    NOTHING_TO_COMPARE = "nothing to compare with"
    TOO_FEW = "too few to judge"
    WITHIN_CHANCE = "within chance"
    HIGHER = "higher than peers"
    LOWER = "lower than peers"


class _Dispersion(NamedTuple):
    target: float
    phi: float
    tau2: float


def funnel(frame: pl.DataFrame) -> pl.DataFrame:
    """Set each group's share against funnel limits around the share of all groups together.

    `frame`: group, numerator and denominator (whole numbers), and optionally funnel (several
    funnels in one frame) and scope (one per funnel). A group comes once in a funnel.

    Gives `frame` in its own order and with its own columns, and beside them ratio (the share),
    LCL95, UCL95, LCL99 and UCL99 (95 % and 99.8 % limits for a group of this size), OD95LCL,
    OD95UCL, OD99LCL and OD99UCL (the same widened for overdispersion), outlier (1 outside the
    99.8 % limits, widened ones where phi is above 1), and per funnel target (share of all), phi
    (dispersion ratio), tau2 (variance between groups, arcsine scale); then verdict (one of
    `FunnelVerdict`: too few to judge when neither none nor all would lie outside) and sentence.
    Missing for a group without a denominator, which counts in nothing.

    Raises ValueError naming the column that is missing or cannot be read, when a numerator is
    larger than its denominator, a group comes twice, or scopes differ within a funnel.
    """
    require(frame, "group", "numerator", "denominator")
    x = numbers(frame, "numerator", low=0)
    n = numbers(frame, "denominator", low=0)
    if (x > n).any():
        raise ValueError("numerator is larger than denominator")
    keys = [name for name in ("funnel", "group") if name in frame.columns]
    twice = frame.filter(frame.select(keys).is_duplicated())
    if twice.height:
        raise ValueError(f"group: {twice['group'][0]!r} comes more than once; add its rows up")
    known = ~np.isnan(x) & (n > 0)
    parts = np.full((frame.height, 3), np.nan)
    for rows in _funnels(frame):
        refuse_mixed_scopes(frame[rows])
        used = rows[known[rows]]
        parts[rows] = _dispersion(x[used], n[used])
    target, phi, tau2 = parts.T
    with np.errstate(invalid="ignore", divide="ignore"):
        ratio = np.where(known, x / n, np.nan)
        error2 = np.where(known, 1 / (4 * n), np.nan)
    limits: dict[str, Floats] = {}
    widths = (("LCL{}", "UCL{}", 0.0), ("OD{}LCL", "OD{}UCL", tau2))
    for lower, upper, between in widths:
        reach = np.sqrt(error2 + between)
        for level, z in (("95", Z95), ("99", Z99)):
            limits[lower.format(level)] = _back(target, -z * reach)
            limits[upper.format(level)] = _back(target, z * reach)
    widened = phi > 1
    low = np.where(widened, limits["OD99LCL"], limits["LCL99"])
    high = np.where(widened, limits["OD99UCL"], limits["UCL99"])
    above, below = ratio > high + EQUAL_WITHIN, ratio < low - EQUAL_WITHIN
    unjudged = (low <= 0) & (high >= 1)
    code = np.select([~known, above, below, unjudged], [0, 3, 4, 1], 2)
    outlier = pl.Series("outlier", (above | below).astype(np.int8)).set(pl.Series(~known), None)
    return frame.with_columns(
        pl.Series("ratio", ratio, nan_to_null=True),
        *(pl.Series(name, limit, nan_to_null=True) for name, limit in limits.items()),
        outlier,
        pl.Series("target", target, nan_to_null=True),
        pl.Series("phi", phi, nan_to_null=True),
        pl.Series("tau2", tau2, nan_to_null=True),
        words(FunnelVerdict, code).alias("verdict"),
        pl.Series("sentence", list(map(_sentence, code, x, n, low, high)), pl.String),
    )


def _sentence(code: int, x: float, n: float, low: float, high: float) -> str:
    seen = share(x, n)
    if code == 0:
        return f"{seen}: nothing to compare with."
    if code == 1:
        return f"{seen}: too few to judge."
    allowed = f"the {percent(low)} to {percent(high)} that chance allows a group of this size"
    where = {2: "within", 3: "above", 4: "below"}[code]
    return f"{seen}: {where} {allowed}."


def _funnels(frame: pl.DataFrame) -> list[NDArray[np.intp]]:
    if "funnel" not in frame.columns:
        return [np.arange(frame.height)]
    rows = frame.select("funnel").with_row_index("row")
    grouped = rows.group_by("funnel", maintain_order=True).agg("row")
    return [np.array(part, np.intp) for part in grouped["row"]]


def _dispersion(x: Floats, n: Floats) -> _Dispersion:
    """Measure how much further apart shares lie than their sizes explain."""
    groups = x.size
    if groups == 0:
        return _Dispersion(np.nan, np.nan, np.nan)
    target = x.sum() / n.sum()
    z = (np.arcsin(np.sqrt(x / n)) - np.arcsin(np.sqrt(target))) * 2 * np.sqrt(n)
    low, high = np.quantile(z, [WINSORISED, 1 - WINSORISED])
    phi = float(np.mean(np.clip(z, low, high) ** 2))
    weight = 4 * n
    room = weight.sum() - (weight**2).sum() / weight.sum()
    excess = groups * phi - (groups - 1)
    return _Dispersion(target, phi, max(0.0, excess / room) if room > 0 else 0.0)


def _back(target: Floats, reach: Floats) -> Floats:
    # Past the ends of the arcsine scale the sine would turn back: a limit there is 0 or 1.
    angle = np.clip(np.arcsin(np.sqrt(target)) + reach, 0, np.pi / 2)
    share: Floats = np.sin(angle) ** 2
    return share
