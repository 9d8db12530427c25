"""Days, numbers, words, names and places as councils write them."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data_access.datasets import AUDIT, COMPLAINT, COPRODUCTION, TRAINING, Dataset
from data_access.importing.stages.meaning.councils import Councils
from data_access.importing.stages.meaning.dates import (
    days_in,
    financial_year,
    read_day,
    read_span,
    says_month_first,
)
from data_access.importing.stages.meaning.numbers import read_number
from data_access.importing.stages.meaning.statements import statement_named
from data_access.importing.stages.meaning.wording import is_mark, is_nothing_yet
from data_access.importing.stages.meaning.words import meaning, stage_number
from data_access.importing.stages.people.about_people import about_people
from data_access.importing.stages.people.courses import course_of
from data_access.importing.stages.people.statuses import (
    ATTENDED,
    EXPIRED,
    IN_DATE,
    NEEDED,
    NOT_REQUIRED,
    OFFERED,
    status_of,
)
from data_access.importing.stages.recipe import Recipe, read_recipe, write_recipe
from data_access.importing.stages.values.listed_words import list_parts

DAYS = st.dates(date(1990, 1, 1), date(2059, 12, 31))
WAYS = (
    "%d/%m/%Y", "%d.%m.%Y", "%d-%m-%Y", "%Y-%m-%d", "%d %B %Y", "%d %b %y", "%d-%b-%Y", "%d.%m.%y",
    "%d/%m/%y", "%A %d %B %Y", "%d/%m/%Y %H:%M", "%Y-%m-%dT%H:%M:%S", "%d %b %Y %H:%M", "%B %d, %Y",
    "%Y%m%d",
)  # fmt: skip


@given(day=DAYS, way=st.sampled_from(WAYS))
def test_days_in_every_way_of_writing(day: date, way: str) -> None:
    if day.year < 1960 and "%y" in way:
        return
    text = day.strftime(way)
    expected = day if "%y" not in way or day.year >= 1990 else None
    assert read_day(text) == expected


@given(day=DAYS)
def test_serials_and_ordinals(day: date) -> None:
    serial = (day - date(1899, 12, 30)).days
    assert read_day(str(serial)) == day
    ending = {1: "st", 2: "nd", 3: "rd"}.get(
        day.day % 10 if day.day not in {11, 12, 13} else 0, "th"
    )
    assert read_day(f"{day.day}{ending} {day:%B %Y}") == day


@given(day=DAYS, length=st.integers(1, 25))
def test_spans_give_first_and_last(day: date, length: int) -> None:
    last = day + timedelta(days=length)
    text = f"{day:%d/%m/%Y} - {last:%d/%m/%Y}"
    assert (read_day(text), read_day(text, ends=True)) == (day, last)


@given(text=st.text(max_size=30))
def test_no_text_breaks_a_reader(text: str) -> None:
    read_span(text)
    read_number(text)
    is_mark(text)
    is_nothing_yet(text)
    meaning(COMPLAINT.spec("outcome"), text)
    status_of(text)
    statement_named(text)
    days_in(text)
    financial_year(text)


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("Q3 26/27", "2026-10-01", "2026-12-31"),
        ("Q4 25/26", "2026-01-01", "2026-03-31"),
        ("Quarter 1 2026-27", "2026-04-01", "2026-06-30"),
        ("2026/27 Q2", "2026-07-01", "2026-09-30"),
        ("2024/25", "2024-04-01", "2025-03-31"),
        ("2024-25", "2024-04-01", "2025-03-31"),
        ("2019 - 21", "2019-01-01", "2021-12-31"),
        ("Mar-26", "2026-03-01", "2026-03-31"),
        ("Nov 2025", "2025-11-01", "2025-11-30"),
        ("Feb-Mar 26", "2026-02-01", "2026-03-31"),
        ("Dec 25 - Jan 26", "2025-12-01", "2026-01-31"),
        ("1-26 June 2026", "2026-06-01", "2026-06-26"),
        ("end of March 2027", "2027-03-01", "2027-03-31"),
        ("H1 2026/27", "2026-04-01", "2026-09-30"),
    ],
)
def test_spans(text: str, first: str, last: str) -> None:
    span = read_span(text)
    assert span is not None
    assert (span.first.isoformat(), span.last.isoformat()) == (first, last)


@pytest.mark.parametrize(
    "text",
    ["31/06/2025", "w/c 5 May", "Spring 2026", "2025", "June", "5 May", "TBC", "1.1", "Q3 2026",
     "29/02/2025", "Letter in July", "12/3/26 by post", "13/13/2025"],
)  # fmt: skip
def test_what_is_no_day_or_says_too_little(text: str) -> None:
    assert read_span(text) is None


def test_the_order_of_days_is_shown_by_the_column() -> None:
    assert says_month_first(["4/13/2026", "4/2/2026"]) is True
    assert says_month_first(["13/4/2026", "4/2/2026"]) is False
    assert says_month_first(["1/4/2026", "4/2/2026"]) is None


@pytest.mark.parametrize(
    ("text", "year"),
    [("ascof_2024-25.csv", 2024), ("meas-1920-open-data", 2019), ("year to 31 March 2025", 2024),
     ("FY25/26 outturn", 2025), ("2024/2025", 2024)],
)  # fmt: skip
def test_financial_years_in_names(text: str, year: int) -> None:
    found = financial_year(text)
    assert found == (date(year, 4, 1), date(year + 1, 3, 31))


@given(st.integers(-10_000_000, 10_000_000))
def test_whole_numbers(number: int) -> None:
    for text in (str(number), f"{number:,}", f" {number} ", f"£{abs(number):,}"):
        read = read_number(text)
        assert read is not None
        assert abs(read.value) == abs(number)


@given(st.floats(0, 100, allow_nan=False).map(lambda value: round(value, 2)))
def test_percentages(number: float) -> None:
    read = read_number(f"{number}%")
    assert read is not None
    assert (read.value, read.percent) == (number, True)


@pytest.mark.parametrize("text", ["1,5", "1.2.3", "12 people", "", "abc", "1e999", "--1"])
def test_no_numbers(text: str) -> None:
    assert read_number(text) is None


@pytest.mark.parametrize("text", ["[c]", "c", ":", "*", "[u]", "..", "[x]", "[z]", "<5", "supp",
                                  "**", "[low]", "n/a [c]"[4:]])  # fmt: skip
def test_marks(text: str) -> None:
    assert is_mark(text)


@pytest.mark.parametrize(
    "text",
    ["TBC", "tbc.", "Not sent",
     "Ongoing", "Not yet", "n/k", "N/K", "Awaiting outcome", "In progress",
     "ongoing - see notes", "TBC (panel in May)", "?", "not known", "Under investigation", "-"],
)  # fmt: skip
def test_nothing_yet(text: str) -> None:
    assert is_nothing_yet(text)


@pytest.mark.parametrize("text", ["Upheld", "Not upheld", "12/03/2026", "Withdrawn", "No fault"])
def test_something(text: str) -> None:
    assert not is_nothing_yet(text)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("Upheld ", "upheld"), ("NOT UPHELD", "not_upheld"), ("Part upheld", "partly_upheld"),
        ("Partialy upheld", "partly_upheld"), ("Upheld - no further action", "upheld"),
        ("Upheld in part", "partly_upheld"), ("Withdrawn by complainant", "withdrawn"),
        ("Inconclusive", None), ("NFA", None), ("Resolved informally", None),
        ("Not sure if upheld", None),
    ],
)  # fmt: skip
def test_outcomes(text: str, value: str | None) -> None:
    found = meaning(COMPLAINT.spec("outcome"), text)
    assert (found.value if found else None) == value


@pytest.mark.parametrize(
    ("dataset", "field", "text", "value"),
    [
        (AUDIT, "auditor_grade", "2 - RI", "2"), (AUDIT, "auditor_grade", "Req Imp", "2"),
        (AUDIT, "auditor_grade", "3 - RI", None), (AUDIT, "auditor_grade", "good ", "3"),
        (AUDIT, "practice_area", "Thematic - MCA", "mental_capacity"),
        (AUDIT, "practice_area", "Safeguarding s42", "safeguarding"),
        (AUDIT, "practice_area", "Direct obs", None),
        (COPRODUCTION, "level", "Consulted", "consult"),
        (COPRODUCTION, "level", "Co-designed", "co_design"),
        (COPRODUCTION, "level", "Involved", None),
        (COPRODUCTION, "method", "Online survey", "survey"),
        (COPRODUCTION, "method", "Focus grps", "focus_group"),
        (COPRODUCTION, "method", "Interview panel", None),
        (COMPLAINT, "ombudsman_outcome", "Upheld: fault and injustice", "upheld"),
        (COMPLAINT, "ombudsman_outcome", "Not upheld: no fault", "not_upheld"),
    ],
)  # fmt: skip
def test_words_of_closed_lists(dataset: Dataset, field: str, text: str, value: str | None) -> None:
    found = meaning(dataset.spec(field), text)
    assert (str(found.value) if found else None) == value


@pytest.mark.parametrize(
    ("title", "course"),
    [
        ("Safeguarding Adults L2", "safeguarding_adults"), ("MCA", "mental_capacity_act"),
        ("Moving & Handling", "moving_and_handling"), ("Care Act 2014", "care_act"),
        ("Safeguarding Children Level 1", "other"), ("Working with hoarding", "other"),
        ("AMHP refresher", "amhp_annual"), ("Deaf awareness / BSL L1", "other"),
        ("Safeguarding adults (e-learning)", "safeguarding_adults"),
    ],
)  # fmt: skip
def test_courses(title: str, course: str) -> None:
    assert course_of(title, Recipe())[0] == course
    assert TRAINING.spec("course").value_of(course) == course


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("Complete via RPL", ATTENDED), ("Pass", ATTENDED), ("Certified", ATTENDED),
        ("Yes", ATTENDED), ("In date", IN_DATE), ("Expired", EXPIRED), ("Booked 14/10/26", OFFERED),
        ("Enrolled", OFFERED), ("N/A", NOT_REQUIRED), ("Not required", NOT_REQUIRED),
        ("Not started", NEEDED), ("Overdue", NEEDED), ("No", NEEDED), ("Mat leave", None),
        ("Window open for renewal", None), ("Exempt", NOT_REQUIRED),
    ],
)  # fmt: skip
def test_statuses(text: str, status: str | None) -> None:
    assert status_of(text) == status


@pytest.mark.parametrize(
    ("text", "statement"),
    [("QS7 Safeguarding", "safeguarding"), ("Learning & improvement", "learning"),
     ("QS2 Healthier lives", "supporting_healthier_lives"), ("Workforce", None),
     ("2. Safe pathways", "safe_pathways"), ("Leadership", None)],
)  # fmt: skip
def test_statements(text: str, statement: str | None) -> None:
    assert statement_named(text) == statement


@pytest.mark.parametrize(
    ("name", "code", "level", "council"),
    [
        ("Kingston upon Hull, City of", None, None, "Hull City Council"),
        ("HULL", None, None, "Hull City Council"),
        ("St. Helens", None, None, "St Helens Council"),
        ("Durham UA", None, None, "Durham County Council"),
        ("anything", "E06000023", None, "Bristol City Council"),
        ("Northvale", None, "Council", "Northvale Metropolitan Borough Council"),
        ("NORTHVALE MBC", None, None, "Northvale Metropolitan Borough Council"),
        ("Southmere", None, None, "Southmere"),
        ("Inner Wold", "E06000993", "Council", "Inner Wold"),
        ("Inner London", None, "Council Type", None), ("England", None, None, None),
        ("North East", "E12000001", "Region", None), ("London", None, None, None),
        ("Middle Counties region (statistical)", "E12000999", "Regions (statistical)", None),
        ("Northvale", "E08000999", "Counties & UAs (from Apr 2023)",
         "Northvale Metropolitan Borough Council"),
        ("South West", None, "Region", None), ("Shire County", None, "Council type", None),
    ],
)  # fmt: skip
def test_places(name: str, code: str | None, level: str | None, council: str | None) -> None:
    councils = Councils("Northvale Metropolitan Borough Council")
    assert councils.place(name, code, level).name == council


def test_lists_are_cut_without_bullets() -> None:
    assert list_parts("• Carers\n• Deaf people; Families") == ["Carers", "Deaf people", "Families"]
    assert list_parts("1. One\n2. Two") == ["One", "Two"]


def test_stages() -> None:
    assert [stage_number(text) for text in ("Stage 1", "St 2", "2", "S2 review", "LGSCO")] == [
        1, 2, 2, 2, None]  # fmt: skip


def test_columns_about_people() -> None:
    headers = ["Emp No", "Name", "Job title", "Team", "Auditor", "Worker audited",
               "Case ID (Mosaic)",
               "UNIQUEWORKERID", "User's full name", "Overall grade", "Lead", "Owner"]  # fmt: skip
    assert set(about_people(headers)) == {
        "Emp No", "Name", "Auditor", "Worker audited", "Case ID (Mosaic)", "UNIQUEWORKERID",
        "User's full name"}  # fmt: skip


WORDS = st.text(st.characters(codec="utf-8", exclude_characters="\x00\r"), min_size=1, max_size=12)


@given(
    columns=st.dictionaries(WORDS, st.sampled_from(["received", "team", ""]), max_size=3),
    words=st.dictionaries(WORDS, st.sampled_from(["upheld", ""]), max_size=3),
    teams=st.dictionaries(WORDS, WORDS, max_size=2),
)
def test_a_recipe_is_read_as_it_was_written(
    columns: dict[str, str], words: dict[str, str], teams: dict[str, str]
) -> None:
    recipe = Recipe(
        dataset="complaint", sheets=("A", "B"), columns=columns, constants={"authority": "X"},
        words={"outcome": words} if words else {}, leave_out={"Stage": ("a", "b")}, teams=teams,
        date_order="day first", turned_round=("Received",), wide_across="course",
        wide_value="completed", hidden="keep", percent={"Rate": True}, empty={"Outcome": "cleared"},
    )  # fmt: skip
    assert read_recipe(write_recipe(recipe)) == recipe
