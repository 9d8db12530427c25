"""The self-assessment: what is on record for each quality statement, gaps named.

Our own score and the regulator's stand apart, each with its date and source. What is counted comes
from `measures.statement_record`.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from components.catalogue import Question, Records, exhibit
from components.filters import filters_of
from components.phrasing import counted, sentence, short_date
from components.view import View
from measures.rating import SCORE_NAMES
from measures.statement_record import PUBLISHED_SOURCES, statement_record
from reports.paper import Heading, KeyFacts, Notice, PageBreak, Paper, Paragraph, Part, Table
from reports.statement_actions import actions, lessons
from reports.statement_chapter import Chapter
from reports.statement_evidence import evidence
from reports.statement_findings import findings
from reports.statement_gaps import gaps
from reports.statement_scores import scores

TITLE = "Self-assessment"
_HOW = (
    "Scores run from 1 (inadequate) to 4 (outstanding). The council's own scores are its claims, "
    "and each stands beside the evidence for it. Only the scores that CQC publishes count towards "
    "a rating. Findings are sentences of assessments and reviews; each says where it can be read, "
    "and whether a person confirmed how it is sorted or only a rule suggested it."
)
_LEFT_OUT = (
    "Records of single actions and lessons, and findings of documents that are not published, are "
    "in the internal copy only. Measures whose small numbers cannot all be hidden are left out and "
    "named."
)


def self_assessment(
    records: Records,
    view: View,
    statements: Sequence[str] = (),
    *,
    revision: int,
    produced: datetime,
) -> Paper:
    """The document for some quality statements (none named: all of them), in the order given.

    For the public: findings of published documents, measures with small numbers hidden, no records
    of single actions or lessons; what is left out is named. Raises KeyError for a statement that
    the framework does not have.
    """
    framework = records.framework
    chosen = [framework.statement(each) for each in statements or framework.ids]
    record = statement_record(
        {name: records[name] for name in ("score", "finding", "learning", "action")},
        framework.frame(),
        view.today,
        PUBLISHED_SOURCES if view.audience == "public" else None,
    )
    counts = {row["statement"]: row for row in record.counts.iter_rows(named=True)}
    alone = len(chosen) == 1
    parts: list[Part] = [Paragraph(_HOW)]
    if view.audience == "public":
        parts.append(Notice("What this copy leaves out", _LEFT_OUT))
    if not alone:
        parts += _summary(records, view, [counts[each.id] for each in chosen])
    for each in chosen:
        chapter = Chapter(
            each, records, record, counts[each.id], view, 1 if alone else 2, whole=alone
        )
        if not alone:
            parts += [PageBreak(), Heading(each.name), Paragraph(each.question)]
        parts += _chapter(chapter)
    number = sentence(counted(len(chosen), "quality statement"))
    return Paper(
        title=f"{TITLE}: {chosen[0].name}" if alone else TITLE,
        subtitle=chosen[0].question if alone else number,
        council=view.council,
        nature=view.nature,
        audience=view.audience,
        day=view.today,
        as_at=view.as_at,
        produced=produced,
        parts=tuple(parts),
        revision=revision,
    )


def _chapter(chapter: Chapter) -> list[Part]:
    if _nothing(chapter):
        return [
            Notice(
                "Nothing is recorded for this statement yet",
                "There is no score, no finding, no action and no lesson. Enter the council's own "
                "score on the statement's page, and import the published report on the Data page.",
            )
        ]
    return [
        *(_in_short(chapter) if chapter.whole else []),
        *scores(chapter),
        *findings(chapter),
        *([] if chapter.public else actions(chapter)),
        *([] if chapter.public else lessons(chapter)),
        *evidence(chapter),
        *gaps(chapter),
    ]


def _nothing(chapter: Chapter) -> bool:
    known = ("total", "actions", "lessons", "own_score", "published_score")
    return not any(chapter.counts[name] for name in known)


def _summary(records: Records, view: View, rows: Sequence[dict[str, Any]]) -> list[Part]:
    """All statements on one page."""
    heads = ["Quality statement", "Our own score", "CQC's score", "Strengths", "Shortfalls"]
    names, widths = ["strength", "shortfall"], [34.0, 25.0, 25.0, 18.5, 19.0]
    if view.audience == "internal":
        heads += ["Of these, no action", "Open actions", "Overdue"]
        names += ["without", "open", "overdue"]
        widths += [15.5, 14.5, 15.0]
    cells = tuple(
        (
            row["name"],
            _score(row["own_score"], row["own_day"]),
            _score(row["published_score"], row["published_day"]),
            *(f"{row[name]:,}" for name in names),
        )
        for row in rows
    )
    parts: list[Part] = [
        Heading("All statements on one page"),
        Table(
            tuple(heads),
            cells,
            "Scores, and what is on record behind them",
            numbers=tuple(range(3, len(heads))),
            widths=tuple(widths),
        ),
    ]
    for key in ("overall_score", "statement_scores"):
        shown = exhibit(records, Question(key, filters_of(view.today)), view)
        parts.append(Paragraph(f"{shown.verdict} {shown.meaning}".strip(), f"{shown.headline}."))
    return parts


def _in_short(chapter: Chapter) -> list[Part]:
    """The numbers of a document of one statement."""
    counts = chapter.counts
    facts = [("Strengths found", counts["strength"]), ("Shortfalls found", counts["shortfall"])]
    if not chapter.public:
        facts += [
            ("Shortfalls without an action", counts["without"]),
            ("Actions open", counts["open"]),
            ("Actions overdue", counts["overdue"]),
            ("Lessons not checked again", counts["unchecked"]),
        ]
    return [Heading("In short"), KeyFacts(tuple((name, f"{value:,}") for name, value in facts))]


def _score(score: int | None, day: date | None) -> str:
    if score is None:
        return "Not recorded"
    return f"{score} {SCORE_NAMES[score]}" + (f", {short_date(day)}" if day else "")
