"""What is missing from the record of a quality statement, in plain words."""

from __future__ import annotations

from typing import Any

import polars as pl

from reports.documents.self_assessment.chapter import Chapter
from reports.documents.written_report import Bullets, Heading, Paragraph, Part
from vocabulary.wording import counted, sentence


def gaps(chapter: Chapter) -> list[Part]:
    """A heading and a list; says so where nothing is missing."""
    told = [*_scores(chapter), *_findings(chapter.counts)]
    if not chapter.public:
        told += _nothing_done(chapter.counts)
        told += _work(chapter.counts)
    parts: list[Part] = [Heading("What is missing", chapter.level)]
    if not told:
        return [*parts, Paragraph("No gap in the records was found.")]
    return [*parts, Bullets(tuple(told))]


def _scores(chapter: Chapter) -> list[str]:
    counts = chapter.counts
    own, published = counts["own_score"], counts["published_score"]
    told = []
    if own is None:
        told.append("No self-assessed score is recorded.")
    if published is None:
        told.append("No score that CQC published is on record.")
    if own is not None and published is not None and counts["own_day"] < counts["published_day"]:
        told.append("The council's own score is older than the one CQC published.")
    newest = (
        chapter.record.scores.filter(
            (pl.col("statement") == chapter.statement.id)
            & (pl.col("kind") == "self_assessed")
            & pl.col("score").is_not_null()
        )
        .sort("day", "recorded_at")
        .tail(1)
    )
    for row in newest.iter_rows(named=True):
        if not row["rationale"]:
            told.append("The reason for the council's own score is not written down.")
        if not row["evidence"]:
            told.append("No evidence is named for the council's own score.")
    return told


def _findings(counts: dict[str, Any]) -> list[str]:
    if not counts["total"]:
        return ["No finding is on record."]
    if not counts["suggested"]:
        return []
    many = counted(counts["suggested"], "finding")
    return [f"{sentence(many)} {_are(counts['suggested'], 'is', 'are')} sorted by rule only."]


def _nothing_done(counts: dict[str, Any]) -> list[str]:
    told = [] if counts["actions"] else ["No action is on record."]
    return told if counts["lessons"] else [*told, "No lesson is on record."]


def _work(counts: dict[str, Any]) -> list[str]:
    """What nobody does, owns, dates, proves or checks. Each: how many, of what, and what is so."""
    said = (
        (counts["unanswered"], "shortfall", "has no action", "have no action"),
        (
            counts["near"],
            "shortfall",
            "has an action on its subject that nobody has linked to it",
            "have an action on their subject that nobody has linked to them",
        ),
        (counts["no_owner"], "open action", "has no owner", "have no owner"),
        (counts["no_due_date"], "open action", "has no date", "have no date"),
        (
            counts["without_evidence"],
            "action",
            "was closed without evidence that it helped",
            "were closed without evidence that they helped",
        ),
        (
            counts["unchecked"],
            "lesson",
            "has not been checked again",
            "have not been checked again",
        ),
    )
    return [
        f"{sentence(counted(number, thing))} {_are(number, one, many)}."
        for number, thing, one, many in said
        if number
    ]


def _are(number: int, one: str, many: str) -> str:
    return one if number == 1 else many
