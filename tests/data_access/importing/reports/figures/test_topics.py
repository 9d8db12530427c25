"""Bare numbers, of what the sentences before them are about, and whose figures are compared."""

from __future__ import annotations

from datetime import date

import polars as pl
import pytest

from data_access.importing.reports.figures.ombudsman import ombudsman_figures
from data_access.importing.reports.figures.propose import propose
from data_access.importing.reports.figures.proposed import ProposedFigure, period_of
from data_access.importing.reports.parsing.result import (
    ParsedDocument,
    ParsedFinding,
    ParsedReport,
)
from data_access.reference.published_facts import catalogue_frame

CATALOGUE = catalogue_frame().with_columns(same_as=pl.lit(None, pl.String))


def read_of(*sentences: str) -> list[tuple[str, str, float, str]]:
    findings = tuple(
        ParsedFinding("learning", None, 1, place, said, place)
        for place, said in enumerate(sentences, 1)
    )
    page = ParsedDocument("page.txt", "statement page", " ".join(sentences), findings=findings)
    return [_in_short(each) for each in propose(ParsedReport((page,)), CATALOGUE, None)]


def _in_short(figure: ProposedFigure) -> tuple[str, str, float, str]:
    when = figure.period.said if figure.period else ""
    return figure.field, str(figure.area or ""), figure.value, when


@pytest.mark.parametrize(
    ("sentences", "figures"),
    [
        (
            ("The longest wait for an assessment.", "2022/23: 211 days", "2023/24: 190 days"),
            [
                ("longest_assessment_wait", "", 211, "2022-23"),
                ("longest_assessment_wait", "", 190, "2023-24"),
            ],
        ),
        (
            ("In 2022/23, 71% of people felt safe.", "England 70%", "Statistical neighbours 69.4%"),
            [
                ("ASCOF 4A", "", 71, "2022-23"),
                ("ASCOF 4A", "england", 70, "2022-23"),
                ("ASCOF 4A", "neighbours", 69.4, "2022-23"),
            ],
        ),
        (
            ("Staff turnover was a concern.", "The latest figure stood at 17%."),
            [("staff_turnover", "", 17, "")],
        ),
        # Of something else, of some of them, of another year, or in another unit.
        (("The longest wait for an assessment.", "We met 40 people."), []),
        (("The longest wait for an assessment.", "2023/24: 61%"), []),
        (("71% of people felt safe.", "Of these, 12% were carers."), [("ASCOF 4A", "", 71, "")]),
        (("Staff turnover.", "It was 15% in the previous year."), []),
        (("Staff turnover.", "The target was 10%."), []),
        (("Staff turnover.", "Parks were well kept.", "So were roads.", "The figure was 8%."), []),
    ],
)
def test_a_bare_number_is_of_what_the_paragraph_is_about(
    sentences: tuple[str, ...], figures: list[tuple[str, str, float, str]]
) -> None:
    assert read_of(*sentences) == figures


@pytest.mark.parametrize(
    ("sentence", "compared"),
    [
        ("70% of people felt safe, below the comparator group (72%).", ("neighbours", 72)),
        ("70% of people felt safe, and the South East average was 73%.", ("region", 73)),
        ("70% of people felt safe, against 73% for the South East.", ("region", 73)),
        ("70% of people felt safe, the East of England average being 74%.", ("region", 74)),
    ],
)
def test_similar_councils_and_regions_go_by_several_names(
    sentence: str, compared: tuple[str, float]
) -> None:
    assert [(area, value) for _, area, value, _ in read_of(sentence)][1:] == [compared]


@pytest.mark.parametrize(
    ("sentence", "figure"),
    [
        ("64% of people had been reviewed in the past 12 months.", ("reviewed_in_12_months", 64)),
        ("31% of concerns progressed to an enquiry.", ("safeguarding_conversion", 31)),
        (
            "The safeguarding team received 1,310 safeguarding concerns.",
            ("safeguarding_concerns", 1310),
        ),
        ("It took a median of 19 days to assess people.", ("first_assessment_wait", 19)),
        (
            "Waits for an assessment fell by over 300 over six months and 950 people are waiting.",
            ("assessments_waiting", 950),
        ),
        (
            "Admissions of older people to care homes stood at 512 per 100,000 people.",
            ("ASCOF 2C", 512),
        ),
    ],
)
def test_the_same_is_said_in_other_words(sentence: str, figure: tuple[str, float]) -> None:
    assert [(field, value) for field, _, value, _ in read_of(sentence)] == [figure]


def test_a_rate_is_per_as_many_people_as_the_measure() -> None:
    assert not read_of("Admissions of older people to care homes stood at 5 per 1,000 people.")


@pytest.mark.parametrize(
    ("sentence", "fields"),
    [
        (
            "The ombudsman considered sixteen complaints, of which three were accepted for "
            "detailed investigation.",
            {"received": 16, "investigations": 3},
        ),
        (
            "The council had offered a satisfactory remedy in some: 2 out of the 9 upheld cases "
            "had received a satisfactory remedy.",
            {"remedied_before": 2, "upheld": 9},
        ),
    ],
)
def test_the_ombudsmans_numbers_may_be_words(sentence: str, fields: dict[str, float]) -> None:
    assert {name: each.value for name, each in ombudsman_figures(sentence)} == fields


def test_between_two_months_is_a_year_only_where_it_is_a_whole_one() -> None:
    said = "Between April 2021 and March 2022 it received 12."
    period = period_of(said, None)
    assert period is not None
    assert (period.first, period.last) == (date(2021, 4, 1), date(2022, 3, 31))
    assert period_of("It fell from March 2023 to March 2024.", None) is None


@pytest.mark.parametrize(
    ("sentence", "figures"),
    [
        (
            "Safeguarding concerns went from 410 in 2020/21 to 530 in 2021/22.",
            [
                ("safeguarding_concerns", "", 410, "2020-21"),
                ("safeguarding_concerns", "", 530, "2021-22"),
            ],
        ),
        (
            "71% of people felt safe in 2022/23 (68% in 2021/22).",
            [("ASCOF 4A", "", 71, "2022-23"), ("ASCOF 4A", "", 68, "2021-22")],
        ),
        (
            "In 2021/22, 68% of people felt safe, rising to 71% in 2022/23 (England average 70%).",
            [
                ("ASCOF 4A", "", 68, "2021-22"),
                ("ASCOF 4A", "", 71, "2022-23"),
                ("ASCOF 4A", "england", 70, "2022-23"),
            ],
        ),
        (
            "In 2022/23 71% of people felt safe, a little more than 69% in the survey of 2020/21.",
            [("ASCOF 4A", "", 71, "2022-23"), ("ASCOF 4A", "", 69, "2020-21")],
        ),
        (
            "National (2022/23): 70% of people felt safe.",
            [("ASCOF 4A", "england", 70, "2022-23")],
        ),
        (
            "In 2022/23, 24% of people (excluding carers) received direct payments.",
            [("direct_payment_take_up", "", 24, "2022-23")],
        ),
        (
            "Personal budgets went to 81% (England average 87%) of people in 2022/23.",
            [("ASCOF 3D1A", "", 81, "2022-23"), ("ASCOF 3D1A", "england", 87, "2022-23")],
        ),
    ],
)
def test_each_number_has_the_period_that_stands_beside_it(
    sentence: str, figures: list[tuple[str, str, float, str]]
) -> None:
    assert read_of(sentence) == figures


@pytest.mark.parametrize(
    ("sentence", "period"),
    [
        ("As at 31 March 2022, 24% of people who use services receive direct payments.", "2021-22"),
        ("24% of people who use services receive direct payments (survey, March 2022).", ""),
        ("There were 61 open safeguarding enquiries at 31 March 2022.", "March 2022"),
    ],
)
def test_at_the_years_end_a_yearly_figure_is_of_that_year(sentence: str, period: str) -> None:
    assert [when for *_, when in read_of(sentence)] == [period]


def test_a_comparator_is_of_the_measure_that_the_councils_own_number_is_of() -> None:
    assert read_of(
        "24% of people who use services receive direct payments.",
        "National (2021/22): direct payments 26%.",
    ) == [("ASCOF 3D2A", "", 24, ""), ("ASCOF 3D2A", "england", 26, "2021-22")]


def test_a_period_that_heads_a_list_is_its_items() -> None:
    assert read_of("Between 1 April 2021 and 31 March 2022:", "88 carers were assessed;") == [
        ("carers_assessed", "", 88, "2021-22")
    ]


@pytest.mark.parametrize(
    "sentences",
    [
        ("Across England councils received around 500,000 safeguarding concerns.",),
        ("Staff turnover.", "Parks 12.5% 11.0% 9.3%"),
        ("The children's social work service had an average caseload of 17.5 cases.",),
        ("The average caseload was 1 worker to 17.5 cases in children's services.",),
        ("212 children and 14 parents were seen after assessments by a team for carers.",),
        ("120 carers were assessed.", "The number of assessments was 2,100."),
        ("3. The number of people waiting for an assessment,",),
        ("I am very satisfied with my care and support 45%",),
        ("Councils differ.", "In all 64% of people felt safe and staff turnover was 24%."),
    ],
)
def test_what_is_of_all_councils_of_a_table_or_of_others_is_left_out(
    sentences: tuple[str, ...],
) -> None:
    assert [each for each in read_of(*sentences) if each[2] != 120] == []


def test_the_councils_own_complaints_are_not_the_ombudsmans() -> None:
    assert read_of(
        "In 2022/23 the service received 61 corporate complaints, against 70 in 2021/22.",
        "The ombudsman received four complaints in 2022/23.",
        "Of these, three were investigated.",
    ) == [("received", "", 4, "2022-23"), ("investigations", "", 3, "2022-23")]


def test_complaints_dealt_with_internally_are_not_the_ombudsmans() -> None:
    assert read_of(
        "In the year to 31 March 2022 the ombudsman received 4 complaints.",
        "Of the 90 complaints dealt with internally 31 were upheld.",
    ) == [("received", "", 4, "2021-22")]


def test_the_day_a_letter_came_is_not_its_period() -> None:
    assert read_of(
        "This is what the ombudsman decided in 2021/22.",
        "Its letter came on 27 July 2022, when 9 complaints had been upheld.",
    ) == [("upheld", "", 9, "2021-22")]


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
    proposed = propose(ParsedReport((page,)), CATALOGUE, None)
    assert [_in_short(each) for each in proposed] == [("dols_waiting", "", 312, "June 2024")]


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
