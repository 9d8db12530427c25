"""Findings on a quality statement: strengths, shortfalls and what lies between, each traceable."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any, Final

import polars as pl

from reports.documents.self_assessment.chapter import Chapter
from reports.documents.written_report import Heading, Paragraph, Part, Table
from vocabulary.labels import SOURCE_KINDS
from vocabulary.wording import counted, long_date, none_or, number_word, sentence

_GROUPS: Final = (
    ("Strengths", ("strength",), "What is good", "No strength is among the findings."),
    ("Shortfalls", ("shortfall",), "What falls short", "No shortfall is among the findings."),
    ("Mixed, and in progress", ("mixed", "in_progress"), "What was found", ""),
)
_CODED: Final = {"person": "Confirmed", "rule": "Suggested"}
_BETWEEN: Final = {"mixed": "Mixed", "in_progress": "In progress"}
_DOCUMENT: Final = re.compile(r",\s*paragraph \d+.*$", re.IGNORECASE)


def findings(chapter: Chapter) -> list[Part]:
    """Counts, then the findings one by one, a table for each document they stand in."""
    rows = chapter.record.findings.filter(pl.col("statement") == chapter.statement.id)
    parts: list[Part] = [Heading("What was found", chapter.level)]
    if rows.is_empty():
        what = "a published assessment" if chapter.public else "an assessment or review"
        return [*parts, Paragraph(f"No finding of {what} is on record for this statement.")]
    parts.append(Paragraph(_counts(chapter.counts)))
    for title, polarities, head, none in _GROUPS:
        group = rows.filter(pl.col("polarity").is_in(polarities))
        if group.is_empty():
            if none:
                parts += [Heading(title, chapter.level + 1), Paragraph(none)]
            continue
        parts.append(Heading(title, chapter.level + 1))
        parts += _tables(chapter, group, head, polarities)
    return parts


def _counts(counts: dict[str, Any]) -> str:
    """How many of each, who confirmed them, and whose words they are."""
    told = [
        counted(counts["strength"], "strength"),
        counted(counts["shortfall"], "shortfall"),
        f"{none_or(counts['mixed'])} mixed",
        f"{none_or(counts['in_progress'])} in progress",
    ]
    said = f"{sentence(', '.join(told[:-1]))} and {told[-1]}."
    if counts["context"]:
        many = counts["context"] != 1
        said += (
            f" {sentence(counted(counts['context'], 'sentence'))} of context "
            f"{'are' if many else 'is'} not listed."
        )
    if not counts["suggested"]:
        said += " A person confirmed how each is sorted."
    elif not counts["confirmed"]:
        said += " How each is sorted is a rule's suggestion, which nobody has confirmed yet."
    else:
        said += (
            f" A person confirmed how {number_word(counts['confirmed'])} are sorted; for "
            f"{number_word(counts['suggested'])} it is a rule's suggestion, which nobody has "
            "confirmed yet."
        )
    if counts["paraphrased"] == counts["total"]:
        said += " All are told in other words, not quoted."
    elif counts["paraphrased"]:
        said += " What is told in other words, not quoted, is marked with *."
    return said


def _tables(
    chapter: Chapter, group: pl.DataFrame, head: str, polarities: tuple[str, ...]
) -> list[Part]:
    star = 0 < chapter.counts["paraphrased"] < chapter.counts["total"]
    columns: list[tuple[str, float, Callable[[dict[str, Any]], str]]] = [
        (head, 47, lambda row: row["text"] + (" *" if star and row["paraphrased"] else "")),
        ("Where it stands", 32, _place),
        ("Sorting", 13.5, lambda row: _CODED[row["coded_by"]]),
    ]
    if len(polarities) > 1:
        columns.append(("It is", 12, lambda row: _BETWEEN[row["polarity"]]))
    if polarities == ("shortfall",) and not chapter.public:
        answers = _answers(chapter)
        columns.append(("Action", 14, lambda row: answers.get(_key(row), "No action")))
    parts: list[Part] = []
    documents = group.with_columns(document=pl.struct(pl.all()).map_elements(_document, pl.String))
    for (document,), rows in documents.group_by("document", maintain_order=True):
        parts.append(
            Table(
                tuple(name for name, _, _ in columns),
                tuple(
                    tuple(say(row) for _, _, say in columns) for row in rows.iter_rows(named=True)
                ),
                f"From {document}",
                widths=tuple(width for _, width, _ in columns),
            )
        )
    return parts


def _document(row: dict[str, Any]) -> str:
    """What kind of document it is and what it is called."""
    kind = SOURCE_KINDS[row["source_kind"]]
    if row["reference"] and _DOCUMENT.search(row["reference"]):
        return f"{kind}: {_DOCUMENT.sub('', row['reference'])}"
    day = long_date(row["published"]) if row["published"] else "no date recorded"
    return f"{kind}, {day}: {row['source_name']}"


def _place(row: dict[str, Any]) -> str:
    place = f"Paragraph {row['paragraph']}, sentence {row['sentence']}"
    return f"{place}: {row['section']}" if row["section"] else place


def _key(row: dict[str, Any]) -> tuple[Any, ...]:
    return (row["source_kind"], row["published"], row["reference"], row["text"])


def _answers(chapter: Chapter) -> dict[tuple[Any, ...], str]:
    """What answers each shortfall, in words."""
    rows = chapter.record.shortfalls.filter(pl.col("statement") == chapter.statement.id)
    told = {}
    for row in rows.iter_rows(named=True):
        if row["actions"]:
            said = ", ".join(row["actions"])
        elif row["near"]:
            said = f"Not linked: {', '.join(row['near'])}"
        else:
            said = "No action"
        told[_key(row)] = said
    return told
