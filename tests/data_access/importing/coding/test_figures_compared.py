"""Two figures set against each other say what they say without a word of better or worse."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data_access.importing.coding.phrases import tokens_of
from data_access.importing.coding.polarity import judge


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("A survey had 58.4% content with their care, against 63.9% across England.", "shortfall"),
        ("71 per cent felt safe, compared to an England average of 66 percent.", "strength"),
        ("The vacancy rate was 6.1%, compared with 8.9% regionally.", "strength"),
        ("Waits took 31 days, against 20 in similar councils.", "shortfall"),
        ("A sense of control was reported by 80.2%, while it was 79.6% in England.", "context"),
        ("The population over 65 was 24%, against 18% in England.", "context"),
        ("The national average was lower, at 61.2%.", "strength"),
        ("The England average for control over daily life was lower, at 76.1%.", "strength"),
        ("In England as a whole it was higher, 93.7%.", "shortfall"),
        ("The England figure of 71% was better.", "shortfall"),
        ("Of carers 81.4% found advice helpful, fewer than the 85.2% in England.", "shortfall"),
    ],
)
def test_figures_are_compared_by_what_they_measure(text: str, says: str) -> None:
    judgement = judge(tokens_of(text))
    assert (judgement.polarity, judgement.compared) == (says, says)


@pytest.mark.parametrize(
    "text",
    [
        "The council supported 62% of people at home and 38% in care homes.",
        "In 2023, 62% of people were content. England has 153 councils.",
        "Of 400 people 62% were content, compared to the year before.",
        "The team met between 9 and 12 to plan with national bodies.",
    ],
)
def test_figures_that_are_not_set_against_an_average_are_not_compared(text: str) -> None:
    assert judge(tokens_of(text)).compared is None


@given(own=st.integers(0, 100), theirs=st.integers(0, 100))
def test_which_figure_is_higher_decides(own: int, theirs: int) -> None:
    judgement = judge(tokens_of(f"{own}% were content, against {theirs}% in England."))
    alike = abs(own - theirs) <= 1
    assert judgement.compared == (
        "context" if alike else "strength" if own > theirs else "shortfall"
    )
