"""Figures in a report's sentences: which number is what, of when, and that none lands unasked."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import polars as pl
import pytest

from data_access.datasets import OMBUDSMAN
from data_access.errors import DataError
from data_access.importing.reports.figures.propose import propose
from data_access.importing.reports.figures.proposed import ProposedFigure, confirmed_as, period_of
from data_access.importing.reports.figures.quantities import quantities_in
from data_access.importing.reports.import_report import (
    ReportPlan,
    land_report,
    plan_report,
    with_figures,
)
from data_access.importing.reports.parsing.result import (
    ParsedDocument,
    ParsedFinding,
    ParsedReport,
    ReportSource,
)
from data_access.importing.reports.parsing.sentences import split_sentences
from data_access.ledger.entry import Entry
from data_access.ledger.ledger import append
from data_access.reference.published_facts import catalogue_frame
from data_access.snapshot import snapshot
from data_access.store.database import Store
from vocabulary.principal import Principal

COUNCIL = "Somewhere Council"
DAY = date(2025, 5, 20)
CATALOGUE = catalogue_frame().with_columns(same_as=pl.lit(None, pl.String))


def read_of(paragraph: str) -> tuple[ProposedFigure, ...]:
    findings = tuple(
        ParsedFinding("learning", None, 1, place, said, place)
        for place, said in enumerate(split_sentences(paragraph), 1)
    )
    page = ParsedDocument("page.txt", "statement page", paragraph, findings=findings)
    return propose(ParsedReport((page,)), CATALOGUE, DAY)


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
        ("Referrals rose by 14%, a 9% increase on the year, and 3% of cases were shut.", [3]),
        ("This was the fourth lowest of 15 councils, at 210 per 100,000.", [210]),
    ],
)
def test_numbers_that_count_something_are_told_from_days_ages_and_names(
    sentence: str, numbers: list[float]
) -> None:
    found = quantities_in(sentence)
    assert [each.value for each in found] == numbers
    assert all(sentence[each.start : each.end].strip() for each in found)


def test_a_sentence_that_only_compares_is_read_with_the_one_before() -> None:
    figures = read_of(
        "In 2023/24, 70% of people felt safe. This was below the England average of 71%."
    )
    assert [(each.dataset, each.value) for each in figures] == [
        ("indicator", 70),
        ("comparator", 71),
    ]
    assert {each.period.said for each in figures if each.period} == {"2023-24"}
    assert figures[1].name == "People who feel safe, England"


@pytest.mark.parametrize(
    ("sentence", "first", "last"),
    [
        ("In the last 12 months it fell.", date(2024, 5, 1), date(2025, 4, 30)),
        ("In 2023/24 it fell.", date(2023, 4, 1), date(2024, 3, 31)),
        ("At the end of June 2024 it stood at that.", date(2024, 6, 1), date(2024, 6, 30)),
        ("From 1 April 2022 to 31 March 2023 it fell.", date(2022, 4, 1), date(2023, 3, 31)),
        ("On 7 February 2024 it stood at that.", date(2024, 2, 1), date(2024, 2, 29)),
    ],
)
def test_the_period_is_the_one_the_sentence_names(sentence: str, first: date, last: date) -> None:
    period = period_of(sentence, DAY)
    assert period is not None
    assert (period.first, period.last) == (first, last)


@pytest.mark.parametrize("sentence", ["In 2021 it fell.", "It took 14-15 weeks."])
def test_a_year_alone_or_a_span_of_weeks_is_no_period(sentence: str) -> None:
    assert period_of(sentence, DAY) is None


@pytest.mark.parametrize("sentence", ["It fell.", "It fell from March 2023 until June 2024 twice."])
def test_a_period_that_is_not_said_is_not_made_up(sentence: str) -> None:
    period = period_of(sentence, DAY)
    assert period is None or period.first < period.last


def test_between_two_months_is_a_year_only_where_it_is_a_whole_one() -> None:
    said = "Between April 2021 and March 2022 it received 12."
    period = period_of(said, None)
    assert period is not None
    assert (period.first, period.last) == (date(2021, 4, 1), date(2022, 3, 31))
    assert period_of("It fell from March 2023 to March 2024.", None) is None


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("between April 2024 and September 2024", "April 2024 to September 2024"),
        ("from 61 to 40 between April 2024 and September 2024", ""),  # of the last day
        ("in the quarter to September 2024", "July 2024 to September 2024"),
        ("in the twelve months to March 2024", "2023-24"),
        ("between April 2021 and September 2024", ""),
    ],
)
def test_months_from_one_to_another_are_a_period(text: str, said: str) -> None:
    period = period_of(text, None)
    assert (period.said if period else "") == said


def test_applications_are_of_liberty_where_the_paragraph_before_was() -> None:
    findings = tuple(
        ParsedFinding("safeguarding", None, paragraph, 1, said, paragraph)
        for paragraph, said in enumerate(
            (
                "Deprivation of Liberty Safeguards (DoLS) were led by a team of their own.",
                "In June 2024 312 applications were waiting for an assessment.",
            ),
            1,
        )
    )
    page = ParsedDocument("page.txt", "statement page", "", findings=findings)
    (figure,) = propose(ParsedReport((page,)), CATALOGUE, None)
    assert (figure.field, figure.value) == ("dols_waiting", 312)


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
Feeling safe
In 2023/24, 70% of people felt safe, against an England average of 71%.
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
    reviews = known["indicator"].row(
        by_predicate=pl.col("indicator") == "reviews_overdue", named=True
    )
    england = known["comparator"].row(0, named=True)
    assert (england["indicator"], england["value"], england["area"]) == ("ASCOF 4A", 71, "England")
    assert (england["level"], england["period_start"]) == ("england", date(2023, 4, 1))
    assert (reviews["indicator"], reviews["value"], reviews["per"]) == ("reviews_overdue", 28, 100)
    assert (reviews["period_start"], reviews["period_end"]) == (date(2024, 3, 1), date(2024, 3, 31))
    assert reviews["direction"] == "decrease"


def test_a_rate_lands_as_so_many_per_100_000(sqlite_store: Store, officer: Principal) -> None:
    plan = planned(sqlite_store, officer)
    (rate,) = read_of("In 2023/24 admissions of older people stood at 512 per 100,000 people.")[-1:]
    landed = with_figures(sqlite_store, plan, [rate], principal=officer)
    land_report(sqlite_store, landed, principal=officer)
    known = snapshot(COUNCIL, store=sqlite_store, principal=officer)["indicator"]
    assert known.select("indicator", "numerator", "value", "per").rows() == [
        ("ASCOF 2C", None, 512, 100_000)
    ]


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
