"""How often charts of indicators cry wolf, and how often they see a change that is there.

`FULL=1 python -m tests.measures.indicators.simulated` prints the tables of docs/methods.md.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

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
CLAIMS = (Since.HIGHER.value, Since.LOWER.value)
Kind = str  # "normal", "counts", "skewed" or "share"


class Found(NamedTuple):
    """Of series with one event: the share of which a change was claimed."""

    kind: Kind
    before: int
    after: int
    shift: float
    claimed: float


def drawn(kind: Kind, many: int, before: int, after: int, shift: float) -> pl.DataFrame:
    """Series as breakdowns of one indicator; after the event, `shift` standard deviations up."""
    rng = np.random.default_rng(20)
    shape = (many, before + after)
    late = np.arange(before + after) >= before
    numerator = denominator = value = np.full(shape, np.nan)
    if kind == "share":
        denominator = rng.integers(SIZE // 2, SIZE * 3 // 2, shape).astype(float)
        sigma = (0.6 * 0.4 / SIZE) ** 0.5
        numerator = rng.binomial(denominator.astype(int), 0.6 + late * shift * sigma).astype(float)
    elif kind == "counts":
        value = rng.poisson(20 + late * shift * 20**0.5, shape).astype(float)
    elif kind == "skewed":
        value = rng.exponential(1, shape) + late * shift
    else:
        value = rng.normal(10, 1, shape) + late * shift
    starts = months(before + after)
    return typed(
        pl.DataFrame(
            {
                "indicator": ["drawn"] * value.size,
                "breakdown": np.repeat([f"{n:05}" for n in range(many)], len(starts)),
                "period_start": starts * many,
                **{
                    name: pl.Series(_flat(figures), nan_to_null=True)
                    for name, figures in (
                        ("value", value),
                        ("numerator", numerator),
                        ("denominator", denominator),
                    )
                },
            }
        ).with_columns(period_end=pl.col("period_start").dt.month_end())
    )


def _flat(figures: NDArray[np.float64]) -> NDArray[np.float64]:
    return figures.ravel()


def judged(
    kind: Kind, before: int, after: int, shift: float = 0, many: int = SERIES
) -> IndicatorSeries:
    entry = {"indicator": "drawn", "frequency": "monthly"}
    if kind == "share":
        entry = {**entry, "per": 100.0, "out_of": "Lamps"}  # type: ignore[dict-item]
    told = events({"day": months(before + 1)[before]})
    return indicator_series(drawn(kind, many, before, after, shift), catalogue(entry), told)


def claims(kind: Kind, before: int, after: int, shift: float = 0) -> Found:
    """How often a change is claimed since an event."""
    verdicts = before_and_after(judged(kind, before, after, shift)).get_column("verdict")
    wanted = verdicts.is_in(CLAIMS if not shift else CLAIMS[:1])
    return Found(kind, before, after, shift, int(wanted.sum()) / verdicts.len())


def latest_marked(kind: Kind, many: int) -> float:
    """How often the last point of steady figures is marked."""
    latest = judged(kind, many, 1).latest
    return int((latest.get_column("special_cause") != "common_cause").sum()) / latest.height


def judged_by_counting(many: int) -> float:
    """How often shares that counting alone explains are judged so."""
    latest = judged("share", many, 1).latest
    return int((latest.get_column("chart") == "p").sum()) / latest.height


def tables() -> Iterator[str]:
    yield "Claimed since an event, by chance"
    for kind in ("normal", "counts", "skewed", "share"):
        rates = [f"{claims(kind, *lengths).claimed:.1%}" for lengths in LENGTHS]
        yield f"{kind:8} {' '.join(rates)}"
    for shift in (1, 2):
        yield f"Claimed since an event, after a shift of {shift} standard deviations"
        for kind in ("normal", "counts", "share"):
            rates = [f"{claims(kind, *lengths, shift).claimed:.0%}" for lengths in LENGTHS]
            yield f"{kind:8} {' '.join(rates)}"
    yield "Latest point marked, of steady shares; shares judged by counting"
    yield " ".join(f"{latest_marked('share', n):.1%}" for n in (12, 24, 60))
    yield " ".join(f"{judged_by_counting(n):.1%}" for n in (12, 24, 60))


if __name__ == "__main__":
    for line in tables():
        print(line)
