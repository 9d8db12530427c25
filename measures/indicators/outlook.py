"""What can be said of a target: by limits that still hold, or by the figures since a change.

`assurance` sets a target against the limits of a whole series. After a change that nobody recorded
as an event these speak of a level that is past; then the figures since the change are what counts,
or it is too early.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import Any, Final

import polars as pl

from measures.process_control.series_wording import Assurance, prospect_of, target_words
from measures.process_control.special_causes import EQUAL_WITHIN, Meaning
from vocabulary.indicators import Direction
from vocabulary.wording import month_and_year

FEWEST_FIGURES: Final = 8
"""Figures that limits have to rest on before anything is said of a target."""
FEW_OF: Final = 10
"""A figure in so many, at most, lies on the other side of an average that few figures draw."""
_HIGH: Final = ("above_limit", "shift_above", "trend_increasing", "two_in_three_above")


class Outlook(StrEnum):
    """Whether a target will be met while nothing changes: `Assurance`, and when it is too early."""

    NONE = "none"
    INCONSISTENT = "inconsistent"
    CONSISTENT_PASS = "consistent_pass"
    CONSISTENT_FAIL = "consistent_fail"
    TOO_EARLY = "too_early"


def last_stretch(points: pl.DataFrame) -> pl.DataFrame:
    """The figures of the signal that each series ends with: series and date, the run of points
    that mean the same as the last, since the usual range last began anew. `points`: series, date,
    figure, so_far, rebase_group and meaning, by series and date; series that end without a signal
    have none."""
    known = points.filter(pl.col("figure").is_not_null() & ~pl.col("so_far"))
    last = pl.col("meaning", "rebase_group").last().over("series").name.suffix("_last")
    told = known.with_columns(last).with_columns(
        other=(pl.col("meaning") != pl.col("meaning_last"))
        | (pl.col("rebase_group") != pl.col("rebase_group_last"))
    )
    return told.filter(
        (pl.col("other").cum_sum(reverse=True).over("series") == 0)
        & (pl.col("meaning_last") != Meaning.COMMON_CAUSE.value)
    ).select("series", "date", "figure")


def outlooks(
    points: pl.DataFrame, latest: pl.DataFrame, stretch: pl.DataFrame, anew: pl.DataFrame
) -> pl.DataFrame:
    """Say of each series what its target can be told by, and what came of it.

    `points` and `latest` as `indicator_series` gives them (before these columns); `stretch`: what
    `last_stretch` gave; `anew`: `latest` of the figures in it, judged by themselves.

    Gives series; since (the first date of the signal that the last figure is part of) and
    points_since (how many figures it has); mean_since, lower_since and upper_since (the level since
    then and its limits, where eight figures or more show one that has settled); outlook (one of
    `Outlook`); and moved_by: the date of the figure farthest off, where the average lies so that
    nine figures in ten are on one side of it and marked, because of the few on the other.
    """
    target = latest.select("series", "target", "direction")
    increase = pl.col("direction") == Direction.INCREASE.value
    met = (
        pl.when(increase)
        .then(pl.col("figure") >= pl.col("target"))
        .otherwise(pl.col("figure") <= pl.col("target"))
    )
    since = (
        stretch.join(target, on="series", how="left")
        .group_by("series")
        .agg(
            since=pl.col("date").min(),
            points_since=pl.len().cast(pl.Int64),
            all_met=met.all(),
            none_met=(~met).all(),
        )
    )
    settled = anew.filter(
        (pl.col("n") - pl.col("missing") >= FEWEST_FIGURES)
        & (pl.col("variation") == Meaning.COMMON_CAUSE.value)
    ).select("series", mean_since="mean", lower_since="lower_limit", upper_since="upper_limit")
    held = points.filter(pl.col("figure").is_not_null() & ~pl.col("so_far"))
    held = held.filter(pl.col("rebase_group") == pl.col("rebase_group").last().over("series"))
    said = (
        latest.select("series", "direction", "target", "lower_limit", "upper_limit")
        .join(since, on="series", how="left")
        .join(settled, on="series", how="left")
        .join(held.group_by("series").agg(held=pl.len()), on="series", how="left")
        .join(_moved_by(held), on="series", how="left")
    )
    usual, recent = _against("lower_limit", "upper_limit"), _against("lower_since", "upper_since")
    too_early = pl.lit(Outlook.TOO_EARLY.value)
    outlook = (
        pl.when((pl.col("direction") == Direction.NEUTRAL.value) | pl.col("target").is_null())
        .then(pl.lit(Outlook.NONE.value))
        .when(pl.col("held").fill_null(0) < FEWEST_FIGURES)
        .then(too_early)
        .when(pl.col("since").is_null())
        .then(usual)
        .when(pl.col("mean_since").is_not_null())
        .then(recent)
        # The figures since say what the limits said before: a change, but none for the target.
        .when(
            ((usual == Outlook.CONSISTENT_PASS.value) & pl.col("all_met"))
            | ((usual == Outlook.CONSISTENT_FAIL.value) & pl.col("none_met"))
        )
        .then(usual)
        .otherwise(too_early)
    )
    return said.select(
        "series",
        "since",
        "points_since",
        "mean_since",
        "lower_since",
        "upper_since",
        outlook.alias("outlook"),
        "moved_by",
    )


def sentence_of_outlook(row: Mapping[str, Any]) -> str:
    """A series' sentence with the outlook in place of its assurance, and with the figure that
    moves the average. `row`: sentence, assurance, outlook, target, since, mean_since and moved_by
    of a row of `latest`."""
    said, target, settled = str(row["sentence"]), row["target"], row["mean_since"] is not None
    if row["assurance"] != Assurance.NONE and target is not None:
        before = prospect_of(Assurance(row["assurance"]), target)
        words = _PROSPECTS.get((row["outlook"], row["since"] is not None), "")
        if words and (settled or row["outlook"] == Outlook.TOO_EARLY):
            said = said.replace(before, words.format(target=target_words(target)))
    if row["moved_by"] is not None:
        said += f" One figure, of {month_and_year(row['moved_by'])}, moves the average: look there"
        said += " first."
    return said


_PROSPECTS: Final = {
    (Outlook.TOO_EARLY, False): " There are too few figures to say whether the target of {target} "
    "will be met.",
    (Outlook.TOO_EARLY, True): " It is too early since then to say whether the target of {target} "
    "will be met.",
    (Outlook.CONSISTENT_PASS, True): " By the figures since then the target of {target} will be "
    "met, while nothing changes.",
    (Outlook.CONSISTENT_FAIL, True): " By the figures since then the target of {target} will be "
    "missed, unless something changes.",
    (Outlook.INCONSISTENT, True): " By the figures since then it is down to chance whether the "
    "target of {target} is met.",
}


def _against(lower: str, upper: str) -> pl.Expr:
    """The target against limits; to lie on the better one's edge is to meet it."""
    target, low, high = pl.col("target"), pl.col(lower), pl.col(upper)
    equal = pl.max_horizontal(target.abs(), low.abs(), high.abs()) * EQUAL_WITHIN
    increase = pl.col("direction") == Direction.INCREASE.value
    passes = pl.when(increase).then(target <= low + equal).otherwise(target >= high - equal)
    fails = pl.when(increase).then(target > high + equal).otherwise(target < low - equal)
    return (
        pl.when(passes)
        .then(pl.lit(Assurance.CONSISTENT_PASS.value))
        .when(fails)
        .then(pl.lit(Assurance.CONSISTENT_FAIL.value))
        .otherwise(pl.lit(Assurance.INCONSISTENT.value))
    )


def _moved_by(held: pl.DataFrame) -> pl.DataFrame:
    """series, and moved_by: see `outlooks`."""
    off = pl.col("figure") - pl.col("mean")
    marked = pl.col("meaning") != Meaning.COMMON_CAUSE.value
    high = pl.col("special_cause").is_in(_HIGH)
    few = pl.len() / FEW_OF
    drawn = held.with_columns(off=off).group_by("series").agg(
        above=(off > 0).sum(), below=(off < 0).sum(),
        above_marked=(marked & high & (off > 0)).sum(),
        below_marked=(marked & ~high & (off < 0)).sum(),
        many=pl.len(), few=few,
        moved_by=pl.col("date").sort_by(pl.col("off").abs(), descending=True).first(),
    )  # fmt: skip
    few_above = (pl.col("above") <= pl.col("few")) & (2 * pl.col("below_marked") > pl.col("many"))
    few_below = (pl.col("below") <= pl.col("few")) & (2 * pl.col("above_marked") > pl.col("many"))
    return drawn.filter(few_above | few_below).select("series", "moved_by")
