"""What an edition counts of complaints and compliments.

Received and answered are different records: complaints are counted by the year they came in, and
again, apart, by the year they were answered in. Withdrawn ones are no part of the answered.
"""

from __future__ import annotations

from datetime import date
from typing import Final

import polars as pl

from measures.complaints.states import (
    NO_FINDING,
    WELL_FOUNDED,
    Acknowledgement,
    Answer,
    Recorded,
    deadlines,
    recorded,
)
from measures.disclosure.count_tables import QUARTER, CountTable, Dimensions
from measures.editions.counted import NOT_KNOWN, counted, known, more_or_less
from measures.editions.periods import Period, quarter_label, whole_quarters, whole_years
from measures.statistics.columns import require

RECEIVED: Final = "complaints received"
ANSWERED: Final = "complaints answered"
WITHDRAWN: Final = "complaints withdrawn"
COMPLIMENTS: Final = "compliments received"
NAMED, NOT_NAMED = "named", "not named"
_COUNTED: Final = (
    "received", "acknowledged", "answer_due", "responded", "team", "themes", "outcome",
    "ombudsman_referred", "ombudsman_decided", "ombudsman_outcome", "remedied",
)  # fmt: skip
UPHELD: Final = "upheld_at_least_in_part"
IN_TIME, LATE = "in time", "late"


def tables(complaints: pl.DataFrame, whole_to: date | None) -> list[CountTable]:
    """Give the tables of complaints of every whole year, and of whole quarters of this one.

    `complaints`: the complaint dataset's frame; `whole_to`: the day up to which it is whole. What
    happened later does not count. Tables, by period:

    - a whole quarter of the year in progress: complaints_received (quarter);
    - a whole year, of those received in it: complaints_received (quarter),
      complaints_received_by_team (team), complaints_received_by_theme (theme × named or not; a
      complaint may name several), complaints_acknowledged (acknowledged: in time, late, not
      known), complaints_referred (referred to the ombudsman: yes, no, not recorded);
    - a whole year, of those answered in it: complaints_answered_by_outcome (finding and, within,
      outcome), complaints_answered_in_time (answered: in time, late, not known), and both by team;
      and complaints_withdrawn (ended).

    Empty fields are "not recorded". A field that is empty in all rows has no table. Raises
    ValueError naming a column that is missing.
    """
    require(complaints, "received", "team", "themes", "ombudsman_referred")
    if whole_to is None:
        return []
    was = recorded(complaints)
    rows = deadlines(complaints.select(_COUNTED), whole_to, was)
    found = []
    for year in whole_years(rows.get_column("received"), whole_to):
        found += _received(_within(rows, "received", year), year)
        found += _responded(_within(rows, "responded", year), year, was)
    for quarter in whole_quarters(rows.get_column("received"), whole_to):
        found += _by_quarter(_within(rows, "received", quarter), quarter)
    return found


def compliment_tables(compliments: pl.DataFrame, whole_to: date | None) -> list[CountTable]:
    """Give the tables of compliments: compliments_received (quarter) of whole years and quarters,
    compliments_received_by_team (team) of whole years.

    `compliments`: the compliment dataset's frame. Raises ValueError naming a column that is
    missing.
    """
    require(compliments, "month", "team", "received")
    labelled = compliments.with_columns(quarter=quarter_label("month"), team=known("team"))
    months = compliments.get_column("month")
    found = []
    for year in whole_years(months, whole_to):
        here = _within(labelled, "month", year)
        found += _compliments(here, "compliments_received", year, QUARTER)
        found += _compliments(here, "compliments_received_by_team", year, "team")
    for quarter in whole_quarters(months, whole_to):
        here = _within(labelled, "month", quarter)
        found += _compliments(here, "compliments_received", quarter, QUARTER)
    return found


def _compliments(rows: pl.DataFrame, name: str, period: Period, by: str) -> list[CountTable]:
    return counted(rows, name, period.label, (by,), counts_of=COMPLIMENTS, weight="received")


def _by_quarter(rows: pl.DataFrame, period: Period) -> list[CountTable]:
    alike = _alike(rows, "received").with_columns(quarter=quarter_label("received"))
    return _counted(alike, "complaints_received", period, (QUARTER,), RECEIVED)


def _received(rows: pl.DataFrame, year: Period) -> list[CountTable]:
    themes = pl.col("themes").list.unique()
    named = _alike(rows, "themes").with_columns(
        theme=pl.when(themes.list.len().fill_null(0) == 0)
        .then(pl.lit(["not recorded"]))
        .otherwise(themes)
    )
    by_team = _alike(rows, "team").with_columns(team=known("team"))
    acknowledged = _alike(rows, "acknowledgement").with_columns(
        acknowledged=_state("acknowledgement", Acknowledgement.IN_TIME, Acknowledgement.LATE,
                            Acknowledgement.OVERDUE)
    )  # fmt: skip
    referred = _alike(rows, "ombudsman_referred").with_columns(
        referred=known(
            pl.when("ombudsman_referred").then(pl.lit("yes"))
            .when(~pl.col("ombudsman_referred")).then(pl.lit("no"))
        )
    )  # fmt: skip
    return [
        *_by_quarter(rows, year),
        *_counted(by_team, "complaints_received_by_team", year, ("team",), RECEIVED),
        *more_or_less(
            named, "complaints_received_by_theme", year.label, "theme", (NAMED, NOT_NAMED),
            counts_of=RECEIVED, weight="many",
        ),
        *_counted(acknowledged, "complaints_acknowledged", year, ("acknowledged",), RECEIVED),
        *_counted(referred, "complaints_referred", year, ("referred",), RECEIVED),
    ]  # fmt: skip


def _responded(rows: pl.DataFrame, year: Period, was: Recorded) -> list[CountTable]:
    alike = _alike(rows, "team", "outcome", "answer")
    is_withdrawn = pl.col("outcome") == "withdrawn"
    answered = alike.filter(pl.col("outcome").fill_null("") != "withdrawn").with_columns(
        **_findings(was), answered=_state("answer", Answer.IN_TIME, Answer.LATE), team=known("team")
    )
    withdrawn = alike.filter(is_withdrawn).with_columns(ended=pl.lit("withdrawn"))
    return [
        table
        for name, dimensions in (
            ("complaints_answered_by_outcome", (("finding", "outcome"),)),
            ("complaints_answered_in_time", ("answered",)),
            ("complaints_answered_by_team", ("team", "finding")),
            ("complaints_answered_in_time_by_team", ("team", "answered")),
        )
        for table in _counted(answered, name, year, dimensions, ANSWERED)
    ] + _counted(withdrawn, "complaints_withdrawn", year, ("ended",), WITHDRAWN)


def _alike(rows: pl.DataFrame, *columns: str) -> pl.DataFrame:
    """How `many` complaints are alike in some columns: counted before they are named, which would
    cost a million names."""
    return rows.select(columns).group_by(columns).agg(many=pl.len().cast(pl.Int64))


def _counted(
    alike: pl.DataFrame, name: str, period: Period, dimensions: Dimensions, counts_of: str
) -> list[CountTable]:
    return counted(alike, name, period.label, dimensions, counts_of=counts_of, weight="many")


def _findings(was: Recorded) -> dict[str, pl.Expr]:
    """What was found, and whether any part was upheld. Where no outcome was ever recorded, none
    is known."""
    outcome = pl.col("outcome").cast(pl.String)
    none = pl.lit(NO_FINDING if "outcome" in was else "not recorded")
    finding = pl.when(outcome.is_in(WELL_FOUNDED)).then(pl.lit(UPHELD)).otherwise(outcome)
    return {"finding": finding.fill_null(none), "outcome": outcome.fill_null(none)}


def _state(name: str, in_time: str, *late: str) -> pl.Expr:
    state = pl.col(name).cast(pl.String)
    return (
        pl.when(state == in_time)
        .then(pl.lit(IN_TIME))
        .when(state.is_in(late))
        .then(pl.lit(LATE))
        .otherwise(pl.lit(NOT_KNOWN))
    )


def _within(rows: pl.DataFrame, day: str, period: Period) -> pl.DataFrame:
    return rows.filter(pl.col(day).is_between(period.first, period.last))
