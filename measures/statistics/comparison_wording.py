"""Verdicts on counts, shares and differences, and the sentences that go with them."""

from collections.abc import Iterable
from enum import StrEnum
from typing import Final

import numpy as np
import polars as pl
from numpy.typing import NDArray

from measures.statistics.columns import Codes, Floats
from measures.statistics.exact_tests import PValues
from measures.statistics.intervals import Interval


class AgainstExpected(StrEnum):
    """How a count or a share compares with what was expected."""

    NOTHING_TO_COMPARE = "nothing to compare with"
    TOO_FEW = "too few to judge"
    WITHIN_CHANCE = "within chance"
    HIGHER = "higher than expected"
    LOWER = "lower than expected"


class DifferenceVerdict(StrEnum):
    """How two shares compare."""

    NOTHING_TO_COMPARE = "nothing to compare with"
    TOO_FEW = "too few to judge"
    WITHIN_CHANCE = "within chance"
    FIRST_HIGHER = "first is higher"
    FIRST_LOWER = "first is lower"


NOTHING, TOO_FEW, WITHIN, HIGHER, LOWER = range(5)

_FINDINGS: Final = {
    WITHIN: "within chance",
    HIGHER: "higher than chance explains",
    LOWER: "lower than chance explains",
}


def share_sentences(
    code: Codes, x: Floats, n: Floats, expected: Floats, p: PValues, unit: str
) -> pl.Series:
    """Say how x of n compares with an expected share."""
    seen = [share(*pair) for pair in zip(x, n, strict=True)]
    against = [f"{percent(share)} was" for share in expected]
    return _against_expected(code, seen, against, p, x >= n * expected, unit)


def count_sentences(code: Codes, x: Floats, expected: Floats, p: PValues, unit: str) -> pl.Series:
    """Say how a count compares with an expected count."""
    seen = ["No figure" if np.isnan(count) else f"{count:,.0f}" for count in x]
    against = [f"{text} {'was' if text == '1' else 'were'}" for text in map(_count, expected)]
    return _against_expected(code, seen, against, p, x >= expected, unit)


def difference_sentences(
    code: Codes, x1: Floats, n1: Floats, x2: Floats, n2: Floats, interval: Interval
) -> pl.Series:
    """Say how two shares compare, with the interval of their difference."""
    said = []
    for which, *four, low, high in zip(code, x1, n1, x2, n2, *interval, strict=True):
        pair = f"{share(four[0], four[1])} against {share(four[2], four[3])}"
        if which == NOTHING:
            said.append("Nothing to compare with.")
        elif which == TOO_FEW:
            said.append(f"{pair}: too few to judge.")
        elif which == WITHIN:
            said.append(
                f"{pair}: within chance. The first may be anything from "
                f"{_points(-low)} percentage points lower to {_points(high)} higher."
            )
        else:
            way = "higher" if which == HIGHER else "lower"
            near, far = sorted((abs(low), abs(high)))
            said.append(
                f"{pair}: the first is {way}, by {_points(near)} to "
                f"{_points(far)} percentage points."
            )
    return pl.Series("sentence", said, pl.String)


def _against_expected(
    code: Codes,
    seen: Iterable[str],
    against: Iterable[str],
    p: PValues,
    high: NDArray[np.bool_],
    unit: str,
) -> pl.Series:
    tail = np.where(high, p.greater, p.less)
    said = []
    for which, figure, bar, far, up in zip(code, seen, against, tail, high, strict=True):
        if which == NOTHING:
            said.append(f"{figure}: nothing to compare with.")
        elif which == TOO_FEW:
            said.append(f"{figure} where {bar} expected: too few to judge.")
        else:
            way = "high or higher" if up else "low or lower"
            said.append(
                f"{figure} where {bar} expected: {_FINDINGS[which]}. A figure this {way} comes up "
                f"{chance_in_words(min(far, 1.0), unit)} by chance alone."
            )
    return pl.Series("sentence", said, pl.String)


def share(x: float, n: float) -> str:
    """Put x of n as, say, "8 of 9 (89%)"."""
    if np.isnan(x + n):
        return "No figure"
    return f"{x:,.0f} of {n:,.0f}" + (f" ({percent(x / n)})" if n else "")


def percent(share: float) -> str:
    """Put a share in whole per cents, but never as 0% or 100% what is not none or all."""
    places = 0 if share in (0, 1) or 0.005 <= share < 0.995 else 1
    return f"{share:.{places}%}"


def _count(expected: float) -> str:
    return f"{expected:,.1f}".removesuffix(".0") if expected >= 0.1 else f"{expected:.2g}"


def _points(share: float) -> str:
    return f"{100 * share:.0f}"


_RAREST: Final = 10_000


def chance_in_words(probability: float, unit: str = "time") -> str:
    """Put a probability as, say, "about 1 year in 15".

    `unit` is what one try is called: time, year, council. Raises ValueError outside 0 to 1.
    """
    if not 0 <= probability <= 1:
        raise ValueError(f"probability must be between 0 and 1, not {probability}")
    if probability < 1 / _RAREST:
        return f"less than 1 {unit} in {_RAREST:,}"
    if probability >= 2 / 3:
        return f"most {unit}s"
    if probability >= 0.4:
        return f"about every second {unit}"
    return f"about 1 {unit} in {_two_figures(1 / probability):,}"


def _two_figures(number: float) -> int:
    whole = round(number)
    step: int = 10 ** max(len(str(whole)) - 2, 0)
    return round(whole / step) * step
