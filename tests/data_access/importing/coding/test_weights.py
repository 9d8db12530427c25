"""What the weights add to the rules: sentences are told apart by what they mean, and the reason
shown is in the sentence. All text is our own."""

from __future__ import annotations

import csv
from pathlib import Path

import numpy as np
import pytest

from data_access.importing.coding.suggest import features_of, suggest_all
from data_access.importing.coding.weights import ALWAYS, POLARITIES, WEIGHTS
from tests.data_access.importing.coding.coding_weights import (
    OWN_PARAGRAPHS,
    Model,
    Sentence,
    learn,
    left_out,
    told,
    write,
)

LONGEST_FEATURE = 3


@pytest.mark.parametrize(
    ("text", "polarity"),
    [
        ("All enquiries were looked at the day they arrived.", "strength"),
        ("The panel was made up of three managers and a lawyer.", "context"),
        ("Referrals are passed to a duty worker.", "context"),
        ("A carer said she had rung nine times and nobody had rung back.", "shortfall"),
        ("A new contract for respite was out to tender.", "in_progress"),
        ("Home care was plentiful in the towns, but villages struggled to find any.", "mixed"),
    ],
)
def test_a_sentence_is_coded_by_its_words_and_they_are_shown(text: str, polarity: str) -> None:
    [coding] = suggest_all([(1, 1, text)], codebook=())
    assert coding.polarity == polarity
    shown = [reason for reason in coding.reasons if reason.code in POLARITIES]
    assert shown or polarity == "context"
    for reason in shown:
        assert reason.cue in text
        assert f"'{reason.cue}'" in coding.why


def test_words_that_tell_a_reader_nothing_are_not_shown_alone() -> None:
    with OWN_PARAGRAPHS.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))[::25]
    for row in rows:
        [coding] = suggest_all([(1, 1, row["text"])], codebook=())
        assert not {reason.cue.lower() for reason in coding.reasons} & {"the", "was", "of", "and"}


def test_the_weights_are_words_and_short_phrases() -> None:
    with WEIGHTS.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    names = [row["feature"] for row in rows]
    assert len(names) == len(set(names)) > 1000
    assert names[-1] == ALWAYS
    for name in names:
        said = name.removeprefix("opens: ")
        if ":" not in said and "<" not in said and said != "first of its paragraph":
            assert len(said.split()) <= LONGEST_FEATURE
        assert not any(sign.isdigit() for sign in name)


def _sentences(council: str) -> list[Sentence]:
    labelled = [
        ("Support was prompt.", "strength"),
        ("People had waited too long.", "shortfall"),
        ("It was good, but slow.", "mixed"),
        ("A review was under way.", "in_progress"),
        ("The team has nine members.", "context"),
        (f"Zebra{council} helped.", "strength"),
    ]
    return [Sentence(council, said, features_of([(1, 1, text)])[0]) for text, said in labelled]


def test_what_one_council_alone_says_is_not_learned(tmp_path: Path) -> None:
    sentences = [each for council in "abcd" for each in _sentences(council)] * 9
    file = tmp_path / "weights.csv"
    assert write(learn(sentences, Model.none()), file) > len(POLARITIES)
    with file.open(encoding="utf-8", newline="") as opened:
        names = {row["feature"] for row in csv.DictReader(opened)}
    assert "waited" in names
    assert not any("zebra" in name for name in names)


def test_what_was_learned_before_is_kept_where_new_labels_say_nothing_of_it() -> None:
    sentences = [each for council in "abcd" for each in _sentences(council)]
    earlier = Model(("waited", "lapsed"), np.array([[0.0] * 5, [0, 1.5, 0, 0, 0], [0.0] * 5]))
    moved = learn(sentences, earlier)
    assert moved.of(["lapsed"])[0].tolist() == pytest.approx([0, 1.5, 0, 0, 0], abs=1e-6)
    assert moved.of(["waited"])[0].argmax() == POLARITIES.index("shortfall")


def test_a_council_is_measured_by_weights_that_saw_nothing_of_it() -> None:
    sentences = [each for council in "abcd" for each in _sentences(council)]
    measured = left_out(sentences, Model.none(), folds=2)
    assert len(measured) == len(sentences)
    assert told(measured).startswith("as labelled: ")
