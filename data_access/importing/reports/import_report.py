"""A saved assessment becomes scores and coded findings: planned and shown first, with what stands
in the way of importing it and what is worth knowing, then landed."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

import polars as pl

from data_access.datasets import COUNCIL, FINDING, SCORE
from data_access.errors import DataError
from data_access.importing.reports.parsing.document import same_council
from data_access.importing.reports.parsing.parse import parse_report
from data_access.importing.reports.parsing.result import (
    Conflict,
    ParsedReport,
    ReportError,
    ReportSource,
)
from data_access.importing.reports.rows import finding_rows, score_rows, standing
from data_access.ledger.entry import Counts, Entry
from data_access.ledger.history import history
from data_access.ledger.ledger import Landed, append, prepare
from data_access.principal import require
from data_access.snapshot import councils
from data_access.store.database import Store
from vocabulary.framework import STATEMENTS
from vocabulary.nature import Nature
from vocabulary.principal import Principal
from vocabulary.wording import long_date

_REPEATED = "the same page twice"
_FIRST_USED = ": the first is used"
_ABOUT = {
    "authority": "Council",
    "published": "Date of publication",
    "overall rating": "Overall rating",
    "overall percentage": "Overall percentage",
}


def problems(parsed: ParsedReport, published: date | None) -> tuple[str, ...]:
    """What stands in the way: places that cannot both be right, and files that cannot be read.
    Pages of different days do not, once somebody has given the day."""
    found = [
        _sentence(conflict)
        for conflict in parsed.conflicts
        if not conflict.why.startswith(_REPEATED)
        and not (conflict.about == "published" and published)
    ]
    return (*found, *(lost.why for lost in parsed.unreadable))


def notes(
    store: Store,
    parsed: ParsedReport,
    authority: str,
    day: date | None,
    statements: set[str],
    principal: Principal,
) -> tuple[str, ...]:
    """What is worth knowing: `day` is the day the report will carry, `statements` what it is
    about."""
    said = [
        _sentence(conflict) for conflict in parsed.conflicts if conflict.why.startswith(_REPEATED)
    ]
    if day is None:
        said.append("No publication date is known; give one, so that history is in order.")
    else:
        said += _undated(store, authority, statements, principal)
    known = councils(store, principal=principal).get_column("authority").to_list()
    if authority not in known:
        close = [
            name
            for name in known
            if same_council(authority, name) or authority.casefold() in name.casefold()
        ]
        hint = f" Did you mean {close[0]}?" if close else ""
        said.append(f"{authority} is new to this store.{hint}")
    for document in parsed.documents:
        named = document.authority_named
        if named and not same_council(named, authority):
            said.append(f"{document.source} names {named}.")
        if day and document.published and document.published != day:
            said.append(
                f"{document.source} says it was published on {long_date(document.published)}; it "
                f"will be kept under {long_date(day)}."
            )
        said += [f"{document.source}: {note}." for note in document.notes]
    return tuple(dict.fromkeys(said))


def nothing_found(parsed: ParsedReport) -> str:
    """Why there is nothing to import, in a sentence."""
    names = ", ".join(d.source for d in parsed.documents) or "the file"
    notes = {note for d in parsed.documents for note in d.notes}
    if parsed.unreadable:
        return parsed.unreadable[0].why
    if notes:
        return f"Nothing to import from {names}: {'; '.join(sorted(notes))}."
    return f"No quality statement was recognised in {names}."


def _sentence(conflict: Conflict) -> str:
    about = _ABOUT.get(conflict.about)
    if about is None:
        known = STATEMENTS.get(conflict.about)
        about = known.name if known else conflict.about
    places = " and ".join(
        f"{place.source}, line {place.line}: {_words(conflict.about, place.text)}"
        for place in conflict.places
    )
    return f"{about}: {conflict.why.removesuffix(_FIRST_USED)} ({places})."


def _words(about: str, text: str) -> str:
    """The start of what was read, on one line; a day in words."""
    if about == "published":
        try:
            return long_date(date.fromisoformat(text))
        except ValueError:
            pass
    line = " ".join(text.split())
    return f"“{line if len(line) <= 60 else line[:59] + '…'}”"


def _undated(store: Store, authority: str, statements: set[str], principal: Principal) -> list[str]:
    """A report that came without its day counts as the newest: it should not stay beside the same
    one with its day."""
    parts = []
    for dataset in (SCORE, FINDING):
        rows = standing(store, dataset, authority)
        undated = pl.col("published").is_null()
        if "published_as_stated" in rows.columns:
            undated &= pl.col("published_as_stated").is_null() & (pl.col("kind") == "published")
        parts.append(
            rows.filter(undated & pl.col("statement").is_in(statements)).select("batch_id")
        )
    held = pl.concat(parts)
    if held.is_empty():
        return []
    imports = history(store, principal=principal).join(held.unique(), on="batch_id", how="semi")
    numbers = imports.get_column("import_id").unique().sort().to_list()
    named = " and ".join(f"batch {number}" for number in numbers)
    return [
        f"The store has an undated report about the same ({named}), which counts as newest from "
        "the day it came in. If it is this report, withdraw that import."
    ]


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
        counts=prepare(store, entries, principal=principal, nature=Nature.PUBLISHED).counts,
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
