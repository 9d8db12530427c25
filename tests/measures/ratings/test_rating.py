from __future__ import annotations

import csv

import pytest
from hypothesis import given
from hypothesis import strategies as st

from measures.ratings.rating import (
    BAND_NAMES,
    band_of,
    overall,
    percentage_of,
    single_steps,
    total_needed,
)
from tests.paths import ROOT

REFERENCE = ROOT / "data_access" / "reference"
ORDER = [
    "assessing_needs",
    "supporting_healthier_lives",
    "equity",
    "care_provision",
    "partnerships",
    "safe_pathways",
    "safeguarding",
    "governance",
    "learning",
]
nine = st.lists(st.integers(1, 4), min_size=9, max_size=9)
nine_or_missing = st.lists(st.none() | st.integers(1, 4), min_size=9, max_size=9)


def read(name: str) -> list[dict[str, str]]:
    with (REFERENCE / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _whole_assessments() -> dict[tuple[str, str], dict[str, int]]:
    """The scores of every council of which all nine are known, pilots apart."""
    found: dict[tuple[str, str], dict[str, int]] = {}
    for row in read("national_scores.csv"):
        scores = found.setdefault((row["authority"], row["pilot"]), {})
        scores[row["quality_statement"]] = int(row["score"])
    return {key: scores for key, scores in found.items() if len(scores) == len(ORDER)}


def test_every_published_rating_follows_from_its_nine_scores() -> None:
    whole = _whole_assessments()
    checked = 0
    for published in read("national_ratings.csv"):
        scores = whole.get((published["authority"], published["pilot"]))
        if scores is None or "not used" in published["note"]:
            continue
        ours = overall([scores[statement] for statement in ORDER], 9)
        assert ours.band == published["overall_rating"], published
        if published["overall_percentage"]:
            assert ours.percentage == int(published["overall_percentage"]), published
        checked += 1
    assert checked > 40


def test_percentages_are_rounded_up() -> None:
    assert percentage_of(21, 9) == 59
    assert percentage_of(25, 9) == 70
    assert percentage_of(27, 9) == 75


def test_a_missing_score_leaves_a_range_and_no_rating() -> None:
    ours = overall([3, 3, 2, 3, None, None, None, None, 3], 9)
    assert (ours.total, ours.known, ours.missing) == (14, 5, 4)
    assert ours.percentage is None
    assert ours.band is None
    assert (ours.lowest, ours.highest) == (50, 84)
    assert (ours.lowest_band, ours.highest_band) == ("requires improvement", "good")
    assert ours.points_to_next_band is None


def test_points_to_the_neighbouring_bands() -> None:
    ours = overall([3, 3, 2, 3, 3, 2, 2, 2, 2], 9)
    assert (ours.total, ours.percentage, ours.band) == (22, 62, "requires improvement")
    assert ours.points_to_next_band == 1
    assert ours.next_band == "good"
    assert ours.points_to_band_below == 9
    assert overall([1] * 9, 9).points_to_band_below is None
    assert overall([4] * 9, 9).points_to_next_band is None


@pytest.mark.parametrize("wrong", [0, 5, -1, 2.0, True, "3"])
def test_a_score_outside_one_to_four_is_refused(wrong: object) -> None:
    with pytest.raises(ValueError, match="1 to 4"):
        overall([wrong, 3, 3, 3, 3, 3, 3, 3, 3], 9)  # type: ignore[list-item]


@pytest.mark.parametrize("scores", [[3] * 8, [3] * 10, []])
def test_too_few_scores_are_refused(scores: list[int]) -> None:
    with pytest.raises(ValueError, match="9 scores"):
        overall(scores, 9)


def test_steps_from_too_few_scores_are_refused() -> None:
    with pytest.raises(ValueError, match="9 scores"):
        single_steps([3] * 8, 9)


def test_an_assessment_of_nothing_is_refused() -> None:
    with pytest.raises(ValueError, match="at least one"):
        overall([], 0)


def test_a_framework_of_another_size_is_scored_out_of_its_own_total() -> None:
    assert (overall([3] * 6, 6).percentage, overall([3] * 6, 6).possible) == (75, 24)
    assert (overall([3] * 10, 10).percentage, overall([3] * 10, 10).possible) == (75, 40)
    assert overall([3] * 6 + [None] * 4, 10).missing == 4


@given(nine)
def test_the_band_needs_exactly_its_total(scores: list[int]) -> None:
    ours = overall(scores, 9)
    assert ours.band is not None
    assert ours.percentage is not None
    assert band_of(ours.percentage) == ours.band
    assert ours.total >= total_needed(ours.band, 9)
    if ours.points_to_next_band is not None and ours.next_band is not None:
        assert ours.total + ours.points_to_next_band == total_needed(ours.next_band, 9)
        assert ours.points_to_next_band > 0
    if ours.points_to_band_below is not None:
        fallen = ours.total - ours.points_to_band_below
        assert band_of(percentage_of(fallen, 9)) == ours.band_below
        assert band_of(percentage_of(fallen + 1, 9)) == ours.band


@given(nine_or_missing, nine)
def test_the_range_holds_whatever_the_missing_scores_turn_out_to_be(
    partial: list[int | None], filler: list[int]
) -> None:
    ours = overall(partial, 9)
    full = overall([p if p is not None else f for p, f in zip(partial, filler, strict=True)], 9)
    assert full.percentage is not None
    assert ours.lowest <= full.percentage <= ours.highest


@given(nine)
def test_a_better_score_never_gives_a_worse_rating(scores: list[int]) -> None:
    before = overall(scores, 9)
    assert before.band is not None
    for step in single_steps(scores, 9):
        assert step.overall.band is not None
        assert step.overall.total == before.total + 1
        assert BAND_NAMES.index(step.overall.band) >= BAND_NAMES.index(before.band)
