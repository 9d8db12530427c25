"""What leaders read about complaints: chance called chance, small counts hidden, lessons named."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from components.charts.spec import ControlChart
from components.exhibits.complaints.changed import complaints_changed
from components.exhibits.complaints.half_years import complaints_half_years
from components.exhibits.complaints.subjects import (
    complaints_outcomes,
    complaints_teams,
    complaints_themes,
)
from components.exhibits.complaints.times import complaints_timeliness
from components.exhibits.complaints.volume import (
    complaints_compliments,
    complaints_volume,
    last_day,
)
from components.exhibits.exhibit import Exhibit
from components.exhibits.filters import Filters
from components.exhibits.ombudsman.upheld import (
    ombudsman_expected,
    ombudsman_funnel,
    ombudsman_remedies,
    ombudsman_upheld,
)
from components.exhibits.view import View
from measures.complaints.volume import by_month
from measures.peers.sets import PeerSet
from tests.measures.record_rows import records
from vocabulary.nature import Nature

TODAY = date(2026, 10, 14)
WHOLE = date(2026, 8, 31)  # up to when the record is whole
EVERYBODY = PeerSet("england", None, "council in England", "councils in England")
VIEW = View("Somewhere", Nature.OWN, TODAY)
PUBLIC = replace(VIEW, audience="public")
ALL = Filters(date(2024, 11, 1), TODAY, None, None, None)
NAMES = {"waiting_times": "Waiting times", "carers": "Carers"}


def complaint(day: date, number: int, **more: Any) -> dict[str, Any]:
    return {
        "received": day,
        "acknowledged": day + timedelta(days=1),
        "responded": day + timedelta(days=20),
        "outcome": "upheld" if number % 2 else "not_upheld",
        "team": "North team" if number % 10 else "Tiny team",
        "themes": ["waiting_times"],
        **more,
    }


def months(count: int, sizes: tuple[int, ...] = (12, 15, 11, 14)) -> list[dict[str, Any]]:
    rows = []
    for month in range(count):
        first = date(2025 + (month + 0) // 12, month % 12 + 1, 3)
        rows += [complaint(first + timedelta(days=n), n) for n in range(sizes[month % len(sizes)])]
    return rows


COMPLAINTS = records("complaint", months(20))
NINE = {
    "year": "2025-26",
    "scope": "adult social care",
    "investigations": 9,
    "upheld": 8,
    "similar_authority_average": 80.0,
    "expected": 5.0,
    "remedies": 8,
    "late_remedies": 1,
    "compliance_rate": 100.0,
}


def test_usual_months_are_called_usual_and_equal_the_measure() -> None:
    shown = complaints_volume(COMPLAINTS, WHOLE, ALL, VIEW)
    assert shown.headline == "Complaints are as usual: none of 20 months stood out"
    counted = by_month(COMPLAINTS, date(2026, 8, 31)).get_column("value").to_list()
    assert shown.table().get_column("Complaints").to_list() == counted


def test_months_after_the_record_ends_are_missing_and_not_zero() -> None:
    assert last_day(COMPLAINTS, WHOLE, VIEW) == date(2026, 8, 31)
    shown = complaints_volume(COMPLAINTS, WHOLE, ALL, VIEW)
    assert shown.frame.height == 20
    assert isinstance(shown.chart, ControlChart)
    assert shown.chart.late == ("2026-09-01",), "over by the day in view, and not in yet"


def test_a_month_that_is_not_whole_is_shown_so_far_and_judged_by_nothing() -> None:
    record = records("complaint", [*months(20), complaint(date(2026, 9, 2), 1)])
    shown = complaints_volume(record, date(2026, 9, 3), ALL, VIEW)
    assert shown.headline == "Complaints are as usual: none of 20 months stood out"
    last = shown.table().row(-1, named=True)
    assert (last["Complaints"], last["Reading"]) == (1, "so far")
    assert "September 2026: so far, not judged; the record is not whole yet." in shown.caveats
    public = complaints_volume(record, date(2026, 9, 3), ALL, PUBLIC)
    assert "so far" not in public.table().get_column("Reading").to_list()


def test_a_record_that_nobody_says_is_whole_has_no_month_to_judge() -> None:
    shown = complaints_volume(COMPLAINTS, None, ALL, VIEW)
    assert shown.headline == "No whole month of complaints is recorded for this choice"
    assert set(shown.table().get_column("Reading")) == {"so far"}


def test_what_is_late_is_judged_on_the_day_the_record_tells_of() -> None:
    """Answers given after the file was extracted are not known: nothing is late because of that."""
    record = records("complaint", [complaint(date(2026, 5, 4), 1, acknowledged=None)])
    on_5_june = replace(VIEW, today=date(2026, 6, 5))
    rows = complaints_timeliness(record, date(2026, 5, 4), ALL, on_5_june).frame
    assert int(rows.get_column("overdue").sum()) == 0


def test_the_public_sees_no_month_of_fewer_than_five() -> None:
    few = records("complaint", months(20, (12, 3, 11, 14)))
    shown = complaints_volume(few, WHOLE, ALL, PUBLIC)
    assert "3" not in shown.table().get_column("Complaints").to_list()
    assert "[c]" in shown.table().get_column("Complaints").to_list()


def test_with_most_months_hidden_nothing_is_called_usual() -> None:
    few = records("complaint", months(20, (2, 3, 2, 9)))
    shown = complaints_volume(few, WHOLE, ALL, PUBLIC)
    assert shown.headline == "Too few complaints a month to show here"
    assert shown.chart is None


def test_a_small_team_is_hidden_from_the_public() -> None:
    one = records("complaint", [*months(12), complaint(date(2026, 3, 9), 1, team="Other team")])
    table = complaints_teams(one, WHOLE, ALL, PUBLIC).table()
    shown = dict(table.select("Team", "Decided").rows())
    assert shown["Other team"] == "[c]"


def test_eight_of_nine_and_nine_for_five_are_within_chance() -> None:
    figures = records("ombudsman", [NINE])
    assert ombudsman_upheld(figures, VIEW).headline == (
        "8 of 9 ombudsman complaints upheld: within chance of the 80% usual"
    )
    expected = ombudsman_expected(figures, VIEW)
    assert expected.headline == "9 ombudsman investigations, 5 expected: within chance"
    assert "1 year in 15" in expected.meaning
    assert ombudsman_remedies(figures, VIEW).headline == "Every remedy was done, one remedy late"


def test_councils_of_another_scope_are_never_compared_with() -> None:
    own = records("ombudsman", [NINE])
    others = records(
        "ombudsman",
        [{**NINE, "authority": f"Council {n}", "scope": "all services"} for n in range(9)],
    )
    shown = ombudsman_funnel(own, others, EVERYBODY, VIEW)
    assert shown.frame.is_empty()
    same = others.with_columns(scope=own["scope"][0] + others["scope"].str.slice(0, 0))
    everybody = ombudsman_funnel(own, same, EVERYBODY, VIEW)
    assert everybody.frame.height == 10
    assert everybody.subtitle.endswith("beside 9 councils in England")
    some = PeerSet("chosen", ("Council 1", "Council 2"), "chosen council", "chosen councils")
    chosen = ombudsman_funnel(own, same, some, VIEW)
    assert chosen.frame.get_column("group").to_list()[1:] == ["Council 1", "Council 2"]
    assert chosen.subtitle.endswith("beside 2 of 2 chosen councils")
    assert chosen.headline == "Only two other councils to compare with: too few"


def test_all_services_are_set_beside_all_services_where_nothing_else_can_be() -> None:
    own = records("ombudsman", [NINE, {**NINE, "scope": "all services"}])
    others = records(
        "ombudsman",
        [{**NINE, "authority": f"Council {n}", "scope": "all services"} for n in range(9)],
    )
    shown = ombudsman_funnel(own, others, EVERYBODY, VIEW)
    assert shown.frame.height == 10
    assert shown.subtitle.startswith("All services, ")


def test_each_upheld_decision_names_what_changed_or_that_nothing_did() -> None:
    decided = {
        "ombudsman_referred": True,
        "ombudsman_outcome": "upheld",
        "ombudsman_decided": date(2026, 6, 1),
        "remedy_due": date(2026, 7, 1),
        "remedied": date(2026, 6, 20),
    }
    cases = [
        complaint(date(2026, 1, 5), 1, reference="C-1", **decided),
        complaint(date(2026, 1, 6), 1, reference="C-2", **decided),
        complaint(date(2026, 8, 6), 1, reference="C-3"),
    ]
    lesson = {
        "origin": "ombudsman",
        "origin_reference": "C-1",
        "found": date(2026, 6, 3),
        "lesson": "Give reasons in writing.",
        "change": "A letter gives reasons.",
        "changed_on": date(2026, 8, 1),
    }
    recorded = records("complaint", cases), records("learning", [lesson])
    built = complaints_changed(*recorded, WHOLE, ALL, VIEW)
    assert built.headline == "One of two upheld decisions led to a change"
    rows = {row["reference"]: row for row in built.frame.iter_rows(named=True)}
    assert set(rows) == {"C-1", "C-2"}
    assert rows["C-1"]["change"] == "A letter gives reasons."
    assert rows["C-2"]["change"] == "Nothing changed yet"
    assert "Complaint" not in complaints_changed(*recorded, WHOLE, ALL, PUBLIC).table().columns


def everything(complaints: Any, figures: Any, view: View) -> list[Exhibit]:
    return [
        complaints_volume(complaints, WHOLE, ALL, view),
        complaints_timeliness(complaints, WHOLE, ALL, view),
        complaints_outcomes(complaints, WHOLE, ALL, view),
        complaints_themes(complaints, NAMES, WHOLE, ALL, view),
        complaints_teams(complaints, WHOLE, ALL, view),
        complaints_compliments(complaints, records("compliment"), WHOLE, ALL, view),
        complaints_changed(complaints, records("learning"), WHOLE, ALL, view),
        ombudsman_upheld(figures, view),
        ombudsman_expected(figures, view),
        ombudsman_funnel(figures, records("ombudsman"), EVERYBODY, view),
        ombudsman_remedies(figures, view),
    ]


@pytest.mark.parametrize("view", [VIEW, PUBLIC])
def test_without_records_there_is_a_sentence_and_no_chart(view: View) -> None:
    for shown in everything(records("complaint"), records("ombudsman"), view):
        assert shown.frame.is_empty()
        assert shown.chart is None
        assert len(shown.headline.split()) > 3


@pytest.mark.parametrize("view", [VIEW, PUBLIC])
def test_one_record_is_told_without_nan_or_null(view: View) -> None:
    one = records("complaint", [complaint(date(2026, 8, 20), 1)])
    bare = records("ombudsman", [{"year": "2025-26", "scope": "all services"}])
    for shown in everything(one, bare, view):
        words = f"{shown.headline} {shown.subtitle} {shown.verdict} {shown.meaning}"
        assert not {"nan", "None", "null"} & set(words.replace(".", " ").split())


def half_year(first: date, upheld: int, others: int, waiting: int = 0) -> list[dict[str, Any]]:
    open_ones: dict[str, Any] = {"responded": None, "outcome": None}
    return [
        *(complaint(first, 1) for _ in range(upheld)),
        *(complaint(first, 2) for _ in range(others)),
        *(complaint(first, 3, **open_ones) for _ in range(waiting)),
    ]


def halves(*rows: dict[str, Any], whole: date = date(2026, 9, 30)) -> Exhibit:
    record = records("complaint", list(rows))
    return complaints_half_years(record, whole, ALL, replace(VIEW, today=date(2026, 10, 31)))


@pytest.mark.parametrize(
    ("upheld", "others", "waiting", "verdict"),
    [
        (30, 10, 0, "More than chance."),  # against 20 of 40
        (22, 18, 0, "Could be chance."),
        (30, 10, 15, "Not judged yet."),  # had the 15 not been upheld, it might be chance
        (1, 1, 0, "Too few to judge."),
    ],
)
def test_half_years_differ_only_where_chance_and_what_waits_cannot_explain_it(
    upheld: int, others: int, waiting: int, verdict: str
) -> None:
    before = half_year(date(2025, 10, 1), 20, 20)
    if verdict == "Too few to judge.":
        before = half_year(date(2025, 10, 1), 1, 1)
    shown = halves(*before, *half_year(date(2026, 4, 1), upheld, others, waiting))
    assert shown.verdict == verdict
    assert ("chance" in shown.headline) == ("chance" in verdict)
    newest = shown.table().row(0, named=True)
    assert newest["Received"] == "April to September 2026"
    assert (newest["Decided"], newest["Upheld at least in part"]) == (upheld + others, upheld)
    assert newest["Complaints"] == upheld + others + waiting


def test_a_half_year_that_is_not_whole_is_shown_so_far_and_never_judged() -> None:
    rows = [
        *half_year(date(2025, 4, 1), 20, 20),
        *half_year(date(2025, 10, 1), 22, 18),
        *half_year(date(2026, 4, 1), 40, 0),
    ]
    shown = halves(*rows, whole=date(2026, 9, 29))
    assert shown.frame.get_column("name")[0] == "April to September 2026, so far"
    assert shown.verdict == "Could be chance."
    assert shown.headline.startswith("55% were upheld in the half-year to March 2026, 50% before")


def test_half_years_are_entire_whatever_part_of_them_the_period_holds() -> None:
    rows = [*half_year(date(2024, 10, 3), 9, 4), *half_year(date(2026, 4, 1), 9, 4)]
    shown = halves(*rows)
    assert shown.frame.get_column("name")[-1] == "October 2024 to March 2025"
    assert shown.frame.get_column("received")[-1] == 13
    assert shown.caveats == ("Half-years are shown whole: the first begins on 1 October 2024.",)
    assert halves(*half_year(date(2026, 4, 1), 0, 0, 3)).unrecorded
