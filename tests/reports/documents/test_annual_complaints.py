"""The annual report on complaints: what the regulations ask for, gaps in plain words."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import date
from functools import partial

import polars as pl
from docx import Document

from components.exhibits.view import View
from data_access.datasets import DATASETS
from data_access.snapshot import schema_of
from measures.complaints.annual_report import annual_report
from reports.documents.annual_complaints import Words
from reports.documents.annual_complaints import annual_complaints as of_view
from reports.documents.written_report import Bullets, KeyFacts, Notice, Table, WrittenReport
from reports.pdf import written_report as pdf_report
from reports.word import written_report as word
from tests.components.exhibits.test_practice_exhibits import lesson, rows
from tests.measures.complaints.complaint_cases import answered, complaint, complaints
from tests.reports.pdf import pdf_reading as reading
from tests.reports.produced_packs import COUNCIL, PRODUCED
from vocabulary.nature import Nature

DAY = date(2026, 9, 30)
VIEW = View(COUNCIL, Nature.ILLUSTRATIVE, DAY, None, "internal")
annual_complaints = partial(of_view, revision=14, produced=PRODUCED)
THEMES = {"carers": "Unpaid carers", "waiting_times": "Waiting times", "housing": "Housing"}
CASES = complaints(
    *(answered(date(2025, 4, 1 + n), 10, "upheld", themes=["carers"]) for n in range(20)),
    *(answered(date(2025, 6, 1 + n), 10, "not_upheld") for n in range(12)),
    *(answered(date(2025, 8, 1 + n), 10, "partly_upheld") for n in range(3)),
    *(
        answered(date(2025, 9, 1 + n), 9, "upheld", themes=["housing"], ombudsman_referred=True)
        for n in range(2)
    ),
    complaint(date(2026, 3, 1), themes=[]),
    complaint(date(2026, 3, 2), outcome="upheld"),
)
LESSONS = rows(
    "learning",
    lesson(1, origin="complaint", found=date(2025, 5, 1), change="One page.", changed_on=DAY),
    lesson(2, origin="audit", found=date(2025, 5, 1), lesson="Not from a complaint."),
    lesson(3, origin="complaint", found=date(2024, 5, 1), lesson="Another year."),
)
NONE = rows("learning")


def of(kind: type, report: WrittenReport) -> list[object]:
    return [part for part in report.parts if isinstance(part, kind)]


def everything(report: WrittenReport) -> str:
    return reading.text(pdf_report.document(report))


def test_it_states_the_three_numbers_the_regulations_ask_for() -> None:
    report = annual_complaints(CASES, LESSONS, THEMES, 2026, VIEW)
    (facts,) = of(KeyFacts, report)
    assert facts == KeyFacts(
        (
            ("Complaints received", "39"),
            ("Decided to be well-founded", "25"),
            ("Referred to the ombudsman", "2"),
        )
    )
    assert report.subtitle == "Year to 31 March 2026"
    told = everything(report)
    for said in ("39", "25", "Unpaid carers", "regulation 18", "1 April 2025 to 31 March 2026"):
        assert said in told


def test_what_people_have_to_write_is_asked_for_until_they_have() -> None:
    def asked(report: WrittenReport) -> int:
        return [part.title for part in report.parts if isinstance(part, Notice)].count(
            "To be written"
        )

    assert asked(annual_complaints(CASES, NONE, THEMES, 2026, VIEW)) == 2
    words = Words(("Letters were unclear.",), ("Letters were rewritten.",))
    written = annual_complaints(CASES, NONE, THEMES, 2026, VIEW, words)
    assert asked(written) == 0
    assert Bullets(("Letters were unclear.",)) in written.parts
    assert Bullets(("Letters were rewritten.",)) in written.parts


def test_lessons_of_the_year_from_complaints_are_listed() -> None:
    told = everything(annual_complaints(CASES, LESSONS, THEMES, 2026, VIEW))
    assert "Write down what the person wants." in told
    assert "Not from a complaint." not in told
    assert "Another year." not in told


def test_gaps_are_named() -> None:
    told = everything(annual_complaints(CASES, LESSONS, THEMES, 2026, VIEW))
    assert "One complaint with no subject recorded." in told
    assert "One complaint with no decision yet." in told
    assert "One complaint with a decision but no day of it" in told


def test_a_year_not_over_is_a_draft() -> None:
    early = replace(VIEW, today=date(2026, 1, 31))
    told = everything(annual_complaints(CASES, LESSONS, THEMES, 2026, early))
    assert "The year is not over" in told
    assert "up to 31 January 2026" in told


def test_small_numbers_are_pointed_out_before_the_report_is_given_away() -> None:
    warned = "Before this report is given away"
    report = annual_complaints(CASES, LESSONS, THEMES, 2026, VIEW)
    assert warned in [part.title for part in of(Notice, report) if isinstance(part, Notice)]
    many = complaints(
        *(answered(date(2025, 4, 1 + n), 10, "upheld", themes=["carers"]) for n in range(20))
    )
    assert warned not in everything(annual_complaints(many, NONE, THEMES, 2026, VIEW))


def test_no_complaints_at_all_is_a_report_too() -> None:
    none = pl.DataFrame(schema=schema_of(DATASETS["complaint"]))
    told = everything(annual_complaints(none, NONE, THEMES, 2026, VIEW))
    assert "No complaint received in the year is recorded." in told


def test_word_says_what_the_pdf_says() -> None:
    report = annual_complaints(CASES, LESSONS, THEMES, 2026, VIEW)
    file = Document(io.BytesIO(word.document(report)))
    cells = {cell.text for table in file.tables for row in table.rows for cell in row.cells}
    for table in (part for part in report.parts if isinstance(part, Table)):
        assert {cell for row in table.rows for cell in row} <= cells
    paragraphs = [paragraph.text for paragraph in file.paragraphs]
    assert "Complaints received\t39" in paragraphs


def test_what_no_record_speaks_of_is_not_known() -> None:
    silent = CASES.with_columns(ombudsman_referred=pl.lit(None, pl.Boolean()))
    report = annual_report(silent, 2026, DAY)
    assert report.unknown == {"referred_to_ombudsman"}
    assert annual_report(CASES, 2026, DAY).unknown == frozenset()
