"""The bar for evidence coding: the rules against hand judgement.

Run `python -m tests.data_access.importing.coding.coding_score` for the figures and the
confusion table.
"""

from __future__ import annotations

import csv

import pytest

from data_access.importing.coding.suggest import suggest_all
from data_access.importing.coding.themes import load_codebook
from tests.data_access.importing.coding.coding_score import (
    EXAMPLES,
    POLARITIES,
    Score,
    report_source,
    score_file,
    score_report,
    told,
)

MISSES = EXAMPLES.with_name("kinds_of_misses.csv")
FOUND_AT_LEAST = 0.85
STRENGTHS_CALLED_SHORTFALL_AT_MOST = 0.10


def assert_bar(score: Score) -> None:
    assert score.found >= FOUND_AT_LEAST, told("strict", score)
    assert score.strengths_called_shortfall <= STRENGTHS_CALLED_SHORTFALL_AT_MOST
    assert score.share("strength", "mixed") <= STRENGTHS_CALLED_SHORTFALL_AT_MOST


def test_the_rules_meet_the_bar_on_the_reference_report() -> None:
    source = report_source()
    if source is None:
        pytest.skip("../shared/reports is not here: the report's wording is not ours to carry")
    assert_bar(score_report(source))


def test_the_rules_meet_the_bar_on_sentences_of_our_own() -> None:
    score = score_file()
    assert_bar(score)
    assert sum(score.categories) >= 0.85 * len(score.categories)
    assert sum(score.themes) >= 0.9 * len(score.themes)


def test_the_examples_are_many_and_varied() -> None:
    with EXAMPLES.open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    assert len(rows) >= 150
    assert len({row["text"] for row in rows}) == len(rows)
    for judged in POLARITIES:
        assert sum(row["polarity"] == judged for row in rows) >= 10


def misses(part: str) -> Score:
    """How the rules do on one half of the sentences written after kinds of misses were named."""
    codebook, score = load_codebook(), Score()
    with MISSES.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            if row["set"] != part:
                continue
            passages = [(1, 1, row["before"]), (1, 2, row["text"])]
            coded = suggest_all(passages if row["before"] else passages[1:], codebook=codebook)
            score.add(row["polarity"], coded[-1], row["text"])
    return score


def test_what_is_said_to_be_clear_is_right_far_more_often() -> None:
    codebook = load_codebook()
    right: dict[bool, list[bool]] = {True: [], False: []}
    with MISSES.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            if row["set"] == "kept apart" and not row["before"]:
                [coded] = suggest_all([(1, 1, row["text"])], codebook=codebook)
                right[coded.sure].append(coded.polarity == row["polarity"])
    clear, other = (sum(right[sure]) / len(right[sure]) for sure in (True, False))
    assert clear >= 0.9
    assert 1 - other >= 4 * (1 - clear)  # of those to look at many more are wrong


def test_kinds_of_misses_that_were_named_are_mended() -> None:
    score = misses("worked on")
    assert score.agreement >= 0.9, told("worked on", score)


def test_and_so_are_sentences_of_the_same_kinds_that_no_rule_was_written_for() -> None:
    """Kept apart while the rules were mended: 52% agreed before, 80% after."""
    score = misses("kept apart")
    assert score.agreement >= 0.78, told("kept apart", score)
    assert score.share("in_progress", "in_progress") >= 0.75
    assert score.share("context", "context") >= 0.7


@pytest.mark.parametrize(
    ("figure", "judged", "polarity"),
    [
        (
            "Three in five people with long-term support had been reviewed in the year.",
            "This was lower than the England average.",
            "shortfall",
        ),
        (
            "In the year 58% of people had been reviewed.",
            "This was better than in similar councils.",
            "strength",
        ),
        (
            "The council supported 4,120 people.",
            "They lived in all parts of the county.",
            "context",
        ),
        (
            "Staff praised the 40 places on the course.",
            "This was fewer than were needed and people were turned away.",
            "strength",
        ),
    ],
)
def test_a_bare_figure_is_judged_by_the_sentence_that_judges_it(
    figure: str, judged: str, polarity: str
) -> None:
    coded = suggest_all([(1, 1, figure), (1, 2, judged)], codebook=load_codebook())
    assert coded[0].polarity == polarity
    apart = suggest_all([(1, 1, figure), (2, 1, judged)], codebook=load_codebook())
    assert apart[0].polarity in {"context", "strength"}, "the next paragraph judges something else"
