"""Words and statistics worked out anew, by code that wrote no sentence of the product."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

import numpy as np
from scipy.stats import beta, binom, chi2, norm, poisson

_UP_TO_TEN = ["no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"]
_MONTHS = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
]
Row = dict[str, Any]


def word(number: int) -> str:
    """A number in words up to ten."""
    return _UP_TO_TEN[number] if number <= 10 else f"{number:,}"


def many(number: int, one: str, more: str = "") -> str:
    """A number in words, and what it counts."""
    return f"{word(number)} {one if number == 1 else more or one + 's'}"


def figures(number: int, one: str, more: str = "", nought: str = "no") -> str:
    """A number in figures, and what it counts."""
    return f"{f'{number:,}' if number else nought} {one if number == 1 else more or one + 's'}"


def cap(text: str) -> str:
    """With a capital."""
    return text[:1].upper() + text[1:]


def small(text: str) -> str:
    """As within a sentence."""
    first, *others = text.replace(",", "").split() or [""]
    named = first in others or (bool(others) and others[0].istitle() and others[0].isalpha())
    return text if text[1:2].isupper() or named else text[:1].lower() + text[1:]


def day(when: date) -> str:
    """ "1 May 2026"."""
    return f"{when.day} {_MONTHS[when.month - 1]} {when.year}"


def month(when: date) -> str:
    """ "May 2026"."""
    return f"{_MONTHS[when.month - 1]} {when.year}"


def joined(things: Iterable[str], last: str = "and") -> str:
    """ "a, b and c"."""
    *first, end = list(things) or [""]
    return f"{', '.join(first)} {last} {end}" if first else end


def joined_up_to(things: Sequence[str], most: int = 3) -> str:
    """ "a, b, c and 2 more"."""
    left = len(things) - most
    return joined([*things[:most], f"{left} more"]) if left > 0 else joined(things)


def days_between(days: Iterable[date | None]) -> str:
    """From the first to the last, as a subtitle says it."""
    known = sorted(when for when in days if when)
    if not known:
        return ""
    if known[0] == known[-1]:
        return day(known[0])
    ends = (month(known[0]), month(known[-1]))
    return ends[0] if ends[0] == ends[1] else " to ".join(ends)


def percent(share: float) -> str:
    """Whole per cents; a decimal where whole ones would say none or all of what is not."""
    return f"{share:.1%}" if 0 < share < 0.005 or 0.995 <= share < 1 else f"{share:.0%}"


def x_of_n(x: float, n: float) -> str:
    """ "8 of 9 (89%)"."""
    return f"{x:,.0f} of {n:,.0f}" + (f" ({percent(x / n)})" if n else "")


def share_interval(x: float, n: float) -> tuple[float, float]:
    """Clopper and Pearson's 95 % interval, by beta quantiles."""
    low = float(beta.ppf(0.025, x, n - x + 1)) if x else 0.0
    high = float(beta.ppf(0.975, x + 1, n - x)) if x < n else 1.0
    return low, high


def count_interval(x: float) -> tuple[float, float]:
    """Garwood's 95 % interval, by chi-squared quantiles."""
    low = float(chi2.ppf(0.025, 2 * x)) / 2 if x else 0.0
    return low, float(chi2.ppf(0.975, 2 * x + 2)) / 2


def wilson(x: float, n: float) -> tuple[float, float]:
    """Wilson's 95 % interval."""
    z, p = float(norm.ppf(0.975)), x / n
    middle, reach = p + z * z / (2 * n), z * math.sqrt(p * (1 - p) / n + z * z / (4 * n * n))
    return (middle - reach) / (1 + z * z / n), (middle + reach) / (1 + z * z / n)


def newcombe(x1: float, n1: float, x2: float, n2: float) -> tuple[float, float]:
    """Newcombe's interval for the difference of two shares."""
    (l1, u1), (l2, u2), gap = wilson(x1, n1), wilson(x2, n2), x1 / n1 - x2 / n2
    p1, p2 = x1 / n1, x2 / n2
    return (
        gap - math.sqrt((p1 - l1) ** 2 + (u2 - p2) ** 2),
        gap + math.sqrt((u1 - p1) ** 2 + (p2 - l2) ** 2),
    )


def apart(x1: float, n1: float, x2: float, n2: float) -> str:
    """How two shares compare: "few", "same", "higher" or "lower"."""
    furthest = (2 if n1 == n2 else 1) / math.exp(
        math.lgamma(n1 + n2 + 1) - math.lgamma(n1 + 1) - math.lgamma(n2 + 1)
    )
    if furthest >= 0.05:
        return "few"
    low, high = newcombe(x1, n1, x2, n2)
    return "higher" if low > 0 else "lower" if high < 0 else "same"


def against_half(x: int, n: int) -> str:
    """Whether x of n is more or fewer than half, in the words of a verdict."""
    if not n:
        return "nothing to judge yet"
    if 2 * 0.5**n >= 0.05:
        return "too few to judge"
    low, high = share_interval(x, n)
    if low > 0.5:
        return "more than half"
    return "fewer than half" if high < 0.5 else "could be more or less than half"


def share_and_verdict(x: int, n: int) -> str:
    """x of n, and whether that is more than half."""
    said = against_half(x, n)
    if not n:
        return "none to judge by yet"
    return f"{x:,} of {n:,}: {said}" if said.startswith("too") else f"{x_of_n(x, n)}: {said}"


def against_share(x: int, n: int, usual: float | None) -> str:
    """Whether x of n is more than chance where a share is usual, by the interval that is drawn."""
    if usual is None:
        return "nothing to compare with"
    none, every = share_interval(0, n), share_interval(n, n)
    low, high = share_interval(x, n)
    if usual < low:
        return "higher"
    if usual > high:
        return "lower"
    return "too few to judge" if usual <= none[1] and usual >= every[0] else "within chance"


def against_count(x: int, expected: float) -> str:
    """Whether a count is more than chance where a number is expected, likewise."""
    low, high = count_interval(x)
    if expected < low:
        return "higher"
    if expected > high:
        return "lower"
    return "too few to judge" if expected <= count_interval(0)[1] else "within chance"


def in_a_funnel(groups: Sequence[tuple[int, int]]) -> list[str]:
    """How each x of n compares with all together by 99.8 % limits on the arcsine scale, widened
    where groups lie further apart than their sizes explain (Spiegelhalter)."""
    usual = sum(x for x, _ in groups) / sum(n for _, n in groups)
    middle = math.asin(math.sqrt(usual))
    z = [(math.asin(math.sqrt(x / n)) - middle) * 2 * math.sqrt(n) for x, n in groups]
    low, high = np.quantile(z, [0.1, 0.9])
    phi = sum(min(max(each, low), high) ** 2 for each in z) / len(z)
    weights = [4 * n for _, n in groups]
    room = sum(weights) - sum(w * w for w in weights) / sum(weights)
    between = max(0.0, (len(z) * phi - len(z) + 1) / room) if room > 0 and phi > 1 else 0.0
    found = []
    for x, n in groups:
        reach = float(norm.ppf(0.999)) * math.sqrt(1 / (4 * n) + between)
        ends = [min(max(middle + way * reach, 0), math.pi / 2) for way in (-1, 1)]
        least, most = (math.sin(end) ** 2 for end in ends)
        share = x / n
        few = least <= 0 and most >= 1
        found.append(
            "higher"
            if share > most + 1e-12
            else "lower"
            if share < least - 1e-12
            else "too few to judge"
            if few
            else "within chance"
        )
    return found


def how_rare(tail: float, unit: str) -> str:
    """How often chance alone gives as much."""
    if tail < 1e-4:
        return f"less than 1 {unit} in 10,000"
    if tail >= 2 / 3:
        return f"most {unit}s"
    if tail >= 0.4:
        return f"about every second {unit}"
    whole = round(1 / tail)
    step = 10 ** max(len(str(whole)) - 2, 0)
    return f"about 1 {unit} in {round(whole / step) * step:,}"


def binomial_tail(x: int, n: int, usual: float) -> tuple[bool, float]:
    """Whether x of n is at or above what is usual, and how often chance alone gives as much."""
    up = x >= n * usual
    return up, float(binom.sf(x - 1, n, usual) if up else binom.cdf(x, n, usual))


def poisson_tail(x: int, expected: float) -> tuple[bool, float]:
    """The same for a count."""
    up = x >= expected
    return up, float(poisson.sf(x - 1, expected) if up else poisson.cdf(x, expected))


def median_days(days: Sequence[float], closed: Sequence[bool]) -> float | None:
    """When half have closed by Kaplan and Meier, midway where the curve rests on a half."""
    at_risk, open_share, rests = len(days), 1.0, None
    for when in sorted(set(days)):
        here = [done for length, done in zip(days, closed, strict=True) if length == when]
        open_share *= 1 - sum(here) / at_risk
        at_risk -= len(here)
        if open_share < 0.5 - 1e-9:
            return when if rests is None else (rests + when) / 2
        if open_share < 0.5 + 1e-9 and rests is None:
            rests = when
    return None if rests is None else (rests + max(days)) / 2
