"""Training that law or registration asks for: what is met, and what is still due by when."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

import polars as pl

from measures.statistics.comparison_wording import share
from measures.statistics.needs_met import with_wilson
from measures.training.rows import by_step, counted_rows, keys_of
from vocabulary.wording import agree, long_date

REGISTRATION_YEAR_ENDS: Final = (11, 30)
DUTY_STATES: Final = ("nobody needs it", "not known", "met", "still due", "out of date")


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
    below 0 when past), state (one of `DUTY_STATES`: still due while days are left, out of date
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
        pl.Series("sentence", [_sentence(row) for row in found.iter_rows(named=True)], pl.String),
    )


_WORDS: Final = ("asks", "source", "common_deadline")
_ALL: Final = pl.col("required") + pl.col("not_known")
_STATE: Final = (
    pl.when(pl.col("required") == 0)
    .then(pl.lit("nobody needs it"))
    .when((pl.col("not_met").fill_null(0) > 0) & (pl.col("days_left").fill_null(-1) >= 0))
    .then(pl.lit("still due"))
    .when(pl.col("not_met").fill_null(0) > 0)
    .then(pl.lit("out of date"))
    .when(pl.col("not_known") > 0)
    .then(pl.lit("not known"))
    .otherwise(pl.lit("met"))
)


def _sentence(row: dict[str, Any]) -> str:
    if row["state"] == "nobody needs it":
        return "Nobody has this duty."
    if row["met"] is None:
        return f"Whether the {row['required']:,} who have this duty meet it is not recorded."
    recorded = row["met"] + row["not_met"]
    counted = long_date(row["month"]).partition(" ")[2]
    said = f"{share(row['met'], recorded)} met it by the count of {counted}"
    left, due = row["not_met"], row["due"]
    if row["state"] == "still due":
        said += f"; {left:,} still to do by {long_date(due)}"
    elif left and due is None:
        said += f"; {left:,} {agree(left, 'is', 'are')} out of date"
    elif left:
        said += f"; {left:,} had not when last counted, and the year ended on {long_date(due)}"
    if row["not_known"]:
        said += f"; not recorded for {row['not_known']:,}"
    return said + "."
