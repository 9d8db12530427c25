"""Files of every format give what people see in them; hostile ones are refused."""

from __future__ import annotations

import io
import time
import zipfile
from datetime import datetime

import openpyxl
import polars as pl
import pytest
import xlsxwriter

from data_access.importing.stages.files.book import Book, FileError, Limits
from data_access.importing.stages.files.open_file import open_file
from data_access.importing.stages.files.open_large_workbook import open_large
from data_access.importing.stages.files.shown import shown


def workbook(fill) -> bytes:  # type: ignore[no-untyped-def]
    book = openpyxl.Workbook()
    fill(book.active)
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


def first(book: Book) -> list[list[str | None]]:
    return [list(row) for row in book.sheets[0].texts.rows()]


@pytest.mark.parametrize(
    ("value", "number_format", "text"),
    [
        (42, "00000", "00042"), (42, "0", "42"), (7, '"ASC-"0000', "ASC-0007"),
        (1.1, "0.00", "1.10"),
        (0.81, "0%", "81%"), (0.995, "0.0%", "99.5%"), (1, "0%", "100%"), (0.8, "General", "0.8"),
        (1234.5, "#,##0.00", "1234.50"), (250, '"£"#,##0', "250"), (3, '0" days"', "3"),
        (datetime(2026, 3, 1), "mmm-yy", "Mar 2026"), (datetime(2026, 3, 1), "dd/mm/yyyy",
         "2026-03-01"), (datetime(2026, 3, 1, 9, 30), "yyyy-mm-dd h:mm", "2026-03-01"),
        (True, "General", "TRUE"), (19.6, "0", "19.6"), (0.1 + 0.2, "General", "0.3"),
    ],
)  # fmt: skip
def test_cells_as_they_are_shown(value: object, number_format: str, text: str) -> None:
    assert shown(value, number_format)[0] == text


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "cp1252"])
@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
def test_text_files(encoding: str, separator: str) -> None:
    rows = [
        ["Reference", "Received", "Said"],
        ["1", "01/04/2026", "£5 – “so”"],
        ["2", "", 'a "b" c'],
    ]
    text = "\r\n".join(
        separator.join('"' + cell.replace('"', '""') + '"' for cell in row) for row in rows
    )
    book = open_file("log.csv", text.encode(encoding))
    assert first(book) == [[cell or None for cell in row] for row in rows]


def test_a_page_saved_as_xls() -> None:
    page = (
        "<html><body><table><tr><th colspan=2>Case</th><th rowspan=2>Outcome</th></tr>"
        "<tr><td>Ref</td><td>Received</td></tr><tr><td>1</td><td>2 May 2026</td>"
        "<td>Upheld</td></tr>"
        "</table></body></html>"
    )
    book = open_file("export.xls", page.encode())
    assert book.form == "html"
    assert first(book)[2] == ["1", "2 May 2026", "Upheld"]
    assert (0, 0, 0, 1) in book.sheets[0].merged


def test_hidden_and_merged_cells_are_told() -> None:
    def fill(sheet):  # type: ignore[no-untyped-def]
        sheet.append(["Team", "Role"])
        sheet.append(["North", "SW"])
        sheet.append([None, "OT"])
        sheet.merge_cells("A2:A3")
        sheet.row_dimensions[3].hidden = True
        sheet.column_dimensions["B"].hidden = True
        sheet.auto_filter.ref = "A1:B3"

    sheet = open_file("a.xlsx", workbook(fill)).sheets[0]
    assert (sheet.merged, sheet.hidden_rows, sheet.hidden_columns, sheet.filtered) == (
        ((1, 0, 2, 0),), (2,), (1,), True)  # fmt: skip


def test_formulas_that_were_never_calculated_are_told() -> None:
    sheet = open_file("a.xlsx", workbook(lambda sheet: sheet.append([1, "=A1*2"]))).sheets[0]
    assert sheet.formula_gaps == 1


def zipped(**parts: str | bytes) -> bytes:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, part in parts.items():
            archive.writestr(name.replace("__", "/").replace("_xml", ".xml"), part)
    return content.getvalue()


WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
HOSTILE = {
    "span.docx": zipped(
        word__document_xml=f'<w:document xmlns:w="{WORD}"><w:body><w:tbl><w:tr><w:tc><w:tcPr>'
        '<w:gridSpan w:val="500000000"/></w:tcPr><w:p><w:r><w:t>A</w:t></w:r></w:p></w:tc></w:tr>'
        "</w:tbl></w:body></w:document>"
    ),
    "repeated.ods": zipped(
        mimetype="application/vnd.oasis.opendocument.spreadsheet",
        content_xml="<o:document-content "
        'xmlns:o="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
        'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" '
        'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"><o:body><o:spreadsheet>'
        '<table:table table:name="A"><table:table-row table:number-rows-repeated="1048576">'
        '<table:table-cell table:number-columns-repeated="16384"><text:p>x</text:p>'
        "</table:table-cell></table:table-row></table:table></o:spreadsheet></o:body>"
        "</o:document-content>",
    ),
    "spans.html": b"<table>"
    + b"<tr><td rowspan=99999 colspan=99999>x</td></tr>" * 300
    + b"</table>",
    "quote.csv": b'a,b\n"' + b"x,y\n" * 200_000,
    "wide.csv": b"a," * 3_000_000,
    "binary.csv": bytes(range(256)) * 1000,
    "empty.csv": b" \n ",
    "letter.pdf": b"%PDF-1.7 ...",
    "old.xls": b"\xd0\xcf\x11\xe0" + b"\x00" * 600,
    "broken.xlsx": b"PK\x03\x04" + b"\x00" * 100,
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_files_are_refused_or_read_at_once(name: str) -> None:
    start = time.process_time()
    cells, said = 0, ""
    try:
        book = open_file(name, HOSTILE[name])
        cells = sum(sheet.texts.height * sheet.texts.width for sheet in book.sheets)
    except FileError as error:
        said = str(error)
    assert cells < 1000
    assert len(said.splitlines()) <= 1
    assert time.process_time() - start < 10


def test_one_string_many_times_is_refused() -> None:
    def fill(sheet):  # type: ignore[no-untyped-def]
        for _ in range(300):
            sheet.append(["A" * 30_000] * 10)

    content = workbook(fill)
    assert len(content) < 200_000
    with pytest.raises(FileError):
        open_file("a.xlsx", content, Limits(characters=20_000_000))


def test_merged_areas_and_far_cells_are_refused() -> None:
    with pytest.raises(FileError):
        open_file("a.xlsx", workbook(lambda sheet: sheet.cell(1_000_000, 16_000, "x")))


def test_a_sheet_of_a_million_rows_is_read_by_columns() -> None:
    content = b"Reference,Received\n" + b"".join(b"%d,01/04/2026\n" % n for n in range(700_000))
    sheet = open_file("a.csv", content).sheets[0]
    assert sheet.texts.height == 700_001
    assert sheet.texts.schema == {"0": pl.String(), "1": pl.String()}


def as_shown_in_excel(sheet) -> None:  # type: ignore[no-untyped-def]
    """Cells of every look, from the third row and second column on."""
    sheet.append([])
    sheet.append([])
    sheet.append([None, "Ref", "Rate", "Month", "Day", "Plain", "Flag"])
    for n in range(40):
        day = datetime(2026, 4, n % 28 + 1, 9, 30)
        sheet.append([None, n, 0.81 + n / 1000, datetime(2026, 3, 1), day, 200 / 3, n % 2 == 0])
    for row in range(4, 44):
        for column, code in enumerate(("00000", "0.0%", "mmm-yy", "dd/mm/yyyy"), start=2):
            sheet.cell(row, column).number_format = code
    sheet["H5"] = "=B5*2"
    sheet.merge_cells("B6:B8")
    sheet.row_dimensions[9].hidden = True
    sheet.column_dimensions["F"].hidden = True
    sheet.auto_filter.ref = "B3:G43"


def test_a_large_workbook_is_read_as_a_small_one() -> None:
    content = workbook(as_shown_in_excel)
    [small] = open_file("a.xlsx", content).sheets
    [large] = open_large("a.xlsx", content, Limits()).sheets
    assert small.kinds is not None
    assert large.kinds is not None
    assert large.texts.equals(small.texts)
    assert large.kinds.equals(small.kinds)
    for about in ("name", "hidden", "hidden_rows", "hidden_columns", "filtered", "merged",
                  "formula_gaps"):  # fmt: skip
        assert getattr(large, about) == getattr(small, about), about


def test_a_workbook_of_very_many_cells_is_read_with_its_formats() -> None:
    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(buffer, {"constant_memory": True})
    zeros = book.add_format({"num_format": "00000"})
    sheet = book.add_worksheet("Export")
    sheet.write_row(0, 0, ["Reference", "Received"])
    for row in range(1, 60_001):
        sheet.write_number(row, 0, row, zeros)
        sheet.write_string(row, 1, "01/04/2026")
    book.close()
    [read] = open_file("a.xlsx", buffer.getvalue()).sheets
    assert read.texts.shape == (60_001, 2)
    assert read.texts.row(60_000) == ("60000", "01/04/2026")
    assert read.texts.item(42, 0) == "00042"
