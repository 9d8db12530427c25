"""Values as people write them: days, numbers, words and lists."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from data_access.datasets import COMPLAINT, INDICATOR, LEARNING, TRAINING, FieldSpec
from data_access.importing.stages.recipe import Recipe
from data_access.importing.stages.values.log import ASK, BAD, Log
from data_access.importing.stages.values.values import read_column

RECEIVED = COMPLAINT.spec("received")
OUTCOME = COMPLAINT.spec("outcome")
REFERRED = COMPLAINT.spec("ombudsman_referred")
REQUIRED = TRAINING.spec("required")
VALUE = INDICATOR.spec("value")
SHARED_BY = LEARNING.spec("shared_by")
DAY = date(2026, 3, 9)
THEMES = {theme: theme for theme in ("audit", "training")}


def read(spec: FieldSpec, *texts: str | None) -> list[object]:
    """What texts are read as; "bad" for those that cannot be read."""
    read_as = read_column(
        spec, spec.label, pl.Series(texts, dtype=pl.String), None, Recipe(), Log(), themes=THEMES
    )
    pairs = zip(read_as.values.to_list(), read_as.states.to_list(), strict=True)
    return ["bad" if state in {ASK, BAD} else value for value, state in pairs]


@pytest.mark.parametrize(
    "text",
    [
        "2026-03-09",
        "2026/03/09",
        "20260309",
        "09/03/2026",
        "9/3/2026",
        "09/03/26",
        "09-03-2026",
        "09.03.2026",
        "9 March 2026",
        "9th March 2026",
        "9 Mar 2026",
        "9-Mar-2026",
        "9-Mar-26",
        "Monday 9 March 2026",
        "2026-03-09 00:00:00",
        "2026-03-09T14:30:00Z",
        "09/03/2026 14:30",
        "46090",
        "46090.0",
        "46090.604",
    ],
)
def test_a_day_can_be_written_in_many_ways(text: str) -> None:
    assert read(RECEIVED, text) == [DAY]


def test_day_and_month_are_turned_round_only_where_the_whole_column_shows_it() -> None:
    assert read(RECEIVED, "03/04/2026", "31/03/2026") == [date(2026, 4, 3), date(2026, 3, 31)]
    assert read(RECEIVED, "03/04/2026", "12/13/2026") == [date(2026, 3, 4), date(2026, 12, 13)]
    # both orders in one column: the day that cannot be one is to be mended
    both = read(RECEIVED, "03/04/2026", "12/13/2026", "31/03/2026")
    assert both == [date(2026, 4, 3), "bad", date(2026, 3, 31)]


@pytest.mark.parametrize("text", ["March 2026", "Mar 2026", "Mar-26", "2026-03", "03/2026"])
def test_a_month_means_its_first_day(text: str) -> None:
    assert read(TRAINING.spec("month"), text) == [date(2026, 3, 1)]


def test_a_day_stands_for_its_month_where_a_month_is_wanted() -> None:
    assert read(TRAINING.spec("month"), "31/03/2026") == [date(2026, 3, 1)]


@pytest.mark.parametrize(
    "text", ["soon", "31/02/2026", "00/01/2026", "2026", "12", "01/04/1066", "9999999", "1/1/9999"]
)
def test_what_is_no_day_is_said_to_be_none(text: str) -> None:
    assert read(RECEIVED, text) == ["bad"]


@settings(deadline=None)
@given(day=st.dates(date(1990, 1, 1), date(2099, 12, 31)), data=st.data())
def test_every_day_is_read_from_every_form(day: date, data: st.DataObject) -> None:
    serial = (day - date(1899, 12, 30)).days
    forms = [
        day.isoformat(),
        f"{day:%d/%m/%Y}",
        f"{day.day}/{day.month}/{day.year}",
        f"{day:%d %B %Y}",
        f"{day:%d-%b-%Y}",
        str(serial),
        datetime.combine(day, datetime.min.time()).isoformat(sep=" "),
    ]
    text = data.draw(st.sampled_from(forms))
    assert read(RECEIVED, text) == [day]
    # A column may mix them, and hold the same text many times over.
    many = [data.draw(st.sampled_from(forms)) for _ in range(4)] * 10
    assert read(RECEIVED, *many) == [day] * 40


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("12", 12.0),
        ("1,234", 1234.0),
        ("1,234,567.50", 1234567.5),
        ("£1,200", 1200.0),
        ("12%", 12.0),
        ("12.5 %", 12.5),
        ("-3", -3.0),
        ("(3)", -3.0),
        ("−3", -3.0),
        ("1e3", 1000.0),
        (".5", 0.5),
        ("1 234", 1234.0),
    ],
)
def test_a_number_can_be_written_in_many_ways(text: str, number: float) -> None:
    assert read(VALUE, text) == [number]


@pytest.mark.parametrize("text", ["many", "12 of 20", "1.2.3", "1/2", "inf", "NaN", "0x10", "2 3x"])
def test_what_is_no_number_is_said_to_be_none(text: str) -> None:
    assert read(VALUE, text) == ["bad"]


@pytest.mark.parametrize("text", ["12.5", "-1", "99999999999", "1e300"])
def test_a_count_is_whole_and_not_below_nothing(text: str) -> None:
    assert read(REQUIRED, text) == ["bad"]


def test_a_count_may_show_decimals_that_are_none() -> None:
    assert read(REQUIRED, "12.0", "12.00", "1,200") == [12, 12, 1200]


@pytest.mark.parametrize("text", ["", None, "-", "--", "–", "n/a", "#N/A", "NULL", "..", "[x]"])
def test_there_are_many_ways_to_say_nothing(text: str | None) -> None:
    assert read(REQUIRED, text or None) == [None]
    assert read(RECEIVED, text or None) == [None]


@pytest.mark.parametrize(
    ("text", "value"),
    [("Yes", True), ("y", True), ("TRUE", True), ("1", True), ("No", False), ("N", False),
     ("false", False), ("0", False), ("perhaps", "bad")],
)  # fmt: skip
def test_yes_and_no_can_be_written_in_many_ways(text: str, value: object) -> None:
    assert read(REFERRED, text) == [value]


def test_words_are_known_however_they_are_written() -> None:
    assert (
        read(OUTCOME, "Partly Upheld", "partially upheld", "PARTLY-UPHELD", "partly_upheld")
        == ["partly_upheld"] * 4
    )
    assert read(OUTCOME, "settled") == ["bad"]


def test_a_word_that_is_nearly_right_is_suggested() -> None:
    log = Log()
    told = read_column(OUTCOME, "Outcome", pl.Series(["mostly upheld"]), None, Recipe(), log)
    assert [(word.value, word.suggestion) for word in log.words] == [(None, "upheld")]
    assert "Not upheld" in told.mend


def test_lists_are_separated_by_semicolons_lines_or_bars() -> None:
    themes = COMPLAINT.spec("themes")
    assert read(themes, "audit; training", "audit|training", "audit\ntraining", " ; ") == [
        "audit; training",
        "audit; training",
        "audit; training",
        None,
    ]


def test_a_list_of_choices_takes_their_words_and_no_others() -> None:
    assert read(SHARED_BY, "7-minute briefing; Team meeting", "supervision", None) == [
        "seven_minute_briefing; team_meeting",
        "supervision",
        None,
    ]
    assert read(SHARED_BY, "supervision; gossip", "supervision") == ["bad", "supervision"]
    log = Log()
    told = read_column(SHARED_BY, "Shared", pl.Series(["gossip"]), None, Recipe(), log)
    assert "Write some of these, separated by semicolons" in told.mend
    assert [(word.word, word.value) for word in log.words] == [("gossip", None)]


@settings(deadline=None, max_examples=60)
@given(
    texts=st.lists(
        st.none() | st.sampled_from(["9/3/2026", "soon", "x", "12", "1,5", "yes", "Upheld", "-"]),
        min_size=1,
        max_size=12,
    ),
    spec=st.sampled_from([RECEIVED, OUTCOME, REFERRED, REQUIRED, VALUE, SHARED_BY]),
)
def test_a_text_is_read_the_same_however_often_it_stands_there(
    texts: list[str | None], spec: FieldSpec
) -> None:
    """Columns that repeat their texts are read by their distinct texts."""
    once = [read(spec, text)[0] for text in texts]
    assert read(spec, *texts * 40) == once * 40


def test_a_spreadsheet_counts_from_the_last_days_of_1899() -> None:
    first = date(1990, 1, 1)
    for serial in (32874, 40000, 73050):
        assert read(RECEIVED, str(serial)) == [first + timedelta(days=serial - 32874)]
