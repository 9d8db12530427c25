"""The minutes of a practice review: what was looked at, what was noted, what it became."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any, Final

import polars as pl

from components.exhibits.exhibit import Exhibit
from components.exhibits.view import View
from reports.documents.written_report import (
    Heading,
    KeyFacts,
    Notice,
    Paragraph,
    Part,
    Table,
    WrittenReport,
)
from vocabulary.audits import NOTES_IN_MINUTES, NoteKind, PracticeArea
from vocabulary.wording import counted, long_date, short_date


def minutes(
    review: Mapping[str, Any],
    notes: pl.DataFrame,
    figures: Sequence[Exhibit],
    view: View,
    *,
    looks_at: str,
    records: Mapping[str, pl.DataFrame],
    revision: int,
    produced: datetime,
) -> WrittenReport:
    """The report. `review`: a row of the review dataset; `notes`: its notes (number, noted, kind,
    text, about, team, became, recorded_by) in order; `figures`: the exhibits looked at; `looks_at`:
    teams, areas and period in words; `records`: the frames of action (which say who does by when
    what was agreed), learning, audit and complaint (what the chosen records are). Who chaired and
    took part are roles; who noted is named as they sign. For the public there is a notice only:
    what people say to each other in a review is for the council."""
    if view.audience == "public":
        return _for_the_public(review, view, revision=revision, produced=produced)
    parts: list[Part] = [
        KeyFacts(
            (
                ("Began", long_date(review["opened"])),
                ("Finished", _finished(review["finished"])),
                ("Chaired by", review["chaired"] or NOT_RECORDED),
                ("Took part", "; ".join(review["attended"] or ()) or NOT_RECORDED),
                ("Looked at", looks_at),
                ("Sample", f"{counted(review['sample_size'], 'audit')}, seed {review['seed']}"),
                ("Notes", f"{notes.height}"),
            )
        )
    ]
    if review["purpose"]:
        parts += [Heading("What the review wanted to find out"), Paragraph(review["purpose"])]
    if review["conclusion"]:
        parts += [Heading("What it came to"), Paragraph(review["conclusion"])]
    else:
        parts.append(Notice("No conclusion yet", "The review has not written one down."))
    parts += _chosen(review["chosen"] or [], records)
    for kind, title in NOTES_IN_MINUTES.items():
        rows = notes.filter(pl.col("kind") == kind)
        if rows.height:
            agreed = records["action"] if kind == NoteKind.ACTION else None
            parts += [Heading(title), _table(title, rows, agreed)]
    parts.append(Heading("The figures looked at"))
    for exhibit in figures:
        parts += [
            Heading(exhibit.headline, 2),
            Paragraph(f"{exhibit.subtitle}. {exhibit.meaning}".strip(), exhibit.verdict),
            Paragraph(f"Source: {exhibit.source}"),
        ]
    return WrittenReport.of(
        view,
        f"Minutes of practice review {review['reference']}",
        looks_at,
        parts,
        revision=revision,
        produced=produced,
    )


def _finished(day: date | None) -> str:
    return long_date(day) if day else "Not yet"


def _for_the_public(
    review: Mapping[str, Any], view: View, *, revision: int, produced: datetime
) -> WrittenReport:
    return WrittenReport.of(
        view,
        f"Minutes of practice review {review['reference']}",
        "Not for the public",
        [
            Notice(
                "These minutes are for the council's own people",
                "What was noted, who took part and the figures looked at are in the internal copy.",
            )
        ],
        revision=revision,
        produced=produced,
    )


def _chosen(references: Sequence[str], records: Mapping[str, pl.DataFrame]) -> list[Part]:
    """The lessons, audits and complaints that were chosen when the review began."""
    if not references:
        return []
    told = {
        row["reference"]: row["said"]
        for name, said in _WHAT.items()
        for row in records[name].select("reference", said=said).iter_rows(named=True)
    }
    return [
        Heading("Chosen when the review began"),
        Table(
            ("Record", "What it is"),
            tuple((each, told.get(each) or "Not on record any more") for each in references),
            caption="Lessons, audits and complaints",
            widths=(0.2, 0.8),
        ),
    ]


_AREA: Final = pl.col("practice_area").replace(PracticeArea.labels())
_WHAT: Final[Mapping[str, pl.Expr]] = {
    "learning": pl.format("Lesson: {}", "lesson"),
    "audit": pl.format(
        "Audit of {}: {}, {}", pl.col("audited").dt.to_string("%-d %B %Y"), "team", _AREA
    ),
    "complaint": pl.format(
        "Complaint received on {}", pl.col("received").dt.to_string("%-d %B %Y")
    ),
}


def _table(title: str, rows: pl.DataFrame, agreed: pl.DataFrame | None) -> Table:
    """Notes of a kind; `agreed`: the actions that they became, with owner and due day."""
    heads: tuple[str, ...] = ("No.", "Note", "About", "Noted", "Became")
    widths: tuple[float, ...] = (0.07, 0.45, 0.18, 0.15, 0.15)
    if agreed is not None:
        heads = ("No.", "Action", "Owner (role)", "Due", "About", "Noted", "Became")
        widths = (0.06, 0.28, 0.15, 0.12, 0.12, 0.12, 0.15)
    actions = {
        row["reference"]: (
            row["owner"] or NOT_RECORDED,
            short_date(row["due"]) if row["due"] else NOT_RECORDED,
        )
        for row in (agreed.iter_rows(named=True) if agreed is not None else ())
    }
    none = () if agreed is None else (NOT_RECORDED, NOT_RECORDED)
    return Table(
        heads,
        tuple(
            (
                str(row["number"]),
                row["text"],
                *actions.get(row["became"], none),
                "; ".join(part for part in (row["team"], row["about"]) if part),
                f"{short_date(row['noted'])}, {row['recorded_by']}",
                row["became"] or "",
            )
            for row in rows.iter_rows(named=True)
        ),
        caption=title,
        widths=widths,
    )


NOT_RECORDED: Final = "Not recorded"
