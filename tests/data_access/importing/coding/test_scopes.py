"""What an aim hopes for, what people wanted, titles and examples say nothing of how good it is."""

from __future__ import annotations

import pytest

from data_access.importing.coding.phrases import tokens_of
from data_access.importing.coding.polarity import judge


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The strategy aimed to give carers better and more timely support.", "context"),
        ("The scheme was designed to help people be resilient.", "context"),
        ("The forum was meant for providers and its aim was to reduce delays.", "context"),
        ("The council aimed to open two more hubs in the spring.", "in_progress"),
        ("The scheme was designed to help people at home, and was well used.", "strength"),
    ],
)
def test_an_aim_is_not_a_finding(text: str, expected: str) -> None:
    assert judge(tokens_of(text)).polarity == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Plans reflected what people wanted to achieve and built on their strengths.", "strength"),
        ("Leaders understood the risks, for example late visits and poor records.", "strength"),
        ("There were gaps, for example in evening respite.", "shortfall"),
        ("The Stronger Ties Plan covered three towns.", "context"),
        ("The audit looked at whether the telephone line was accessible.", "context"),
    ],
)
def test_what_is_asked_listed_or_named_is_no_finding(text: str, expected: str) -> None:
    assert judge(tokens_of(text)).polarity == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The team was working with housing partners to shorten moves.", "in_progress"),
        ("The team was working closely with GPs to improve referrals.", "in_progress"),
        ("The team worked with housing partners and moves were quick.", "strength"),
    ],
)
def test_working_with_somebody_towards_something_is_under_way(text: str, expected: str) -> None:
    assert judge(tokens_of(text)).polarity == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("There was a quality team.", "context"),
        ("The council had launched a programme in the spring.", "context"),
        ("There was a quality team, which carers found helpful.", "strength"),
        ("Every carer had a named worker.", "strength"),
    ],
)
def test_what_is_merely_there_is_no_strength(text: str, expected: str) -> None:
    assert judge(tokens_of(text)).polarity == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("61% of carers were satisfied, which was similar to the England average.", "context"),
        ("A similar share, 61%, felt safe compared to the England average.", "context"),
        ("Fewer people, 61%, felt safe compared to the England average.", "shortfall"),
        ("Take-up was lower than in England, although it was higher than in the region.", "mixed"),
    ],
)
def test_a_comparison_covers_the_figure_it_compares(text: str, expected: str) -> None:
    assert judge(tokens_of(text)).polarity == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Some groups met in the evening, but more could be done for younger carers.", "mixed"),
        ("More could be done for younger carers.", "shortfall"),
        ("Many but not all carers knew whom to call.", "mixed"),
    ],
)
def test_more_of_what_is_there_leaves_both_standing(text: str, expected: str) -> None:
    assert judge(tokens_of(text)).polarity == expected
