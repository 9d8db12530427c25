"""Who has less access to training: teams below a threshold, and specialist teams beside others."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from enum import StrEnum
from typing import Any, Final

import numpy as np
import polars as pl

from measures.statistics.columns import Floats, numbers, words
from measures.statistics.comparison_wording import share
from measures.statistics.intervals import wilson
from measures.statistics.needs_met import compared, with_wilson
from measures.training.rows import STEPS, by_step, counted_rows, keys_of, of_month
from vocabulary.training import STEP_TAKEN

FEWEST: Final = 5
"""With fewer people Wilson's interval holds too seldom, and each person could be told apart."""


class ThresholdVerdict(StrEnum):
    """On which side of a threshold a group is."""

    NOT_KNOWN = "not known"
    NOBODY_NEEDS_IT = "nobody needs it"
    TOO_FEW = "too few to judge"
    EITHER_SIDE = "could be either side"
    BELOW = "below the threshold"
    AT_OR_ABOVE = "at or above the threshold"


class GapVerdict(StrEnum):
    """How specialist teams compare with others."""

    NOTHING_TO_COMPARE = "nothing to compare with"
    TOO_FEW = "too few to judge"
    WITHIN_CHANCE = "within chance"
    SPECIALIST_HIGHER = "specialist teams higher"
    SPECIALIST_LOWER = "specialist teams lower"


def below_others(shares: pl.DataFrame, others: str) -> pl.DataFrame:
    """Add `below`: whether a specialist team's whole interval lies under that of all other teams
    together, which is a stricter test than that of the gap; False where either is not known.

    `shares`: name, specialist, low, high. `others`: the name of the row of all other teams.
    """
    least = shares.filter(pl.col("name") == others).get_column("low").drop_nulls()
    limit = least.item() if least.len() == 1 else None
    under = pl.col("specialist") & (pl.col("high") < pl.lit(limit, pl.Float64))
    return shares.with_columns(below=under.fill_null(value=False))


def against_threshold(
    training: pl.DataFrame,
    threshold: float,
    by: Sequence[str] = ("team",),
    month: date | None = None,
    *,
    step: str = "in_date",
    duties: bool = False,
) -> pl.DataFrame:
    """Say which groups are below a threshold, with enough people to say so.

    `threshold` is a share from 0 to 1; `step` one of `STEPS` after the first; the rest as for
    `measures.training.access.funnel`. Gives one row per group: the columns of `by`, month, step,
    count,
    required, not_known, people, share, low, high (all as `funnel` does), threshold, verdict (one
    of `ThresholdVerdict`: below where the whole interval is, at or above likewise; too few to
    judge with fewer than `FEWEST` people, or where neither none nor all could tell), sentence.

    Raises ValueError naming the column that is missing or cannot be read, or when threshold or
    step is out of range.
    """
    if not 0 <= threshold <= 1:
        raise ValueError(f"threshold must be between 0 and 1, not {threshold}")
    _check_steps([step])
    keys = keys_of(by)
    rows = of_month(counted_rows(training, duties=duties), month)
    steps = by_step(rows, keys).filter(pl.col("step") == step)
    groups = with_wilson(steps, "count", "required", "people")
    low, high = numbers(groups, "low"), numbers(groups, "high")
    needs, people = numbers(groups, "required"), numbers(groups, "people")
    unknown = numbers(groups, "not_known")
    none, every = wilson(np.zeros_like(people), people), wilson(people, people)
    with np.errstate(invalid="ignore"):
        could_tell = (none.high < threshold) | (every.low >= threshold)
    code = np.select(
        [
            (needs == 0) & (unknown > 0),
            needs == 0,
            (people < FEWEST) | ~could_tell,
            high < threshold,
            low >= threshold,
        ],
        [0, 1, 2, 4, 5],
        3,
    )
    judged = groups.with_columns(
        words(ThresholdVerdict, code).alias("verdict"), threshold=pl.lit(threshold)
    )
    said = [_threshold_sentence(row) for row in judged.iter_rows(named=True)]
    return judged.select(
        *keys,
        "month",
        "step",
        "count",
        "required",
        "not_known",
        "people",
        "share",
        "low",
        "high",
        "threshold",
        "verdict",
        pl.Series("sentence", said, pl.String),
    )


def specialist_gap(
    training: pl.DataFrame,
    by: Sequence[str] = (),
    month: date | None = None,
    *,
    steps: Sequence[str] = STEPS[1:],
    duties: bool = False,
) -> pl.DataFrame:
    """Compare specialist with other teams in getting the courses that belong to a role.

    Only rows whose course_kind is role_specific count. `by` is course, role or both, or nothing;
    the rest as for `measures.training.access.funnel`.

    Gives one row per group and step: the columns of `by`, month, step, specialist and
    specialist_required, others and others_required (needs met, and needs in rows that recorded
    the step), difference (share of specialist − share of others), newcombe_low and newcombe_high,
    verdict (one of `GapVerdict`), sentence.

    Raises ValueError naming the column that is missing or cannot be read, or a step that is none.
    """
    _check_steps(steps)
    keys = keys_of(by, ("course", "role"))
    role_specific = counted_rows(training, duties=duties).filter(
        pl.col("course_kind") == "role_specific"
    )
    rows = of_month(role_specific, month)
    is_specialist = pl.col("team_kind") == "specialist"
    on = [*keys, "month", "step"]
    sides = [by_step(rows.filter(which), keys) for which in (is_specialist, ~is_specialist)]
    groups = by_step(rows, keys).filter(pl.col("step").is_in(list(steps))).select(*on)
    for name, side in zip(("specialist", "others"), sides, strict=True):
        named = side.select(
            *on,
            pl.col("count").alias(name),
            pl.col("required").alias(f"{name}_required"),
            pl.col("people").alias(f"{name}_people"),
        )
        groups = groups.join(named, on=on, how="left", nulls_equal=True, maintain_order="left")
    first, second = (_arrays(groups, name) for name in ("specialist", "others"))
    code, interval = compared(first, second)
    with np.errstate(invalid="ignore", divide="ignore"):
        gap = first[0] / first[1] - second[0] / second[1]
    judged = groups.with_columns(
        pl.Series("difference", gap, nan_to_null=True),
        pl.Series("newcombe_low", interval.low, nan_to_null=True),
        pl.Series("newcombe_high", interval.high, nan_to_null=True),
        words(GapVerdict, code).alias("verdict"),
    )
    said = [_gap_sentence(row) for row in judged.iter_rows(named=True)]
    return judged.drop("specialist_people", "others_people").with_columns(
        pl.Series("sentence", said, pl.String)
    )


def _check_steps(steps: Sequence[str]) -> None:
    for step in steps:
        if step not in STEPS[1:]:
            raise ValueError(f"step: {step!r} is not one of {', '.join(STEPS[1:])}")


def _arrays(groups: pl.DataFrame, name: str) -> tuple[Floats, Floats, Floats]:
    columns = (name, f"{name}_required", f"{name}_people")
    x, n, people = (numbers(groups, column) for column in columns)
    return x, n, people


def _threshold_sentence(row: dict[str, Any]) -> str:
    verdict, said = row["verdict"], STEP_TAKEN[row["step"]]
    left = row["not_known"]
    more = f" For {left:,} more it is not recorded." if left else ""
    if verdict == ThresholdVerdict.NOT_KNOWN:
        return f"How many are {said} is not recorded."
    if verdict == ThresholdVerdict.NOBODY_NEEDS_IT:
        return "Nobody needs it."
    seen = f"{share(row['count'], row['required'])} {said}"
    if row["required"] > row["people"]:
        seen += ", counting each course apart"
    at = f"{row['threshold']:.0%}"
    interval = f"({row['low']:.0%} to {row['high']:.0%})"
    ending = {
        ThresholdVerdict.TOO_FEW: ": too few to judge.",
        ThresholdVerdict.EITHER_SIDE: f": that could be chance, either side of {at} {interval}.",
        ThresholdVerdict.BELOW: f": below {at}, by more than chance explains {interval}.",
        ThresholdVerdict.AT_OR_ABOVE: f": at or above {at} {interval}.",
    }[verdict]
    return seen + ending + more


def _gap_sentence(row: dict[str, Any]) -> str:
    verdict = row["verdict"]
    if verdict == GapVerdict.NOTHING_TO_COMPARE:
        if row["specialist_required"] is None or row["others_required"] is None:
            which = "other" if row["specialist_required"] is None else "specialist"
            return f"Only {which} teams need it: nothing to compare with."
        return "For specialist or other teams it is not recorded: nothing to compare with."
    said = STEP_TAKEN[row["step"]]
    pair = (
        f"{share(row['specialist'], row['specialist_required'])} {said} in specialist teams, "
        f"{share(row['others'], row['others_required'])} in other teams"
    )
    if verdict == GapVerdict.TOO_FEW:
        return f"{pair}: too few to judge."
    if verdict == GapVerdict.WITHIN_CHANCE:
        return f"{pair}: a gap within chance."
    low, high = sorted((abs(row["newcombe_low"]), abs(row["newcombe_high"])))
    way = "higher" if verdict == GapVerdict.SPECIALIST_HIGHER else "lower"
    return (
        f"{pair}: specialist teams are {way}, by {100 * low:.0f} to {100 * high:.0f} "
        "percentage points."
    )
