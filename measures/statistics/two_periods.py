"""Has a rate changed from one period to the next by more than chance?

Shares are compared by Newcombe's interval for their difference, counts by the exact interval for
the ratio of two Poisson rates, given their sum (Przyborowski and Wilenski 1940), with counts taken
down by how much more they vary from month to month than a Poisson count would. Where several rates
are set beside at once the bar is divided by their number (Bonferroni), so that all of them together
see a change in pure chance at most once in twenty.
"""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum
from typing import Final, NamedTuple

import numpy as np
import polars as pl

from measures.statistics.columns import Floats
from measures.statistics.comparison import difference
from measures.statistics.comparison_wording import DifferenceVerdict, share
from measures.statistics.intervals import CONFIDENCE, Interval, exact_share


class ChangeVerdict(StrEnum):
    """Whether a rate changed from the period before."""

    NOTHING_TO_COMPARE = "Nothing to compare"
    TOO_FEW = "Too few to judge"
    COULD_BE_CHANCE = "Could be chance"
    MORE_THAN_CHANCE = "More than chance"


class Rate(NamedTuple):
    """What a period comes to: `part` of `whole`, or `counts`, one for each of its months."""

    part: int = 0
    whole: int = 0
    counts: tuple[int, ...] = ()


class Change(NamedTuple):
    """How a rate compares with that of the period before: the interval of the difference of two
    shares, or of the ratio of two counts, NaN where there is none; and a sentence."""

    verdict: ChangeVerdict
    low: float
    high: float
    sentence: str


_OF_DIFFERENCE: Final = {
    DifferenceVerdict.FIRST_HIGHER: ChangeVerdict.MORE_THAN_CHANCE,
    DifferenceVerdict.FIRST_LOWER: ChangeVerdict.MORE_THAN_CHANCE,
    DifferenceVerdict.WITHIN_CHANCE: ChangeVerdict.COULD_BE_CHANCE,
    DifferenceVerdict.TOO_FEW: ChangeVerdict.TOO_FEW,
    DifferenceVerdict.NOTHING_TO_COMPARE: ChangeVerdict.NOTHING_TO_COMPARE,
}


def changed(now: Rate, before: Rate, *, tests: int = 1) -> Change:
    """Compare a rate with that of the period before, as one of so many `tests` made at once.

    Raises ValueError where `tests` is below 1, a part is larger than its whole, or only one of the
    two has counts.
    """
    if tests < 1:
        raise ValueError(f"tests must be 1 or more, not {tests}")
    if bool(now.counts) != bool(before.counts) and now.whole + before.whole:
        raise ValueError("counts cannot be compared with a share")
    confidence = 1 - (1 - CONFIDENCE) / tests
    if now.counts and before.counts:
        return _of_counts(now.counts, before.counts, confidence)
    if not now.whole or not before.whole:
        return Change(ChangeVerdict.NOTHING_TO_COMPARE, np.nan, np.nan, "")
    four = {"x1": [now.part], "n1": [now.whole], "x2": [before.part], "n2": [before.whole]}
    told = difference(pl.DataFrame(four), confidence=confidence).row(0, named=True)
    verdict = _OF_DIFFERENCE[told["verdict"]]
    low, high = told["newcombe_low"], told["newcombe_high"]
    pair = f"{share(now.part, now.whole)}, {share(before.part, before.whole)} before"
    reach = _reach(100 * low, 100 * high, "percentage points")
    return Change(verdict, low, high, _said(verdict, pair, reach))


def rate_ratio(
    x1: Floats, t1: Floats, x2: Floats, t2: Floats, confidence: float = CONFIDENCE
) -> Interval:
    """The exact interval for the ratio of two Poisson rates, x1 in a time t1 and x2 in t2, by
    Clopper and Pearson's for x1 of both; infinite above where x2 is 0, missing where both are."""
    of_both = exact_share(x1, x1 + x2, confidence)
    with np.errstate(divide="ignore", invalid="ignore"):
        return Interval(*(end / (1 - end) * t2 / t1 for end in of_both))


def dispersion(*periods: Sequence[int]) -> float:
    """How much more monthly counts vary about their own period's mean than Poisson counts would
    (Pearson's statistic ÷ its degrees of freedom), and never less than 1."""
    spread, free = 0.0, 0
    for counts in periods:
        mean = float(np.mean(counts))
        if mean > 0:
            spread += float(((np.asarray(counts) - mean) ** 2 / mean).sum())
            free += len(counts) - 1
    return max(1.0, spread / free) if free else 1.0


def _of_counts(now: Sequence[int], before: Sequence[int], confidence: float) -> Change:
    wider = dispersion(now, before)
    x1, x2 = (np.array([sum(counts) / wider]) for counts in (now, before))
    t1, t2 = (np.array([float(len(counts))]) for counts in (now, before))
    pair = f"{sum(now) / len(now):,.1f} a month, {sum(before) / len(before):,.1f} before"
    low, high = (float(end[0]) for end in rate_ratio(x1, t1, x2, t2, confidence))
    # All in the rarer period's time against none: the furthest apart that so many can be.
    all_now = rate_ratio(x1 + x2, t1, 0 * x2, t2, confidence).low[0]
    all_before = rate_ratio(0 * x1, t1, x1 + x2, t2, confidence).high[0]
    if not (all_now > 1 or all_before < 1):
        verdict = ChangeVerdict.TOO_FEW
    elif low > 1 or high < 1:
        verdict = ChangeVerdict.MORE_THAN_CHANCE
    else:
        verdict = ChangeVerdict.COULD_BE_CHANCE
    return Change(verdict, low, high, _said(verdict, pair, _reach(*_in_percent(low, high), "%")))


def _in_percent(low: float, high: float) -> tuple[float, float]:
    return 100 * (low - 1), 100 * (high - 1)


def _said(verdict: ChangeVerdict, pair: str, reach: str) -> str:
    if verdict is ChangeVerdict.TOO_FEW:
        return f"{verdict}: {pair}."
    return f"{verdict}: {pair}; {reach}."


def _reach(low: float, high: float, unit: str) -> str:
    """From where to where the change may lie: "it may be 4 percentage points lower to 9 higher",
    "higher by 3% to 21%"."""
    sign, words = ("%", "") if unit == "%" else ("", f" {unit}")
    if low > 0 or high < 0:
        near, far = sorted((abs(low), abs(high)))
        top = f"to {far:,.0f}{sign}" if np.isfinite(far) else "or more"
        return f"{'higher' if low > 0 else 'lower'} by {near:,.0f}{sign} {top}{words}"
    top = f"{high:,.0f}{sign} higher" if np.isfinite(high) else "any number of times higher"
    return f"it may be {-low:,.0f}{sign}{words} lower to {top}"
