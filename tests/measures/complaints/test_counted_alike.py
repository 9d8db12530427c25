"""Complaints that are alike are counted first and told apart by case then: one by one they come to
the same."""

from __future__ import annotations

from collections import Counter
from datetime import date
from typing import Any

import polars as pl
import pytest
from hypothesis import given, settings

from measures.complaints.outcomes import outcomes, teams, themes
from measures.complaints.states import DECIDED, WELL_FOUNDED, deadlines, recorded
from measures.complaints.times import still_open, time_to_respond, timeliness
from measures.complaints.volume import by_month
from measures.statistics.time_to_close import time_to_close
from tests.measures.complaints.complaint_cases import days, frames

BY = (None, "team", "channel", "themes")


def cases_of(row: dict[str, Any], by: str | None) -> list[str]:
    """The cases a complaint counts in."""
    if by is None:
        return ["all"]
    said = row[by] if isinstance(row[by], list) else [row[by]]
    return sorted({each if each is not None else "not recorded" for each in said or [None]})


def one_by_one(frame: pl.DataFrame, day: date, by: str | None) -> list[tuple[str, dict[str, Any]]]:
    judged = deadlines(frame, day, recorded(frame))
    return [(case, row) for row in judged.iter_rows(named=True) for case in cases_of(row, by)]


@pytest.mark.parametrize("by", BY)
@settings(max_examples=12, deadline=None)
@given(frame=frames, day=days)
def test_counts_come_to_the_same_one_by_one(frame: pl.DataFrame, day: date, by: str | None) -> None:
    rows = one_by_one(frame, day, by)
    told = timeliness(frame, day, by, recorded=recorded(frame)).rows_by_key(
        ["step", "case"], named=True, unique=True
    )
    for step, state, due in (
        ("acknowledged", "acknowledgement", "acknowledge_by"),
        ("answered", "answer", "answer_by"),
    ):
        judged = Counter((case, row[state]) for case, row in rows if row[due] < day)
        ever = Counter((case, row[state]) for case, row in rows)
        for case in {case for case, _ in rows}:
            found = told[step, case]
            assert found["in_time"] == judged[case, "in time"]
            assert (found["late"], found["overdue"]) == (ever[case, "late"], ever[case, "overdue"])
            assert found["not_recorded"] == ever[case, "not recorded"]
            assert found["due"] == sum(
                judged[case, each] for each in ("in time", "late", "overdue")
            )
        counted = Counter(case for case, _ in rows)
        assert {case: row["received"] for (of, case), row in told.items() if of == step} == counted
    open_ones = still_open(frame, day, by, recorded=recorded(frame))
    still = dict(open_ones.select("case", pl.col("open").fill_null(0)).rows())
    waiting = Counter(case for case, row in rows if row["open"])
    assert {case: many for case, many in still.items() if many} == waiting
    concluded = Counter((case, row["outcome"]) for case, row in rows if row["outcome"])
    told_of = outcomes(frame, day, by)
    for case, outcome, count in told_of.select("case", "outcome", "count").iter_rows():
        if outcome in DECIDED:
            assert count == concluded[case, outcome]
    months = Counter((case, row["received"].replace(day=1)) for case, row in rows)
    for case, month, value in (
        by_month(frame, day, by).select("series", "date", "value").iter_rows()
    ):
        assert value == months["all" if by is None else case, month]


@settings(max_examples=15, deadline=None)
@given(frames, days)
def test_themes_and_teams_come_to_the_same_one_by_one(frame: pl.DataFrame, day: date) -> None:
    for found, by, called in (
        (themes(frame, day), "themes", ("case", "count", "well_founded", "decided")),
        (teams(frame, day), "team", ("group", "received", "numerator", "denominator")),
    ):
        rows = one_by_one(frame, day, by)
        alone = Counter(case for case, _ in rows)
        well = Counter(case for case, row in rows if row["outcome"] in WELL_FOUNDED)
        decided = Counter(case for case, row in rows if row["outcome"] in DECIDED)
        told = [(case, alone[case], well[case], decided[case]) for case in alone]
        assert sorted(found.select(called).rows()) == sorted(told)


@settings(max_examples=15, deadline=None)
@given(frames, days)
def test_days_to_an_answer_are_those_of_each_complaint(frame: pl.DataFrame, day: date) -> None:
    told = time_to_respond(frame, day, "team", recorded=recorded(frame))
    each = [
        (case, row["days"], not row["open"])
        for case, row in one_by_one(frame, day, "team")
        if row["answer"] != "withdrawn" and row["days"] is not None
    ]
    plain = pl.DataFrame(
        each, schema={"case": pl.String, "days": pl.Int64, "closed": pl.Boolean}, orient="row"
    )
    assert told.equals(time_to_close(plain.sort("case", maintain_order=True)))
