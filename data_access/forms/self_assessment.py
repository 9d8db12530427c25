"""Recording what the council itself thinks of a quality statement."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

import polars as pl

from data_access.datasets import SCORE
from data_access.errors import DataError
from data_access.ledger.batch import Action
from data_access.ledger.ledger import Entry, Landed, append
from data_access.store.database import Store
from vocabulary.framework import framework_on
from vocabulary.principal import Principal


def record_self_assessment(
    store: Store,
    *,
    authority: str,
    statement: str,
    score: int,
    day: date,
    rationale: str,
    evidence: Sequence[str] = (),
    based_on: int | None = None,
    principal: Principal,
) -> Landed:
    """Record a self-assessed score with its reasons, as a batch of one row.

    A second one for the same day amends the first; `based_on` is the row_id of the version the
    person was looking at (None: there was none). DataError without a rationale, for a score
    outside 1 to 4 or an unknown statement; ConflictError if someone else recorded one for that
    day in the meantime.
    """
    if not rationale.strip():
        raise DataError("Say why: a score without a reason cannot be checked later.")
    if score not in {1, 2, 3, 4}:
        raise DataError("A score is 1, 2, 3 or 4.")
    applies = framework_on(day)
    if statement not in applies.ids:
        raise DataError(f"There is no quality statement '{statement}'.")
    row = {
        "authority": authority,
        "statement": statement,
        "kind": "self_assessed",
        "published": day,
        "score": score,
        "framework": applies.version,
        "rationale": rationale,
        "evidence": [_one_item(line) for line in evidence if line.strip()],
        "source": "Self-assessment",
        "based_on": based_on,
    }
    frame = pl.DataFrame([row], schema_overrides={**SCORE.schema, "based_on": pl.Int64()})
    return append(
        store,
        [Entry(SCORE, frame)],
        principal=principal,
        source_name="Self-assessment entered on screen",
        action=Action.FORM,
    )


def _one_item(line: str) -> str:
    """A semicolon would part the item in two; in a link it can be written otherwise."""
    text = line.strip()
    return text.replace(";", "%3B" if re.match(r"https?://", text) else ",")
