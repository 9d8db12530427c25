"""The annual report on complaints that the regulations ask for, as a written report.

Source: Local Authority Social Services and National Health Service Complaints (England)
Regulations 2009 (SI 2009/309), regulation 18.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

import polars as pl

from components.exhibits.catalogue import Records, names_of_themes
from components.exhibits.in_part import sentence_in_part
from components.exhibits.view import View
from measures.complaints.annual_report import AnnualReport, annual_report
from measures.disclosure.suppression import DEFAULT
from measures.statistics.recorded import recorded
from reports.documents.written_report import (
    Bullets,
    Heading,
    KeyFacts,
    Notice,
    Paragraph,
    Part,
    Table,
    WrittenReport,
    part_notice,
)
from vocabulary.wording import counted, long_date, sentence, short_date

_ITEMS: Final = {
    "received": "Complaints received",
    "decided": "Complaints decided",
    "well_founded": "Decided to be well-founded",
    "upheld": "Of these, upheld",
    "partly_upheld": "Of these, partly upheld",
    "referred_to_ombudsman": "Referred to the ombudsman",
    "withdrawn": "Withdrawn",
    "no_finding": "Answered, no finding recorded",
    "not_decided": "Not decided yet",
    "no_subject": "Without a subject",
    "decided_no_day": "Decided on a day nobody recorded",
}
_REGULATIONS: Final = (
    "The Local Authority Social Services and National Health Service Complaints (England) "
    "Regulations 2009, regulation 18, ask for this report each year, and for a copy to be given "
    "to anyone who asks."
)
_NOT_RECORDED: Final = "not recorded"


@dataclass(frozen=True)
class Words:
    """What only people can write: matters of general importance, and what was done about them."""

    matters: tuple[str, ...] = ()
    actions: tuple[str, ...] = ()


def annual_complaints(
    complaints: pl.DataFrame,
    lessons: pl.DataFrame,
    themes: Mapping[str, str],
    year_ending: int,
    view: View,
    words: Words | None = None,
    *,
    in_part: str = "",
    revision: int,
    produced: datetime,
) -> WrittenReport:
    """The report for the year to 31 March of `year_ending`.

    complaints, lessons: the complaint and learning datasets' frames. themes: name by theme. What
    happened after the view's day does not count. What is not recorded is named, and so is what the
    council should look at before it gives the report away: small numbers, lessons' own words.
    in_part: of which files only a part is in, as a sentence.
    Raises ValueError naming a column that is missing.
    """
    report = annual_report(complaints, year_ending, view.today)
    numbers = dict(report.counts.select("item", "number").iter_rows())
    said = words or Words()
    learnt = _learnt(lessons, report, view.today)
    parts: list[Part] = [
        *_opening(report, numbers, view, in_part),
        *_subjects(report, themes),
        Heading("Matters of general importance"),
        _written(
            said.matters,
            "Matters of general importance that came out of complaints, or out of how they were "
            "handled, are for people to write. None have been entered for this report.",
        ),
        Heading("What was done to improve services"),
        *_actions(said, learnt),
        *_gaps(numbers, report.unknown),
    ]
    return WrittenReport.of(
        view,
        "Annual report on complaints about adult social care",
        f"Year to {long_date(report.last_day)}",
        parts,
        revision=revision,
        produced=produced,
    )


def complaints_report(
    records: Records,
    view: View,
    year_ending: int,
    words: Words | None = None,
    *,
    revision: int,
    produced: datetime,
) -> WrittenReport:
    """The report from a council's records, at a view's moment."""
    return annual_complaints(
        records["complaint"],
        records["learning"],
        names_of_themes(records),
        year_ending,
        view,
        words,
        in_part=sentence_in_part(
            [part for name in ("complaint", "learning") for part in records.parts.get(name, ())],
            view.audience,
        ),
        revision=revision,
        produced=produced,
    )


def _number(value: int, *, unknown: bool = False) -> str:
    return "not known" if unknown else f"{value:,}"


def _opening(
    report: AnnualReport, numbers: Mapping[str, int], view: View, in_part: str
) -> list[Part]:
    parts: list[Part] = [
        Paragraph(
            f"{_REGULATIONS} It covers {long_date(report.first_day)} to "
            f"{long_date(report.last_day)}."
        )
    ]
    if not report.complete:
        parts.append(
            Notice(
                "The year is not over",
                f"Figures are up to {long_date(view.today)}. This is a draft, not the report for "
                "the year.",
            )
        )
    if in_part:
        parts.append(part_notice(in_part))
    required = report.counts.filter("required").get_column("item").to_list()
    parts += [
        Heading("The numbers the regulations ask for"),
        KeyFacts(
            tuple(
                (_ITEMS[item], _number(numbers[item], unknown=item in report.unknown))
                for item in required
            )
        ),
    ]
    small = range(DEFAULT.least, DEFAULT.threshold)
    subjects = report.subjects.get_column("count") if report.subjects.height else ()
    if any(number in small for number in (*numbers.values(), *subjects)):
        parts.append(
            Notice(
                "Before this report is given away",
                f"It has numbers from {DEFAULT.least} to {DEFAULT.threshold - 1}, so small that "
                "they could pick somebody out. The regulations ask for some whatever their size: "
                "whether they are published is for the council to decide.",
            )
        )
    rows = tuple(
        (_ITEMS[item], _number(number, unknown=item in report.unknown), how)
        for item, number, how in report.counts.select("item", "number", "how").iter_rows()
    )
    parts.append(
        Table(("What", "Number", "What was counted"), rows, "How the numbers are made up", (1,))
    )
    return parts


def _subjects(report: AnnualReport, themes: Mapping[str, str]) -> list[Part]:
    parts: list[Part] = [Heading("What complaints were about")]
    if report.subjects.is_empty():
        return [*parts, Paragraph("No complaint received in the year is recorded.")]
    if report.no_subjects:
        return [*parts, Paragraph("What complaints were about is not recorded.")]
    rows = []
    for row in report.subjects.iter_rows(named=True):
        share = f"{row['share']:.0%} ({row['low']:.0%} to {row['high']:.0%})"
        name = "No subject recorded" if row["case"] == _NOT_RECORDED else row["case"]
        rows.append(
            (
                themes.get(row["case"], name),
                _number(row["count"]),
                share,
                _number(row["decided"], unknown=report.no_outcomes),
                _number(row["well_founded"], unknown=report.no_outcomes),
            )
        )
    heads = ("Subject", "Complaints", "Share of all", "Decided", "Upheld at least in part")
    return [
        *parts,
        Paragraph(
            "A complaint about two subjects counts in both, so the numbers add up to more than all "
            "complaints. In brackets: what chance alone could make of each share."
        ),
        Table(heads, tuple(rows), "Complaints received in the year, by subject", (1, 2, 3, 4)),
    ]


def _written(items: Sequence[str], gap: str) -> Part:
    return Bullets(tuple(items)) if items else Notice("To be written", gap)


def _learnt(lessons: pl.DataFrame, report: AnnualReport, day: date) -> pl.DataFrame:
    """Lessons from complaints that were found in the year."""
    last = min(report.last_day, day)
    return lessons.filter(
        (pl.col("origin") == "complaint") & pl.col("found").is_between(report.first_day, last)
    ).sort("found", "reference")


def _actions(said: Words, learnt: pl.DataFrame) -> list[Part]:
    parts = [
        _written(
            said.actions,
            "What was done, or will be done, to improve services because of complaints is for "
            "people to write. Nothing has been entered for this report.",
        )
    ]
    if learnt.is_empty():
        return [*parts, Paragraph("No lesson from a complaint is recorded for the year.")]
    told = recorded(learnt, "change", "changed_on", "checked_on")
    unchanged = "Nothing changed yet" if told & {"change", "changed_on"} else "Not recorded"
    unchecked = "Not checked yet" if "checked_on" in told else "Not recorded"
    rows = tuple(
        (
            row["lesson"],
            row["change"] or unchanged,
            short_date(row["changed_on"]) if row["changed_on"] else "No day recorded",
            short_date(row["checked_on"]) if row["checked_on"] else unchecked,
        )
        for row in learnt.iter_rows(named=True)
    )
    return [
        *parts,
        Table(
            ("What was learnt", "What was changed", "Changed on", "Checked on"),
            rows,
            "Lessons from complaints recorded in the year",
        ),
    ]


_SILENT: Final = (
    ("referred_to_ombudsman", "Whether complaints went to the ombudsman is not recorded."),
    ("withdrawn", "What was concluded about the complaints received is not recorded."),
    ("no_subject", "What complaints were about is not recorded."),
    (
        "well_founded",
        "How many were decided, and were well-founded, in the year is not known: "
        "what was concluded, or on which day, is not recorded.",
    ),
)


def _gaps(numbers: Mapping[str, int], unknown: frozenset[str]) -> list[Part]:
    """What the records do not say, in plain words."""
    gaps = ["The day a complaint went to the ombudsman is not recorded, so those received in the "
            "year are counted, whenever they went."]  # fmt: skip
    if "referred_to_ombudsman" in unknown:
        gaps.clear()
    gaps += [said for item, said in _SILENT if item in unknown]
    for item, text in (
        ("no_subject", "no subject recorded"),
        ("no_finding", "an answer but no finding recorded"),
        ("not_decided", "no decision yet"),
        ("decided_no_day", "a decision but no day of it, so no year can count them"),
    ):
        number = numbers[item]
        if item in unknown:
            continue
        if number:
            gaps.append(f"{sentence(counted(number, 'complaint'))} with {text}.")
    return [Heading("What is not recorded"), Bullets(tuple(gaps))]
