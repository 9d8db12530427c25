"""The self-assessment: what is on record for each quality statement, gaps named.

Our own score and the regulator's stand apart, each with its date and source. What is counted comes
from `measures.statements.record`.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any, Final

import polars as pl

from components.exhibits.catalogue import ExhibitRequest, Records, exhibit
from components.exhibits.filters import filters_of
from components.exhibits.in_part import sentence_in_part
from components.exhibits.view import View
from measures.statements.record import PUBLISHED_SOURCES, statement_record
from reports.documents.self_assessment.changed_since import changed_since
from reports.documents.self_assessment.chapter import Chapter, actions, evidence, findings, lessons
from reports.documents.self_assessment.characteristics import (
    characteristics,
    gaps_on_one_page,
    is_judged,
)
from reports.documents.written_report import (
    Bullets,
    Heading,
    KeyFacts,
    Notice,
    PageBreak,
    Paragraph,
    Part,
    Table,
    WrittenReport,
    part_notice,
)
from vocabulary.ratings import SCORE_NAMES
from vocabulary.wording import agree, counted, listed, long_date, sentence, span

TITLE = "Self-assessment"
_HOW = (
    "Scores run from 1 (inadequate) to 4 (outstanding). The council's own scores are its claims, "
    "and each stands beside the evidence for it. Only the scores that CQC publishes count towards "
    "a rating. Findings are sentences of assessments and reviews; each says where it can be read, "
    "and whether a person confirmed how it is sorted or only a rule suggested it."
)
_LEFT_OUT = (
    "Records of single actions and lessons, findings of documents that are not published, "
    "judgements against the rating characteristics, and the reasons for scores that are not CQC's, "
    "are in the internal copy only. Measures whose small "
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
    in_part = sentence_in_part(
        [part for each in records.parts.values() for part in each], view.audience
    )
    if in_part:
        parts.append(part_notice(in_part))
    if alone and _told(chapters[0]):
        parts += _chapter(chapters[0])
    elif alone:
        parts += [Heading("What is on record"), _nothing("this statement", view)]
    else:
        parts += summary(records, view, [chapter.counts for chapter in chapters])
        parts += _chapters(chapters)
    number = sentence(counted(len(chosen), "quality statement"))
    return WrittenReport.of(
        view,
        f"{TITLE}: {chosen[0].name}" if alone else TITLE,
        chosen[0].question if alone else number,
        parts,
        revision=revision,
        produced=produced,
    )


def _chapters(chapters: Sequence[Chapter]) -> list[Part]:
    """Statements one after another, those with findings on pages of their own."""
    parts: list[Part] = []
    full = True
    for chapter in (each for each in chapters if _told(each)):
        if full or not chapter.brief:
            parts.append(PageBreak())
        full = not chapter.brief
        name, question = chapter.statement.name, chapter.statement.question
        parts += [Heading(name), Paragraph(question), *_chapter(chapter)]
    without = [chapter.statement.name for chapter in chapters if not _told(chapter)]
    if without:
        named = listed(without) if len(without) < len(chapters) else "any statement"
        parts += [Heading("Statements without records"), _nothing(named, chapters[0].view)]
    return parts


def _told(chapter: Chapter) -> bool:
    """Whether there is anything to tell of a statement."""
    return chapter.known or is_judged(chapter)


def _nothing(named: str, view: View) -> Notice:
    there = "score and no published finding"
    if view.audience == "internal":
        there = "score, no finding, no measure, no action and no lesson"
    return Notice(
        "Nothing is recorded yet",
        f"There is no {there} for {named}. Enter the council's own score on the statement's page, "
        "and import the published report on the Data page.",
    )


def _chapter(chapter: Chapter) -> list[Part]:
    if chapter.brief:
        since = [] if chapter.public else changed_since(chapter)
        against = characteristics(chapter)
        return [*scores(chapter), *against, *since, *evidence(chapter), *gaps(chapter)]
    return [
        *(_in_short(chapter) if chapter.whole else []),
        *scores(chapter),
        *characteristics(chapter),
        *findings(chapter),
        *([] if chapter.public else actions(chapter)),
        *([] if chapter.public else lessons(chapter)),
        *([] if chapter.public else changed_since(chapter)),
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
    return [Heading("In short"), KeyFacts(tuple((name, _figure(value)) for name, value in facts))]


def _figure(value: int | None) -> str:
    return "Not recorded" if value is None else f"{value:,}"


def summary(records: Records, view: View, rows: Sequence[dict[str, Any]]) -> list[Part]:
    """The page. `rows`: the statements' counts, as `measures.statements.record` gives them."""
    heads = ["Quality statement", "Our own score", "CQC's score", "Strengths", "Shortfalls"]
    names, widths = ["strength", "shortfall"], [30.0, 24.5, 24.5, 21.0, 21.0]
    if view.audience == "internal":
        heads += ["No action", "Open", "Overdue"]
        names += ["without", "open", "overdue"]
        widths += [15.5, 13.0, 19.0]
    cells = tuple(
        (
            row["short_name"],
            _score(row["own_score"]),
            _score(row["published_score"]),
            *(_figure(row[name]) for name in names),
        )
        for row in rows
    )
    table = Table(
        tuple(heads),
        cells,
        "Scores and findings"
        if view.audience == "public"
        else "Scores, findings, shortfalls with no action, and actions open and overdue",
        numbers=tuple(range(3, len(heads))),
        widths=tuple(widths),
    )
    shown = exhibit(records, ExhibitRequest("overall_score", filters_of(view.today)), view)
    overall = Paragraph(f"{shown.verdict} {shown.meaning}".strip(), f"{shown.headline}.")
    missing = gaps_on_one_page(records, view)
    return [Heading("All statements on one page"), table, *_days(rows), overall, *missing]


def _score(score: int | None) -> str:
    return "Not recorded" if score is None else f"{score} {SCORE_NAMES[score]}"


def _days(rows: Sequence[dict[str, Any]]) -> list[Part]:
    """From when the scores are; each statement's own pages have the day."""
    own = span(row["own_day"] for row in rows if row["own_score"])
    published = span(row["published_day"] for row in rows if row["published_score"])
    told = [f"Our own scores: {own}."] if own else []
    told += [f"CQC's: {published}."] if published else []
    return [Paragraph(" ".join(told))] if told else []


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


def gaps(chapter: Chapter) -> list[Part]:
    """A heading and a list; says so where nothing is missing."""
    told = [*_gaps_in_scores(chapter), *_gaps_in_findings(chapter.counts)]
    if not chapter.public:
        told += _nothing_done(chapter.counts)
        told += _work(chapter.counts)
    parts: list[Part] = [Heading("What is missing", chapter.level)]
    if not told:
        return [*parts, Paragraph("No gap in the records was found.")]
    return [*parts, Bullets(tuple(told))]


def _gaps_in_scores(chapter: Chapter) -> list[str]:
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


def _gaps_in_findings(counts: dict[str, Any]) -> list[str]:
    if not counts["total"]:
        return ["No finding is on record."]
    if not counts["suggested"]:
        return []
    many = counted(counts["suggested"], "finding")
    return [f"{sentence(many)} {agree(counts['suggested'], 'is', 'are')} sorted by rule only."]


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
    told = [
        f"{sentence(counted(number, thing))} {agree(number, one, many)}."
        for number, thing, one, many in said
        if number
    ]
    return told + [silence for name, silence in _SILENT.items() if counts[name] is None]


_SILENT: Final = {
    "open": "Which actions are closed is not recorded.",
    "overdue": "When actions are due is not recorded.",
    "no_owner": "Who owns actions is not recorded.",
    "without_evidence": "Evidence of impact is not recorded.",
    "unchecked": "Whether lessons were checked again is not recorded.",
}
