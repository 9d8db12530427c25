"""Training access: who needs a course, where on the way to it they fall out, and what law asks for.

`training` is the training dataset's frame: per team, role, course and month, people who need the
course (required), and of those how many were offered a place, released, attended and are in date.
A step that nobody recorded is missing, and stays missing: it is not 0. Duties of law and
registration (`DUTY_COURSES`) are counted apart: by `duties`, or with `duties=True`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any, Final

import polars as pl

from measures.statistics.comparison import proportions
from measures.statistics.comparison_wording import AgainstExpected, share
from measures.statistics.needs_met import with_wilson
from measures.training.rows import (
    ORDER,
    STEPS,
    added_up,
    by_step,
    counted_rows,
    keys_of,
    of_month,
)
from vocabulary.training import TAKING_STEP
from vocabulary.wording import agree, long_date


class LossVerdict(StrEnum):
    """Whether most are lost at one step."""

    NOT_KNOWN = "not known"
    NOBODY_FALLS_OUT = "nobody falls out"
    TOO_FEW = "too few to judge"
    NO_STEP_STANDS_OUT = "no step stands out"
    ONE_STEP_STANDS_OUT = "one step stands out"


def funnel(
    training: pl.DataFrame,
    by: Sequence[str] = (),
    month: date | None = None,
    *,
    duties: bool = False,
) -> pl.DataFrame:
    """Count how far those who need a course got, step by step, at the end of one month.

    `by` is any of team, team_kind, role, course (which brings course_name), course_kind; without
    it everything is added up. `month` is the newest unless given: months are never added.

    Gives five rows per group, in the order of `STEPS`: the columns of `by`, month, step, count
    (needs that got so far: people, where one course is counted), required (needs in the rows that
    recorded the step), not_known (needs in those that did not), people (at least so many are
    behind required), share (count ÷ required), low and high (Wilson's 95 % interval, wider where
    people have several needs; missing for the first step). Empty where there are no rows.

    Raises ValueError naming the column that is missing or cannot be read.
    """
    keys = keys_of(by)
    rows = of_month(counted_rows(training, duties=duties), month)
    steps = with_wilson(by_step(rows, keys), "count", "required", "people")
    later = pl.col("step") != STEPS[0]
    return steps.select(
        *keys,
        "month",
        "step",
        "count",
        "required",
        "not_known",
        "people",
        "share",
        *(pl.when(later).then(end).alias(end) for end in ("low", "high")),
    )


def losses(
    training: pl.DataFrame,
    by: Sequence[str] = (),
    month: date | None = None,
    *,
    duties: bool = False,
) -> pl.DataFrame:
    """Count those who got to one step but not to the next one that is recorded.

    Takes what `funnel` takes. A row that does not record a step is followed from the step before
    to the step after it. Gives one row per group and pair of steps: the columns of `by`, month,
    from_step, to_step, lost (needs; below 0 where more got to the later step), required (needs in
    the rows counted), people (at least so many are behind required), share (lost ÷ required).

    Raises ValueError naming the column that is missing or cannot be read.
    """
    keys = keys_of(by)
    rows = of_month(counted_rows(training, duties=duties), month).with_row_index("row")
    steps = (
        rows.with_columns(need=pl.col("required"))
        .unpivot(
            on=STEPS,
            index=list(dict.fromkeys(["row", *keys, "month", "team", "role", "need"])),
            variable_name="to_step",
            value_name="count",
        )
        .with_columns(pl.col("count").cast(pl.Int64), order=_order("to_step"))
        .filter(pl.col("count").is_not_null() & pl.col("need").is_not_null())
        .sort("row", "order")
        .with_columns(
            from_step=pl.col("to_step").shift(1).over("row"),
            count=pl.col("count").shift(1).over("row") - pl.col("count"),
            known=pl.col("need"),
            not_known=pl.lit(0),
        )
        .filter(pl.col("from_step").is_not_null())
    )
    return (
        added_up(steps, [*keys, "month", "from_step", "to_step"])
        .sort(*keys, "month", _order("from_step"), _order("to_step"), nulls_last=True)
        .select(
            *keys,
            "month",
            "from_step",
            "to_step",
            pl.col("count").alias("lost"),
            "required",
            "people",
            share=pl.when(pl.col("required") > 0).then(pl.col("count") / pl.col("required")),
        )
    )


def largest_loss(
    training: pl.DataFrame,
    by: Sequence[str] = (),
    month: date | None = None,
    *,
    duties: bool = False,
) -> pl.DataFrame:
    """Find the step at which most fall out, and whether it stands out from the next largest.

    Takes what `funnel` takes. Gives one row per group: the columns of `by`, month, from_step,
    to_step, lost (needs lost there), next_lost (at the step where next most are), all_lost,
    verdict (one of `LossVerdict`: not known where no two steps can be compared), sentence.

    Raises ValueError naming the column that is missing or cannot be read.
    """
    keys = keys_of(by)
    groups = funnel(training, by, month, duties=duties).filter(pl.col("step") == STEPS[0])
    steps = losses(training, by, month, duties=duties).sort(
        "lost", descending=True, maintain_order=True
    )
    some = pl.col("lost").clip(0)
    found = steps.group_by([*keys, "month"], maintain_order=True).agg(
        pl.len().alias("pairs"),
        pl.col("from_step", "to_step").first(),
        lost=some.first(),
        next_lost=some.get(1, null_on_oob=True),
        all_lost=some.sum(),
        # As many losses as there are people behind them: see measures.statistics.needs_met.
        each=(pl.col("people") / pl.col("required")).fill_nan(1.0).fill_null(1.0).first(),
    )
    rows = groups.select([*keys, "month"]).join(
        found, on=[*keys, "month"], how="left", nulls_equal=True, maintain_order="left"
    )
    here, next_to_it = (
        (pl.col(name) * pl.col("each")).floor().cast(pl.Int64) for name in ("lost", "next_lost")
    )
    # Were both steps alike, each loss would be at either with the same chance. That the larger is
    # picked after the fact is allowed for: the next largest is picked, too.
    judged = proportions(rows.select(x=here, n=here + next_to_it, expected=pl.lit(0.5)))
    verdict = (
        pl.when(pl.col("pairs").fill_null(0) < 2)
        .then(pl.lit(LossVerdict.NOT_KNOWN))
        .when(pl.col("all_lost") == 0)
        .then(pl.lit(LossVerdict.NOBODY_FALLS_OUT))
        .otherwise(judged["verdict"].replace(_OF_COMPARISON))
    )
    rows = rows.with_columns(verdict=verdict)
    return rows.select(
        *keys,
        "month",
        "from_step",
        "to_step",
        "lost",
        "next_lost",
        "all_lost",
        "verdict",
        pl.Series("sentence", [_sentence(row) for row in rows.iter_rows(named=True)], pl.String),
    )


_OF_COMPARISON: Final = {
    AgainstExpected.WITHIN_CHANCE: LossVerdict.NO_STEP_STANDS_OUT,
    AgainstExpected.HIGHER: LossVerdict.ONE_STEP_STANDS_OUT,
}


def _sentence(row: dict[str, Any]) -> str:
    verdict = row["verdict"]
    if verdict == LossVerdict.NOT_KNOWN:
        return "The steps on the way are not recorded, so where people fall out is not known."
    if verdict == LossVerdict.NOBODY_FALLS_OUT:
        return "Nobody who needs it is lost on the way."
    lost = f"{row['lost']:,} of {row['all_lost']:,}"
    where = f"between {TAKING_STEP[row['from_step']]} and {TAKING_STEP[row['to_step']]}"
    if verdict == LossVerdict.ONE_STEP_STANDS_OUT:
        return f"Most are lost {where}: {lost}."
    ending = {
        LossVerdict.TOO_FEW: ": too few to judge whether that step stands out.",
        LossVerdict.NO_STEP_STANDS_OUT: ", but no step stands out.",
    }[verdict]
    return f"{lost} are lost {where}{ending}"


def _order(step: str) -> pl.Expr:
    return pl.col(step).replace_strict(ORDER, return_dtype=pl.Int64)


REGISTRATION_YEAR_ENDS: Final = (11, 30)


class DutyState(StrEnum):
    """Whether a duty is met."""

    NOBODY_NEEDS_IT = "nobody needs it"
    NOT_KNOWN = "not known"
    MET = "met"
    STILL_DUE = "still due"
    OUT_OF_DATE = "out of date"


@dataclass(frozen=True)
class Duty:
    """What a duty asks of whom, and where that is written.

    `common_deadline`: one day for everyone, the end of the registration year; otherwise each
    person's year runs from a day of their own, which is not on record here.
    """

    asks: str
    source: str
    common_deadline: bool


DUTIES: Final = {
    "amhp_annual": Duty(
        "Approved mental health professionals: 18 hours of agreed training in each year of their "
        "approval",
        "Mental Health (Approved Mental Health Professionals) (Approval) (England) Regulations "
        "2008 (SI 2008/1206), regulation 5",
        common_deadline=False,
    ),
    "bia_refresher": Duty(
        "Best interests assessors: further training in the 12 months before each assessment",
        "Mental Capacity (Deprivation of Liberty: Standard Authorisations, Assessments and "
        "Ordinary Residence) Regulations 2008 (SI 2008/1858), regulation 5",
        common_deadline=False,
    ),
    "cpd_two_records": Duty(
        "Social workers: two different records of continuing professional development by "
        "30 November",
        "Social Work England, renewal of registration",
        common_deadline=True,
    ),
    "cpd_peer_reflection": Duty(
        "Social workers: peer reflection in at least one of the year's records by 30 November",
        "Social Work England, renewal of registration",
        common_deadline=True,
    ),
}


def registration_year(day: date) -> tuple[date, date]:
    """Give the first and last day of the registration year that `day` lies in: 1 December to
    30 November (Social Work England)."""
    ends = day.year if (day.month, day.day) <= REGISTRATION_YEAR_ENDS else day.year + 1
    return date(ends - 1, 12, 1), date(ends, *REGISTRATION_YEAR_ENDS)


def duties(training: pl.DataFrame, on: date, by: Sequence[str] = ()) -> pl.DataFrame:
    """Say of each duty how many meet it, how many do not, and by when what is left is due.

    `training`: the training dataset; of each duty the newest month up to `on` counts. `by` is any
    of team, team_kind, role. in_date means: for AMHPs 18 hours in their year, for best interests
    assessors training in the last 12 months, for social workers the record made this registration
    year.

    Gives one row per duty and group, in the order of `DUTY_COURSES`: course, the columns of `by`,
    asks and source (the duty in words and where it is written), month (counted at its end),
    required, met, not_met (people, of those recorded), not_known (people not recorded), share
    (met ÷ recorded), low and high (Wilson's 95 % interval), due (last day of the registration
    year that was counted; missing where everyone's year is their own), days_left (from `on`;
    below 0 when past), state (one of `DutyState`: still due while days are left, out of date
    otherwise) and sentence.

    Raises ValueError naming the column that is missing or cannot be read.
    """
    keys = keys_of(by, ("authority", "team", "team_kind", "role"))
    rows = counted_rows(training, duties=True).filter(pl.col("month") <= on)
    newest = rows.filter(pl.col("month") == pl.col("month").max().over("course"))
    steps = by_step(newest, ["course", *keys]).filter(pl.col("step") == "in_date")
    counted = with_wilson(
        steps.with_columns(people=pl.col("required")), "count", "required", "people"
    )
    told = pl.DataFrame(
        [
            {"course": course, **{name: getattr(duty, name) for name in _WORDS}}
            for course, duty in DUTIES.items()
        ]
    ).with_row_index("place")
    found = counted.join(told, on="course", how="left").sort("place", *keys, nulls_last=True)
    ends = [
        registration_year(month)[1] if common else None
        for month, common in found.select("month", "common_deadline").iter_rows()
    ]
    found = found.with_columns(
        pl.Series("due", ends, pl.Date),
        met=pl.col("count"),
        not_met=pl.col("required") - pl.col("count"),
    ).with_columns(days_left=(pl.col("due") - pl.lit(on)).dt.total_days(), required=_ALL)
    found = found.with_columns(state=_STATE)
    said = [_duty_sentence(row) for row in found.iter_rows(named=True)]
    return found.select(
        "course",
        *keys,
        "asks",
        "source",
        "month",
        "required",
        "met",
        "not_met",
        "not_known",
        "share",
        "low",
        "high",
        "due",
        "days_left",
        "state",
        pl.Series("sentence", said, pl.String),
    )


_WORDS: Final = ("asks", "source", "common_deadline")
_ALL: Final = pl.col("required") + pl.col("not_known")
_STATE: Final = (
    pl.when(pl.col("required") == 0)
    .then(pl.lit(DutyState.NOBODY_NEEDS_IT))
    .when((pl.col("not_met").fill_null(0) > 0) & (pl.col("days_left").fill_null(-1) >= 0))
    .then(pl.lit(DutyState.STILL_DUE))
    .when(pl.col("not_met").fill_null(0) > 0)
    .then(pl.lit(DutyState.OUT_OF_DATE))
    .when(pl.col("not_known") > 0)
    .then(pl.lit(DutyState.NOT_KNOWN))
    .otherwise(pl.lit(DutyState.MET))
)


def _duty_sentence(row: dict[str, Any]) -> str:
    if row["state"] == DutyState.NOBODY_NEEDS_IT:
        return "Nobody has this duty."
    if row["met"] is None:
        return f"Whether the {row['required']:,} who have this duty meet it is not recorded."
    recorded = row["met"] + row["not_met"]
    counted = long_date(row["month"]).partition(" ")[2]
    said = f"{share(row['met'], recorded)} met it by the count of {counted}"
    left, due = row["not_met"], row["due"]
    if row["state"] == DutyState.STILL_DUE:
        said += f"; {left:,} still to do by {long_date(due)}"
    elif left and due is None:
        said += f"; {left:,} {agree(left, 'is', 'are')} out of date"
    elif left:
        said += f"; {left:,} had not when last counted, and the year ended on {long_date(due)}"
    if row["not_known"]:
        said += f"; not recorded for {row['not_known']:,}"
    return said + "."
