"""Complaints: volume, timeliness, outcomes, themes, the ombudsman and the annual report."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import polars as pl
import pytest
from hypothesis import given, settings
from scipy.stats import binomtest

from measures.complaints.annual_report import annual_report, report_years, year_ending
from measures.complaints.outcomes import (
    OUTCOMES,
    RemedyState,
    outcomes,
    outcomes_by_half_year,
    remedies,
    teams,
    themes,
)
from measures.complaints.states import (
    Acknowledgement,
    Answer,
    as_on,
    deadlines,
    last_of_six_months,
    recorded,
)
from measures.complaints.times import still_open, time_to_respond, timeliness
from measures.complaints.volume import by_month, compliments_beside
from measures.process_control.charts import xmr
from tests.measures.complaints.complaint_cases import (
    MAY,
    answered,
    complaint,
    complaints,
    compliments,
    days,
    frames,
)

LATER = date(2027, 3, 31)


def row(frame: pl.DataFrame, **where: Any) -> dict[str, Any]:
    found = frame.filter(**where) if where else frame
    assert found.height == 1
    return found.row(0, named=True)


def on(day: int, month: int = 5, year: int = 2026) -> date:
    return date(year, month, day)


# What was due when, and how it stood


@pytest.mark.parametrize(
    ("columns", "day", "state"),
    [
        ({"acknowledged": on(11)}, on(12), "in time"),
        ({"acknowledged": on(14)}, LATER, "in time"),
        ({"acknowledged": on(15)}, LATER, "late"),
        ({"acknowledged": on(15)}, on(14), "not due yet"),
        ({}, on(14), "not due yet"),
        ({}, on(15), "overdue"),
        ({"responded": on(20), "outcome": "upheld"}, LATER, "not recorded"),
        ({"outcome": "withdrawn"}, LATER, "not recorded"),
    ],
)
def test_acknowledged_within_three_working_days(
    columns: dict[str, Any], day: date, state: str
) -> None:
    judged = row(deadlines(complaints(complaint(**columns)), day))
    assert judged["acknowledge_by"] == on(14)
    assert judged["acknowledgement"] == state


@pytest.mark.parametrize(
    ("columns", "day", "state"),
    [
        ({"responded": on(10, 11)}, LATER, "in time"),
        ({"responded": on(11, 11)}, LATER, "late"),
        ({}, on(10, 11), "not due yet"),
        ({}, on(11, 11), "overdue"),
        ({"answer_due": on(8, 6), "responded": on(8, 6)}, LATER, "in time"),
        ({"answer_due": on(8, 6), "responded": on(9, 6)}, LATER, "late"),
        ({"answer_due": on(8, 6), "responded": on(9, 6)}, on(8, 6), "not due yet"),
        ({"answer_due": on(8, 6)}, on(9, 6), "overdue"),
        ({"answer_due": on(1, 2, 2027), "responded": on(1, 2, 2027)}, LATER, "in time"),
        ({"outcome": "withdrawn", "responded": on(20)}, LATER, "withdrawn"),
        ({"outcome": "withdrawn"}, LATER, "withdrawn"),
    ],
)
def test_answered_by_the_day_agreed_or_within_six_months(
    columns: dict[str, Any], day: date, state: str
) -> None:
    judged = row(deadlines(complaints(complaint(**columns)), day))
    assert judged["answer"] == state
    assert judged["agreed"] == ("answer_due" in columns)
    assert judged["answer_by"] == columns.get("answer_due", on(10, 11))


@pytest.mark.parametrize(
    ("received", "last"),
    [
        (date(2026, 9, 14), date(2027, 3, 13)),
        (date(2026, 3, 1), date(2026, 8, 31)),
        (date(2026, 8, 31), date(2027, 2, 28)),
        (date(2026, 8, 28), date(2027, 2, 27)),
        (date(2027, 8, 29), date(2028, 2, 28)),
        (date(2027, 8, 30), date(2028, 2, 29)),
        (date(2026, 9, 1), date(2027, 2, 28)),
    ],
)
def test_six_months_begin_with_the_day_of_receipt(received: date, last: date) -> None:
    frame = pl.DataFrame({"received": [received]})
    assert frame.select(last_of_six_months(pl.col("received"))).item() == last


def test_what_happened_later_is_undone() -> None:
    frame = complaints(
        answered(MAY, 20, acknowledged=on(12)),
        complaint(on(13), acknowledged=on(14)),
    )
    then = as_on(frame, on(12))
    assert then.height == 1
    assert row(then)["acknowledged"] == on(12)
    assert (row(then)["responded"], row(then)["outcome"]) == (None, None)
    judged = row(deadlines(frame, on(12)))
    assert (judged["open"], judged["days"]) == (True, 1)


@settings(max_examples=30, deadline=None)
@given(frames, days)
def test_every_complaint_is_in_one_state_and_the_past_stays_as_it_was(
    frame: pl.DataFrame, day: date
) -> None:
    judged = deadlines(frame, day)
    assert judged.height == frame.filter(pl.col("received") <= day).height
    assert set(judged["acknowledgement"]) <= set(Acknowledgement)
    assert set(judged["answer"]) <= set(Answer)
    assert (judged["acknowledge_by"] > judged["received"]).all()
    assert (judged["days"] >= 0).all()
    assert deadlines(as_on(frame, day), day).equals(judged)
    is_open = judged["answer"].is_in(["overdue", "not due yet"])
    assert judged["open"].alias("").equals(is_open.alias(""))


# Volume


def test_counts_every_month_and_leaves_out_the_one_that_is_not_over() -> None:
    frame = complaints(*(complaint(date(2026, m, d)) for m, d in [(1, 5), (1, 31), (4, 2), (5, 1)]))
    months = by_month(frame, on(30))
    assert months["date"].to_list() == [date(2026, m, 1) for m in (1, 2, 3, 4)]
    assert months["value"].to_list() == [2, 0, 0, 1]
    assert by_month(frame, on(31))["value"].to_list() == [2, 0, 0, 1, 1]
    assert by_month(frame, on(31), since=on(1, 12, 2025))["value"].to_list() == [0, 2, 0, 0, 1, 1]
    assert row(xmr(months).latest)["sentence"].startswith("Nothing has changed")


def test_every_case_has_the_same_months_and_a_complaint_counts_once_per_theme() -> None:
    frame = complaints(
        complaint(on(5, 1), themes=["carers", "housing", "carers"]),
        complaint(on(6, 2), team=None, themes=[]),
    )
    by_theme = by_month(frame, on(28, 2), "themes")
    assert by_theme.select("series", "value").rows() == [
        ("carers", 1),
        ("carers", 0),
        ("housing", 1),
        ("housing", 0),
        ("not recorded", 0),
        ("not recorded", 1),
    ]
    by_team = by_month(frame, on(28, 2), "team")
    assert by_team["series"].unique().sort().to_list() == ["North team", "not recorded"]


def test_compliments_stand_beside_complaints_and_none_sent_is_not_none_received() -> None:
    frame = complaints(complaint(on(5, 2)), complaint(on(6, 4)))
    praise = compliments(("North team", on(1, 1), 4), (None, on(1, 1), 2), (None, on(1, 3), 5))
    both = compliments_beside(frame, praise, on(31))
    assert both["date"].to_list() == [date(2026, m, 1) for m in (1, 2, 3, 4, 5)]
    assert both["complaints"].to_list() == [None, 1, 0, 1, 0]
    assert both["compliments"].to_list() == [6, 0, 5, None, None]
    apart = compliments_beside(frame, praise, on(31), "team").filter(series="North team")
    assert apart["compliments"].to_list() == [4, 0, 0, None, None]


@settings(max_examples=30, deadline=None)
@given(frames, days)
def test_months_add_up(frame: pl.DataFrame, day: date) -> None:
    whole = frame.filter(pl.col("received") < (day + timedelta(1)).replace(day=1))
    months = by_month(frame, day)
    assert months["value"].sum() == whole.height
    gaps = months["date"].diff().dt.total_days().drop_nulls()
    assert gaps.is_between(28, 31).all()
    assert by_month(frame, day, "team")["value"].sum() == whole.height
    assert (months["value"] >= 0).all()


# In time


def test_says_what_share_was_in_time() -> None:
    frame = complaints(
        *[answered(MAY, 10, acknowledged=on(12), answer_due=on(25))] * 6,
        *[answered(MAY, 20, acknowledged=on(20), answer_due=on(25))] * 2,
        complaint(acknowledged=on(12), answer_due=on(25)),
        answered(MAY, 5, "withdrawn"),
        complaint(on(1, 6), acknowledged=on(1, 6), answer_due=on(30, 6)),
        answered(on(1, 6), 1, acknowledged=on(1, 6), answer_due=on(30, 6)),
    )
    told = timeliness(frame, on(5, 6))
    quick = row(told, step="acknowledged")
    assert (quick["received"], quick["due"], quick["in_time"], quick["late"]) == (12, 11, 9, 2)
    assert (quick["not_recorded"], quick["share"]) == (1, pytest.approx(9 / 11))
    full = row(told, step="answered")
    assert (full["due"], full["in_time"], full["late"], full["overdue"]) == (9, 6, 2, 1)
    assert (full["ahead"], full["not_due"], full["withdrawn"]) == (1, 1, 1)
    exact = binomtest(6, 9).proportion_ci(method="exact")
    assert (full["low"], full["high"]) == pytest.approx((exact.low, exact.high))
    assert full["sentence"] == (
        "6 of 9 (67%) answered by the day agreed, or within six months; 1 still waits."
    )


def test_a_quick_answer_does_not_flatter_before_others_could_be_late() -> None:
    newest = [answered(on(1, 6), 2, answer_due=on(30, 6))] * 20
    waiting = [complaint(on(1, 6), answer_due=on(30, 6))] * 20
    late = [answered(MAY, 40, answer_due=on(20))] * 10
    full = row(timeliness(complaints(*newest, *waiting, *late), on(25, 6)), step="answered")
    assert (full["share"], full["ahead"], full["not_due"]) == (0, 20, 20)


@pytest.mark.parametrize(
    ("in_time", "late", "verdict", "ending"),
    [
        (0, 0, "too few to judge", "None has fallen due yet."),
        (0, 1, "too few to judge", "within six months: too few to judge."),
        (1, 0, "too few to judge", "within six months: too few to judge."),
        (0, 2, "lower than expected", ": below the target of 95%."),
        (19, 1, "within chance", ": within chance of the target of 95%."),
        (10, 10, "lower than expected", ": below the target of 95%."),
        (200, 0, "higher than expected", ": above the target of 95%."),
    ],
)
def test_a_target_is_compared_with_by_the_exact_test(
    in_time: int, late: int, verdict: str, ending: str
) -> None:
    rows = [answered(MAY, 5, answer_due=on(25))] * in_time
    rows += [answered(MAY, 20, answer_due=on(25))] * late
    rows += [answered(MAY, 5, "withdrawn")]
    full = row(timeliness(complaints(*rows), LATER, target=0.95), step="answered")
    assert full["verdict"] == verdict
    assert full["sentence"].endswith(ending)


@settings(max_examples=30, deadline=None)
@given(frames, days)
def test_every_complaint_is_counted_once_in_timeliness(frame: pl.DataFrame, day: date) -> None:
    for by in (None, "team"):
        told = timeliness(frame, day, by)
        parts = told.select(
            pl.sum_horizontal("due", "ahead", "not_due", "not_recorded", "withdrawn")
        ).to_series()
        assert parts.equals(told["received"].alias(parts.name))
        judged = told.select(pl.sum_horizontal("in_time", "late", "overdue")).to_series()
        assert judged.equals(told["due"].alias(judged.name))
        assert set(told["verdict"]) <= {"nothing to compare with", "too few to judge"}


# Open, and time to answer


def test_counts_what_is_open() -> None:
    frame = complaints(
        complaint(on(1, 1), answer_due=on(1, 2)),
        complaint(on(1, 4)),
        answered(on(1, 2), 20),
        answered(on(1, 2), 20, "withdrawn"),
    )
    told = row(still_open(frame, on(11, 4)))
    assert (told["open"], told["overdue"], told["not_due"]) == (2, 1, 1)
    assert told["oldest_days"] == 100
    assert told["sentence"] == "2 are open, 1 overdue; the oldest has waited 100 days."
    assert row(still_open(frame[2:], on(11, 4)))["sentence"] == "None is open."


def test_time_to_answer_counts_open_complaints_as_open() -> None:
    closed = [answered(on(1, 1), number) for number in (10, 12, 14, 16, 18, 20)]
    waiting = [complaint(on(1, 1))] * 6
    gone = [answered(on(1, 1), 1, "withdrawn")] * 9
    told = row(time_to_respond(complaints(*closed, *waiting, *gone), on(30, 6)))
    assert (told["n"], told["closed"]) == (12, 6)
    assert told["median"] == 100  # half are answered on day 20, and nobody since: until day 180
    assert row(time_to_respond(complaints(*closed), on(30, 6)))["median"] == 15


# What was concluded


def test_shares_of_outcomes_are_of_the_decided() -> None:
    frame = complaints(
        *[answered(MAY, 9, "upheld")] * 3,
        *[answered(MAY, 9, "partly_upheld")] * 4,
        *[answered(MAY, 9, "not_upheld")] * 2,
        answered(MAY, 9, "withdrawn"),
        *[answered(MAY, 9, None)] * 2,
        *[complaint()] * 5,
    )
    told = outcomes(frame, on(30))
    assert told["outcome"].to_list() == list(OUTCOMES)
    assert told["count"].to_list() == [3, 4, 7, 2, 1, 2, 5]
    assert told["decided"].to_list() == [9, 9, 9, 9, None, None, None]
    founded = row(told, outcome="well_founded")
    exact = binomtest(7, 9).proportion_ci(method="exact")
    assert founded["share"] == pytest.approx(7 / 9)
    assert (founded["low"], founded["high"]) == pytest.approx((exact.low, exact.high))
    assert founded["verdict"] == "could be more or less than half"
    assert row(outcomes(frame, on(19)), outcome="not_decided")["count"] == 17


def test_one_complaint_counts_once_in_each_of_its_themes() -> None:
    frame = complaints(
        answered(MAY, 9, themes=["carers", "housing", "carers"]),
        answered(MAY, 9, "not_upheld", themes=["carers"]),
        complaint(themes=[]),
        complaint(themes=None),
    )
    told = themes(frame, on(30))
    assert told.select("case", "count", "complaints", "well_founded", "decided").rows() == [
        ("carers", 2, 4, 1, 2),
        ("housing", 1, 4, 1, 1),
        ("not recorded", 2, 4, 0, 0),
    ]


def test_teams_stand_in_a_funnel() -> None:
    frame = complaints(
        *[answered(MAY, 9)] * 30,
        *[answered(MAY, 9, "not_upheld", team="South team")] * 30,
        *[answered(MAY, 9, "not_upheld", team="West team")] * 3,
        complaint(team="West team", answer_due=on(20)),
    )
    told = teams(frame, on(30))
    assert told.select("group", "received", "open", "overdue").rows() == [
        ("North team", 30, 0, 0),
        ("South team", 30, 0, 0),
        ("West team", 4, 1, 1),
    ]
    assert row(told, group="North team")["denominator"] == 30
    assert row(told, group="West team")["verdict"] in ("within chance", "too few to judge")


# At the ombudsman


@pytest.mark.parametrize(
    ("columns", "state", "over"),
    [
        ({"remedy_due": on(13, 10), "remedied": on(13, 10)}, "on time", 0),
        ({"remedy_due": on(13, 10), "remedied": on(23, 10)}, "late", 10),
        ({"remedy_due": on(13, 10)}, "overdue", 18),
        ({"remedy_due": on(31, 10)}, "not due yet", 0),
        ({"remedied": on(13, 10)}, "no day agreed", None),
    ],
)
def test_remedies_are_in_time_or_not(columns: dict[str, Any], state: str, over: Any) -> None:
    upheld: dict[str, Any] = {"ombudsman_referred": True, "ombudsman_outcome": "upheld"}
    frame = complaints(answered(MAY, 9, ombudsman_decided=on(1, 9), **upheld, **columns))
    told = row(remedies(frame, on(31, 10)))
    assert (told["remedy"], told["days_over"]) == (state, over)
    assert told["remedy"] in set(RemedyState)
    assert remedies(frame, on(31, 8)).is_empty()


# The annual report


def test_counts_what_the_annual_report_has_to_state() -> None:
    frame = complaints(
        answered(date(2025, 3, 31), 10, "upheld"),  # before the year, decided in it
        answered(date(2025, 4, 1), 10, "partly_upheld", themes=["carers", "housing"]),
        answered(date(2025, 6, 1), 10, "not_upheld", ombudsman_referred=True, themes=["carers"]),
        answered(date(2025, 7, 1), 10, "withdrawn", themes=[]),
        answered(date(2026, 3, 31), 10, "upheld"),  # received in the year, decided after it
        complaint(date(2026, 3, 1)),
        answered(date(2026, 2, 2), 10, None),  # no finding on record
        complaint(date(2026, 3, 2), outcome="upheld"),  # decided, no day
        complaint(date(2026, 4, 1)),
    )
    report = annual_report(frame, 2026, on(30, 4))
    assert (report.first_day, report.last_day) == (date(2025, 4, 1), date(2026, 3, 31))
    assert report.complete
    assert dict(report.counts.select("item", "number").rows()) == {
        "received": 7,
        "decided": 3,
        "well_founded": 2,
        "upheld": 1,
        "partly_upheld": 1,
        "referred_to_ombudsman": 1,
        "withdrawn": 1,
        "no_finding": 1,
        "not_decided": 1,
        "no_subject": 1,
        "decided_no_day": 1,
    }
    assert report.counts.filter("required")["item"].to_list() == [
        "received",
        "well_founded",
        "referred_to_ombudsman",
    ]
    assert report.subjects.select("case", "count").rows() == [
        ("waiting_times", 4),
        ("carers", 2),
        ("housing", 1),
        ("not recorded", 1),
    ]


def test_an_annual_report_before_its_year_is_over_says_so() -> None:
    frame = complaints(complaint(date(2025, 6, 1)), complaint(date(2026, 2, 1)))
    report = annual_report(frame, 2026, date(2026, 1, 31))
    assert not report.complete
    assert row(report.counts, item="received")["number"] == 1
    assert annual_report(frame, 2026, date(2026, 3, 31)).complete


# Edges


def test_nothing_recorded_gives_an_empty_answer_of_the_same_shape() -> None:
    frame = complaints(
        answered(MAY, 9, ombudsman_outcome="upheld", ombudsman_decided=on(21), remedy_due=on(30))
    )
    measures: list[Any] = [
        deadlines,
        by_month,
        timeliness,
        still_open,
        time_to_respond,
        outcomes,
        themes,
        teams,
        remedies,
        lambda rows, day: compliments_beside(rows, compliments(), day),
        lambda rows, day: annual_report(rows, 2027, day).subjects,
    ]
    for measure in measures:
        for nothing in (frame.clear(), frame.filter(pl.col("received") > LATER)):
            assert measure(nothing, LATER).is_empty()
            assert measure(nothing, LATER).schema == measure(frame, LATER).schema
    counts = annual_report(frame.clear(), 2027, LATER).counts
    assert counts["number"].to_list() == [0] * counts.height


def test_one_complaint_is_enough_for_every_measure() -> None:
    frame = complaints(complaint())
    for by in (None, "team", "themes", "channel"):
        for measure in (by_month, timeliness, still_open, outcomes):
            assert not measure(frame, LATER, by).is_empty()
    assert row(teams(frame, LATER))["verdict"] == "nothing to compare with"
    assert row(time_to_respond(frame, LATER))["verdict"] == "too few to judge"


def test_refuses_what_it_cannot_read() -> None:
    frame = complaints(complaint())
    for measure in (deadlines, timeliness, outcomes, remedies):
        with pytest.raises(ValueError, match="missing column: responded"):
            measure(frame.drop("responded"), LATER)
    with pytest.raises(ValueError, match="missing column: postcode"):
        by_month(frame, LATER, "postcode")
    with pytest.raises(ValueError, match="target must be between 0 and 1, not 95"):
        timeliness(frame, LATER, target=95)


@pytest.mark.parametrize(
    ("day", "year"), [(date(2026, 3, 31), 2026), (date(2026, 4, 1), 2027), (date(2026, 1, 1), 2026)]
)
def test_the_reporting_year_ends_with_march(day: date, year: int) -> None:
    assert year_ending(day) == year


def test_reporting_years_go_back_to_the_first_complaint_and_hold_the_last_that_is_over() -> None:
    known = complaints(complaint(date(2024, 4, 1)), complaint(date(2027, 1, 1)))
    assert report_years(known, date(2026, 9, 30)) == [2027, 2026, 2025]
    assert report_years(complaints(), date(2026, 9, 30)) == [2027, 2026]
    assert report_years(complaints(), date(2026, 3, 31)) == [2026]
    with pytest.raises(ValueError, match="received"):
        report_years(pl.DataFrame(), date(2026, 3, 31))


# What was not recorded is no "no"


def test_a_field_that_nobody_ever_filled_is_not_recorded() -> None:
    rows = complaints(complaint(date(2026, 1, 5), outcome="upheld"), complaint(date(2026, 2, 2)))
    found = timeliness(rows, date(2026, 6, 1), recorded=recorded(rows))
    assert found.get_column("due").to_list() == [0, 0]
    assert found.get_column("overdue").to_list() == [0, 0]
    assert found.get_column("sentence").to_list() == ["Not recorded for 2."] * 2
    waits = still_open(rows, date(2026, 6, 1), recorded=recorded(rows)).row(0, named=True)
    assert (waits["open"], waits["overdue"]) == (1, None)
    assert "when answers came is not recorded" in waits["sentence"]
    nothing = rows.with_columns(outcome=pl.lit(None, pl.String))
    waits = still_open(nothing, date(2026, 6, 1), recorded=recorded(nothing)).row(0, named=True)
    assert waits["sentence"] == "Which are open is not recorded."


def test_a_field_recorded_in_one_year_only_says_nothing_of_another() -> None:
    with_days = complaint(
        date(2026, 1, 5),
        acknowledged=date(2026, 1, 6),
        responded=date(2026, 1, 30),
        outcome="upheld",
    )
    rows = complaints(with_days, complaint(date(2024, 1, 5)))
    found = timeliness(rows, date(2026, 3, 1), recorded=recorded(rows))
    assert found.get_column("due").to_list() == [1, 0]  # the answer was not due until July
    assert found.get_column("not_recorded").to_list() == [1, 1]


@settings(max_examples=20, deadline=None)
@given(frames, days)
def test_half_years_hold_every_complaint_once_and_add_up_to_its_outcomes(
    frame: pl.DataFrame, day: date
) -> None:
    halves = outcomes_by_half_year(frame, day)
    assert set(halves["period"].dt.month()) <= {4, 10}
    assert set(halves["period"].dt.day()) <= {1}
    counts = dict(outcomes(frame, day).select("outcome", "count").rows())
    for name in OUTCOMES:
        assert (halves[name].sum() or 0) == counts.get(name, 0)
    once = [name for name in OUTCOMES if name != "well_founded"]
    assert (
        halves.select(pl.sum_horizontal(once)).to_series().to_list() == halves["received"].to_list()
    )
