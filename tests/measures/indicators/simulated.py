"""Series of indicators drawn from a known truth: steady, or with a change after an event."""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np
import polars as pl
from numpy.typing import NDArray

from measures.indicators.before_after import Since, before_and_after
from measures.indicators.series import IndicatorSeries, indicator_series
from tests.measures.indicators.indicator_rows import catalogue, events, months, typed
from tests.sampling import FULL

SERIES = 4000 if FULL else 500
LENGTHS = ((8, 6), (12, 6), (12, 12), (24, 12), (36, 24))
SIZE = 150  # what a share is out of, on average
PEOPLE = 4  # what a rate is of, in thousands, on average
CLAIMS = (Since.HIGHER.value, Since.LOWER.value)
Kind = str  # "normal", "counts", "skewed", "share" or "rate"
CHARTS = {"normal": "xmr", "counts": "xmr", "skewed": "xmr", "share": "p", "rate": "u"}
_SHARE, _RATE = 0.6, 5.0
_DECLARED: dict[Kind, dict[str, float | str]] = {
    "share": {"per": 100.0, "out_of": "Lamps"},
    "rate": {"per": 1000.0, "out_of": "Lamps"},
}


class Found(NamedTuple):
    """Of series with one event: the share of which a change was claimed."""

    kind: Kind
    before: int
    after: int
    shift: float
    claimed: float


def drawn(kind: Kind, many: int, months_of: int, shifted: NDArray[np.float64]) -> pl.DataFrame:
    """Series as breakdowns of one indicator, a figure a month; `shifted`: by how many standard
    deviations the level of each month is off."""
    rng = np.random.default_rng(20)
    shape = (many, months_of)
    numerator = denominator = value = np.full(shape, np.nan)
    if kind == "share":
        denominator = rng.integers(SIZE // 2, SIZE * 3 // 2, shape).astype(float)
        sigma = (_SHARE * (1 - _SHARE) / SIZE) ** 0.5
        numerator = rng.binomial(denominator.astype(int), _SHARE + shifted * sigma).astype(float)
    elif kind == "rate":
        denominator = rng.integers(PEOPLE * 500, PEOPLE * 1500, shape).astype(float)
        sigma = (_RATE / PEOPLE) ** 0.5
        numerator = rng.poisson(denominator / 1000 * (_RATE + shifted * sigma)).astype(float)
    elif kind == "counts":
        value = rng.poisson(20 + shifted * 20**0.5, shape).astype(float)
    elif kind == "skewed":
        value = rng.exponential(1, shape) + shifted
    else:
        value = rng.normal(10, 1, shape) + shifted
    starts = months(months_of)
    columns = {"value": value, "numerator": numerator, "denominator": denominator}
    return typed(
        pl.DataFrame(
            {
                "indicator": ["drawn"] * value.size,
                "breakdown": np.repeat([f"{n:05}" for n in range(many)], len(starts)),
                "period_start": starts * many,
                **{
                    name: pl.Series(figures.ravel(), nan_to_null=True)
                    for name, figures in columns.items()
                },
            }
        ).with_columns(period_end=pl.col("period_start").dt.month_end())
    )


def judged(
    kind: Kind,
    before: int,
    after: int,
    shift: float = 0,
    many: int = SERIES,
    *,
    rebased: int | None = None,
) -> IndicatorSeries:
    """Series judged with one event: after it, `shift` standard deviations up. The usual range
    begins anew with month `rebased`; two standard deviations lower before it."""
    shifted = np.where(np.arange(before + after) >= before, float(shift), 0.0)
    told: list[dict[str, Any]] = [{"day": months(before + 1)[before]}]
    if rebased is not None:
        shifted[:rebased] -= 2
        day = months(rebased + 1)[rebased]
        told.append({"event": "Wicks changed", "day": day, "effect": "rebases", "why": "New."})
    entry = {"indicator": "drawn", "frequency": "monthly", **_DECLARED.get(kind, {})}
    frame = drawn(kind, many, before + after, shifted)
    return indicator_series(frame, catalogue(entry), events(*told))


def claims(
    kind: Kind, before: int, after: int, shift: float = 0, *, rebased: int | None = None
) -> Found:
    """How often a change is claimed since an event. `rebased`: the usual range began anew so many
    months after the first; then these are no part of what is before."""
    since = before_and_after(judged(kind, before, after, shift, rebased=rebased))
    verdicts = since.filter(pl.col("event") == "Lamps changed").get_column("verdict")
    wanted = verdicts.is_in(CLAIMS if not shift else CLAIMS[:1])
    return Found(kind, before - (rebased or 0), after, shift, int(wanted.sum()) / verdicts.len())


def judged_by_counting(kind: Kind, many: int) -> float:
    """How often shares or rates that counting alone explains are judged so."""
    latest = judged(kind, many, 1).latest
    return int((latest.get_column("chart") == CHARTS[kind]).sum()) / latest.height
