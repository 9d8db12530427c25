"""The self-assessment: what is on record for each quality statement, gaps named.

Our own score and the regulator's stand apart, each with its date and source. What is counted comes
from `measures.statements.record`.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from components.exhibits.catalogue import Records
from components.exhibits.view import View
from measures.statements.record import PUBLISHED_SOURCES, statement_record
from reports.documents.self_assessment.actions import actions, lessons
from reports.documents.self_assessment.chapter import Chapter
from reports.documents.self_assessment.evidence import evidence
from reports.documents.self_assessment.findings import findings
from reports.documents.self_assessment.gaps import gaps
from reports.documents.self_assessment.scores import scores
from reports.documents.self_assessment.summary import summary
from reports.documents.written_report import (
    Heading,
    KeyFacts,
    Notice,
    PageBreak,
    Paragraph,
    Part,
    WrittenReport,
)
from vocabulary.wording import counted, listed, sentence

TITLE = "Self-assessment"
_HOW = (
    "Scores run from 1 (inadequate) to 4 (outstanding). The council's own scores are its claims, "
    "and each stands beside the evidence for it. Only the scores that CQC publishes count towards "
    "a rating. Findings are sentences of assessments and reviews; each says where it can be read, "
    "and whether a person confirmed how it is sorted or only a rule suggested it."
)
_LEFT_OUT = (
    "Records of single actions and lessons, findings of documents that are not published, and the "
    "reasons for scores that are not CQC's, are in the internal copy only. Measures whose small "
    "numbers cannot all be hidden are left out and named."
)


def self_assessment(
    records: Records,
    view: View,
    statements: Sequence[str] = (),
    *,
    revision: int,
    produced: datetime,
) -> WrittenReport:
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
    chapters = [
        Chapter(each, records, record, counts[each.id], view, 1 if alone else 2, whole=alone)
        for each in chosen
    ]
    parts: list[Part] = [Paragraph(_HOW)]
    if view.audience == "public":
        parts.append(Notice("What this copy leaves out", _LEFT_OUT))
    if alone and chapters[0].known:
        parts += _chapter(chapters[0])
    elif alone:
        parts += [Heading("What is on record"), _nothing("this statement", view)]
    else:
        parts += summary(records, view, [chapter.counts for chapter in chapters])
        parts += _chapters(chapters)
    number = sentence(counted(len(chosen), "quality statement"))
    return WrittenReport(
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


def _chapters(chapters: Sequence[Chapter]) -> list[Part]:
    """Statements one after another, those with findings on pages of their own."""
    parts: list[Part] = []
    full = True
    for chapter in (each for each in chapters if each.known):
        if full or not chapter.brief:
            parts.append(PageBreak())
        full = not chapter.brief
        name, question = chapter.statement.name, chapter.statement.question
        parts += [Heading(name), Paragraph(question), *_chapter(chapter)]
    without = [chapter.statement.name for chapter in chapters if not chapter.known]
    if without:
        named = listed(without) if len(without) < len(chapters) else "any statement"
        parts += [Heading("Statements without records"), _nothing(named, chapters[0].view)]
    return parts


def _nothing(named: str, view: View) -> Notice:
    there = "score and no published finding"
    if view.audience == "internal":
        there = "score, no finding, no action and no lesson"
    return Notice(
        "Nothing is recorded yet",
        f"There is no {there} for {named}. Enter the council's own score on the statement's page, "
        "and import the published report on the Data page.",
    )


def _chapter(chapter: Chapter) -> list[Part]:
    if chapter.brief:
        return [*scores(chapter), *evidence(chapter), *gaps(chapter)]
    return [
        *(_in_short(chapter) if chapter.whole else []),
        *scores(chapter),
        *findings(chapter),
        *([] if chapter.public else actions(chapter)),
        *([] if chapter.public else lessons(chapter)),
        *evidence(chapter),
        *gaps(chapter),
    ]


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
