"""A saved assessment becomes scores and coded findings: planned and shown first, then landed."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

import polars as pl

from data_access.datasets import COUNCIL, FINDING, SCORE
from data_access.errors import DataError
from data_access.importing.reports.notes import notes, nothing_found, problems
from data_access.importing.reports.parsing import (
    ParsedReport,
    ReportError,
    ReportSource,
    parse_report,
)
from data_access.importing.reports.rows import finding_rows, score_rows
from data_access.ledger.ledger import Counts, Entry, Landed, append, preview
from data_access.principal import require
from data_access.snapshot import councils
from data_access.store.database import Store
from vocabulary.nature import Nature
from vocabulary.principal import Principal


@dataclass(frozen=True)
class ReportPlan:
    """What importing a report would do. Nothing is written until `land_report`.

    `scores` and `findings` are rows of those datasets; `problems` stand in the way of landing,
    `notes` do not. `kept_codings` counts findings whose coding a person had decided before and
    which keep it.
    """

    authority: str
    published: date | None
    parsed: ParsedReport
    source_name: str
    sha256: str
    scores: pl.DataFrame
    findings: pl.DataFrame
    entries: tuple[Entry, ...]
    counts: dict[str, Counts] = field(default_factory=dict)
    problems: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    kept_codings: int = 0

    @property
    def changes(self) -> int:
        """Rows the import would add, change or take away."""
        return sum(counts.changes for counts in self.counts.values())


def plan_report(
    store: Store,
    sources: Sequence[ReportSource],
    *,
    authority: str,
    published: date | None = None,
    principal: Principal,
) -> ReportPlan:
    """Read a report and say what importing it would do.

    Raises DataError if a file cannot be read, or nothing in any of them is recognised.
    """
    authority = " ".join(authority.split())
    if not authority:
        raise DataError("Name the council the report is about.")
    require(principal, authority)
    try:
        parsed = parse_report(sources)
    except ReportError as error:
        raise DataError(str(error)) from error
    stated = {d.published for d in parsed.documents if d.published}
    day = published or (stated.pop() if len(stated) == 1 else None)
    scores = score_rows(store, parsed, authority, day)
    findings, kept = finding_rows(store, parsed, authority, day, principal)
    if scores.is_empty() and findings.is_empty():
        raise DataError(nothing_found(parsed))
    entries = [Entry(SCORE, scores)] if scores.height else []
    if findings.height:
        replaces = ("authority", "source_kind", "published", "statement")
        entries.append(Entry(FINDING, findings, replaces=replaces))
    if authority not in councils(store, principal=principal).get_column("authority"):
        entries.append(Entry(COUNCIL, pl.DataFrame({"authority": [authority]})))
    about = {*scores.get_column("statement"), *findings.get_column("statement")}
    return ReportPlan(
        authority=authority,
        published=day,
        parsed=parsed,
        source_name=_source_name(sources),
        sha256=_digest(sources),
        scores=scores,
        findings=findings,
        entries=tuple(entries),
        counts=preview(store, entries, principal=principal, nature=Nature.PUBLISHED),
        problems=problems(parsed, published),
        notes=notes(store, parsed, authority, day, about, principal),
        kept_codings=kept,
    )


def land_report(store: Store, plan: ReportPlan, *, principal: Principal) -> Landed:
    """Land a plan. DataError while it has problems."""
    if plan.problems:
        raise DataError(plan.problems[0])
    return append(
        store,
        plan.entries,
        principal=principal,
        source_name=plan.source_name,
        nature=Nature.PUBLISHED,
        sha256=plan.sha256,
    )


def _source_name(sources: Sequence[ReportSource]) -> str:
    if len(sources) == 1:
        return sources[0].name
    return f"{sources[0].name} and {len(sources) - 1} more"


def _digest(sources: Sequence[ReportSource]) -> str:
    digest = hashlib.sha256()
    for source in sorted(sources, key=lambda s: s.name):
        digest.update(hashlib.sha256(source.content).digest())
    return digest.hexdigest()
