"""A saved assessment becomes scores and coded findings: planned and shown first, with what stands
in the way of importing it and what is worth knowing, then landed."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date

import polars as pl

from data_access.councils import council_named, councils_known
from data_access.datasets import COUNCIL, FINDING, RATING, SCORE
from data_access.errors import DataError
from data_access.importing.own_process.pool import propose_figures, read_report
from data_access.importing.own_process.reader import Progress
from data_access.importing.personal_data.guard import kinds_in
from data_access.importing.reports import council_named as naming
from data_access.importing.reports.council_named import Named
from data_access.importing.reports.figures.confirmed import figure_entries
from data_access.importing.reports.figures.proposed import ProposedFigure
from data_access.importing.reports.parsing.result import (
    Conflict,
    ParsedReport,
    ReportError,
    ReportSource,
)
from data_access.importing.reports.published_judgements import press_releases, stated_rating
from data_access.importing.reports.read_reports import ReadReport, one_report
from data_access.importing.reports.rows import finding_rows, score_rows, standing
from data_access.ledger.entry import Counts, Entry
from data_access.ledger.history import history
from data_access.ledger.ledger import Landed, append, prepare
from data_access.principal import require
from data_access.reference.council_register import same_council
from data_access.reference.published_facts import catalogue_frame
from data_access.snapshot import councils, snapshot
from data_access.store.database import Store
from vocabulary.framework import STATEMENTS
from vocabulary.nature import Nature
from vocabulary.principal import Permission, Principal
from vocabulary.wording import long_date

_LETTER = 20_000  # characters in which a letter says who writes it
_ANNUAL_LETTER = re.compile(
    r"\b(?:annual (?:review )?letter|annual review|complaint statistics|complaints? upheld)\b"
)
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
        close = [name for name in known if authority.casefold() in name.casefold()]
        hint = f" Did you mean {close[0]}?" if close else ""
        said.append(f"{authority} is new to this store.{hint}")
    for document in parsed.documents:
        if day and document.published and document.published != day:
            said.append(
                f"{document.source} says it was published on {long_date(document.published)}; it "
                f"will be kept under {long_date(day)}."
            )
        said += [f"{document.source}: {note}." for note in document.notes]
    return tuple(dict.fromkeys(said))


def another_council(named: Named | None, authority: str) -> str | None:
    """Why a report is stopped that names another council than the one it is to go to, in a
    sentence; None where it names no other."""
    if named is None or same_council(named.council, authority):
        return None
    return (
        f"The report names {named.council}, {named.where}, and not {authority}: say whose report "
        "it is."
    )


def nothing_found(parsed: ParsedReport) -> str:
    """Why there is nothing to import, in a sentence."""
    names = ", ".join(d.source for d in parsed.documents) or "the file"
    notes = {note for d in parsed.documents for note in d.notes}
    if parsed.unreadable:
        return parsed.unreadable[0].why
    if any(_is_ombudsmans(d.text[:_LETTER].casefold()) for d in parsed.documents):
        return (
            f"{names} is a letter of the ombudsman, and figures are not read from letters: bring "
            "in the ombudsman's own tables of the year (complaints received, complaints decided, "
            "compliance), or the figures typed into a table."
        )
    why = (
        f"Nothing to import from {names}: {'; '.join(sorted(notes))}."
        if notes
        else f"No quality statement was recognised in {names}."
    )
    return f"{why} If it holds a table of records, save that as Excel or CSV."


def _is_ombudsmans(text: str) -> bool:
    return "ombudsman" in text and _ANNUAL_LETTER.search(" ".join(text.split())) is not None


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

    `scores` and `findings` are rows of those datasets; `figures` are numbers of its sentences that
    land only once a person has confirmed them (`with_figures`); `problems` stand in the way of
    landing, `notes` do not. `kept_codings` counts findings whose coding a person had decided before
    and which keep it. `although`: what the history says of a report that names another council;
    `differs`: where what is published does not agree with what it comes from, which it says too.
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
    although: str | None = None
    differs: tuple[str, ...] = ()
    figures: tuple[ProposedFigure, ...] = ()

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
    although: str | None = None,
    principal: Principal,
    progress: Progress | None = None,
) -> ReportPlan:
    """Read files as one report and say what importing it would do; see `plan_read`. It is read in a
    process of its own; `progress` is told the share done and what is being done, several times a
    second, and whatever it raises ends that.

    Raises DataError if a file cannot be read, or nothing in any of them is recognised.
    """
    if not authority.strip():
        raise DataError("Name the council the report is about.")
    require(principal, Permission.ENTER, council_named(store, authority, principal=principal))
    try:
        parsed = read_report(sources, progress)
    except ReportError as error:
        raise DataError(str(error)) from error
    known = councils_known(store, principal=principal)
    read = one_report(sources, parsed, naming.council_named(parsed.documents, known))
    return plan_read(
        store,
        read,
        authority=authority,
        published=published,
        although=although,
        principal=principal,
    )


def plan_read(
    store: Store,
    read: ReadReport,
    *,
    authority: str,
    published: date | None = None,
    although: str | None = None,
    principal: Principal,
) -> ReportPlan:
    """What importing a report would do for a council, by any of its names.

    `published`: the day of publication, where the report does not say it. `although`: why it is
    that council's report, where it names another; until that is said, the plan has a problem.

    Raises DataError if nothing in it is recognised.
    """
    parsed, named = read.parsed, read.named
    authority = council_named(store, authority, principal=principal)
    if not authority:
        raise DataError("Name the council the report is about.")
    require(principal, Permission.ENTER, authority)
    stopped_by = another_council(named, authority)
    although = " ".join((although or "").split())
    if kinds := kinds_in(although):
        raise DataError(f"What you wrote has {' and '.join(kinds)} in it: say it without.")
    day = published or read.published
    scores = score_rows(store, parsed, authority, day)
    findings, kept = finding_rows(store, parsed, authority, day, principal)
    if scores.is_empty() and findings.is_empty():
        raise DataError(nothing_found(parsed))
    entries = [Entry(SCORE, scores)] if scores.height else []
    stated, differs = stated_rating(store, parsed, scores, authority, day)
    if stated.height:
        entries.append(Entry(RATING, stated))
    told = (*press_releases(scores), *([differs] if differs else []))
    if findings.height:
        replaces = ("authority", "source_kind", "published", "statement")
        entries.append(Entry(FINDING, findings, replaces=replaces))
    if authority not in councils(store, principal=principal).get_column("authority"):
        entries.append(Entry(COUNCIL, pl.DataFrame({"authority": [authority]})))
    about = {*scores.get_column("statement"), *findings.get_column("statement")}
    stopped = (stopped_by,) if stopped_by and not although else ()
    return ReportPlan(
        authority=authority,
        published=day,
        parsed=parsed,
        source_name=read.source_name,
        sha256=read.sha256,
        scores=scores,
        findings=findings,
        entries=tuple(entries),
        counts=prepare(store, entries, principal=principal, nature=Nature.PUBLISHED).counts,
        problems=(*stopped, *problems(parsed, published)),
        notes=(*told, *notes(store, parsed, authority, day, about, principal)),
        differs=told,
        kept_codings=kept,
        figures=propose_figures(parsed, _catalogue(store, authority, principal), day),
        although=f"names {named.council}: {although}"
        if named and stopped_by and although
        else None,
    )


def _catalogue(store: Store, authority: str, principal: Principal) -> pl.DataFrame:
    held = snapshot(authority, principal=principal, store=store)["indicator_definition"]
    return held if held.height else catalogue_frame()


def with_figures(
    store: Store, plan: ReportPlan, confirmed: Sequence[ProposedFigure], *, principal: Principal
) -> ReportPlan:
    """The plan with figures that a person has confirmed, as rows to land with the report.

    DataError for one without a period, or of the ombudsman's without a scope.
    """
    if not confirmed:
        return plan
    entries = (*plan.entries, *figure_entries(store, plan.authority, confirmed))
    counts = prepare(store, entries, principal=principal, nature=Nature.PUBLISHED).counts
    return replace(plan, entries=entries, counts=counts)


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
        note=" ".join(filter(None, (plan.although, *plan.differs))) or None,
    )
