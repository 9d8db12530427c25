"""Minutes of a review, as Word and PDF."""

from __future__ import annotations

import io
from datetime import date, datetime

import docx
import polars as pl
import pypdf

from components.exhibits.view import View
from reports.documents.minutes import minutes
from reports.documents.written_report import KeyFacts, Table, WrittenReport
from reports.pdf import written_report as pdf_report
from reports.word import written_report as word
from tests.components.exhibits.test_practice_exhibits import lesson, rows
from vocabulary.audience import Audience
from vocabulary.nature import Nature

REVIEW = {
    "reference": "R-002",
    "opened": date(2026, 9, 1),
    "finished": date(2026, 9, 3),
    "purpose": "Are people's wishes recorded?",
    "conclusion": "More often than in spring.",
    "sample_size": 20,
    "seed": "R-002",
    "chaired": "Principal Social Worker",
    "attended": ["Practice educator", "Team manager, sensory team"],
    "chosen": ["L-058", "A-26-107", "C-9", "L-000"],
}
NOTES = pl.DataFrame(
    {
        "number": [1, 2],
        "kind": ["observation", "action"],
        "text": ["Wishes stood first in 6 of 9 records.", "Ask for wishes in supervision."],
        "team": ["Sensory team", None],
        "about": [None, "L-058"],
        "became": ["Practice review R-002, note 1", "R-002-A2"],
        "noted": [date(2026, 9, 1), date(2026, 9, 3)],
        "recorded_by": ["Ada Brown", "Sam Green"],
    }
)
RECORDS = {
    "action": rows(
        "action",
        {
            "reference": "R-002-A2",
            "action": "Ask for wishes in supervision.",
            "opened": date(2026, 9, 3),
            "owner": "Sensory team manager",
            "due": date(2026, 12, 31),
        },
    ),
    "learning": rows("learning", lesson(1, reference="L-058", lesson="Ask first.")),
    "audit": rows(
        "audit",
        {
            "reference": "A-26-107",
            "audited": date(2026, 5, 4),
            "team": "Sensory team",
            "practice_area": "mental_capacity",
            "auditor_grade": 3,
        },
    ),
    "complaint": rows("complaint", {"reference": "C-9", "received": date(2026, 2, 1)}),
}


def report(audience: Audience = "internal", records: dict[str, pl.DataFrame] = RECORDS,
           **review: object) -> WrittenReport:  # fmt: skip
    return minutes(
        REVIEW | review,
        NOTES,
        [],
        View("Somewhere Council", Nature.OWN, date(2026, 9, 3), None, audience),
        looks_at="All teams; every practice area; last 12 months",
        records=records,
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


def printed(found: WrittenReport) -> str:
    pages = pypdf.PdfReader(io.BytesIO(pdf_report.document(found))).pages
    return " ".join(" ".join(page.extract_text().split()) for page in pages)


def test_they_carry_what_was_recorded() -> None:
    told = printed(report())
    for said in (
        "Principal Social Worker",
        "Practice educator; Team manager, sensory team",
        "Sensory team manager",
        "31 Dec 2026",
        "Ada Brown",
        "Lesson: Ask first.",
        "Audit of 4 May 2026: Sensory team, Mental capacity",
        "Complaint received on 1 February 2026",
        "Not on record any more",
    ):
        assert said in told


def test_what_was_not_recorded_is_said_to_be() -> None:
    bare = RECORDS["action"].with_columns(owner=pl.lit(None, pl.String), due=pl.lit(None, pl.Date))
    found = report(records=RECORDS | {"action": bare}, chaired=None, attended=None, chosen=None)
    (facts,) = [part for part in found.parts if isinstance(part, KeyFacts)]
    assert dict(facts.facts)["Chaired by"] == dict(facts.facts)["Took part"] == "Not recorded"
    (agreed,) = [part for part in found.parts if isinstance(part, Table)][1:]
    assert agreed.rows[0][2:4] == ("Not recorded", "Not recorded")


def test_the_public_is_told_nothing_of_it() -> None:
    told = printed(report("public"))
    assert "for the council's own people" in told
    for said in ("Wishes", "Sensory", "Ada Brown", "L-058", "C-9", "spring", "educator"):
        assert said not in told
