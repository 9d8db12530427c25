"""Behind every bar and point stand exactly the records that it counts."""

from __future__ import annotations

from datetime import date

import pytest

from components.charts.plotly_chart import figure, picked_row
from components.charts.spec import (
    Bars,
    ControlChart,
    Intervals,
    OpposedBars,
    SeriesPanels,
    StackedBars,
)
from components.exhibits.catalogue import CATALOGUE, Showing
from components.exhibits.drills import OF, drill_names, drill_of, drill_query, records_query
from components.exhibits.filters import Filters, filters_of
from components.exhibits.view import View
from data_access.snapshot import snapshot
from data_access.store.database import Store
from tests.pages.conftest import as_made, example, example_file, in_use  # noqa: F401  (fixtures)
from tests.principals import OFFICER
from vocabulary.nature import Nature

EXAMPLE, TODAY = "Example Borough", date(2026, 9, 30)
MEASURE, STATEMENT = "assessments_in_time", "safeguarding"
VIEW = View(EXAMPLE, Nature.ILLUSTRATIVE, TODAY)
DRAWN = (Bars, ControlChart, Intervals, OpposedBars, SeriesPanels, StackedBars)
ITSELF = {
    "assessed_today_all": "counts lines that the statement's own page lists, each with its record",
    "ombudsman_expected": "a mark is one published figure",
    "ombudsman_remedies": "a mark is one published figure",
    "ombudsman_upheld": "a mark is one published figure",
    "ombudsman_funnel": "a mark is one council's published figure",
    "peer_overall": "a mark is one council's published score",
    "peer_statements": "a block counts other councils, whose records are not held",
    "measure_peers": "a mark is one council's published figure",
    "characteristics_gaps": "a block counts characteristics, which the statement's page lists",
    "statement_characteristics": "a block counts characteristics, which are listed beside it",
    "score_history": "a mark is one score, told beside it",
    "statement_scores": "a mark is one score, told on its statement's page",
    "overall_score": "a mark is one score, told on its statement's page",
    "themes_statements": "a cell leads to the theme's page, which lists its findings",
    "then_and_now": "a cell leads to the theme's page, which lists its findings",
    "theme_balance": "its table is the list",
}
"""Exhibits with marks and no records behind them beside what is shown, and why."""
DRILLS = {key: each.drill for key, each in CATALOGUE.items() if each.drill}
CHOICES: dict[str, Filters] = {
    "everything": filters_of(TODAY, "All time"),
    "24 months": filters_of(TODAY),
    "a team and a theme": filters_of(
        TODAY, "Last 12 months", "Front door team", "safeguarding", "Safeguarding"
    ),
}


@pytest.mark.parametrize("choice", list(CHOICES))
def test_the_records_are_as_many_as_the_chart_says(example: Store, choice: str) -> None:  # noqa: F811
    known, filters = snapshot(EXAMPLE, store=example, principal=OFFICER), CHOICES[choice]
    showing = Showing(known, filters, VIEW, measure=MEASURE, statement=STATEMENT)
    wrong = []
    for key, drill in DRILLS.items():
        exhibit = showing(key)
        for name, row in drill_names(exhibit, drill).items():
            rows = drill.behind(known, filters, VIEW, row)
            said = sum(row[column] or 0 for column in drill.counts)
            column = row["step"] if drill.unit == "step" else drill.unit
            found = int(rows[column].sum()) if column else rows.height
            if found != said:
                wrong.append((key, name, said, found))
    assert not wrong


def test_a_click_finds_the_row_it_was_on(example: Store) -> None:  # noqa: F811
    """As Plotly tells of it: every bar and mark of every drawing leads to its own row."""
    known = snapshot(EXAMPLE, store=example, principal=OFFICER)
    showing = Showing(known, filters_of(TODAY), VIEW, measure=MEASURE, statement=STATEMENT)
    kinds = set()
    for key in DRILLS:
        exhibit = showing(key)
        spec = exhibit.chart
        if not isinstance(spec, DRAWN):
            continue
        kinds.add(type(spec))
        drawn, _ = figure(spec, exhibit.frame)
        trace = drawn.data[-1]
        for place, (x, y) in enumerate(zip(trace.x, trace.y, strict=True)):
            point = {"x": str(x) if isinstance(x, date) else x, "y": y, "point_index": place}
            row = picked_row(spec, exhibit.frame, point)
            assert row is not None, (key, point)
            if isinstance(spec, ControlChart | SeriesPanels):
                assert row[spec.value] == y
                assert (row[spec.date].year, row[spec.date].month) == (x.year, x.month)
            elif isinstance(spec, OpposedBars):
                assert row[spec.category] == y
                assert abs(x) == row[spec.right]
            elif isinstance(spec, Intervals):
                assert row[spec.value] * (100 if spec.percent else 1) == pytest.approx(x)
            elif isinstance(spec, Bars):
                assert x == row[spec.part or spec.count]
            else:
                assert (x if spec.horizontal else y) == row[spec.kinds[-1][0]]
    assert kinds == set(DRAWN)


def test_whatever_has_marks_leads_to_records_or_says_why_not(example: Store) -> None:  # noqa: F811
    known = snapshot(EXAMPLE, store=example, principal=OFFICER)
    showing = Showing(known, filters_of(TODAY), VIEW, measure=MEASURE, statement=STATEMENT)
    marked = {key for key in CATALOGUE if showing(key).chart is not None}
    assert not marked - set(DRILLS) - set(ITSELF)
    assert not set(DRILLS) & set(ITSELF)


@pytest.mark.parametrize(
    "point", [{}, {"x": "2020-01-01"}, {"x": "nonsense"}, {"y": "nobody"}, {"point_index": 9999}]
)
def test_a_click_on_nothing_leads_nowhere(example: Store, point: dict[str, object]) -> None:  # noqa: F811
    showing = Showing(snapshot(EXAMPLE, store=example, principal=OFFICER), filters_of(TODAY), VIEW)
    for key in ("complaints_volume", "complaints_outcomes", "evidence_balance", "audit_teams"):
        exhibit = showing(key)
        assert exhibit.chart
        assert picked_row(exhibit.chart, exhibit.frame, point) is None


def test_the_public_sees_no_single_record(example: Store) -> None:  # noqa: F811
    public = View(EXAMPLE, Nature.ILLUSTRATIVE, TODAY, None, "public")
    showing = Showing(
        snapshot(EXAMPLE, store=example, principal=OFFICER),
        filters_of(TODAY),
        public,
        statement=STATEMENT,
    )
    assert all(drill_of(showing(key)) is None for key in DRILLS if showing.may(key))


def test_the_records_asked_for_are_those_of_the_month_that_stood_out(example: Store) -> None:  # noqa: F811
    known = snapshot(EXAMPLE, store=example, principal=OFFICER)
    volume = Showing(known, filters_of(TODAY), VIEW)("complaints_volume")
    stood_out = volume.frame.filter(volume.frame["meaning"] != "common_cause")
    assert stood_out.get_column("date").to_list() == [date(2025, 11, 1)]
    assert records_query(volume)[OF] == "November 2025"
    outcomes = Showing(known, filters_of(TODAY), VIEW)("complaints_outcomes")
    assert records_query(outcomes)[OF] == outcomes.frame["name"][0]


def test_every_bar_has_an_address_of_its_own(example: Store) -> None:  # noqa: F811
    known = snapshot(EXAMPLE, store=example, principal=OFFICER)
    showing = Showing(known, filters_of(TODAY), VIEW, measure=MEASURE, statement=STATEMENT)
    volume = showing("complaints_volume")
    names = drill_names(volume, DRILLS["complaints_volume"])
    assert next(iter(names)) == "September 2026", "the newest first"
    assert drill_query(volume, "June 2026")[OF] == "June 2026"
    assert all(len(drill_names(showing(key), drill)) > 0 for key, drill in DRILLS.items())
