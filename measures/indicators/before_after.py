"""Whether figures changed with an event: an interrupted control chart and a test of the difference.

Figures after the event are held against limits drawn from those before it alone. A change is
claimed only where the chart signals it and the difference of the two levels could hardly be chance.
What else happened at the time, no chart can tell: the words say "since", never "because of".
"""

from __future__ import annotations

from enum import StrEnum
from typing import Final, NamedTuple

import numpy as np
import polars as pl
from numpy.typing import NDArray

from measures.indicators.dispersion import sigmas
from measures.indicators.series import IndicatorSeries
from measures.process_control.attribute_charts import SIGMAS
from measures.process_control.series import Groups
from measures.process_control.special_causes import (
    EQUAL_WITHIN,
    Limits,
    SpecialCause,
    find_limits,
    mark,
    steps,
)
from measures.statistics.columns import Bools, Codes, Floats, numbers, words
from measures.statistics.distributions import normal_quantile, student_quantile
from vocabulary.indicators import ChartKind, Direction

FEWEST_BEFORE: Final = 8
FEWEST_AFTER: Final = 3
CONFIDENCE: Final = 0.95
DEGREES_PER_POINT: Final = 0.62
"""Degrees of freedom that each moving range gives a standard deviation drawn from their average."""


class Since(StrEnum):
    """What figures say about the time since an event."""

    BETTER = "better since"
    WORSE = "worse since"
    HIGHER = "higher since"
    LOWER = "lower since"
    NO_SIGNAL = "no signal"
    MOVING_BEFORE = "changing before"
    TOO_FEW = "too few to judge"


BEFORE_AFTER_SCHEMA: Final[dict[str, pl.DataType]] = {
    "series": pl.String(),
    "event": pl.String(),
    "day": pl.Date(),
    "points_before": pl.Int64(),
    "points_after": pl.Int64(),
    "level_before": pl.Float64(),
    "level_after": pl.Float64(),
    "difference": pl.Float64(),
    "difference_low": pl.Float64(),
    "difference_high": pl.Float64(),
    "lower_before": pl.Float64(),
    "upper_before": pl.Float64(),
    "signal": pl.String(),
    "first_signal": pl.Date(),
    "verdict": pl.String(),
}


class _Parts(NamedTuple):
    """Points of pairs of series and event one after another, and which lie before and after."""

    pairs: pl.DataFrame
    points: pl.DataFrame
    groups: Groups
    after: Bools


def before_and_after(judged: IndicatorSeries) -> pl.DataFrame:
    """Compare the figures before and after each event that touches a series.

    `judged`: what `indicator_series` gave. Before reaches back to the event before it that began
    the usual range anew, after on to the next such event. Periods that are not whole are left out.

    Gives BEFORE_AFTER_SCHEMA, by series and day: series, event, day; points_before and
    points_after; level_before and level_after (means, or pooled shares and rates), difference
    (after − before) with its 95% interval, and the limits of before (at the last denominator), all
    in the unit of the figure; signal (the mark of the first point after that has one on the side
    of the difference, by the rules for charts and the limits of before) and first_signal (its
    date); verdict (one of `Since`).

    Too few: fewer than eight points before or three after. Changing before: the last point before
    is part of a signal itself, so that nothing can be laid at the event's door. A change is claimed
    where there is a signal and the interval of the difference leaves out nought.
    """
    parts = _parts(judged)
    if parts is None:
        return pl.DataFrame(schema=BEFORE_AFTER_SCHEMA)
    points, groups, after = parts.points, parts.groups, parts.after
    starts = groups.starts
    per = np.nan_to_num(numbers(points, "per"), nan=1.0)
    kinds = points.get_column("chart")
    parted = kinds.is_in([ChartKind.P.value, ChartKind.U.value]).to_numpy()
    share = (kinds == ChartKind.P.value).to_numpy()
    x, n = numbers(points, "numerator"), numbers(points, "denominator")
    with np.errstate(invalid="ignore", divide="ignore"):
        value = np.where(parted, x / n, numbers(points, "figure"))
    there = ~np.isnan(value)
    first, last = there & ~after, there & after
    many_before, many_after = _count(first, starts), _count(last, starts)
    # Levels: pooled where there are parts, means where there are none.
    weight = np.where(parted, n, 1.0)
    summed = np.where(parted, x, value)
    level_before = _ratio(summed, weight, first, starts)
    level_after = _ratio(summed, weight, last, starts)
    early = np.where(first, value, np.nan)
    limits = find_limits(early, steps(early, groups), groups, screen=True)
    spread = limits.reach / SIGMAS
    centre = groups.spread(level_before)
    sigma = np.where(
        share,
        sigmas(centre, n, ChartKind.P.value),
        np.where(parted, sigmas(centre, n, ChartKind.U.value), groups.spread(spread)),
    )
    z = _standard(value, centre, sigma)
    cause_after = _causes(z, value, groups, last)
    cause_before = _causes(z, value, groups, first)
    low, high = _interval(
        parted[starts], share[starts], level_before, level_after,
        _sum(n, first & parted, starts), _sum(n, last & parted, starts),
        spread, many_before, many_after,
    )  # fmt: skip
    difference = level_after - level_before
    height = np.where(cause_after == 0, 0, 2 - cause_after % 2)
    side = np.repeat(np.where(difference > 0, 1, 2), groups.lengths)
    at = _first(last & (height == side), starts, points.height)
    claimed = (at < points.height) & ((low > 0) | (high < 0))
    moving = _last_cause(cause_before, first, starts) > 0
    verdict = _verdicts(parts.pairs, difference > 0, claimed, moving, many_before, many_after)
    ends = np.append(starts[1:], points.height) - 1
    lower, upper = level_before - SIGMAS * sigma[ends], level_before + SIGMAS * sigma[ends]
    in_unit = {
        "level_before": level_before,
        "level_after": level_after,
        "difference": difference,
        "difference_low": low,
        "difference_high": high,
        "lower_before": np.where(parted[starts], np.maximum(lower, 0), lower),
        "upper_before": np.where(share[starts], np.minimum(upper, 1), upper),
    }
    unit = np.where(parted[starts], per[starts], 1.0)
    where = np.where(at < points.height, at, 0)
    seen = pl.lit(pl.Series(at < points.height))
    return parts.pairs.select(
        "series",
        "event",
        "day",
        pl.Series("points_before", many_before),
        pl.Series("points_after", many_after),
        *(pl.Series(name, values * unit, nan_to_null=True) for name, values in in_unit.items()),
        pl.when(seen).then(words(SpecialCause, cause_after[where])).alias("signal"),
        pl.when(seen).then(points.get_column("date").gather(where)).alias("first_signal"),
        pl.Series("verdict", verdict),
    ).select(pl.col(name).cast(kind) for name, kind in BEFORE_AFTER_SCHEMA.items())


def _parts(judged: IndicatorSeries) -> _Parts | None:
    """The points of each pair: from the last rebase before the event to the next after it."""
    pairs = judged.marks.drop_nulls("date").unique(["series", "event"], maintain_order=True)
    direction = judged.latest.select("series", "direction")
    per = judged.measures.select("measure", "per")
    points = judged.points.filter(~pl.col("so_far")).join(per, on="measure", how="left")
    joined = (
        pairs.rename({"date": "begins"})
        .with_row_index("pair")
        .join(points.drop("mean_before", "lower_before", "upper_before"), on="series")
        .sort("pair", "date")
    )
    if joined.is_empty():
        return None
    after = pl.col("date") >= pl.col("begins")
    # The groups that touch the event: that of its first point, and that of the last before it.
    held = joined.with_columns(
        of_after=pl.col("rebase_group").filter(after).first().over("pair"),
        of_before=pl.col("rebase_group").filter(~after).last().over("pair"),
    ).filter(
        pl.when(after)
        .then(pl.col("rebase_group") == pl.col("of_after"))
        .otherwise(pl.col("rebase_group") == pl.col("of_before"))
    )
    first = np.ones(held.height, np.bool_)
    number = held.get_column("pair").to_numpy()
    first[1:] = number[1:] != number[:-1]
    starts = np.flatnonzero(first)
    lengths = np.diff(starts, append=held.height)
    groups = Groups(starts, lengths, first, np.zeros(held.height, np.int32))
    kept = held.get_column("pair").gather(starts)
    told = pairs.with_row_index("pair").join(direction, on="series", how="left")
    told = told.filter(pl.col("pair").is_in(kept.implode())).sort("pair")
    return _Parts(told, held, groups, held.select(after).to_series().to_numpy())


def _standard(value: Floats, centre: Floats, sigma: Floats) -> Floats:
    with np.errstate(invalid="ignore", divide="ignore"):
        z = (value - centre) / sigma
    # Where nothing varied before, any other figure is outside.
    flat = (sigma == 0) & ~np.isnan(value)
    answer: Floats = np.where(flat, np.sign(value - centre) * (SIGMAS + 1), z)
    return answer


def _causes(z: Floats, value: Floats, groups: Groups, which: Bools) -> Codes:
    """Marks of some of the points, each pair's by themselves, against limits at 0 ± 3."""
    answer = np.zeros(z.size, np.int8)
    places = np.flatnonzero(which)
    if places.size == 0:
        return answer
    number = np.repeat(np.arange(groups.starts.size), groups.lengths)[places]
    first = np.ones(places.size, np.bool_)
    first[1:] = number[1:] != number[:-1]
    starts = np.flatnonzero(first)
    lengths = np.diff(starts, append=places.size)
    part = Groups(starts, lengths, first, np.zeros(places.size, np.int32))
    many = starts.size
    limits = Limits(
        np.zeros(many),
        np.full(many, float(SIGMAS)),
        np.full(many, EQUAL_WITHIN),
        np.zeros(many, np.int64),
    )
    answer[places] = mark(z[places], steps(value[places], part), part, limits)
    return answer


def _interval(
    parted: Bools, share: Bools, before: Floats, after: Floats, size_before: Floats,
    size_after: Floats, spread: Floats, many_before: NDArray[np.int64],
    many_after: NDArray[np.int64],
) -> tuple[Floats, Floats]:  # fmt: skip
    """The 95% interval of after − before: for shares and rates from what was counted, for other
    figures from the moving ranges of before."""
    with np.errstate(invalid="ignore", divide="ignore"):
        total = size_before + size_after
        pooled = (before * size_before + after * size_after) / total
        variance = np.where(share, pooled * (1 - pooled), pooled)
        counted = np.sqrt(variance * (1 / size_before + 1 / size_after))
        drawn = spread * np.sqrt(1 / many_before + 1 / many_after)
        free = np.maximum(DEGREES_PER_POINT * (many_before - 1), 1)
    error = np.where(parted, counted, drawn)
    tail = 1 - (1 - CONFIDENCE) / 2
    reach = error * np.where(parted, normal_quantile(tail), student_quantile(tail, free))
    return after - before - reach, after - before + reach


def _verdicts(
    pairs: pl.DataFrame, up: Bools, claimed: Bools, moving: Bools,
    many_before: NDArray[np.int64], many_after: NDArray[np.int64],
) -> list[str]:  # fmt: skip
    said = []
    few = (many_before < FEWEST_BEFORE) | (many_after < FEWEST_AFTER)
    for direction, higher, claim, before, short in zip(
        pairs.get_column("direction"), up, claimed, moving, few, strict=True
    ):
        if short:
            said.append(Since.TOO_FEW)
        elif not claim:
            said.append(Since.NO_SIGNAL)
        elif before:
            said.append(Since.MOVING_BEFORE)
        elif direction == Direction.NEUTRAL or direction is None:
            said.append(Since.HIGHER if higher else Since.LOWER)
        else:
            better = higher == (direction == Direction.INCREASE)
            said.append(Since.BETTER if better else Since.WORSE)
    return [str(each) for each in said]


def _count(which: Bools, starts: NDArray[np.intp]) -> NDArray[np.int64]:
    counted: NDArray[np.int64] = np.add.reduceat(which, starts, dtype=np.int64)
    return counted


def _sum(values: Floats, which: Bools, starts: NDArray[np.intp]) -> Floats:
    answer: Floats = np.add.reduceat(np.where(which, values, 0.0), starts)
    return answer


def _ratio(values: Floats, weights: Floats, which: Bools, starts: NDArray[np.intp]) -> Floats:
    with np.errstate(invalid="ignore", divide="ignore"):
        answer: Floats = _sum(values, which, starts) / _sum(weights, which, starts)
    return answer


def _first(which: Bools, starts: NDArray[np.intp], none: int) -> NDArray[np.intp]:
    """The place of each group's first point of these, or `none`."""
    places = np.where(which, np.arange(which.size), none)
    answer: NDArray[np.intp] = np.minimum.reduceat(places, starts)
    return answer


def _last_cause(cause: Codes, which: Bools, starts: NDArray[np.intp]) -> Codes:
    """The mark of each group's last point of these; 0 where there is none."""
    places = np.maximum.reduceat(np.where(which, np.arange(which.size), -1), starts)
    answer: Codes = np.where(places < 0, 0, cause[np.maximum(places, 0)]).astype(np.int8)
    return answer
