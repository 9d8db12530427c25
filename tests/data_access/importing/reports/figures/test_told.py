"""What is made of a number that the encoder takes for a measure."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import numpy as np
import polars as pl
import pytest

from data_access.importing.encoder.encode import Encoded
from data_access.importing.encoder.outputs import outputs
from data_access.importing.reports.figures import told
from data_access.importing.reports.figures.quantities import quantities_in
from data_access.importing.reports.figures.told import Sentence, measures_of, read_numbers
from data_access.reference.published_facts import catalogue_frame

MEASURES = measures_of(catalogue_frame().with_columns(same_as=pl.lit(None, pl.String)))
SURE = 12.0
NEARLY_HALF = 4.5  # votes that make it 0.45 likely
Read = Callable[..., list[str]]


def encoded(text: str, numbers: Mapping[float, tuple[Any, ...]]) -> Encoded:
    """A text as if each number in it had been taken for a measure, and whose, by so many votes."""
    found = quantities_in(text)
    given = np.zeros((len(found), len(outputs())), np.float32)
    for row, number in enumerate(found):
        measure, area, votes = numbers.get(number.value, ("none", "own", SURE))
        for group, name in (("measure", measure), ("area", area)):
            given[row, outputs().slice(group).start + outputs().place(group, name)] = votes
    return Encoded(tuple((n.start, n.end) for n in found), given)


@pytest.fixture
def read(monkeypatch: pytest.MonkeyPatch) -> Read:
    def read_as(*texts: str, **numbers: tuple[Any, ...]) -> list[str]:
        of = {
            float(name[1:].replace("_", ".")): (*said, SURE)[:3] for name, said in numbers.items()
        }
        monkeypatch.setattr(
            told, "encode", lambda texts, _: tuple(encoded(text, of) for text in texts)
        )
        sentences = [Sentence(text, "") for text in texts]
        return [
            said
            for each in read_numbers(sentences, sentences[:1], MEASURES)
            for said in (
                *(
                    f"{one.measure.indicator} {one.number.value:g} {one.area or 'own'}"
                    for one in each.measures
                ),
                *(f"{one.column} {one.number.value:g}" for one in each.ombudsman),
            )
        ]

    return read_as


def test_a_number_is_of_the_measure_and_of_whom_it_is_taken_for(read: Read) -> None:
    text = "For us the answer was 55.1%, where others had 61%."
    assert read(text, _55_1=("ASCOF 1D", "own"), _61=("ASCOF 1D", "england")) == [
        "ASCOF 1D 55.1 own",
        "ASCOF 1D 61 england",
    ]


def test_a_number_that_is_hardly_of_anything_is_left(read: Read) -> None:
    assert read("It was 55%.", _55=("ASCOF 1D", "own", 0.1)) == []


def test_a_sentence_that_told_a_measure_tells_it_again_more_easily(read: Read) -> None:
    text = "Concerns came to 3,180, from 2,940 before."
    sure, again = ("safeguarding_concerns", "own"), ("safeguarding_concerns", "own", NEARLY_HALF)
    assert len(read(text, _3180=sure, _2940=again)) == 2
    assert len(read(text, _3180=("none", "own"), _2940=again)) == 0


def test_what_is_kept_by_month_and_by_year_is_one_of_them_throughout_a_paragraph(
    read: Read,
) -> None:
    text = "84% are rated good, against 79% in England."
    assert read(text, _84=("providers_good", "own"), _79=("ASCOF 6B", "england")) == [
        "providers_good 84 own",
        "providers_good 79 england",
    ]


def test_nothing_is_made_of_a_number_in_another_unit(read: Read) -> None:
    assert read("It took 55 days.", _55=("ASCOF 1D", "own")) == []


def test_a_row_of_a_table_without_its_columns_is_left(read: Read) -> None:
    of = {"_66_1": ("ASCOF 4A", "own"), "_71": ("ASCOF 4A", "england")}
    assert read("People who feel safe 66.1% 71%", **of) == []
    assert len(read("People who feel safe: 66.1%, England 71%", **of)) == 2


def test_a_unit_may_be_said_before(read: Read) -> None:
    text = "For younger adults it was 15.9."
    assert read(text, _15_9=("ASCOF 2B", "own")) == []
    before = "Older people's admissions were 688 per 100,000."
    assert read(before, text, _15_9=("ASCOF 2B", "own")) == ["ASCOF 2B 15.9 own"]
    assert read("Median days to the first visit: 4", _4=("home_care_wait", "own"))


def test_a_number_in_words_is_of_the_ombudsman_alone(read: Read) -> None:
    assert read("Nine of them waited.", _9=("assessments_waiting", "own")) == []
    assert read("Nine of them were upheld.", _9=("ombudsman upheld", "own")) == ["upheld 9"]


def test_columns_of_the_ombudsman_are_told_in_their_unit(read: Read) -> None:
    text = "He had 9 in all and found fault with 89%."
    investigations, rate = ("ombudsman investigations", "own"), ("ombudsman uphold_rate", "own")
    assert read(text, _9=investigations, _89=rate) == ["investigations 9", "uphold_rate 89"]
    assert read(text, _9=rate, _89=investigations) == []


def test_without_the_encoder_nothing_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(told, "encode", lambda *_: None)
    (sentence,) = read_numbers([Sentence("70% of people felt safe.", "")], [], MEASURES)
    assert not sentence.measures
    assert sentence.text == "70% of people felt safe."
