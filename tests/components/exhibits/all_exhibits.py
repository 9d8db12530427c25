"""Every exhibit of the published assessment, built from a snapshot as the pages build them."""

from __future__ import annotations

from datetime import date, datetime

from components.exhibits.catalogue import ExhibitRequest, exhibit
from components.exhibits.changes.freshness import freshness
from components.exhibits.exhibit import Exhibit
from components.exhibits.filters import filters_of
from components.exhibits.findings.coding_review import coding_review
from components.exhibits.findings.evidence_balance import evidence_balance
from components.exhibits.ratings.overall_score import overall_score
from components.exhibits.ratings.score_history import score_history
from components.exhibits.ratings.statement_scores import statement_scores
from components.exhibits.view import View
from data_access.snapshot import Snapshot, snapshot
from data_access.store.database import Store
from tests.principals import OFFICER

TODAY = date(2026, 9, 30)


def view_of(known: Snapshot, as_at: datetime | None = None) -> View:
    """The view of a snapshot, judged from a fixed day."""
    return View(known.authority, known.nature, TODAY, as_at)


def exhibit_named(key: str, known: Snapshot, view: View) -> Exhibit:
    """An exhibit as the catalogue builds it of whole records."""
    return exhibit(known, ExhibitRequest(key, filters_of(view.today)), view)


def exhibits_of(known: Snapshot, view: View) -> list[Exhibit]:
    """All of them, the history of every statement among them."""
    scores, statements = known["score"], known.framework.frame()
    return [
        overall_score(scores, statements, known["rating"], view),
        statement_scores(scores, statements, view),
        evidence_balance(known["finding"], known["theme"], view),
        exhibit_named("peer_overall", known, view),
        exhibit_named("peer_statements", known, view),
        freshness(known.freshness, view),
        coding_review(known["finding"], view),
        *(
            score_history(scores, statement.id, statement.name, view)
            for statement in known.framework.statements
        ),
    ]


def exhibits_in(store: Store, council: str, as_at: datetime | None = None) -> list[Exhibit]:
    """All of them, for a council in a store."""
    known = snapshot(council, as_at, store=store, principal=OFFICER)
    return exhibits_of(known, view_of(known, as_at))
