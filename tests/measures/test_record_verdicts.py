"""docs/methods.md explains every verdict on the council's record, and ranks changes as we do."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from measures.audits import COVERAGE_VERDICTS
from measures.changes import WEIGHTS
from measures.coproduction import LEVELS, REACH_STATES
from measures.coproduction_results import ANSWER_STATES, CHANGE_VERDICTS
from measures.learning_loop import NOT_EVIDENCED
from measures.learning_sources import STANDINGS
from measures.moderation import DIRECTIONS
from measures.plan import STATES
from measures.plan_causes import PROBLEMS
from measures.plan_links import ANSWERS
from measures.re_audits import RE_AUDIT_RESULTS, RE_AUDIT_VERDICTS
from measures.repeat_findings import REPEAT_VERDICTS, TRENDS
from measures.shares import SHARE_VERDICTS
from measures.theme_voices import SAYS

DOC = (Path(__file__).parents[2] / "docs" / "methods.md").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    "word",
    sorted(
        {
            *ANSWERS,
            *ANSWER_STATES,
            *CHANGE_VERDICTS,
            *COVERAGE_VERDICTS,
            *DIRECTIONS,
            *LEVELS,
            *NOT_EVIDENCED,
            *PROBLEMS,
            *REACH_STATES,
            *REPEAT_VERDICTS,
            *RE_AUDIT_RESULTS,
            *RE_AUDIT_VERDICTS,
            *SAYS,
            *SHARE_VERDICTS,
            *STANDINGS,
            *STATES,
            *TRENDS,
        }
    ),
)
def test_every_verdict_is_explained(word: str) -> None:
    assert f"`{word}`" in DOC


def test_changes_are_ranked_as_the_document_says() -> None:
    table = re.findall(r"^\| (\d+) \| `(\w+)` \|", DOC, re.MULTILINE)
    assert [(change, int(weight)) for weight, change in table] == list(WEIGHTS.items())
    assert list(WEIGHTS.values()) == sorted(WEIGHTS.values(), reverse=True)
