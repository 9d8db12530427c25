"""What an edition counts of training: people's needs at the newest quarter's end, rounded."""

from __future__ import annotations

from datetime import date
from typing import Final

import polars as pl

from measures.disclosure.count_tables import CountTable
from measures.editions.counted import counted, known
from measures.statistics.breakdown import NOT_RECORDED
from measures.training.rows import DUTY_COURSES, counted_rows, of_month

NEEDS: Final = "needs for role-specific training"
ROUNDING: Final = 5
IN_DATE, NOT_IN_DATE = "in date", "not in date"
_REGISTRATION: Final = ("cpd_two_records", "cpd_peer_reflection")


def tables(training: pl.DataFrame, whole_to: date | None) -> list[CountTable]:
    """Give the tables of training at the end of the newest quarter that is whole.

    `training`: the training dataset's frame; `whole_to`: the day up to which it is whole. The
    period is that day. Needs for role-specific courses, duties of law and registration left out,
    by state (in date, not in date, not recorded): training_by_kind_of_team, training_by_team
    (teams within their kind), training_by_course (`other` for those that are not on the list).
    And for each duty training_<duty> (its own state). All are rounded to 5.

    Raises ValueError naming a column that is missing or cannot be read.
    """
    ends = training.select(
        month="month", last=pl.col("month").dt.month_end(), quarter=pl.col("month").dt.month() % 3
    ).filter((pl.col("quarter") == 0) & (pl.col("last") <= pl.lit(whole_to)))
    day, month = ends.get_column("last").max(), ends.get_column("month").max()
    if not isinstance(day, date) or not isinstance(month, date):
        return []
    courses = of_month(counted_rows(training, duties=False), month)
    needs = _states(courses.filter(pl.col("course_kind") == "role_specific"))
    found = []
    for name, dimensions in (
        ("training_by_kind_of_team", ("team_kind", "state")),
        ("training_by_course", ("course", "state")),
        ("training_by_team", (("team_kind", "team"), "state")),
    ):
        found += counted(
            needs, name, day.isoformat(), dimensions, counts_of=NEEDS, weight="people",
            rounding=ROUNDING,
        )  # fmt: skip
    return found + _duties(of_month(counted_rows(training, duties=True), month), day)


def _duties(rows: pl.DataFrame, day: date) -> list[CountTable]:
    """A table for each duty. Social workers have two of them, and are the same people in both."""
    many = [rows.filter(course=duty).get_column("required").sum() for duty in _REGISTRATION]
    found = []
    for duty in DUTY_COURSES:
        same = duty in _REGISTRATION and many[0] == many[1]
        states = _states(rows.filter(course=duty)).rename({"state": duty})
        found += counted(
            states, f"training_{duty}", day.isoformat(), (duty,),
            counts_of="social workers" if same else f"people with the duty {duty}",
            weight="people", rounding=ROUNDING,
        )  # fmt: skip
    return found


def _states(rows: pl.DataFrame) -> pl.DataFrame:
    """People of each row by state: in date, not in date, or not recorded."""
    required = pl.col("required").fill_null(0).cast(pl.Int64)
    in_date = pl.col("in_date").cast(pl.Int64)
    parts = {
        IN_DATE: in_date.fill_null(0),
        NOT_IN_DATE: pl.when(in_date.is_not_null()).then(required - in_date).otherwise(0),
        NOT_RECORDED: pl.when(in_date.is_null()).then(required).otherwise(0),
    }
    keys = [known("team_kind").alias("team_kind"), known("team").alias("team"), known("course")]
    return pl.concat(
        rows.select(*keys, people=people, state=pl.lit(state)) for state, people in parts.items()
    ).filter(pl.col("people") > 0)
