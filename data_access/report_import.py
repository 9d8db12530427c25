"""A saved assessment becomes scores and coded findings: planned and shown first, then landed."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

import polars as pl

from data_access.as_known import batches, rows_as_known
from data_access.datasets import COUNCIL, FINDING, SCORE, Dataset, Nature
from data_access.errors import DataError
from data_access.evidence_coding import ThemeRule, suggest_all
from data_access.framework import framework
from data_access.ledger import Counts, Entry, Landed, append, canonical, preview
from data_access.principal import Principal
from data_access.reference_facts import codebook_frame
from data_access.report_parser import (
    ParsedFinding,
    ParsedReport,
    ReportError,
    ReportSource,
    parse_report,
)
from data_access.snapshot import councils, snapshot
from data_access.store import Store

READABLE = {".html", ".htm", ".pdf", ".docx", ".txt", ".md", ".markdown", ".zip"}
_CODING = (
    "polarity",
    "category",
    "themes",
    "coded_by",
    "suggested_polarity",
    "suggested_category",
    "suggested_themes",
    "why",
)


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


def read_sources(paths: Sequence[Path]) -> list[ReportSource]:
    """The readable files among paths and in folders, in name order. DataError if there are none,
    or a path does not exist."""
    found: list[Path] = []
    for path in paths:
        if path.is_dir():
            found += sorted(
                p for p in path.rglob("*") if p.is_file() and p.suffix.lower() in READABLE
            )
        elif path.is_file():
            found.append(path)
        else:
            raise DataError(f"There is no file or folder {path}.")
    if not found:
        raise DataError("There are no HTML, PDF, Word, text or Markdown files to read.")
    try:
        return [ReportSource(path.name, path.read_bytes()) for path in found]
    except OSError as error:
        raise DataError(f"{error.filename} cannot be read: {error.strerror}.") from error


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
    try:
        parsed = parse_report(sources)
    except ReportError as error:
        raise DataError(str(error)) from error
    stated = {d.published for d in parsed.documents if d.published}
    day = published or (stated.pop() if len(stated) == 1 else None)
    scores = _score_rows(parsed, authority, day)
    findings = _finding_rows(store, parsed, authority, day, principal)
    if scores.is_empty() and findings.is_empty():
        raise DataError(_nothing_found(parsed))
    scores = _keep_what_stands(store, scores)
    findings, kept = _keep_decisions(store, findings)
    entries = [Entry(SCORE, scores)] if scores.height else []
    if findings.height:
        replaces = ("authority", "source_kind", "published", "statement")
        entries.append(Entry(FINDING, findings, replaces=replaces))
    if authority not in councils(store).get_column("authority"):
        entries.append(Entry(COUNCIL, pl.DataFrame({"authority": [authority]})))
    problems = [conflict.why for conflict in parsed.conflicts]
    problems += [f"{lost.source}: {lost.why}" for lost in parsed.unreadable]
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
        problems=tuple(problems),
        notes=tuple(_notes(store, parsed, authority, day)),
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


def theme_rules(codebook: pl.DataFrame) -> list[ThemeRule]:
    """The codebook (rows of the theme dataset) as the rules that suggest themes."""
    return [
        ThemeRule(
            row["theme"], row["name"], tuple(row["statements"] or ()), tuple(row["cues"] or ())
        )
        for row in codebook.iter_rows(named=True)
    ]


def _score_rows(parsed: ParsedReport, authority: str, day: date | None) -> pl.DataFrame:
    commitments: dict[str, str] = {}
    sources: dict[str, str] = {}
    for document in parsed.documents:
        for statement in document.statements:
            sources.setdefault(statement, document.source)
        commitments = {**document.commitments, **commitments}
    scores = {found.statement: found.score for found in parsed.scores}
    rows = [
        {
            "authority": authority,
            "statement": statement,
            "kind": "published",
            "published": day,
            "score": scores.get(statement),
            "framework": framework().version,
            "commitment": commitments.get(statement),
            "source": sources[statement],
        }
        for statement in dict.fromkeys([*scores, *commitments])
        if scores.get(statement) is not None or statement in commitments
    ]
    frame = pl.DataFrame(rows, schema_overrides=dict(SCORE.schema))
    return canonical(SCORE, frame).drop("row_key") if rows else pl.DataFrame(schema=SCORE.schema)


def _finding_rows(
    store: Store, parsed: ParsedReport, authority: str, day: date | None, principal: Principal
) -> pl.DataFrame:
    codebook = snapshot(authority, principal=principal, store=store)["theme"]
    # A store that was never given a codebook is coded by the one that comes with the product.
    rules = theme_rules(codebook if codebook.height else codebook_frame())
    found: dict[str, list[ParsedFinding]] = {}
    for _document, finding in parsed.findings:
        found.setdefault(finding.statement, []).append(finding)
    rows = []
    for statement, findings in found.items():
        codings = suggest_all(
            [(f.paragraph, f.sentence, f.text) for f in findings],
            codebook=rules,
            statement=statement,
        )
        for finding, coding in zip(findings, codings, strict=True):
            rows.append(
                {
                    "authority": authority,
                    "source_kind": "cqc_assessment",
                    "published": day,
                    "statement": statement,
                    "section": finding.section,
                    "paragraph": finding.paragraph,
                    "sentence": finding.sentence,
                    "text": finding.text,
                    "polarity": coding.polarity,
                    "category": coding.category,
                    "themes": list(coding.themes),
                    "coded_by": "rule",
                    "suggested_polarity": coding.polarity,
                    "suggested_category": coding.category,
                    "suggested_themes": list(coding.themes),
                    "why": coding.why,
                    "reference": _reference(finding, day),
                }
            )
    if not rows:
        return pl.DataFrame(schema=FINDING.schema)
    frame = pl.DataFrame(rows, schema_overrides=dict(FINDING.schema))
    return canonical(FINDING, frame).drop("row_key")


def _reference(finding: ParsedFinding, day: date | None) -> str:
    when = f"{day.day} {day:%B %Y}" if day else "date not stated"
    name = framework().statement(finding.statement).name
    place = f"paragraph {finding.paragraph}, sentence {finding.sentence}"
    return f"CQC assessment, {when}, {name}, {place}"


def _standing(store: Store, dataset: Dataset, frame: pl.DataFrame) -> pl.DataFrame:
    authorities = frame.get_column("authority").unique().to_list()
    with store.reading() as connection:
        return rows_as_known(connection, dataset, batches(connection), authorities)


def _keep_what_stands(store: Store, scores: pl.DataFrame) -> pl.DataFrame:
    """A page without the score (or the commitment) does not take away the one that is known."""
    if scores.is_empty():
        return scores
    standing = _standing(store, SCORE, scores).select(
        *SCORE.natural_key, score_known="score", commitment_known="commitment"
    )
    return (
        scores.join(
            standing,
            on=list(SCORE.natural_key),
            how="left",
            nulls_equal=True,
            maintain_order="left",
        )
        .with_columns(
            score=pl.coalesce("score", "score_known"),
            commitment=pl.coalesce("commitment", "commitment_known"),
        )
        .select(SCORE.columns)
    )


def _keep_decisions(store: Store, findings: pl.DataFrame) -> tuple[pl.DataFrame, int]:
    """A sentence that a person has coded keeps that coding when the report is imported again."""
    if findings.is_empty():
        return findings, 0
    key = list(FINDING.natural_key)
    decided = (
        _standing(store, FINDING, findings)
        .filter(pl.col("coded_by") == "person")
        .select(*key, "text", *(pl.col(name).alias(f"{name}_decided") for name in _CODING))
    )
    joined = findings.join(
        decided, on=[*key, "text"], how="left", nulls_equal=True, maintain_order="left"
    )
    kept = pl.col("coded_by_decided").is_not_null()
    frame = joined.with_columns(
        pl.when(kept).then(f"{name}_decided").otherwise(name).alias(name) for name in _CODING
    ).select(FINDING.columns)
    return frame, int(joined.select(kept.sum()).item())


def _nothing_found(parsed: ParsedReport) -> str:
    names = ", ".join(d.source for d in parsed.documents) or "the file"
    notes = {note for d in parsed.documents for note in d.notes}
    if parsed.unreadable:
        return parsed.unreadable[0].why
    if notes:
        return f"Nothing to import from {names}: {'; '.join(sorted(notes))}."
    return f"No quality statement was recognised in {names}."


def _notes(store: Store, parsed: ParsedReport, authority: str, day: date | None) -> list[str]:
    notes = []
    if day is None:
        notes.append("No publication date is known; give one, so that history is in order.")
    known = councils(store).get_column("authority").to_list()
    if authority not in known:
        close = [name for name in known if authority.casefold() in name.casefold()]
        hint = f" Did you mean {close[0]}?" if close else ""
        notes.append(f"{authority} is new to this store.{hint}")
    for document in parsed.documents:
        named = document.authority_named
        if named and named.casefold() not in authority.casefold():
            notes.append(f"{document.source} names {named}.")
        notes += [f"{document.source}: {note}" for note in document.notes]
    return notes


def _source_name(sources: Sequence[ReportSource]) -> str:
    if len(sources) == 1:
        return sources[0].name
    return f"{sources[0].name} and {len(sources) - 1} more"


def _digest(sources: Sequence[ReportSource]) -> str:
    digest = hashlib.sha256()
    for source in sorted(sources, key=lambda s: s.name):
        digest.update(hashlib.sha256(source.content).digest())
    return digest.hexdigest()
