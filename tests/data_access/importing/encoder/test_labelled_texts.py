"""The texts that the encoder learns from."""

from __future__ import annotations

from collections import Counter

from data_access.datasets import OMBUDSMAN
from data_access.importing.encoder.outputs import outputs
from data_access.reference.published_facts import catalogue_frame
from tests.data_access.importing.encoder.labelled_texts import (
    NUMBERS,
    OWN,
    our_analogues,
    our_examples,
    tagged_numbers,
    tagged_paragraph,
    told_numbers,
)


def test_numbers_are_tagged_in_place() -> None:
    [first, second] = tagged_paragraph(
        "Only {55.1|ASCOF 1D}% were satisfied, 3 fewer than before. "
        "England had {61|ASCOF 1D|england}%."
    )
    assert first.text == "Only 55.1% were satisfied, 3 fewer than before."
    told = [(first.text[n.start : n.end], n.of, n.area) for n in first.numbers]
    assert ("55.1%", "ASCOF 1D", OWN) in told
    assert all(of == "none" for said, of, _ in told if said != "55.1%")
    assert [(n.of, n.area) for n in second.numbers] == [("ASCOF 1D", "england")]


def test_every_tag_is_a_measure_of_the_catalogue_or_a_column_of_the_ombudsman() -> None:
    known = {*catalogue_frame().get_column("indicator"), "none"}
    known |= {f"ombudsman {column}" for column in OMBUDSMAN.columns}
    used = Counter(
        n.of for text in (*told_numbers(), *tagged_numbers()) for said in text for n in said.numbers
    )
    assert not set(used) - known
    assert set(outputs().groups["measure"]) <= known


def test_no_text_is_learned_twice_and_all_polarities_are() -> None:
    lines = NUMBERS.read_text("utf-8").splitlines()
    assert len(set(lines)) == len(lines)
    said = Counter(each.polarity for text in (*our_examples(), *our_analogues()) for each in text)
    assert all(said[polarity] > 300 for polarity in outputs().groups["polarity"])
