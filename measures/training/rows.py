"""The rows of the training dataset that a measure counts, and how they are put together."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Final

import polars as pl

from measures.statistics.columns import numbers, require
from vocabulary.training import STATUTORY_COURSES, TrainingStep

STEPS: Final = tuple(TrainingStep.labels())
"""From needing a course to being up to date in it."""
DUTY_COURSES: Final = tuple(course.value for course in STATUTORY_COURSES)
"""Duties of law and registration: never added to courses the council chose."""
GROUPS: Final = ("authority", "team", "team_kind", "role", "course", "course_kind")
"""What training can be told apart by."""


def counted_rows(training: pl.DataFrame, *, duties: bool) -> pl.DataFrame:
    """Keep the rows of courses, or of duties (`DUTY_COURSES`), after checking their counts.

    Raises ValueError when a column is missing, a count is not a whole number of 0 or more, or is
    above `required`.
    """
    require(training, "team", "team_kind", "role", "course", "course_name", "course_kind", "month")
    required = numbers(training, "required", low=0, whole=True)
    for step in STEPS[1:]:
        if (numbers(training, step, low=0, whole=True) > required).any():
            raise ValueError(f"{step} is larger than required")
    is_duty = pl.col("course").is_in(DUTY_COURSES)
    return training.filter(is_duty if duties else ~is_duty)


def of_month(rows: pl.DataFrame, month: date | None) -> pl.DataFrame:
    """Keep the rows of one month, the newest unless told otherwise.

    Every month counts everybody again, so months are never added together.
    """
    newest = pl.col("month").max() if month is None else pl.lit(month.replace(day=1))
    return rows.filter(pl.col("month") == newest)


def keys_of(by: Sequence[str], allowed: Sequence[str] = GROUPS) -> list[str]:
    """Give the columns to tell rows apart by. A course goes with its name, for the courses that
    are not on the list all have the same code.

    Raises ValueError naming a column that is not `allowed`.
    """
    asked = [by] if isinstance(by, str) else list(dict.fromkeys(by))
    for name in asked:
        if name not in allowed:
            raise ValueError(f"by: {name!r} is not one of {', '.join(allowed)}")
    return [
        key for name in asked for key in ((name, "course_name") if name == "course" else (name,))
    ]


def by_step(rows: pl.DataFrame, keys: Sequence[str]) -> pl.DataFrame:
    """Add up each step over the rows that have the same `keys` and month.

    Columns: the keys, month, step, order, count (missing where no row knows it), required (needs
    in the rows that know it), not_known (needs in the rows that do not), people (at least so many
    are behind `required`).
    """
    steps = rows.with_columns(need=pl.col("required"), **_NUMBERED).unpivot(
        on=STEPS,
        index=list(dict.fromkeys([*keys, "month", "team", "role", "need"])),
        variable_name="step",
        value_name="count",
    )
    known = pl.col("count").is_not_null() & pl.col("need").is_not_null()
    added = added_up(
        steps.with_columns(
            count=pl.when(known).then("count"),
            known=pl.when(known).then("need").otherwise(0),
            not_known=pl.when(known).then(0).otherwise("need"),
        ),
        [*keys, "month", "step"],
    )
    order = pl.col("step").replace_strict(ORDER, return_dtype=pl.Int64)
    return added.with_columns(order=order).sort(*keys, "month", "order", nulls_last=True)


ORDER: Final = {step: at for at, step in enumerate(STEPS)}
_NUMBERED: Final = {step: pl.col(step).cast(pl.Int64) for step in STEPS}


def added_up(rows: pl.DataFrame, keys: Sequence[str]) -> pl.DataFrame:
    """Add up count, known and not_known by `keys`, and find how many people are behind known.

    A team's role needs several courses, and one person may need them all: there are at least as
    many people as the course that most of them need.
    """
    one_role = rows.group_by(list(dict.fromkeys([*keys, "team", "role"]))).agg(
        pl.col("count").is_not_null().any().alias("some"),
        pl.col("count", "known", "not_known").sum(),
        people=pl.col("known").max(),
    )
    return (
        one_role.group_by(keys)
        .agg(pl.col("some").any(), pl.col("count", "known", "not_known", "people").sum())
        .with_columns(count=pl.when("some").then("count"))
        .drop("some")
        .rename({"known": "required"})
    )
