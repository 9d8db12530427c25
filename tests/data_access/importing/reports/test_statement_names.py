"""Quality statements are recognised by every name they are published under, and only by those."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data_access.importing.reports.parsing.statement_names import is_theme, recognise_statement
from vocabulary.framework import STATEMENTS

PUBLISHED_NAMES = [
    ("Assessing needs", "assessing_needs"),
    ("Assessing people’s needs", "assessing_needs"),
    ("assessing people's needs", "assessing_needs"),
    ("how the local authority works with people", "assessing_needs"),
    ("Supporting people to live healthier lives", "supporting_healthier_lives"),
    ("supporting people to lead healthier lives", "supporting_healthier_lives"),
    ("Equity in experience and outcomes", "equity"),
    ("Equity in experiences and outcomes", "equity"),
    ("Care provision, integration and continuity", "care_provision"),
    ("Care provision, integration and continuity of care", "care_provision"),
    ("providing support (care provision, integration and continuity)", "care_provision"),
    ("Partnerships and communities", "partnerships"),
    ("Partnership and communities", "partnerships"),
    ("Partnership & communities", "partnerships"),
    ("Safe pathways, systems and transitions", "safe_pathways"),
    ("Safe systems, pathways and transitions", "safe_pathways"),
    ("how the local authority ensures safety in the system", "safe_pathways"),
    ("How the local authority ensures safety within the system", "safe_pathways"),
    ("Safeguarding", "safeguarding"),
    ("Governance, management and sustainability", "governance"),
    ("leadership", "governance"),
    ("8. leadership (management and sustainability)", "governance"),
    ("Learning, improvement and innovation", "learning"),
    ("Quality statement nine: Learning, improvement and innovation", "learning"),
    ("9. learning, improvement and innovation", "learning"),
    ("‘partnership and communities’", "partnerships"),
]


@pytest.mark.parametrize(("name", "statement"), PUBLISHED_NAMES)
def test_every_published_name_is_recognised(name: str, statement: str) -> None:
    assert recognise_statement(name) == statement


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Safeguarding was strong.",
        "Safeguarding adults reviews",
        "Safeguarding (adults reviews)",
        "Assesing needs",  # a misspelling is pointed out, not guessed
        "Theme 4: Leadership",
        "Providing support",
        "care",
        "Overall summary",
        "People and communities",
        "Leadership, improvement and innovation",
        "x" * 500,
    ],
)
def test_what_is_no_name_is_not_recognised(text: str) -> None:
    assert recognise_statement(text) is None


def test_every_statement_is_recognised_by_its_name() -> None:
    for statement in STATEMENTS.values():
        assert recognise_statement(statement.name) == statement.id


@given(
    st.sampled_from(PUBLISHED_NAMES),
    st.sampled_from(["", "1. ", "3) ", "(2) ", "- ", "• ", "QS4: "]),
    st.sampled_from([str, str.upper, str.lower, str.title]),
    st.sampled_from(["", ":", " –", "  ", " |", "."]),
)
def test_case_numbering_and_closing_marks_do_not_matter(
    known: tuple[str, str], before: str, case: object, after: str
) -> None:
    name, statement = known
    if name[0].isdigit() or name.startswith("Quality"):
        before = ""
    assert callable(case)
    assert recognise_statement(f"{before}{case(name)}{after}") == statement


@given(st.text(max_size=300))
def test_any_text_is_a_statement_or_not(text: str) -> None:
    assert recognise_statement(text) in {None, *STATEMENTS}
    assert is_theme(text) in {True, False}


def test_themes_are_told_from_statements() -> None:
    assert is_theme("Theme 1: How Example Borough works with people")
    assert is_theme("Providing support")
    assert is_theme("Leadership")  # also an old name of governance: the score below it decides
    assert not is_theme("Safeguarding")
