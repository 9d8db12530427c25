"""What the council itself thinks of a statement, with its reasons."""

from __future__ import annotations

from datetime import date

import polars as pl
import pytest

from data_access.errors import ConflictError, DataError
from data_access.forms.record import record_self_assessment
from data_access.ledger.ledger import Landed
from data_access.moments import now
from data_access.snapshot import snapshot
from data_access.store.database import Store
from tests.data_access.made_up_rows import SOMEWHERE, land, scores
from tests.principals import OFFICER
from vocabulary.principal import Principal

DAY = date(2026, 6, 18)


def record(store: Store, officer: Principal, **change: object) -> Landed:
    given = {
        "authority": SOMEWHERE,
        "statement": "learning",
        "score": 3,
        "day": DAY,
        "rationale": "Audits show that lessons are acted on.",
        "evidence": ["Audit of May 2026", "https://example.org/a?b=1;c=2", "  "],
    }
    return record_self_assessment(store, principal=officer, **(given | change))  # type: ignore[arg-type]


def own(store: Store) -> dict[str, object]:
    frame = snapshot(SOMEWHERE, store=store, principal=OFFICER)["score"].filter(
        pl.col("kind") == "self_assessed"
    )
    assert frame.height == 1
    return frame.row(0, named=True)


def test_a_self_assessment_is_the_councils_own_and_never_a_published_score(
    store: Store, officer: Principal
) -> None:
    land(store, scores(learning=2))
    record(store, officer)
    row = own(store)
    assert (row["score"], row["published"], row["nature"]) == (3, DAY, "own")
    assert row["rationale"] == "Audits show that lessons are acted on."
    assert row["recorded_by"] == "Officer"
    frame = snapshot(SOMEWHERE, store=store, principal=officer)["score"]
    assert frame.filter(pl.col("kind") == "published")["score"].to_list() == [2]


def test_links_to_evidence_are_kept_apart(store: Store, officer: Principal) -> None:
    record(store, officer)
    assert own(store)["evidence"] == ["Audit of May 2026", "https://example.org/a?b=1%3Bc=2"]


def test_evidence_is_not_asked_for(store: Store, officer: Principal) -> None:
    record(store, officer, evidence=[])
    assert not own(store)["evidence"]


@pytest.mark.parametrize("rationale", ["", "   ", "\n"])
def test_a_score_needs_a_reason(sqlite_store: Store, officer: Principal, rationale: str) -> None:
    with pytest.raises(DataError, match="Say why"):
        record(sqlite_store, officer, rationale=rationale)
    assert sqlite_store.revision() == 0


@pytest.mark.parametrize("score", [0, 5, -1])
def test_a_score_is_from_one_to_four(sqlite_store: Store, officer: Principal, score: int) -> None:
    with pytest.raises(DataError, match="1, 2, 3 or 4"):
        record(sqlite_store, officer, score=score)


def test_a_statement_the_framework_does_not_have_is_refused(
    sqlite_store: Store, officer: Principal
) -> None:
    with pytest.raises(DataError, match="quality statement"):
        record(sqlite_store, officer, statement="gardening")


def test_a_second_one_on_a_day_amends_the_first_and_the_first_stays_in_the_past(
    store: Store, officer: Principal
) -> None:
    record(store, officer)
    then, first = now(), own(store)
    record(store, officer, score=2, based_on=first["row_id"])
    assert own(store)["score"] == 2
    before = snapshot(SOMEWHERE, then, store=store, principal=officer)["score"]
    assert before["score"].to_list() == [3]


def test_another_day_is_another_self_assessment(sqlite_store: Store, officer: Principal) -> None:
    record(sqlite_store, officer)
    record(sqlite_store, officer, day=date(2026, 9, 1), score=4)
    assert snapshot(SOMEWHERE, store=sqlite_store, principal=officer)["score"][
        "score"
    ].sort().to_list() == [3, 4]


@pytest.mark.both_databases
def test_of_two_people_at_once_the_second_is_told(store: Store, officer: Principal) -> None:
    record(store, officer)
    with pytest.raises(ConflictError):
        record(store, officer, score=1, rationale="I did not see the other one.")
    assert own(store)["score"] == 3
