"""A written report as Word and as PDF: found by assistive technology, the same file each time."""

from __future__ import annotations

import io
import shutil
import subprocess
from dataclasses import replace
from pathlib import Path

import pytest
from docx import Document
from docx.document import Document as WordDocument
from docx.oxml.ns import qn

from reports.documents.written_report import Table
from reports.pdf import written_report as pdf_report
from reports.word import written_report as word
from tests.reports.documents.written_reports import report
from tests.reports.pdf import pdf_reading as reading
from tests.reports.produced_packs import COUNCIL, ODD, PRODUCED


@pytest.fixture(scope="module")
def file() -> WordDocument:
    return Document(io.BytesIO(word.document(report())))


def test_headings_are_headings_and_lists_are_lists(file: WordDocument) -> None:
    styled = [(p.style.name, p.text) for p in file.paragraphs if p.style is not None]
    headings = [entry for entry in styled if entry[0].startswith(("Heading", "Title"))]
    assert headings == [
        ("Title", "Annual report on complaints"),
        ("Heading 1", "What was received"),
        ("Heading 2", "By subject"),
        ("Heading 1", "After"),
        ("Heading 2", "Deeper"),
        ("Heading 3", "Deepest"),
    ]
    assert ("List Bullet", ODD) in styled
    assert next(text for style, text in styled if style == "List Number") == "first"


def test_each_numbered_list_begins_at_one(file: WordDocument) -> None:
    numbers = [
        next(p._p.iter(qn("w:numId"))).get(qn("w:val"))
        for p in file.paragraphs
        if p.style is not None and p.style.name == "List Number"
    ]
    assert numbers[0] == numbers[1] != numbers[2] == numbers[3]


def test_a_table_has_a_head_that_is_repeated(file: WordDocument) -> None:
    table = file.tables[0]
    assert [cell.text for cell in table.rows[0].cells] == ["Theme", "Complaints", "Words"]
    assert list(table.rows[0]._tr.iter(qn("w:tblHeader")))
    assert not list(table.rows[1]._tr.iter(qn("w:tblHeader")))
    assert len(table.rows) == 61
    assert table.rows[60].cells[1].text == "1,003"
    assert table.rows[1].cells[2].text == ODD


def test_a_picture_has_its_words(file: WordDocument) -> None:
    (shape,) = file.inline_shapes
    assert shape._inline.docPr.get("descr") == "What the drawing says"


def test_it_says_in_which_language_whose_and_when(file: WordDocument) -> None:
    languages = {tag.get(qn("w:val")) for tag in file.styles.element.iter(qn("w:lang"))}
    assert languages == {"en-GB"}
    about = file.core_properties
    assert (about.title, about.author) == ("Annual report on complaints", COUNCIL)
    assert about.language == "en-GB"
    assert about.created == PRODUCED.replace(tzinfo=about.created.tzinfo if about.created else None)


def test_every_page_says_as_at_and_for_whom_and_that_it_is_invented(file: WordDocument) -> None:
    section = file.sections[0]
    assert "Illustrative example, invented" in section.header.paragraphs[0].text
    foot = section.footer.paragraphs[0]
    assert "As at 30 September 2026, 10:30 UK time · Audience: public" in foot.text
    codes = [code.text.strip() for code in foot._p.iter(qn("w:instrText")) if code.text]
    assert codes == ["PAGE", "NUMPAGES"]


def test_the_same_report_is_the_same_file() -> None:
    assert word.document(report()) == word.document(report())
    assert pdf_report.document(report()) == pdf_report.document(report())


def test_the_pdf_says_the_same_and_is_tagged() -> None:
    written = pdf_report.document(report())
    told = reading.text(written)
    for said in ("Signs.", "#let x = 1; $a_b$ *c* @d [e]", "1,003", "124", "End with a bell"):
        assert said in told
    reading.holds_what_accessibility_needs(written, "Annual report on complaints")
    figures = [e for e in reading.elements(written) if str(e["/S"]) == "/Figure"]
    assert [str(figure["/Alt"]) for figure in figures] == ["What the drawing says"]


def test_a_table_whose_rows_do_not_fit_is_refused() -> None:
    with pytest.raises(ValueError, match="more or fewer cells"):
        Table(("one", "two"), (("1",),))
    with pytest.raises(ValueError, match="widths"):
        Table(("one", "two"), (("1", "2"),), widths=(1.0,))


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
def test_it_opens_in_libreoffice(tmp_path: Path) -> None:
    there = tmp_path / "report.docx"
    there.write_bytes(word.document(replace(report(), audience="internal")))
    done = subprocess.run(
        [
            "soffice", f"-env:UserInstallation=file://{tmp_path}/office", "--headless",
            "--convert-to", "pdf", "--outdir", str(tmp_path), str(there),
        ],
        capture_output=True, timeout=120, check=False,
    )  # fmt: skip
    opened = tmp_path / "report.pdf"
    if b"could not be loaded" in done.stderr and not opened.exists():
        pytest.skip("LibreOffice is here without its Writer")
    told = reading.text(opened.read_bytes())
    for said in ("Annual report on complaints", "1,003", "Page 1 of", "Four complaints have no"):
        assert said in told
