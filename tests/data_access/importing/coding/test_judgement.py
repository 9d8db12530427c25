"""The bar for evidence coding: the rules against hand judgement.

Run `python -m tests.data_access.importing.coding.coding_score` for the figures and the
confusion table.
"""

from __future__ import annotations

import csv

import pytest

from tests.data_access.importing.coding.coding_score import (
    EXAMPLES,
    POLARITIES,
    Score,
    report_source,
    score_file,
    score_report,
    told,
)

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
