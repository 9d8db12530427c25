"""What the plan's exhibits say of statements nobody named, of closed actions, and of silence."""

from __future__ import annotations

from datetime import date
from typing import Any

import polars as pl
import pytest

from components.exhibits.filters import filters_of
from components.exhibits.plan.actions import plan_due, plan_without_evidence
from components.exhibits.plan.progress import (
    plan_answer,
    plan_burn_up,
    plan_owners,
    plan_statements,
)
from components.exhibits.view import View
from data_access.snapshot import Snapshot, snapshot
from data_access.store.database import Store
from measures.ratings.scores import assessed
from measures.ratings.stated import rating_differs
from tests.components.exhibits.test_practice_exhibits import rows
from tests.principals import OFFICER
from vocabulary.framework import CQC_2023
from vocabulary.nature import Nature

DAY = date(2026, 11, 28)
VIEW = View("Somewhere Council", Nature.OWN, DAY)
ALL = filters_of(DAY, "All time")
STATEMENTS = CQC_2023.frame()


def plan(*given: dict[str, Any]) -> pl.DataFrame:
    plain = {"action": "Do it.", "opened": date(2025, 10, 1), "complete": False}
    return rows("action", *({"reference": f"A-{n}", **plain, **row} for n, row in enumerate(given)))


def test_statements_that_nobody_named_are_not_listed_as_ones() -> None:
    closed = {"closed": date(2026, 3, 1), "complete": True}
    shown = plan_statements(
        plan(*[closed] * 3, closed | {"statement": "learning"}, {"impact": "Better."}),
        STATEMENTS, ALL, VIEW,
    )  # fmt: skip
    said = f"{shown.headline} {shown.verdict} {shown.meaning}"
    assert "No statement" not in said
    assert shown.verdict == "One statement without shown impact."


def test_a_completed_action_is_never_overdue() -> None:
    late = {"due": date(2026, 3, 1)}
    actions = plan(late | {"complete": True}, late | {"closed": date(2026, 2, 1)})
    shown = plan_due(actions, STATEMENTS, ALL, VIEW)
    assert (shown.headline, shown.frame.height) == ("Nothing is overdue or due soon", 0)
    assert plan_owners(actions, ALL, VIEW).signal != "attention"


@pytest.mark.parametrize("field", ["owner", "due", "impact", "complete"])
def test_a_plan_without_a_column_says_so_and_counts_nothing_on_it(field: str) -> None:
    whole = {"owner": "Head of practice", "due": date(2026, 3, 1), "impact": "Better."}
    without = {field: None}
    closed = {} if field == "complete" else {"closed": date(2026, 2, 1), "complete": True}
    actions = plan(whole | without, whole | without | closed)
    shown = [
        plan_statements(actions, STATEMENTS, ALL, VIEW),
        plan_owners(actions, ALL, VIEW),
        plan_burn_up(actions, VIEW.today, ALL, VIEW),
        plan_due(actions, STATEMENTS, ALL, VIEW),
        plan_without_evidence(actions, STATEMENTS, ALL, VIEW),
    ]
    said = " ".join(f"{each.headline} {each.verdict} {each.meaning}" for each in shown)
    wrong = {
        "owner": ("No owner",),
        "due": ("overdue", "due within", "Nothing is"),
        "impact": ("impact shown", "shown impact", "have no evidence"),
        "complete": ("overdue", "open", "closed by now"),
    }[field]
    assert "not recorded" in said
    assert [word for word in wrong if word in said] == []
    if field != "owner":
        assert "not recorded" in plan_answer(actions, ALL)


@pytest.fixture(scope="module")
def example(example_store: Store) -> Snapshot:
    return snapshot("Example Borough", store=example_store, principal=OFFICER)


def test_a_published_rating_is_set_against_its_scores(example: Snapshot) -> None:
    own = assessed(example["score"], example.framework.frame())
    day = own.get_column("day").max()

    def said(rating: str, percentage: int | None, published: object = day) -> str | None:
        row = {"published": published, "overall_rating": rating, "overall_percentage": percentage}
        return rating_differs(rows("rating", row), own)

    assert said("outstanding", None) is not None
    assert "outstanding at 90%" in (said("outstanding", 90) or "")
    assert said("outstanding", None, date(2020, 1, 1)) is None, "of another assessment"
    assert rating_differs(rows("rating"), own) is None
