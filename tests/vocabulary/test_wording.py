"""Numbers, dates and lists as people say them."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vocabulary.wording import (
    ago,
    agree,
    counted,
    entered_date,
    every,
    expected_range,
    listed,
    listed_up_to,
    long_date,
    month_and_year,
    none_or,
    number_of,
    number_word,
    sentence,
    short_date,
    slug,
    span,
    with_unit,
    within,
)


@pytest.mark.parametrize(
    ("number", "word"), [(0, "no"), (1, "one"), (10, "ten"), (11, "11"), (1234, "1,234")]
)
def test_small_numbers_are_words_and_large_ones_digits(number: int, word: str) -> None:
    assert number_word(number) == word


@pytest.mark.parametrize(
    ("number", "said"),
    [(0, "no reviews"), (1, "one review"), (2, "two reviews"), (1000, "1,000 reviews")],
)
def test_what_is_counted_agrees_with_its_number(number: int, said: str) -> None:
    assert counted(number, "review") == said


@pytest.mark.parametrize(
    ("value", "unit", "said"),
    [
        (28, "percent", "28%"),
        (1, "complaints", "1 complaint"),
        (1204, "people", "1,204 people"),
        (1, "people", "1 person"),
        (1, "enquiries", "1 enquiry"),
        (19.4, "score out of 24", "19.4 out of 24"),
        (0.41, "score", "0.41"),
        (512, "per 100,000 people", "512 per 100,000 people"),
    ],
)
def test_a_figure_is_said_with_what_it_is_in(value: float, unit: str, said: str) -> None:
    assert with_unit(value, unit) == said


def test_a_plural_of_its_own_is_used() -> None:
    assert counted(2, "body", "bodies") == "two bodies"
    assert counted(1, "body", "bodies") == "one body"


@pytest.mark.parametrize(
    ("things", "said"),
    [([], ""), (["a"], "a"), (["a", "b"], "a and b"), (["a", "b", "c"], "a, b and c")],
)
def test_a_list_reads_as_one(things: list[str], said: str) -> None:
    assert listed(things) == said


def test_a_long_list_names_the_first_and_counts_the_rest() -> None:
    assert listed_up_to([]) == ""
    assert listed_up_to(["a"]) == "a"
    assert listed_up_to(["a", "b", "c"]) == "a, b and c"
    assert listed_up_to(["a", "b", "c", "d", "e"]) == "a, b, c and 2 more"


def test_figures_agree_with_what_they_count() -> None:
    assert [number_of(n, "day") for n in (0, 1, 1200)] == ["no days", "1 day", "1,200 days"]
    assert number_of(2, "activity", "activities") == "2 activities"
    assert number_of(0, "row", nought="0") == "0 rows"
    assert [agree(n, "is", "are") for n in (0, 1, 2)] == ["are", "is", "are"]


def test_a_list_can_end_in_or() -> None:
    assert listed(["a", "b"], "or") == "a or b"


def test_a_sentence_begins_with_a_capital_and_keeps_the_rest() -> None:
    assert sentence("the CQC came") == "The CQC came"
    assert sentence("") == ""


def test_dates_are_british() -> None:
    assert long_date(date(2024, 12, 3)) == "3 December 2024"
    assert short_date(date(2024, 12, 3)) == "3 Dec 2024"
    assert month_and_year(date(2024, 12, 3)) == "December 2024"
    assert (entered_date(date(2024, 12, 3)), entered_date(None)) == ("03/12/2024", "")


@pytest.mark.parametrize(
    ("days", "said"),
    [
        (-1, "today"),
        (0, "today"),
        (1, "1 day ago"),
        (13, "13 days ago"),
        (14, "2 weeks ago"),
        (59, "8 weeks ago"),
        (61, "2 months ago"),
        (729, "23 months ago"),
        (731, "2 years ago"),
    ],
)
def test_how_long_ago(days: int, said: str) -> None:
    assert ago(days) == said


@given(st.integers(0, 20_000))
def test_how_long_ago_never_says_nought_and_agrees_with_its_number(days: int) -> None:
    said = ago(days)
    assert not said.startswith("0")
    assert said == "today" or said.startswith("1 ") == (not said.split()[1].endswith("s"))


@pytest.mark.parametrize(
    ("days", "said"),
    [
        (None, "no set time"),
        (1, "every day"),
        (7, "every week"),
        (31, "every month"),
        (35, "every month"),
        (50, "every 50 days"),
        (92, "every quarter"),
        (100, "every quarter"),
        (190, "every half-year"),
        (365, "every year"),
        (1461, "every 1,461 days"),
    ],
)
def test_how_often(days: int | None, said: str) -> None:
    assert every(days) == said


def test_none_stands_alone() -> None:
    assert (none_or(0), none_or(1), none_or(12)) == ("none", "one", "12")


def test_a_name_within_a_sentence_keeps_its_abbreviations() -> None:
    assert within("Waiting times") == "waiting times"
    assert within("AMHP services") == "AMHP services"
    assert within("") == ""
    assert within("Principal Social Worker") == "Principal Social Worker"
    assert within("Asian or Asian British") == "Asian or Asian British"
    assert within("Equity and seldom-heard groups") == "equity and seldom-heard groups"


@pytest.mark.parametrize(
    ("days", "said"),
    [
        ([], ""),
        ([None], ""),
        ([date(2024, 12, 13), None, date(2024, 12, 13)], "13 December 2024"),
        ([date(2024, 12, 13), date(2024, 12, 1)], "December 2024"),
        ([date(2026, 3, 1), date(2024, 5, 9)], "May 2024 to March 2026"),
    ],
)
def test_a_period_runs_from_its_first_day_to_its_last(days: list[date | None], said: str) -> None:
    assert span(days) == said


@pytest.mark.parametrize(
    ("lower", "upper", "percent", "said"),
    [
        (3.2, 26.4, False, "4 to 26"),
        (-2.0, 9.0, False, "0 to 9"),
        (3.0, 9.99, False, "3 to 9"),
        (3.2, 26.4, True, "3 to 26%"),
    ],
)
def test_an_expected_range_of_counts_names_counts_within_it(
    lower: float, upper: float, percent: bool, said: str
) -> None:
    assert expected_range(lower, upper, percent=percent) == said


@pytest.mark.parametrize(
    ("words", "name"),
    [
        (("Example Borough", "overall_score"), "example-borough-overall-score"),
        (("St Somewhere!", date(2026, 9, 30)), "st-somewhere-2026-09-30"),
        (("Somewhere's £ Café",), "somewhere-s-caf"),
        (("…",), ""),
    ],
)
def test_words_in_a_files_name_are_small_letters_digits_and_hyphens(
    words: tuple[object, ...], name: str
) -> None:
    assert slug(*words) == name
