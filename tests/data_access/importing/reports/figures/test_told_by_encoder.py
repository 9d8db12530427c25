"""Figures that the encoder tells, alone or against the words beside a number."""

from __future__ import annotations

import numpy as np
import polars as pl

from data_access.importing.encoder.encode import Encoded
from data_access.importing.encoder.outputs import outputs
from data_access.importing.reports.figures.indicators import (
    Context,
    indicator_figures,
    told_aside,
)
from data_access.importing.reports.figures.measures_named import named_measures
from data_access.importing.reports.figures.quantities import quantities_in
from data_access.importing.reports.figures.told_by_encoder import (
    as_a_whole,
    more_columns,
    told_numbers,
)
from data_access.reference.published_facts import catalogue_frame

MEASURES = named_measures(catalogue_frame().with_columns(same_as=pl.lit(None, pl.String)))


def read_as(text: str, **numbers: tuple[str, str]) -> Encoded:
    """A text as if each number in it had been taken for a measure, and whose: `_55="ASCOF 1D"`."""
    found = quantities_in(text)
    votes = np.zeros((len(found), len(outputs())), np.float32)
    for row, number in enumerate(found):
        measure, area = numbers.get(f"_{number.value:g}".replace(".", "_"), ("none", "own"))
        for group, name in (("measure", measure), ("area", area)):
            votes[row, outputs().slice(group).start + outputs().place(group, name)] = 12
    return Encoded(tuple((n.start, n.end) for n in found), votes)


def told(text: str, **numbers: tuple[str, str]) -> list[str]:
    context = Context(told=told_numbers(text, text, read_as(text, **numbers), MEASURES))
    return [
        f"{each.measure.indicator} {each.number.value:g} {each.area or 'own'}"
        for each in indicator_figures(text, MEASURES, context)
    ]


def with_all_that_is_told(text: str, before: str = "", **numbers: tuple[str, str]) -> list[str]:
    taken = told_numbers(text, text, read_as(text, **numbers), MEASURES, before)
    read = as_a_whole(indicator_figures(text, MEASURES), taken, told_aside(text, ()))
    return [f"{each.measure.indicator} {each.number.value:g} {each.area or 'own'}" for each in read]


def test_what_the_paragraph_leaves_no_doubt_of_is_told_though_words_name_nothing() -> None:
    text = "Ours was 24.7% and theirs 30%; for speed it was 61%."
    assert with_all_that_is_told(
        text, _24_7=("ASCOF 5A2", "own"), _30=("ASCOF 5A2", "england")
    ) == ["ASCOF 5A2 24.7 own", "ASCOF 5A2 30 england"]


def test_words_say_whose_a_number_is_and_the_paragraph_what_it_is_of() -> None:
    text = "70.1% of people felt safe, where the England average was 71%."
    assert with_all_that_is_told(text, _70_1=("ASCOF 3A", "england"), _71=("ASCOF 3A", "own")) == [
        "ASCOF 3A 70.1 own",
        "ASCOF 3A 71 england",
    ]


def test_the_year_before_a_target_and_another_question_are_left_to_words() -> None:
    for text in (
        "The answer was good, against 61% the year before.",
        "It was well short of the target of 61%.",
        "61% said that services helped them to feel safe.",
        "Fewer carers felt safe, 61% in all.",
    ):
        assert with_all_that_is_told(text, _61=("ASCOF 4A", "own")) == []


def test_a_unit_may_be_said_before() -> None:
    text = "For younger adults it was 15.9."
    assert with_all_that_is_told(text, _15_9=("ASCOF 2B", "own")) == []
    before = "Older people's admissions were 688 per 100,000."
    told_then = with_all_that_is_told(text, before, _15_9=("ASCOF 2B", "own"))
    assert told_then == ["ASCOF 2B 15.9 own"]
    assert with_all_that_is_told("Median days to the first visit: 4", _4=("home_care_wait", "own"))


def test_a_number_is_of_the_measure_and_of_whom_it_is_taken_for() -> None:
    text = "For us the answer was 55.1%, where others had 61%."
    assert told(text, _55_1=("ASCOF 1D", "own"), _61=("ASCOF 1D", "england")) == [
        "ASCOF 1D 55.1 own",
        "ASCOF 1D 61 england",
    ]


def test_nothing_is_made_of_a_number_in_another_unit() -> None:
    assert told("It took 55 days.", _55=("ASCOF 1D", "own")) == []


def test_what_the_paragraph_tells_goes_before_the_words_beside_in_their_unit() -> None:
    text = "70.1% of people who use services feel safe."
    assert told(text, _70_1=("ASCOF 3A", "own")) == ["ASCOF 3A 70.1 own"]
    assert told(text, _70_1=("safeguarding_concerns", "own")) == ["ASCOF 4A 70.1 own"]


def test_a_target_another_place_and_a_row_of_a_table_are_left_out() -> None:
    assert told("The answer was 55%, short of the target of 61%.", _61=("ASCOF 1D", "own")) == []
    assert told("For these | 55% | 61%", _55=("ASCOF 1D", "own"), _61=("ASCOF 1D", "own")) == []


def test_a_number_of_the_sector_is_none_of_our_own_staff() -> None:
    assert told("Of posts in the care sector 11% were open.", _11=("vacancies", "own")) == []


def test_columns_of_the_ombudsman_are_told_in_their_unit() -> None:
    text = "He had 9 in all and found fault with 89%."
    taken = read_as(
        text, _9=("ombudsman investigations", "own"), _89=("ombudsman uphold_rate", "own")
    )
    found = [(field, number.value) for field, number in more_columns(text, text, taken, [])]
    assert found == [("investigations", 9), ("uphold_rate", 89)]
    swapped = read_as(
        text, _9=("ombudsman uphold_rate", "own"), _89=("ombudsman investigations", "own")
    )
    assert more_columns(text, text, swapped, []) == []


def test_without_the_encoder_nothing_is_added() -> None:
    assert told_numbers("It was 55%.", "It was 55%.", None, MEASURES) == {}
