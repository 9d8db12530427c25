"""What a quality statement's part of the self-assessment is written from."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import polars as pl

from components.exhibits.catalogue import Records
from components.exhibits.view import View
from measures.statements.record import StatementRecord


@dataclass(frozen=True)
class Chapter:
    """One statement and all that is on record.

    statement: of the framework. counts: its row of the record's counts. level: of the headings.
    whole: everything is listed, because the document is of this statement alone.
    """

    statement: Any
    records: Records
    record: StatementRecord
    counts: dict[str, Any]
    view: View
    level: int
    whole: bool

    @property
    def public(self) -> bool:
        """Whether anyone may read it."""
        return self.view.audience == "public"

    @property
    def known(self) -> bool:
        """Whether there is anything to tell of the statement."""
        scored = self.record.scores.filter(
            (pl.col("statement") == self.statement.id) & pl.col("score").is_not_null()
        )
        return scored.height > 0 or not self.brief

    @property
    def brief(self) -> bool:
        """Whether no finding, action or lesson that may be shown is on record."""
        shown = ("total",) if self.public else ("total", "actions", "lessons")
        return not any(self.counts[name] for name in shown)
