"""Is a count, a share or a difference more than chance? Verdicts with their uncertainty.

Small numbers are the rule in this field, so tests and intervals are exact where they can be, and
"too few to judge" is an answer. Figures of different scopes are never compared.
"""

import numpy as np
import polars as pl
from scipy.special import binom as choose

from measures.ombudsman.scope import refuse_mixed_scopes
from measures.statistics.columns import Bools, Codes, Floats, numbers, require, words
from measures.statistics.comparison_wording import (
    HIGHER,
    LOWER,
    NOTHING,
    TOO_FEW,
    WITHIN,
    AgainstExpected,
    DifferenceVerdict,
    count_sentences,
    difference_sentences,
    share_sentences,
)
from measures.statistics.exact_tests import PValues, binomial_p_values, poisson_p_values
from measures.statistics.intervals import CONFIDENCE, exact_count, exact_share, newcombe, wilson


def proportions(
    frame: pl.DataFrame, *, confidence: float = CONFIDENCE, unit: str = "time"
) -> pl.DataFrame:
    """Compare x of n with an expected share, row by row: 8 of 9 upheld where 80 % was expected.

    `frame`: x and n (whole numbers), expected (a share from 0 to 1; missing where there is none
    to compare with), and optionally scope and expected_scope, which must all be the same.
    `unit` is what the sentence calls one try of chance ("about 1 year in 15").

    Gives `frame` in its own order and with its own columns, and beside them exact_low and
    exact_high (Clopper and Pearson), wilson_low and wilson_high, p_two_sided, p_greater and
    p_less (exact), verdict (one of `AgainstExpected`: too few to judge when neither none nor all
    of n would have been more than chance) and sentence. Intervals are missing where n is 0.

    Raises ValueError naming the column that is missing or cannot be read, when x is larger than
    n, and when scopes differ.
    """
    require(frame, "x", "n", "expected")
    refuse_mixed_scopes(frame)
    _check_confidence(confidence)
    x, n = numbers(frame, "x", low=0, whole=True), numbers(frame, "n", low=0, whole=True)
    expected = numbers(frame, "expected", low=0, high=1)
    if (x > n).any():
        raise ValueError("x is larger than n")
    exact, score = exact_share(x, n, confidence), wilson(x, n, confidence)
    code, p = compare_shares(x, n, expected, confidence)
    return frame.with_columns(
        _column("exact_low", exact.low),
        _column("exact_high", exact.high),
        _column("wilson_low", score.low),
        _column("wilson_high", score.high),
        *_p_columns(p),
        words(AgainstExpected, code).alias("verdict"),
        share_sentences(code, x, n, expected, p, unit),
    )


def compare_shares(
    x: Floats, n: Floats, expected: Floats, confidence: float = CONFIDENCE
) -> tuple[Codes, PValues]:
    """Compare as `proportions` does, on arrays: positions in `AgainstExpected`, and p values."""
    p = binomial_p_values(x, n, expected)
    bar = 1 - confidence
    least = _either_way(binomial_p_values(np.zeros_like(n), n, expected))
    most = _either_way(binomial_p_values(n, n, expected))
    code = _verdict(p, x > n * expected, bar, (least < bar) | (most < bar))
    code[n == 0] = TOO_FEW
    code[np.isnan(x + n)] = NOTHING
    return code, p


def counts(
    frame: pl.DataFrame, *, confidence: float = CONFIDENCE, unit: str = "time"
) -> pl.DataFrame:
    """Compare a count with an expected count, row by row: 9 complaints where 5 were expected.

    `frame`: x (a whole number), expected (a count, not below 0; missing where there is none to
    compare with), and optionally scope and expected_scope, which must all be the same.

    Gives `frame` in its own order and with its own columns, and beside them exact_low and
    exact_high (Garwood's interval for the count to expect), p_two_sided, p_greater and p_less
    (exact, Poisson), verdict (one of `AgainstExpected`: too few to judge when the count is within
    chance and none at all would be too) and sentence.

    Raises ValueError naming the column that is missing or cannot be read, and when scopes differ.
    """
    require(frame, "x", "expected")
    refuse_mixed_scopes(frame)
    _check_confidence(confidence)
    x, expected = numbers(frame, "x", low=0, whole=True), numbers(frame, "expected", low=0)
    exact = exact_count(x, confidence)
    p = poisson_p_values(x, expected)
    bar = 1 - confidence
    none = _either_way(poisson_p_values(np.zeros_like(x), expected))
    code = _verdict(p, x > expected, bar, none < bar)
    code[np.isnan(x)] = NOTHING
    return frame.with_columns(
        _column("exact_low", exact.low),
        _column("exact_high", exact.high),
        *_p_columns(p),
        words(AgainstExpected, code).alias("verdict"),
        count_sentences(code, x, expected, p, unit),
    )


def difference(frame: pl.DataFrame, *, confidence: float = CONFIDENCE) -> pl.DataFrame:
    """Compare two shares, row by row: x1 of n1 with x2 of n2.

    `frame`: x1, n1, x2, n2 (whole numbers), and optionally scope, scope1 and scope2, which must
    all be the same.

    Gives `frame` in its own order and with its own columns, and beside them difference (share 1 −
    share 2), newcombe_low and newcombe_high (its interval), verdict (one of
    `DifferenceVerdict`: too few to judge when even all against none would be within chance) and
    sentence. Missing where an n is 0.

    Raises ValueError naming the column that is missing or cannot be read, when an x is larger
    than its n, and when scopes differ.
    """
    require(frame, "x1", "n1", "x2", "n2")
    refuse_mixed_scopes(frame)
    _check_confidence(confidence)
    x1, n1, x2, n2 = (numbers(frame, c, low=0, whole=True) for c in ("x1", "n1", "x2", "n2"))
    for name, x, n in (("x1", x1, n1), ("x2", x2, n2)):
        if (x > n).any():
            raise ValueError(f"{name} is larger than n{name[1]}")
    interval = newcombe(x1, n1, x2, n2, confidence)
    with np.errstate(invalid="ignore", divide="ignore"):
        gap = x1 / n1 - x2 / n2
        # Fisher's exact p value of all against none: the furthest apart two shares can be.
        furthest = np.where(n1 == n2, 2, 1) / choose(n1 + n2, n1)
    apart = [interval.low > 0, interval.high < 0]
    code = np.select(apart, [HIGHER, LOWER], WITHIN).astype(np.int8)
    code[(furthest >= 1 - confidence) | (n1 == 0) | (n2 == 0)] = TOO_FEW
    code[np.isnan(x1 + n1 + x2 + n2)] = NOTHING
    return frame.with_columns(
        _column("difference", gap),
        _column("newcombe_low", interval.low),
        _column("newcombe_high", interval.high),
        words(DifferenceVerdict, code).alias("verdict"),
        difference_sentences(code, x1, n1, x2, n2, interval),
    )


def _check_confidence(confidence: float) -> None:
    if not 0 < confidence < 1:
        raise ValueError(f"confidence must be between 0 and 1, not {confidence}")


def _either_way(p: PValues) -> Floats:
    """Twice the smaller tail. By it a figure is more than chance just where the exact interval that
    is drawn beside it (Clopper and Pearson's, Garwood's) does not reach what was expected."""
    both: Floats = np.minimum(2 * np.minimum(p.greater, p.less), 1.0)
    return both


def _verdict(p: PValues, high: Bools, bar: float, could_tell: Bools) -> Codes:
    told = _either_way(p) < bar
    code = np.select([told & high, told, could_tell], [HIGHER, LOWER, WITHIN], TOO_FEW)
    code[np.isnan(p.two_sided)] = NOTHING
    return code.astype(np.int8)


def _column(name: str, values: Floats) -> pl.Series:
    return pl.Series(name, values, nan_to_null=True)


def _p_columns(p: PValues) -> list[pl.Series]:
    names = ("p_two_sided", "p_greater", "p_less")
    return [_column(name, values) for name, values in zip(names, p, strict=True)]
