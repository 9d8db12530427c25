"""Figures in a report's sentences: which number is what, of when, and that none lands unasked."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import polars as pl
import pytest

from data_access.datasets import OMBUDSMAN
from data_access.errors import DataError
from data_access.importing.reports.figures.indicators import indicator_figures
from data_access.importing.reports.figures.measures_named import named_measures
from data_access.importing.reports.figures.ombudsman import ombudsman_figures
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
        (
            "In 8% of upheld cases we saw that the council had given a satisfactory remedy first.",
            {"remedied_before_rate": 8},
        ),
        (
            "It put right 9% (3 cases) of complaints before they reached the ombudsman.",
            {"remedied_before_rate": 9, "remedied_before": 3},
        ),
        (
            "There were 21 compliance outcomes, and compliance with what was agreed was at 95%.",
            {"remedies": 21, "compliance_rate": 95},
        ),
        ("That is 6.2 upheld decisions per 100,000 residents.", {}),
        ("Upheld complaints stood at 71%, last year's figure being 64%.", {"uphold_rate": 71}),
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
        (
            "There were 212 people waiting for a decision about deprivation of liberty.",
            {"dols_waiting": 212},
        ),
        (
            "The longest wait for a decision about deprivation of liberty was 301 days.",
            {"dols_longest_wait": 301},
        ),
        (
            "The longest anybody had waited for an assessment was 90 days.",
            {"longest_assessment_wait": 90},
        ),
        ("On average 8.4 days were lost to sickness.", {"sickness_days": 8.4}),
        ("At the time of our assessment 40 cases were waiting to be given to a worker.", {}),
        (
            "70% of people felt safe, which was not far from the England average (71%).",
            {"ASCOF 4A": 70},
        ),
        ("88% said that those services made them feel safe.", {}),
        ("In all 61 people had waited over 28 days for an assessment.", {}),
        ("There were 61 people waiting for an occupational therapy assessment.", {}),
        ("34 people with a learning disability were waiting for an assessment.", {}),
        (
            "19% of people supported received direct payments, the national average being 26%.",
            {"ASCOF 3D2A": 19},
        ),
        ("19% of people received direct payments in May.", {"direct_payment_take_up": 19}),
        (
            "81% of people who received short-term support no longer required support.",
            {"ASCOF 2A": 81},
        ),
    ],
)
def test_a_number_is_a_measures_only_where_its_own_words_say_so(
    sentence: str, measures: dict[str, float]
) -> None:
    found = indicator_figures(sentence, named_measures(CATALOGUE))
    own = [each for each in found if each.area is None]
    assert {each.measure.indicator: each.number.value for each in own} == measures


@pytest.mark.parametrize(
    ("sentence", "compared"),
    [
        (
            "70% of people felt safe, against an England average of 71% and a regional average "
            "of 66%.",
            [("ASCOF 4A", "england", 71), ("ASCOF 4A", "region", 66)],
        ),
        ("70% of people felt safe (72% nationally).", [("ASCOF 4A", "england", 72)]),
        ("70% enjoyed the meals, against an England average of 71%.", []),
        ("70% of people felt safe, below the England and regional averages of 72%.", []),
    ],
)
def test_figures_of_england_and_the_region_go_with_the_councils_own(
    sentence: str, compared: list[tuple[str, str, float]]
) -> None:
    found = indicator_figures(sentence, named_measures(CATALOGUE))
    areas = [(each.measure.indicator, each.area, each.number.value) for each in found if each.area]
    assert areas == compared


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


def test_the_month_a_yearly_survey_came_out_is_not_its_period() -> None:
    (figure,) = read_of("70% of people felt safe (Adult Social Care Survey, October 2024).")
    assert figure.period is None


def test_what_the_ombudsman_says_of_all_councils_is_not_this_councils() -> None:
    figures = read_of(
        "In 2023/24 the ombudsman received 18,000 complaints and enquiries from all councils. Of "
        "these 4,100 were investigated and 80% were upheld. The council had 7 upheld decisions."
    )
    assert [(each.field, each.value) for each in figures] == [("upheld", 7)]
    assert figures[0].period is not None
    assert figures[0].period.said == "2023-24"


def test_the_average_of_similar_councils_is_kept_of_what_was_upheld_alone() -> None:
    figures = read_of(
        "The ombudsman upheld 62% of what it looked into. This compares to an average of 70% in "
        "similar authorities. Compliance was at 98%. This compares to an average of 99% in similar "
        "authorities."
    )
    assert [each.value for each in figures] == [62, 70, 98]


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
