"""A quality statement's part of the self-assessment: what was found, is being done, was learnt and
has been measured since, each traceable.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Final

import polars as pl

from components.exhibits.attention import bearing_on
from components.exhibits.catalogue import Records, Showing, definitions, names_of_themes
from components.exhibits.exhibit import Exhibit
from components.exhibits.filters import filters_of
from components.exhibits.view import View
from measures.plan.progress import ActionState
from measures.statements.links import THROUGH
from measures.statements.record import StatementRecord
from reports.documents.self_assessment.measures import measure_lines
from reports.documents.written_report import Heading, Paragraph, Part, Picture, Table
from reports.drawing import chart as drawing
from vocabulary.findings import SORTED_BY, Polarity, SourceKind
from vocabulary.learning import ORIGIN_IN_SHORT, STAGE_IN_A_DOCUMENT, CheckResult, LessonStage
from vocabulary.wording import (
    agree,
    counted,
    listed,
    long_date,
    none_or,
    number_word,
    sentence,
    short_date,
    within,
)


@dataclass(frozen=True)
class Chapter:
    """One statement and all that is on record.

    statement: of the framework. counts: its row of the record's counts. level: of the headings.
    whole: everything is listed, because the document is of this statement alone.
    """

    statement: Any
    records: Records
    record: StatementRecord
    counts: dict[str, Any]
    view: View
    level: int
    whole: bool

    @property
    def public(self) -> bool:
        """Whether anyone may read it."""
        return self.view.audience == "public"

    @property
    def showing(self) -> Showing:
        """The statement's exhibits, with nothing chosen."""
        return Showing(self.records, filters_of(self.view.today), self.view, self.statement.id)

    @property
    def known(self) -> bool:
        """Whether there is anything to tell of the statement."""
        scored = self.record.scores.filter(
            (pl.col("statement") == self.statement.id) & pl.col("score").is_not_null()
        )
        return scored.height > 0 or not self.brief or bool(self.measure_lines(1))

    def measure_lines(self, level: int) -> list[Part]:
        """Its measures, one by one; none where this reader may not see them."""
        if self.public:
            return []
        return measure_lines(self.showing("statement_indicators"), level)

    @property
    def brief(self) -> bool:
        """Whether no finding, action or lesson that may be shown is on record."""
        shown = ("total",) if self.public else ("total", "actions", "lessons")
        return not any(self.counts[name] for name in shown)


_GROUPS: Final = (
    ("Strengths", ("strength",), "What is good", "No strength is among the findings."),
    ("Shortfalls", ("shortfall",), "What falls short", "No shortfall is among the findings."),
    ("Mixed, and in progress", ("mixed", "in_progress"), "What was found", ""),
)
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
    said += who_sorted(counts["confirmed"], counts["together"], counts["suggested"])
    if counts["paraphrased"] == counts["total"]:
        said += " All are told in other words, not quoted."
    elif counts["paraphrased"]:
        said += " What is told in other words, not quoted, is marked with *."
    return said


def who_sorted(confirmed: int, together: int, suggested: int) -> str:
    """For how many findings a person confirmed how they are sorted, one by one or all at once."""
    if not confirmed and not together:
        return " How each is sorted is a rule's suggestion, which nobody has confirmed yet."
    if not together and not suggested:
        return " A person confirmed how each is sorted."
    said = []
    if confirmed:
        said.append(f"a person confirmed how {number_word(confirmed)} are sorted")
    if together:
        whose = "all" if not confirmed and not suggested else number_word(together)
        said.append(f"{whose} were accepted together, as suggested")
    if suggested:
        it = "is a rule's suggestion, which nobody has confirmed yet"
        said.append(f"for {number_word(suggested)} it {it}")
    return f" {sentence('; '.join(said))}."


def _tables(
    chapter: Chapter, group: pl.DataFrame, head: str, polarities: tuple[str, ...]
) -> list[Part]:
    star = 0 < chapter.counts["paraphrased"] < chapter.counts["total"]
    columns: list[tuple[str, float, Callable[[dict[str, Any]], str]]] = [
        (head, 47, lambda row: row["text"] + (" *" if star and row["paraphrased"] else "")),
        ("Where it stands", 32, _place),
        ("Sorting", 13.5, lambda row: SORTED_BY[row["coded_by"]]),
    ]
    if len(polarities) > 1:
        columns.append(("It is", 12, lambda row: Polarity(row["polarity"]).label))
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
    kind = SourceKind.labels()[row["source_kind"]]
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


def actions(chapter: Chapter) -> list[Part]:
    """What is being done: who, by when, how far, and whether it helped."""
    rows = chapter.record.actions.filter(pl.col("statement") == chapter.statement.id)
    parts: list[Part] = [Heading("What is being done", chapter.level)]
    if rows.is_empty():
        return [*parts, Paragraph("No action for this statement is on record.")]
    cells = tuple(
        (
            row["reference"],
            row["action"],
            row["owner"] or "No owner recorded",
            short_date(row["due"]) if row["due"] else "No date recorded",
            _state(row, known=chapter.counts["open"] is not None),
            _impact(row),
        )
        for row in rows.iter_rows(named=True)
    )
    heads = ("Action", "What", "Owner (role)", "Due", "State", "Evidence of impact, or progress")
    return [
        *parts,
        Paragraph(_action_counts(chapter.counts)),
        Table(heads, cells, "Actions: late ones first, closed ones last",
              widths=(13, 29, 16, 11.5, 13, 28)),
    ]  # fmt: skip


def _action_counts(counts: dict[str, Any]) -> str:
    if counts["open"] is None:
        return (
            f"{sentence(counted(counts['actions'], 'action'))}; which are closed is not recorded."
        )
    said = f"{sentence(counted(counts['actions'], 'action'))}: {none_or(counts['open'])} open"
    if counts["overdue"] is None and counts["open"]:
        said += ", when they are due is not recorded"
    if counts["overdue"]:
        late = none_or(counts["overdue"])
        said += " and overdue" if counts["open"] == 1 else f", {late} of them overdue"
    said += f"; {none_or(counts['closed'])} closed"
    if counts["closed"] and counts["with_evidence"] is None:
        return f"{said}; evidence of impact is not recorded."
    if counts["closed"] == 1:
        return f"{said}, {'with' if counts['with_evidence'] else 'without'} evidence of impact."
    if counts["closed"]:
        return f"{said}, {none_or(counts['with_evidence'])} of them with evidence of impact."
    return f"{said}."


def _state(row: dict[str, Any], *, known: bool) -> str:
    if not known:
        return "Not recorded"
    if row["state"] == ActionState.OVERDUE:
        return f"Overdue by {counted(row['days_overdue'], 'day')}"
    if row["closed"]:
        return f"Closed {short_date(row['closed'])}"
    if row["day_unknown"]:
        return "Closed, day not recorded"
    return sentence(row["state"])


def _impact(row: dict[str, Any]) -> str:
    if row["state"] == ActionState.CLOSED_WITH_EVIDENCE:
        return str(row["impact"])
    if row["state"] == ActionState.CLOSED_WITHOUT_EVIDENCE:
        return "No evidence of impact recorded."
    if not row["progress"]:
        return "No progress noted."
    noted = f" ({short_date(row['progress_on'])})" if row["progress_on"] else ""
    return f"So far: {row['progress']}{noted}"


def lessons(chapter: Chapter) -> list[Part]:
    """What was learnt, and whether anybody checked that practice changed."""
    rows = chapter.record.lessons.filter(pl.col("statement") == chapter.statement.id)
    parts: list[Part] = [Heading("What was learnt", chapter.level)]
    if rows.is_empty():
        return [*parts, Paragraph("No lesson that bears on this statement is on record.")]
    tied = rows.filter(pl.col("through") != THROUGH[2])
    shown = rows if chapter.whole else tied
    parts.append(Paragraph(_lesson_counts(chapter.counts)))
    if shown.height < rows.height:
        parts.append(
            Paragraph(
                "Lessons on a theme in which this statement falls short are listed in the "
                "statement's own document"
                + ("." if shown.is_empty() else "; those tied to it more closely are here.")
            )
        )
    if shown.is_empty():
        return parts
    cells = tuple(
        (
            row["reference"],
            row["lesson"],
            f"{ORIGIN_IN_SHORT[row['origin']]}, {short_date(row['found'])}",
            STAGE_IN_A_DOCUMENT[row["stage"]]
            if row["next_known"]
            else LessonStage(row["stage"]).label,
            "Not recorded" if chapter.counts["checked"] is None else _check(row),
        )
        for row in shown.iter_rows(named=True)
    )
    heads = ("Lesson", "What", "Found in", "How far it came", "Was it checked?")
    return [*parts, Table(heads, cells, "Lessons that bear on this statement",
                          widths=(12, 37, 20, 18, 21))]  # fmt: skip


def _lesson_counts(counts: dict[str, Any]) -> str:
    one = counts["lessons"] == 1
    silent = counts["checked"] is None
    said = (
        f"{sentence(counted(counts['lessons'], 'lesson'))} "
        f"{agree(counts['lessons'], 'bears', 'bear')} on this statement: found in one of its "
        "findings, answered by one of its actions, or on a theme in which it falls short."
    )
    if silent:
        return f"{said} Whether lessons were checked again is not recorded."
    if one:
        return f"{said} It has {'' if counts['checked'] else 'not '}been checked again."
    have = "have" if counts["checked"] > 1 else "has"
    return f"{said} {sentence(none_or(counts['checked']))} of them {have} been checked again."


def _check(row: dict[str, Any]) -> str:
    if row["said_embedded"] and row["why_not_evidenced"]:
        return f"Said to be embedded, but {row['why_not_evidenced']}"
    checked: date | None = row["checked_on"]
    if checked is None:
        return "Not checked"
    result = CheckResult.labels().get(row["check_result"] or "", "Result not recorded")
    return f"{result}, {short_date(checked)}"


_HEADS: Final = ("What the records show", "How sure it is", "What is counted, and when")
_WIDTHS: Final = (38, 46, 34)


def evidence(chapter: Chapter) -> list[Part]:
    """The measures, what each says and how sure it is; one chart where there is room."""
    showing = chapter.showing
    keys = bearing_on(chapter.statement.id, chapter.records["theme"])
    told = [showing(key) for key in keys if showing.may(key)]
    known = [each for each in told if each.frame.height]
    lines = chapter.measure_lines(chapter.level + 1)
    parts: list[Part] = [Heading("Evidence gathered since", chapter.level), *lines]
    themes = [] if chapter.public else _themes(chapter, showing)
    if chapter.brief and not known:
        return parts if lines else []
    if lines and (known or themes):
        parts.append(Heading("What records on its themes say", chapter.level + 1))
    if known or themes or not lines:
        parts.append(Paragraph(_opening(told, known, themes)))
    if known:
        parts.append(Table(_HEADS, tuple(map(_row, known)), "Records", widths=_WIDTHS))
    if chapter.whole:
        parts += _chart(known)
    if themes:
        parts.append(_on_themes(themes, chapter))
    without = [each.definition.title for each in told if not each.frame.height]
    if without and known:
        parts.append(Paragraph(f"{_names(without)}.", "Nothing is recorded for:"))
    hidden = [
        definitions()[key].title for key in ("statement_indicators", *keys) if not showing.may(key)
    ]
    if hidden:
        parts.append(
            Paragraph(
                f"{_names(hidden)}. Not all of their small numbers can be hidden.",
                "Left out of this copy:",
            )
        )
    return parts


def _opening(
    told: list[Exhibit], known: list[Exhibit], themes: list[tuple[str, pl.DataFrame]]
) -> str:
    if known or themes:
        return (
            "These records are about themes that bear on this statement. Each line is what the "
            "dashboard shows for the whole council."
        )
    if told:
        return "Nothing is recorded yet that a measure could be made from."
    return "No measure that may be shown here bears on this statement."


def _themes(chapter: Chapter, showing: Showing) -> list[tuple[str, pl.DataFrame]]:
    """Each theme of the statement's shortfalls by name, with what the council's own records say."""
    short = chapter.record.shortfalls.filter(pl.col("statement") == chapter.statement.id)
    used = short.get_column("themes").explode().drop_nulls().unique(maintain_order=True)
    names = names_of_themes(chapter.records)
    told = []
    for theme in used:
        name = names.get(theme, theme)
        asked = filters_of(chapter.view.today, theme=theme, theme_name=name)
        frame = replace(showing, filters=asked)("theme_balance").frame
        own = frame.filter(pl.col("source") != "finding")  # findings stand above, one by one
        if own.height:
            told.append((name, own))
    return told


def _on_themes(themes: list[tuple[str, pl.DataFrame]], chapter: Chapter) -> Table:
    period = filters_of(chapter.view.today)
    since = f"{long_date(period.since)} to " if period.since else "up to "
    return Table(
        ("Theme", "Source", "Shortfalls", "Strengths"),
        tuple(
            (name, row["name"], f"{row['shortfall']:,}", f"{row['strength']:,}")
            for name, frame in themes
            for row in frame.iter_rows(named=True)
        ),
        "What the council's own records say on the themes in which it falls short, "
        f"{since}{long_date(period.until)}",
        numbers=(2, 3),
        widths=(60, 50, 28, 28),
    )


def _row(exhibit: Exhibit) -> tuple[str, str, str]:
    sure = f"{exhibit.verdict} {exhibit.meaning}".strip()
    return (
        exhibit.headline,
        sure or "Counts only; nothing is tested.",
        exhibit.subtitle,
    )


def _chart(known: list[Exhibit]) -> list[Part]:
    """The first chart that needs attention, else the first there is."""
    drawn = [each for each in known if each.chart is not None]
    first = next((each for each in drawn if each.signal == "attention"), None)
    return chart_picture(first or drawn[0]) if drawn else []


def _names(titles: list[str]) -> str:
    return listed([titles[0], *map(within, titles[1:])])


_WIDTH_MM: Final = 164.0
_TALLEST_MM: Final = 120.0


def chart_picture(exhibit: Exhibit) -> list[Part]:
    """The chart with its finding as a caption; nothing where the exhibit has no chart."""
    if exhibit.chart is None:
        return []
    tall = min(drawing.height_mm(exhibit, _WIDTH_MM), _TALLEST_MM)
    drawn = drawing.draw_chart(exhibit, _WIDTH_MM, tall)
    return [
        Picture(
            drawn.svg(),
            drawn.png(),
            exhibit.alternative or exhibit.headline,
            f"{exhibit.headline}. {exhibit.subtitle}. Source: {exhibit.source}",
            _WIDTH_MM,
        )
    ]
