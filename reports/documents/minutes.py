"""The minutes of a practice review: what was looked at, what was noted, what it became."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

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
from vocabulary.audits import NOTES_IN_MINUTES
from vocabulary.wording import counted, long_date


def minutes(
    review: Mapping[str, Any],
    notes: pl.DataFrame,
    figures: Sequence[Exhibit],
    view: View,
    *,
    looks_at: str,
    revision: int,
    produced: datetime,
) -> WrittenReport:
    """The report. `review`: a row of the review dataset; `notes`: its notes (number, noted, kind,
    text, about, team, became, recorded_by) in order; `figures`: the exhibits looked at; `looks_at`:
    teams, areas and period in words. Names of people do not occur; who recorded is a user name."""
    parts: list[Part] = [
        KeyFacts(
            (
                ("Began", long_date(review["opened"])),
                ("Finished", _finished(review["finished"])),
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
    for kind, title in NOTES_IN_MINUTES.items():
        rows = notes.filter(pl.col("kind") == kind)
        if rows.height:
            parts += [Heading(title), _table(title, rows)]
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


def _table(title: str, rows: pl.DataFrame) -> Table:
    return Table(
        ("No.", "Note", "About", "Became"),
        tuple(
            (
                str(row["number"]),
                row["text"],
                "; ".join(part for part in (row["team"], row["about"]) if part),
                row["became"] or "",
            )
            for row in rows.iter_rows(named=True)
        ),
        caption=title,
        widths=(0.08, 0.52, 0.2, 0.2),
    )
