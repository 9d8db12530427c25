"""p charts for shares and u charts for rates: limits that widen where the denominator is small.

Limits and rules are those of qicharts2 0.8.1: three standard deviations either side of the pooled
share or rate (Montgomery, Introduction to Statistical Quality Control, ch. 7), and Anhøj's rules
for runs: the longest run at most round(log2 n) + 3, crossings at least the 5 % quantile of a
binomial with n − 1 trials, n being the points off the centre line.
"""

from typing import Final, NamedTuple

import numpy as np
import polars as pl
from numpy.typing import NDArray

from measures.process_control.series import Groups, directions, lay_out, split_at_rebases
from measures.process_control.special_causes import Meaning, SpecialCause, meanings
from measures.statistics.columns import Bools, Floats, numbers, require, words
from measures.statistics.distributions import binomial_quantile

SIGMAS: Final = 3
EQUAL_WITHIN: Final = 1e-12
"""Points this near a line, as a share of the larger of the two, lie on it."""
CROSSINGS_QUANTILE: Final = 0.05


def p_chart(frame: pl.DataFrame) -> pl.DataFrame:
    """Judge shares over time, such as answers in time out of answers due, for many series.

    `frame`: one row per point with series, date, value (how many) and denominator (out of how
    many; 0 or missing leaves a gap), and optionally direction and rebase as for `xmr`.

    Gives `frame` in its own order and with its own columns, and beside them rebase_group, y (the
    share), n (the denominator), cl, lcl and ucl (shares, kept within 0 and 1), sigma_signal
    (outside the limits), runs_signal (of the series since the last rebase: too long a run or too
    few crossings), longest_run, n_crossings, special_cause (common_cause, above_limit,
    below_limit) and meaning. Columns of those names in `frame` are replaced.

    Raises ValueError naming the column that is missing or cannot be read, and when a value is
    larger than its denominator.
    """
    return _chart(frame, share=True)


def u_chart(frame: pl.DataFrame) -> pl.DataFrame:
    """Judge rates over time, such as complaints per thousand contacts, for many series.

    Takes and gives the same columns as `p_chart`; y is value ÷ denominator, may exceed 1, and
    only the lower limit is kept at 0 or above. Raises ValueError as `p_chart` does.
    """
    return _chart(frame, share=False)


def _chart(frame: pl.DataFrame, *, share: bool) -> pl.DataFrame:
    require(frame, "series", "date", "value", "denominator")
    layout = lay_out(frame)
    value = layout.arrange(numbers(frame, "value", low=0))
    denominator = layout.arrange(numbers(frame, "denominator", low=0))
    if share and (value > denominator).any():
        raise ValueError("value is larger than denominator")
    direction = directions(frame, layout)
    groups = split_at_rebases(frame, layout)
    there = ~np.isnan(value) & (denominator > 0)
    with np.errstate(invalid="ignore", divide="ignore"):
        y = np.where(there, value / denominator, np.nan)
        centre = groups.spread(_pooled(value, denominator, there, groups))
        spread = np.sqrt(centre * (1 - centre if share else 1) / denominator)
    spread[~there] = np.nan
    lower = np.maximum(centre - SIGMAS * spread, 0)
    upper = centre + SIGMAS * spread
    if share:
        upper = np.minimum(upper, 1)
    equal = EQUAL_WITHIN * np.fmax(y, upper)
    height = np.where(y > upper + equal, 1, np.where(y < lower - equal, 2, 0)).astype(np.int8)
    runs = _runs(y, centre, groups)
    back, lengths = layout.restore, groups.lengths
    return frame.with_columns(
        pl.Series("rebase_group", back(groups.number)),
        pl.Series("y", back(y), nan_to_null=True),
        pl.Series("n", frame.get_column("denominator")),
        pl.Series("cl", back(centre), nan_to_null=True),
        pl.Series("lcl", back(lower), nan_to_null=True),
        pl.Series("ucl", back(upper), nan_to_null=True),
        pl.Series("sigma_signal", back(height > 0)),
        pl.Series("runs_signal", back(np.repeat(runs.signal, lengths))),
        _or_null("longest_run", back(np.repeat(runs.longest, lengths))),
        _or_null("n_crossings", back(np.repeat(runs.crossings, lengths))),
        words(SpecialCause, back(height)).alias("special_cause"),
        words(Meaning, back(meanings(np.repeat(direction, layout.lengths), height))).alias(
            "meaning"
        ),
    )


def _pooled(value: Floats, denominator: Floats, there: Bools, groups: Groups) -> Floats:
    if value.size == 0:
        return np.zeros(0)
    events = np.add.reduceat(np.where(there, value, 0.0), groups.starts)
    answer: Floats = events / np.add.reduceat(np.where(there, denominator, 0.0), groups.starts)
    return answer


class _Runs(NamedTuple):
    """One value per group; lengths and crossings are −1 where no point is off the centre."""

    signal: Bools
    longest: NDArray[np.int64]
    crossings: NDArray[np.int64]


def _runs(y: Floats, centre: Floats, groups: Groups) -> _Runs:
    many = groups.starts.size
    equal = EQUAL_WITHIN * np.fmax(y, centre)
    side = (y > centre + equal).astype(np.int8) - (y < centre - equal).astype(np.int8)
    useful = side != 0
    # Points on the centre line and gaps do not count: runs are looked for in what is left.
    side = side[useful]
    group = np.repeat(np.arange(many), groups.lengths)[useful]
    points = np.bincount(group, minlength=many)
    new = np.ones(side.size, np.bool_)
    new[1:] = (side[1:] != side[:-1]) | (group[1:] != group[:-1])
    starts = np.flatnonzero(new)
    longest = np.full(many, -1, np.int64)
    np.maximum.at(longest, group[starts], np.diff(starts, append=side.size))
    crossings = np.bincount(group[starts], minlength=many) - 1
    with np.errstate(divide="ignore"):
        longest_allowed = np.round(np.log2(points)) + 3
    fewest_allowed = binomial_quantile(CROSSINGS_QUANTILE, np.maximum(points - 1, 0), 0.5)
    signal = (longest > longest_allowed) | (crossings < fewest_allowed)
    return _Runs(signal & (points > 0), longest, crossings)


def _or_null(name: str, values: NDArray[np.int64]) -> pl.Series:
    series = pl.Series(name, values)
    return series.set(series < 0, None)
