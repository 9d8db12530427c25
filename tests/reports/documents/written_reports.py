"""A written report with every kind of part."""

from __future__ import annotations

from reports.documents.written_report import (
    Bullets,
    Heading,
    KeyFacts,
    Notice,
    PageBreak,
    Paragraph,
    Picture,
    Table,
    WrittenReport,
)
from reports.drawing.canvas import Canvas
from tests.components.exhibits.all_exhibits import TODAY
from tests.reports.produced_packs import COUNCIL, ODD, PRODUCED
from vocabulary.nature import Nature


def report() -> WrittenReport:
    drawn = Canvas(120, 40)
    drawn.words(10, 20, "A drawing")
    rows = tuple((f"Theme {n}", f"{n * 17:,}", ODD if n % 9 == 0 else "Some") for n in range(60))
    return WrittenReport(
        title="Annual report on complaints",
        council=COUNCIL,
        nature=Nature.ILLUSTRATIVE,
        audience="public",
        day=TODAY,
        as_at=None,
        produced=PRODUCED,
        subtitle="Year to 31 March 2026",
        revision=14,
        parts=(
            Heading("What was received"),
            Paragraph(ODD, lead="Signs."),
            KeyFacts((("Complaints received", "124"), ("Well-founded", "61"))),
            Heading("By subject", 2),
            Bullets((ODD, "two")),
            Bullets(("first", "second"), numbered=True),
            Bullets(("again first", "second"), numbered=True),
            Table(("Theme", "Complaints", "Words"), rows, "Complaints by theme", (1,)),
            Notice("Not recorded", "Four complaints have no date of decision."),
            Picture(drawn.svg(), drawn.png(), "What the drawing says", "A picture", 120),
            PageBreak(),
            Heading("After"),
            Heading("Deeper", 2),
            Heading("Deepest", 3),
            Paragraph("End with a bell \x07 and 😀."),
        ),
    )
