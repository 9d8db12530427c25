"""Minutes of a review, as Word and PDF."""

from __future__ import annotations

import io
from datetime import date, datetime

import docx
import polars as pl
import pypdf

from components.exhibits.view import View
from reports.documents.minutes import minutes
from reports.documents.written_report import WrittenReport
from reports.pdf import written_report as pdf_report
from reports.word import written_report as word
from vocabulary.nature import Nature

REVIEW = {
    "reference": "R-002",
    "opened": date(2026, 9, 1),
    "finished": date(2026, 9, 3),
    "purpose": "Are people's wishes recorded?",
    "conclusion": "More often than in spring.",
    "sample_size": 20,
    "seed": "R-002",
}
NOTES = pl.DataFrame(
    {
        "number": [1, 2],
        "kind": ["observation", "action"],
        "text": ["Wishes stood first in 6 of 9 records.", "Ask for wishes in supervision."],
        "team": ["Sensory team", None],
        "about": [None, "L-058"],
        "became": ["Practice review R-002, note 1", "R-002-A2"],
    }
)


def report() -> WrittenReport:
    return minutes(
        REVIEW,
        NOTES,
        [],
        View("Somewhere Council", Nature.OWN, date(2026, 9, 3)),
        looks_at="All teams; every practice area; last 12 months",
        revision=7,
        produced=datetime(2026, 9, 3, 12),
    )


def test_word_and_pdf_say_what_was_noted_and_what_it_became() -> None:
    file = docx.Document(io.BytesIO(word.document(report())))
    cells = [cell.text for table in file.tables for row in table.rows for cell in row.cells]
    written = " ".join([*(p.text for p in file.paragraphs), *cells])
    pages = pypdf.PdfReader(io.BytesIO(pdf_report.document(report()))).pages
    printed = " ".join(" ".join(page.extract_text().split()) for page in pages)
    for said in ("R-002-A2", "Wishes stood first in 6 of 9 records.", "More often than in spring."):
        assert said in written
        assert said in printed
