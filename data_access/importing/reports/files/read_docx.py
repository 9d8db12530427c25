"""A Word document to lines: paragraphs and table cells in the order they appear."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from data_access.importing.reports.files.characters import tidy
from data_access.importing.reports.files.lines import Extract, LineWriter, Role
from data_access.importing.reports.parsing.result import ReportError

if TYPE_CHECKING:
    from docx.document import Document
    from docx.table import Table
    from docx.text.paragraph import Paragraph

_HEADING_STYLE = re.compile(r"^(?:heading \d|title|subtitle)$", re.IGNORECASE)
_LIST_STYLE = re.compile(r"^list (?:bullet|number|paragraph|continue)", re.IGNORECASE)
_DEEPEST_TABLE = 5


def read_docx(content: bytes) -> Extract:
    """Lines of a Word document. Raises ReportError if it cannot be opened."""
    import docx  # 120 ms, only where a Word file is read

    try:
        document = docx.Document(io.BytesIO(content))
        writer = LineWriter()
        _read_body(document, writer)
        title = tidy(document.core_properties.title or "")
    except ReportError:
        raise
    # Damaged parts surface as errors of lxml, zipfile or the library itself, of many kinds.
    except Exception as error:
        raise ReportError("is a damaged Word document: save it again in Word.") from error
    return Extract(tuple(writer.lines), title=title or None)


def _read_body(document: Document, writer: LineWriter) -> None:
    from docx.table import Table

    for block in document.iter_inner_content():
        if isinstance(block, Table):
            _read_table(block, writer, depth=1)
        else:
            _read_paragraph(block, writer)


def _read_table(table: Table, writer: LineWriter, depth: int) -> None:
    seen: set[object] = set()
    for row in table.rows:
        for cell in row.cells:
            if cell._tc in seen:  # merged cells come once per column they span
                continue
            seen.add(cell._tc)
            for block in cell.iter_inner_content():
                if hasattr(block, "rows"):
                    if depth < _DEEPEST_TABLE:
                        _read_table(block, writer, depth + 1)
                else:
                    for part in _parts(block):
                        writer.add(part, "cell")


def _read_paragraph(paragraph: Paragraph, writer: LineWriter) -> None:
    role = _role(paragraph)
    parts = list(_parts(paragraph))
    for part in parts:
        writer.add(part, "text" if role == "paragraph" and len(parts) > 1 else role)
    if len(parts) > 1:
        writer.add("", "blank")


def _parts(paragraph: Paragraph) -> Iterator[str]:
    """The paragraph's text, split where the writer pressed shift and enter."""
    for part in paragraph.text.split("\n"):
        text = tidy(part)
        if text:
            yield text


def _role(paragraph: Paragraph) -> Role:
    style = paragraph.style.name if paragraph.style is not None else None
    if style and _HEADING_STYLE.match(style):
        return "heading"
    properties = paragraph._p.pPr
    numbered = properties is not None and properties.numPr is not None
    if numbered or (style and _LIST_STYLE.match(style)):
        return "item"
    return "paragraph"
