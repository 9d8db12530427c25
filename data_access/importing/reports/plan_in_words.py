"""Plans and history in plain words, for the command line."""

from __future__ import annotations

import polars as pl

from data_access.importing.reports.figures.proposed import ProposedFigure
from data_access.importing.reports.import_report import ReportPlan
from data_access.ledger.batch import Action
from data_access.ledger.entry import Counts
from vocabulary.findings import POLARITY_COUNTED
from vocabulary.framework import STATEMENTS
from vocabulary.wording import agree, long_date, number_of, with_unit


def describe_plan(plan: ReportPlan) -> str:
    """What importing would do: scores, findings by polarity, what was not recognised, notes."""
    when = long_date(plan.published) if plan.published else "date not stated"
    lines = [f"{plan.authority}, published {when}"]
    scores = {row["statement"]: row["score"] for row in plan.scores.iter_rows(named=True)}
    counted = plan.findings.group_by("statement").len()
    found = dict(zip(counted["statement"], counted["len"], strict=True))
    for statement in STATEMENTS.values():
        if statement.id in scores or statement.id in found:
            score = scores.get(statement.id)
            lines.append(
                f"  {statement.name}: {score if score is not None else 'no score found'}, "
                f"{number_of(found.get(statement.id, 0), 'finding', nought='0')}"
            )
    if plan.findings.height:
        kinds = plan.findings.get_column("polarity").value_counts()
        by_kind = dict(zip(kinds["polarity"], kinds["count"], strict=True))
        said = ", ".join(
            f"{number_of(by_kind[key], one, many)}"
            for key, (one, many) in POLARITY_COUNTED.items()
            if key in by_kind
        )
        lines.append(f"  suggested: {said}")
    if plan.kept_codings:
        keep = agree(plan.kept_codings, "keeps", "keep")
        lines.append(
            f"  {number_of(plan.kept_codings, 'finding')} {keep} the coding a person decided on"
        )
    for dataset, counts in plan.counts.items():
        lines.append(f"  {dataset}: {describe_counts(counts)}")
    if plan.figures:
        many = number_of(len(plan.figures), "figure")
        lines.append(f"Figures that could come in too ({many}; --figure NUMBER takes one):")
        lines += [f"  {number}. {in_words(each)}" for number, each in enumerate(plan.figures, 1)]
    if told := plan.parsed.narrative:
        lines.append(
            f"Of no one quality statement, and not imported ({number_of(len(told), 'paragraph')}):"
        )
        lines += [
            f"  {document.source}, line {each.line}: {each.text[:100]!r}" for document, each in told
        ]
    if plan.parsed.background:
        lines.append(set_aside(plan.parsed.background))
    unrecognised = plan.parsed.unrecognised
    if unrecognised:
        lines.append(f"Not recognised ({number_of(len(unrecognised), 'line')}):")
        lines += [
            f"  {line.source}, line {line.line}: {line.text[:100]!r} ({line.why})"
            for line in unrecognised
        ]
    lines += [f"Note: {note}" for note in plan.notes]
    lines += [f"Problem: {problem}" for problem in plan.problems]
    return "\n".join(lines)


def in_words(figure: ProposedFigure) -> str:
    """A proposed figure in a line: what it is, of when, and the words it was read in."""
    when = f", {figure.period.said}" if figure.period else ", no period said"
    return f"{figure.name}: {with_unit(figure.value, figure.unit)}{when} ({figure.sentence[:90]!r})"


def set_aside(lines: int) -> str:
    """That so many lines of a report's front pages are no evidence, in a sentence."""
    return (
        f"{number_of(lines, 'line').capitalize()} of front pages set aside: how councils are "
        "assessed, who lives there, and money."
    )


def describe_counts(counts: Counts) -> str:
    """Rows new, changed, unchanged and taken away, in words."""
    said = [f"{counts.new} new", f"{counts.changed} changed", f"{counts.unchanged} unchanged"]
    if counts.removed:
        said.append(f"{counts.removed} taken away")
    if counts.rejected:
        said.append(f"{counts.rejected} rejected")
    return ", ".join(said)


def describe_history(past: pl.DataFrame) -> str:
    """Batches, one a line, newest first."""
    lines = []
    for row in past.iter_rows(named=True):
        counts = Counts(
            row["rows_new"],
            row["rows_changed"],
            row["rows_unchanged"],
            row["rows_removed"],
            row["rows_rejected"],
        )
        if row["action"] in {Action.ERASE, Action.CLOCK}:
            what = row["note"]
        elif row["target_import"] is not None:
            what = f"{row['action']} of import {row['target_import']}"
        else:
            what = describe_counts(counts)
            if row["rows_awaited"]:
                what += f", {row['rows_awaited']} of these awaited"
            what += "" if row["visible"] else " (withdrawn)"
        lines.append(
            f"{row['batch_id']:>5}  {row['recorded_at']:%Y-%m-%d %H:%M}  {row['recorded_by']}  "
            f"{row['dataset']}  {row['action']}  {row['nature']}  {row['source_name']}: {what}"
        )
    return "\n".join(lines) or "No batches yet."
