"""docs/methods.md explains every verdict on the council's record, and ranks changes as we do."""

from __future__ import annotations

import re

import pytest

from measures.audits.coverage import CoverageVerdict
from measures.audits.grades import ModerationDirection
from measures.audits.repeat_findings import (
    ReAuditResult,
    ReAuditVerdict,
    RepeatVerdict,
    Trend,
)
from measures.changes.change import WEIGHTS
from measures.coproduction.activities import LEVELS, AnswerState, ChangeVerdict, ReachState
from measures.learning.learning_loop import NotEvidenced
from measures.plan.progress import ActionState
from measures.plan.shortfalls import Answered
from measures.statistics.shares import ShareVerdict
from tests.paths import ROOT

DOC = (ROOT / "docs" / "methods.md").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    "word",
    sorted(
        {
            *Answered,
            *AnswerState,
            *ChangeVerdict,
            *CoverageVerdict,
            *ModerationDirection,
            *LEVELS,
            *NotEvidenced,
            *ReachState,
            *RepeatVerdict,
            *ReAuditResult,
            *ReAuditVerdict,
            *ShareVerdict,
            *ActionState,
            *Trend,
        }
    ),
)
def test_every_verdict_is_explained(word: str) -> None:
    assert f"`{word}`" in DOC


def test_changes_are_ranked_as_the_document_says() -> None:
    table = re.findall(r"^\| (\d+) \| `(\w+)` \|", DOC, re.MULTILINE)
    assert [(change, int(weight)) for weight, change in table] == list(WEIGHTS.items())
    assert list(WEIGHTS.values()) == sorted(WEIGHTS.values(), reverse=True)
