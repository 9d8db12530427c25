"""The same table written in every format a council may bring."""

from __future__ import annotations

import csv
import html
import io
import zipfile
from collections.abc import Callable, Sequence
from datetime import date

import docx
import xlsxwriter
import xlwt

Cell = str | int | float | bool | date | None
Rows = Sequence[Sequence[Cell]]


def as_csv(rows: Rows) -> bytes:
    """Text with commas."""
    text = io.StringIO(newline="")
    csv.writer(text, lineterminator="\n").writerows([map(shown, row) for row in rows])
    return text.getvalue().encode()


def as_xlsx(rows: Rows) -> bytes:
    """A workbook of today."""
    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(buffer, {"in_memory": True})
    day = book.add_format({"num_format": "dd/mm/yyyy"})
    sheet = book.add_worksheet("Export")
    for row, cells in enumerate(rows):
        for place, cell in enumerate(cells):
            if isinstance(cell, date):
                sheet.write_datetime(row, place, cell, day)
            elif isinstance(cell, str):
                sheet.write_string(row, place, cell)
            elif cell is not None:
                sheet.write(row, place, cell)
    book.close()
    return buffer.getvalue()


def as_xls(rows: Rows) -> bytes:
    """A workbook of Excel 97 to 2003."""
    book = xlwt.Workbook()
    day = xlwt.easyxf(num_format_str="DD/MM/YYYY")
    sheet = book.add_sheet("Export")
    for row, cells in enumerate(rows):
        for place, cell in enumerate(cells):
            if isinstance(cell, date):
                sheet.write(row, place, cell, day)
            elif cell is not None:
                sheet.write(row, place, cell)
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def as_ods(rows: Rows) -> bytes:
    """A spreadsheet of LibreOffice."""
    lines = "".join(
        f"<table:table-row>{''.join(map(_ods_cell, cells))}</table:table-row>" for cells in rows
    )
    names = "".join(
        f' xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
        for name in ("office", "table", "text")
    )
    content = (
        f"<office:document-content{names}><office:body><office:spreadsheet>"
        f'<table:table table:name="Export">{lines}</table:table>'
        "</office:spreadsheet></office:body></office:document-content>"
    )
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("content.xml", content)
    return buffer.getvalue()


def _ods_cell(cell: Cell) -> str:
    said = html.escape(shown(cell))
    if cell is None:
        return "<table:table-cell/>"
    if isinstance(cell, date):
        kind = f'office:value-type="date" office:date-value="{cell.isoformat()}"'
    elif isinstance(cell, bool):
        kind = f'office:value-type="boolean" office:boolean-value="{said.lower()}"'
    elif isinstance(cell, int | float):
        kind = f'office:value-type="float" office:value="{cell}"'
    else:
        kind = 'office:value-type="string"'
    return f"<table:table-cell {kind}><text:p>{said}</text:p></table:table-cell>"


def as_html(rows: Rows) -> bytes:
    """A page with a table, as systems save it under the name of a workbook."""
    lines = "".join(
        f"<tr>{''.join(f'<td>{html.escape(shown(cell))}</td>' for cell in cells)}</tr>"
        for cells in rows
    )
    return f"<html><body><table>{lines}</table></body></html>".encode()


def as_docx(rows: Rows) -> bytes:
    """A Word document with a table."""
    document = docx.Document()
    document.add_paragraph("As agreed by the board")
    table = document.add_table(len(rows), len(rows[0]))
    for row, cells in zip(table.rows, rows, strict=True):
        for place, cell in zip(row.cells, cells, strict=True):
            place.text = shown(cell)
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def shown(cell: Cell) -> str:
    """A cell as text."""
    if isinstance(cell, date):
        return f"{cell:%d/%m/%Y}"
    return "" if cell is None else str(cell)


WRITERS: dict[str, Callable[[Rows], bytes]] = {
    "csv": as_csv,
    "xlsx": as_xlsx,
    "xls": as_xls,
    "ods": as_ods,
    "html": as_html,
    "docx": as_docx,
}
