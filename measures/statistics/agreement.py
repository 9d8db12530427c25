"""Do auditor and moderator grade alike? Weighted kappa with an interval that holds for few cases.

Cohen (1968, doi:10.1037/h0026256): agreement beyond what the two graders' own habits would give by
chance, near misses counting part. The interval is ours, tuned and checked by simulation.
"""

from collections.abc import Sequence
from enum import StrEnum
from typing import Final, NamedTuple

import numpy as np
import polars as pl

from measures.statistics.columns import Floats, numbers, require, words
from measures.statistics.distributions import student_quantile
from measures.statistics.intervals import CONFIDENCE, Interval
from vocabulary.wording import agree

GRADES: Final = (1, 2, 3, 4)


class Agreement(StrEnum):
    """Whether two graders agree."""

    NO_SPREAD = "no spread to judge by"
    TOO_FEW = "too few to judge"
    NO_MORE_THAN_CHANCE = "no more than chance"
    BEYOND_CHANCE = "beyond chance"


GOOD: Final = 0.6
"""Where an interval reaches from no agreement to this much, there are too few to judge."""


class _Weighting(NamedTuple):
    """How grades apart count against agreement, and what makes its interval hold.

    `pseudo` cases are spread evenly over the table of grades, so that perfect agreement in few
    cases is not taken for certain; `lost` is taken off the number of cases. Both were set by
    simulation: see the coverage in docs/methods.md.
    """

    power: int
    pseudo: float
    lost: int


QUADRATIC: Final = _Weighting(power=2, pseudo=1.0, lost=0)
LINEAR: Final = _Weighting(power=1, pseudo=0.5, lost=2)


def weighted_kappa(
    frame: pl.DataFrame, *, grades: Sequence[int] = GRADES, confidence: float = CONFIDENCE
) -> pl.DataFrame:
    """Measure agreement of two graders, case by case (a case may be a team, a year, an auditor).

    `frame`: one row per audit with case, auditor and moderator (each one of `grades`; a row where
    either is missing is left out). All `grades` count as categories, used or not.

    Gives one row per case, as first met: case, n (audits graded by both), kappa_quadratic with
    low and high (its interval), kappa_linear with linear_low and linear_high, verdict (one of
    `Agreement`, by the quadratic weights) and sentence. Kappa is 1 for full agreement, 0 for
    what chance would give, and missing where every grade is the same.

    Raises ValueError naming the column that is missing, or has a grade that is none of `grades`.
    """
    require(frame, "case", "auditor", "moderator")
    auditor, moderator = (_positions(frame, name, grades) for name in ("auditor", "moderator"))
    cases = frame.get_column("case").unique(maintain_order=True)
    # One number per row for its case, in the order cases are first met.
    which = (
        frame.select("case")
        .join(
            pl.DataFrame({"case": cases}).with_row_index("number"),
            on="case",
            how="left",
            nulls_equal=True,
            maintain_order="left",
        )["number"]
        .to_numpy()
    )
    both = (auditor >= 0) & (moderator >= 0)
    tables = np.zeros((cases.len(), len(grades), len(grades)))
    np.add.at(tables, (which[both], auditor[both], moderator[both]), 1)
    n = tables.sum((1, 2))
    quadratic, ends = _kappa(tables, QUADRATIC, confidence)
    linear, linear_ends = _kappa(tables, LINEAR, confidence)
    code = np.select([np.isnan(quadratic), ends.low > 0, ends.high < GOOD], [0, 3, 2], 1)
    said = [_sentence(*row) for row in zip(code, n, quadratic, *ends, strict=True)]
    return pl.DataFrame(
        [
            cases,
            pl.Series("n", n.astype(np.int64)),
            pl.Series("kappa_quadratic", quadratic, nan_to_null=True),
            pl.Series("low", ends.low, nan_to_null=True),
            pl.Series("high", ends.high, nan_to_null=True),
            pl.Series("kappa_linear", linear, nan_to_null=True),
            pl.Series("linear_low", linear_ends.low, nan_to_null=True),
            pl.Series("linear_high", linear_ends.high, nan_to_null=True),
            words(Agreement, code).alias("verdict"),
            pl.Series("sentence", said, pl.String),
        ]
    )


def _positions(frame: pl.DataFrame, name: str, grades: Sequence[int]) -> np.ndarray:
    values = numbers(frame, name)
    position = np.full(values.size, -1)
    for place, grade in enumerate(grades):
        position[values == grade] = place
    strange = (position < 0) & ~np.isnan(values)
    if strange.any():
        raise ValueError(
            f"{name} has {values[strange][0]:g}, which is none of the grades "
            f"{', '.join(map(str, grades))}"
        )
    return position


def _kappa(tables: Floats, weighting: _Weighting, confidence: float) -> tuple[Floats, Interval]:
    size = tables.shape[1]
    apart = np.abs(np.subtract.outer(np.arange(size), np.arange(size))) ** weighting.power
    n = tables.sum((1, 2))
    with np.errstate(invalid="ignore", divide="ignore"):
        kappa, _ = _with_variance(tables, apart)
        # The large-sample variance (Fleiss, Cohen and Everitt 1969, doi:10.1037/h0028106) on
        # Fisher's z scale, with Student's t: on kappa's own scale it is far too narrow.
        smoothed, spread = _with_variance(tables + weighting.pseudo / size**2, apart)
        error = np.sqrt(spread / np.maximum(n - weighting.lost, 0)) / (1 - smoothed**2)
        reach = -student_quantile((1 - confidence) / 2, np.maximum(n - 1, 1)) * error
        low = np.tanh(np.arctanh(smoothed) - reach)
        high = np.tanh(np.arctanh(smoothed) + reach)
    # Smoothing must not push the figure itself out of its interval.
    low, high = np.fmin(low, kappa), np.fmax(high, kappa)
    undefined = np.isnan(kappa)
    low[undefined], high[undefined] = np.nan, np.nan
    return kappa, Interval(low, high)


def _with_variance(tables: Floats, apart: Floats) -> tuple[Floats, Floats]:
    """Give each table's kappa and the variance of one case's pull on it."""
    share = tables / tables.sum((1, 2), keepdims=True)
    rows, columns = share.sum(2), share.sum(1)
    seen = (share * apart).sum((1, 2))
    by_chance = np.einsum("ki,ij,kj->k", rows, apart, columns)
    kappa = np.where(by_chance > 0, 1 - seen / by_chance, np.nan)
    margin = (columns @ apart.T)[:, :, None] + (rows @ apart)[:, None, :]
    once = by_chance[:, None, None]
    pull = (seen[:, None, None] - apart) / once
    pull = pull + (seen[:, None, None] / once**2) * (margin - 2 * once)
    return kappa, (share * pull**2).sum((1, 2))


def _sentence(code: int, n: float, kappa: float, low: float, high: float) -> str:
    audits = f"{n:.0f} audit{agree(n, '', 's')} graded twice"
    if code == 0:
        return f"{audits}: no spread of grades to judge agreement by."
    figure = f"weighted kappa {kappa:.2f} ({low:.2f} to {high:.2f})".replace("-", "−")
    if code == 1:
        return f"{audits}: too few to judge; {figure}."
    finding = "agree beyond chance" if code == 3 else "agree no more than chance would"
    return f"{audits}: auditor and moderator {finding}; {figure}."
