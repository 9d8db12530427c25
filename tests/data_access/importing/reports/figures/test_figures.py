"""Figures in a report's sentences: which number is what, of when, and that none lands unasked."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import polars as pl
import pytest

from data_access.datasets import OMBUDSMAN
from data_access.errors import DataError
from data_access.importing.reports.figures.indicators import indicator_figures, named_measures
from data_access.importing.reports.figures.ombudsman import ombudsman_figures
from data_access.importing.reports.figures.proposed import ProposedFigure, confirmed_as, period_of
from data_access.importing.reports.figures.quantities import quantities_in
from data_access.importing.reports.import_report import (
    ReportPlan,
    land_report,
    plan_report,
    with_figures,
)
from data_access.importing.reports.parsing.result import ReportSource
from data_access.ledger.entry import Entry
from data_access.ledger.ledger import append
from data_access.reference.published_facts import catalogue_frame
from data_access.snapshot import snapshot
from data_access.store.database import Store
from vocabulary.principal import Principal

COUNCIL = "Somewhere Council"
DAY = date(2025, 5, 20)


@pytest.mark.parametrize(
    ("sentence", "numbers"),
    [
        ("In March 2024, 1,204 people waited and 28% had waited long.", [1204, 28]),
        ("People aged 65 and over waited 45 days, those aged 18 to 64 for 30 days.", [45, 30]),
        ("Enquiries under section 42 were decided within 28 days in 2023/24.", []),
        ("Waits of between 5 and 6 months were found in two thirds of the areas.", []),
        ("On 30 June 2024 they had 12.5 per cent vacant posts.", [12.5]),
        ("Over the last 12 months 3 of 9 were late.", [3, 9]),
        ("COVID-19 and the £1.2m grant of 2021 changed tier 2.", []),
    ],
)
def test_numbers_that_count_something_are_told_from_days_ages_and_names(
    sentence: str, numbers: list[float]
) -> None:
    found = quantities_in(sentence)
    assert [each.value for each in found] == numbers
    assert all(sentence[each.start : each.end].strip() for each in found)


@pytest.mark.parametrize(
    ("sentence", "fields"),
    [
        (
            "In the year 14 complaints were made to the ombudsman, of which 86% were upheld.",
            {"investigations": 14, "uphold_rate": 86},
        ),
        (
            "This was above the expected number and the uphold rate for an authority of this "
            "type, at 6 and 77% respectively.",
            {"expected": 6, "similar_authority_average": 77},
        ),
        ("There was only 1 late remedy.", {"late_remedies": 1}),
        ("Two remedies were late.", {"late_remedies": 2}),
        (
            "The uphold rate was 83%, against an average of 79% in similar authorities.",
            {"uphold_rate": 83, "similar_authority_average": 79},
        ),
        ("The council complied with 100% of recommendations.", {"compliance_rate": 100}),
        (
            "It received 31 complaints and enquiries; 12 were investigated and 9 were upheld.",
            {"received": 31, "investigations": 12, "upheld": 9},
        ),
        (
            "In 22% of upheld cases a satisfactory remedy had been offered.",
            {"remedied_before_rate": 22},
        ),
        ("The ombudsman closed after initial enquiries what was not for it.", {}),
        ("Eight of them were about charging.", {}),
    ],
)
def test_each_number_goes_to_the_ombudsmans_column_its_words_name(
    sentence: str, fields: dict[str, float]
) -> None:
    assert {name: each.value for name, each in ombudsman_figures(sentence)} == fields


@pytest.mark.parametrize(
    ("sentence", "measures"),
    [
        ("28% of reviews were overdue.", {"reviews_overdue": 28}),
        ("There were 412 people waiting for an assessment.", {"assessments_waiting": 412}),
        (
            "57% of people were satisfied with their care and support, compared with an England "
            "average of 62%.",
            {"ASCOF 1D": 57},
        ),
        (
            "The vacancy rate for social workers was 12.5% and staff turnover was 9%.",
            {"vacancies": 12.5, "staff_turnover": 9},
        ),
        ("62.7% of carers had as much social contact as they would like.", {"ASCOF 5A2": 62.7}),
        (
            "28% of reviews were overdue and the vacancy rate was 12%.",
            {"reviews_overdue": 28, "vacancies": 12},
        ),
        ("28% of reviews were not overdue.", {}),
        ("A quarter of the 40 staff we met were new.", {}),
        ("The target for overdue reviews was 10%.", {}),
        ("Nationally 66% of people were satisfied with their care and support.", {}),
        ("The service supported 300 people.", {}),
    ],
)
def test_a_number_is_a_measures_only_where_its_own_words_say_so(
    sentence: str, measures: dict[str, float]
) -> None:
    known = named_measures(catalogue_frame().with_columns(same_as=pl.lit(None, pl.String)))
    found = indicator_figures(sentence, known)
    assert {measure.indicator: each.value for measure, each in found} == measures


@pytest.mark.parametrize(
    ("sentence", "first", "last"),
    [
        ("In the last 12 months it fell.", date(2024, 5, 1), date(2025, 4, 30)),
        ("In 2023/24 it fell.", date(2023, 4, 1), date(2024, 3, 31)),
        ("At the end of June 2024 it stood at that.", date(2024, 6, 1), date(2024, 6, 30)),
        ("On 7 February 2024 it stood at that.", date(2024, 2, 1), date(2024, 2, 29)),
    ],
)
def test_the_period_is_the_one_the_sentence_names(sentence: str, first: date, last: date) -> None:
    period = period_of(sentence, DAY)
    assert period is not None
    assert (period.first, period.last) == (first, last)


@pytest.mark.parametrize("sentence", ["It fell.", "It fell from March 2023 until June 2024 twice."])
def test_a_period_that_is_not_said_is_not_made_up(sentence: str) -> None:
    period = period_of(sentence, DAY)
    assert period is None or period.first < period.last


PAGE = """Learning, improvement and innovation
Score: 2
What people expect:
I am heard.
The local authority commitment:
We learn.
Key findings for this quality statement
Complaints
In 2023/24 the ombudsman decided on complaints about adult social care: 12 were investigated and \
9 were upheld, 7 being the number expected. There was 1 late remedy. In March 2024, 28% of reviews \
were overdue. Turnover of staff was 14%.
Reviews
In March 2024, 28% of reviews were overdue. Staff turnover was 14%.
"""


def planned(store: Store, officer: Principal) -> ReportPlan:
    source = ReportSource("page.txt", PAGE.encode())
    return plan_report(store, [source], authority=COUNCIL, published=DAY, principal=officer)


def named(plan: ReportPlan, field: str) -> ProposedFigure:
    return next(each for each in plan.figures if each.field == field)


def test_no_figure_lands_that_nobody_confirmed(sqlite_store: Store, officer: Principal) -> None:
    plan = planned(sqlite_store, officer)
    assert plan.figures
    land_report(sqlite_store, plan, principal=officer)
    known = snapshot(COUNCIL, store=sqlite_store, principal=officer)
    assert known["ombudsman"].is_empty()
    assert known["indicator"].is_empty()


def test_confirmed_figures_land_with_their_sentence_beside_what_is_known(
    sqlite_store: Store, officer: Principal
) -> None:
    row = pl.DataFrame(
        {"authority": [COUNCIL], "year": ["2023-24"], "scope": ["adult social care"]}
    )
    held = row.with_columns(received=pl.lit(20), upheld=pl.lit(8))
    append(sqlite_store, [Entry(OMBUDSMAN, held)], principal=officer, source_name="letter.xlsx")
    plan = planned(sqlite_store, officer)
    taken = [each for each in plan.figures if each.period is not None]
    land_report(
        sqlite_store, with_figures(sqlite_store, plan, taken, principal=officer), principal=officer
    )
    known = snapshot(COUNCIL, store=sqlite_store, principal=officer)
    fields = ("year", "received", "investigations", "upheld", "expected", "late_remedies")
    assert known["ombudsman"].select(fields).rows() == [("2023-24", 20, 12, 9, 7.0, 1)]
    assert "paragraph 1" in known["ombudsman"].item(0, "source")
    reviews = known["indicator"].row(0, named=True)
    assert (reviews["indicator"], reviews["value"], reviews["per"]) == ("reviews_overdue", 28, 100)
    assert (reviews["period_start"], reviews["period_end"]) == (date(2024, 3, 1), date(2024, 3, 31))
    assert reviews["direction"] == "decrease"


def test_a_figure_without_its_period_waits_for_it(sqlite_store: Store, officer: Principal) -> None:
    plan = planned(sqlite_store, officer)
    turnover = named(plan, "staff_turnover")
    assert turnover.period is None
    with pytest.raises(DataError, match="give the period"):
        with_figures(sqlite_store, plan, [turnover], principal=officer)
    said = confirmed_as(
        turnover, value=15, first=date(2023, 4, 1), last=date(2024, 3, 31), scope=None
    )
    landed = with_figures(sqlite_store, plan, [said], principal=officer)
    land_report(sqlite_store, landed, principal=officer)
    known = snapshot(COUNCIL, store=sqlite_store, principal=officer)["indicator"]
    assert known.select("indicator", "value").rows() == [("staff_turnover", 15)]


def test_a_figure_of_the_ombudsmans_without_its_scope_waits_for_it(
    sqlite_store: Store, officer: Principal
) -> None:
    plan = planned(sqlite_store, officer)
    unsaid = replace(named(plan, "upheld"), scope=None)
    with pytest.raises(DataError, match="adult social care or of all services"):
        with_figures(sqlite_store, plan, [unsaid], principal=officer)
