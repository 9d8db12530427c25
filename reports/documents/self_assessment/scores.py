"""Scores of a quality statement: our own, the regulator's and a peer review's, each apart."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

import polars as pl

from measures.ratings.rating import SCORE_NAMES
from reports.documents.self_assessment.chapter import Chapter
from reports.documents.written_report import Bullets, Heading, KeyFacts, Notice, Paragraph, Part
from vocabulary.wording import long_date

_STATED: Final = {7: "%B %Y", 4: "%Y"}  # lengths of "2024-05" and "2024"


def scores(chapter: Chapter) -> list[Part]:
    """What the council says of itself, what the regulator says, what peers say."""
    known = chapter.record.scores.filter(
        (pl.col("statement") == chapter.statement.id) & pl.col("score").is_not_null()
    ).sort("day", "recorded_at")
    return [*_own(chapter, known), *_published(chapter, known), *_peers(chapter, known)]


def _of(known: pl.DataFrame, kind: str) -> list[dict[str, Any]]:
    return known.filter(pl.col("kind") == kind).to_dicts()[::-1]


def _said(row: dict[str, Any]) -> str:
    return f"{row['score']} {SCORE_NAMES[row['score']]}"


def _when(row: dict[str, Any]) -> str:
    """The day as the source has it; a month or a year where it has no more."""
    if row["published"] is not None:
        return long_date(row["published"])
    stated = row["published_as_stated"]
    if stated and row["day"] and len(stated) in _STATED:
        return str(row["day"].strftime(_STATED[len(stated)]))
    return stated or "No date recorded"


def _earlier(rows: Sequence[dict[str, Any]]) -> list[Part]:
    told = [f"{_said(row)} ({_when(row)})" for row in rows]
    return [Paragraph(f"{'; '.join(told)}.", "Before that:")] if told else []


def _own(chapter: Chapter, known: pl.DataFrame) -> list[Part]:
    parts: list[Part] = [Heading("How the council scores itself", chapter.level)]
    rows = _of(known, "self_assessed")
    if not rows:
        return [
            *parts,
            Notice(
                "No self-assessed score is recorded",
                "Until there is one, this document says what is on record, not what the council "
                "concludes from it.",
            ),
        ]
    row = rows[0]
    parts.append(KeyFacts((("The council's own score", _said(row)), ("Judged on", _when(row)))))
    if chapter.public:  # why a council scores itself so is written for itself
        return [*parts, *_earlier(rows[1:])]
    reason = row["rationale"] or "The reason for this score is not written down."
    parts.append(Paragraph(reason, "Why this score."))
    if row["evidence"]:
        parts += [Paragraph("", "What the council relies on:"), Bullets(tuple(row["evidence"]))]
    else:
        parts.append(Paragraph("No evidence is named for this score.", "What it rests on."))
    return [*parts, *_earlier(rows[1:])]


def _published(chapter: Chapter, known: pl.DataFrame) -> list[Part]:
    parts: list[Part] = [Heading("What the regulator published", chapter.level)]
    rows = _of(known, "published")
    if not rows:
        return [*parts, Paragraph("No score that CQC published is on record for this statement.")]
    row = rows[0]
    parts.append(KeyFacts((("CQC's score", _said(row)), ("Published", _when(row)))))
    parts.append(Paragraph(row["source"] or "Not recorded.", "Source."))
    if row["commitment"]:
        parts.append(Paragraph(row["commitment"], "What the council is held to."))
    return [*parts, *_compared(chapter), *_earlier(rows[1:])]


def _compared(chapter: Chapter) -> list[Part]:
    difference = chapter.counts["difference"]
    if difference is None:
        return []
    if difference == 0:
        return [Paragraph("The council gives itself the same score.", "Side by side.")]
    way = "higher" if difference > 0 else "lower"
    points = "one point" if abs(difference) == 1 else f"{abs(difference)} points"
    more = (
        " The regulator has not confirmed this; the evidence below has to carry it."
        if difference > 0
        else ""
    )
    return [Paragraph(f"The council's own score is {points} {way}.{more}", "Side by side.")]


def _peers(chapter: Chapter, known: pl.DataFrame) -> list[Part]:
    rows = _of(known, "peer_review")
    if not rows:
        return []
    row = rows[0]
    parts: list[Part] = [
        Heading("What a peer review said", chapter.level),
        KeyFacts((("The peer review's score", _said(row)), ("Given on", _when(row)))),
    ]
    if row["rationale"] and not chapter.public:
        parts.append(Paragraph(row["rationale"], "Why."))
    return [*parts, Paragraph(row["source"] or "Not recorded.", "Source."), *_earlier(rows[1:])]
