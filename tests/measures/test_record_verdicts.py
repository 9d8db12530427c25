"""docs/methods.md explains every verdict on the council's record, and ranks changes as we do."""

from __future__ import annotations

import re

import pytest

from measures.audits.coverage import COVERAGE_VERDICTS
from measures.audits.grades import DIRECTIONS
from measures.audits.repeat_findings import (
    RE_AUDIT_RESULTS,
    RE_AUDIT_VERDICTS,
    REPEAT_VERDICTS,
    TRENDS,
)
from measures.changes.change import WEIGHTS
from measures.coproduction.activities import ANSWER_STATES, CHANGE_VERDICTS, LEVELS, REACH_STATES
from measures.learning.learning_loop import NOT_EVIDENCED
from measures.plan.progress import STATES
from measures.plan.shortfalls import ANSWERS
from measures.statistics.shares import SHARE_VERDICTS
from tests.paths import ROOT

DOC = (ROOT / "docs" / "methods.md").read_text(encoding="utf-8")


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
            *REACH_STATES,
            *REPEAT_VERDICTS,
            *RE_AUDIT_RESULTS,
            *RE_AUDIT_VERDICTS,
            *SHARE_VERDICTS,
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
