"""What a dropped file is, told by what is in it, and what to do about one that is not taken."""

from __future__ import annotations

import io
import time
import zipfile

import docx
import pytest
from hypothesis import example, given
from hypothesis import strategies as some

from data_access.importing.dropped import Dropped, kind_of, why_not_taken
from tests.data_access.importing.reports.report_texts.make import (
    docx_of,
    pdf_of,
    statement_page,
    text_of,
    web_archive_of,
    zip_of,
)
from tests.paths import SHARED

LOG = "Reference,Date received,Outcome\nC-1,01/04/2026,Upheld\nC-2,02/04/2026,Not upheld\n"
HTML_TABLE = (
    "<html><head><title>Export</title></head><body><table><tr><th>Reference</th><th>Received</th>"
    "</tr><tr><td>C-1</td><td>1 April 2026</td></tr></table></body></html>"
)
OLD_OFFICE = b"\xd0\xcf\x11\xe0" + b"\0" * 508


def old_office(*parts: str) -> bytes:
    """A compound file that lists these parts, as far as anybody looks."""
    return OLD_OFFICE + b"".join(
        f"{part}\0".encode("utf-16-le").ljust(128, b"\0") for part in parts
    )


def word_with_table(title: str, cells: list[list[str]]) -> bytes:
    document = docx.Document()
    document.add_heading(title)
    table = document.add_table(rows=0, cols=len(cells[0]))
    for row in cells:
        for cell, text in zip(table.add_row().cells, row, strict=True):
            cell.text = text
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


REPORTS = {
    "learning.md": text_of("learning.md").encode(),
    "needs.html": text_of("needs.html").encode(),
    "needs.mhtml": web_archive_of(text_of("needs.html")),
    "learning.pdf": pdf_of([["Learning, improvement and innovation", "Score: 3"]]),
    "learning.docx": docx_of(text_of("learning.md")),
    "with scores.docx": docx_of(text_of("learning.md"), [("Safeguarding", "2"), ("Equity", "3")]),
    "press.txt": text_of("press_list.txt").encode(),
    "press table": text_of("press_table.txt").encode(),
    "summary.txt": text_of("summary.txt").encode("utf-16"),
    "nine pages.zip": zip_of({"one.html": statement_page("equity").encode()}),
    # What is no report is said by the reader of reports, who has read it.
    "letter.pdf": pdf_of([["Dear Chief Executive"]]),
    "minutes.docx": docx_of("# Minutes\n\nTea was served."),
}
PLAN = "CQC local authority assessment: improvement plan"
TABLES = {
    "log.csv": LOG.encode(),
    "log": LOG.encode(),
    "log.txt": LOG.replace(",", "\t").encode("utf-16"),
    "log.xls": HTML_TABLE.encode(),
    "exports.html": HTML_TABLE.encode(),
    "old.xls": old_office("Root Entry", "Workbook"),
    "older.xls": old_office("Root Entry", "Book"),
    "book.xlsx": zip_of({"[Content_Types].xml": b"", "xl/workbook.xml": b"<x/>"}),
    "book.ods": zip_of({
        "mimetype": b"application/vnd.oasis.opendocument.spreadsheet", "content.xml": b"<x/>",
    }),
    "copro log.docx": word_with_table("Log", [["Date", "Who"], ["1 May 2026", "Carers' forum"]]),
    # A plan names the assessment it answers.
    "plan.docx": word_with_table(
        PLAN, [["Ref", "What was found", "Action"], *[["1", "Not shared", "Share it weekly"]] * 9]
    ),
    "plan.csv": f"{PLAN}\nRef,Action\n1,Share learning\n2,Audit more\n".encode(),
}  # fmt: skip
NOT_TAKEN = {
    "photo.png": (b"\x89PNG\r\n\x1a\n\0\0", "picture"),
    "photo.jpg": (b"\xff\xd8\xff\xe0\0\x10JFIF\0", "picture"),
    "files.zip": (zip_of({"a.csv": b"x", "b.xlsx": b"y"}), "unpack it"),
    "files.7z": (b"7z\xbc\xaf\x27\x1c\0\x04\0\0", "unpack it"),
    "old.doc": (old_office("Root Entry", "WordDocument"), ".docx"),
    "chart inside.doc": (old_office("Root Entry", "WordDocument", "Workbook"), ".docx"),
    "mail.msg": (old_office("Root Entry", "__properties_version1.0"), "e-mail"),
    "mail.eml": (b"From: a@example.org\r\nTo: b@example.org\r\nSubject: Log\r\n\r\nHi", "e-mail"),
    "locked.xlsx": (old_office("Root Entry", "EncryptedPackage"), "password"),
    "slides.pptx": (zip_of({"ppt/presentation.xml": b"<x/>"}), "presentation"),
    "binary.xlsb": (zip_of({"xl/workbook.bin": b"\0"}), ".xlsx"),
    "text.odt": (
        zip_of({"mimetype": b"application/vnd.oasis.opendocument.text", "content.xml": b""}),
        ".docx",
    ),
    "sheet.numbers": (zip_of({"Index/Document.iwa": b"\0"}), "export it"),
    "letter.rtf": (rb"{\rtf1\ansi Dear}", ".docx"),
    "page.url": (b"[InternetShortcut]\r\nURL=https://example.org\r\n", "link"),
    "page.webarchive": (b"bplist00\xd1\x01\x02\0\0", "PDF"),
    "data.json": (b'[{"a": 1}]', "CSV"),
    "data.xml": (b"<?xml version='1.0'?><rows><row/></rows>", "CSV"),
    "xml.xls": (
        b'<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet">'
        b"<Table><Row/></Table></Workbook>",
        ".xlsx",
    ),
    "~$log.xlsx": (b"\x04Pat", "open"),
    "nothing.csv": (b"", "empty"),
    "blank.csv": (b" \r\n\t ", "empty"),
    "cut.xlsx": (b"PK\x03\x04 cut off", "damaged"),
    "noise": (bytes(range(256)) * 8, "neither"),
}  # fmt: skip


@pytest.mark.parametrize("name", REPORTS)
def test_pages_and_letters_go_to_the_reader_of_reports(name: str) -> None:
    assert kind_of(name, REPORTS[name]) is Dropped.REPORT
    assert why_not_taken(name, REPORTS[name]) == ""


@pytest.mark.parametrize("name", TABLES)
def test_tables_go_to_the_reader_of_tables(name: str) -> None:
    assert kind_of(name, TABLES[name]) is Dropped.TABLE
    assert why_not_taken(name, TABLES[name]) == ""


@pytest.mark.parametrize("name", NOT_TAKEN)
def test_what_is_not_taken_is_told_in_one_sentence_with_what_to_do(name: str) -> None:
    content, told = NOT_TAKEN[name]
    assert kind_of(name, content) is Dropped.UNKNOWN
    said = why_not_taken(name, content)
    assert said.startswith(f"{name} is ")
    assert told in said
    assert said.endswith(".")
    assert ": " in said, "what to do follows"


def test_a_files_name_does_not_decide() -> None:
    assert kind_of("report.csv", REPORTS["learning.pdf"]) is Dropped.REPORT
    assert kind_of("table.pdf", TABLES["book.xlsx"]) is Dropped.TABLE
    assert kind_of("picture.xlsx", NOT_TAKEN["photo.png"][0]) is Dropped.UNKNOWN
    # A table may begin with letters that some programs sign their files with.
    for first in ("BMI", "MZ-ref", "PAR1", "GIF8"):
        assert kind_of("log.csv", f"{first},Received\n1,2\n".encode()) is Dropped.TABLE


def test_every_shared_table_is_one_and_the_shared_report_is_one() -> None:
    cases = sorted((SHARED / "intake").glob("*/*"))
    files = [f for f in cases if f.suffix in {".xlsx", ".docx"} or
             (f.suffix == ".csv" and f.name != "expected.csv")]  # fmt: skip
    reports = sorted((SHARED / "reports").glob("*.txt"))
    if not files or not reports:
        pytest.skip("../shared is not here")
    assert {kind_of(f.name, f.read_bytes()) for f in files} == {Dropped.TABLE}
    assert {kind_of(f.name, f.read_bytes()) for f in reports} == {Dropped.REPORT}


HOSTILE = {
    "tags.html": b"<" * 3_000_000,
    "scripts.html": b"<script" * 500_000,
    "tables.html": b"<table><td>" * 300_000,
    "commas.txt": b"," * 5_000_000,
    "marks.txt": b"local authority " * 300_000,
    "ends.zip": b"PK\x05\x06" * 500_000,
    "names.xls": OLD_OFFICE + "xWorkbook\0".encode("utf-16-le") * 500_000,
    "blank.txt": b" " * 50_000_000,
    "one line.csv": b"a" * 50_000_000,
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_file_takes_no_time(name: str) -> None:
    before = time.process_time()
    kind_of(name, HOSTILE[name])
    assert time.process_time() - before < 3


def test_a_packed_bomb_is_not_unpacked() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", b"<w:p>" * 40_000_000)
    before = time.process_time()
    assert kind_of("bomb.docx", out.getvalue()) is Dropped.REPORT
    assert time.process_time() - before < 3


@example(b"\xef\xbb\xbf", "")
@example(b" \n\n", "")
@given(some.binary(max_size=300), some.sampled_from(["", "PK\x03\x04", "<html>", "%PDF-", "a,b\n"]))
def test_whatever_the_bytes_are_there_is_an_answer(rest: bytes, start: str) -> None:
    content = start.encode() + rest
    known = kind_of("file.bin", content)
    assert (known is Dropped.UNKNOWN) == bool(why_not_taken("file.bin", content))
