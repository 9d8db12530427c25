"""Files inside a zip, within bounds; a Word document, which is one, to lines; and the page inside a
web archive (.mhtml)."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from email import message_from_bytes, policy
from email.message import EmailMessage
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
_WIDEST_SPAN = 100  # columns that one cell may cover


def read_docx(content: bytes) -> Extract:
    """Lines of a Word document. Raises ReportError if it cannot be opened."""
    import docx  # 120 ms, only where a Word file is read

    try:
        document = docx.Document(io.BytesIO(content))
        writer = LineWriter()
        _read_body(document, writer)
        title = tidy(document.core_properties.title or "")
    except (ReportError, MemoryError):
        raise
    # Damaged parts surface as errors of lxml, zipfile or the library itself, of many kinds.
    except Exception as error:
        raise ReportError("is a damaged Word document: save it again in Word.") from error
    return Extract(tuple(writer.lines), title=title or None)


def _read_body(document: Document, writer: LineWriter) -> None:
    from docx.table import Table

    for number, block in enumerate(document.iter_inner_content()):
        if isinstance(block, Table):
            _read_table(block, writer, depth=1, number=number)
        else:
            _read_paragraph(block, writer)


def _read_table(table: Table, writer: LineWriter, depth: int, number: int) -> None:
    from docx.table import Table, _Cell

    for place, row in enumerate(table.rows):
        # The cells as they are written: `row.cells` has one for each column that a cell spans, and
        # a cell may say that it spans millions.
        column = 0
        for written in row._tr.tc_lst:
            at = (number, place, column)
            column += max(1, min(written.grid_span, _WIDEST_SPAN))
            if written.vMerge == "continue":
                continue
            for block in _Cell(written, table).iter_inner_content():
                if isinstance(block, Table):
                    if depth < _DEEPEST_TABLE:
                        _read_table(block, writer, depth + 1, number)
                else:
                    for part in _parts(block):
                        writer.add(part, "cell", cell=at)


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


MOST_MEMBERS = 2_000
LARGEST_MEMBER = 25_000_000
LARGEST_TOTAL = 100_000_000
# Text shrinks some five to ten times; a member that shrank more than this was made to.
STEEPEST_RATIO = 200
_RATIO_FLOOR = 1_000_000
_MOST_PARTS_OF_PARTS = 20


def open_zip(content: bytes) -> zipfile.ZipFile:
    """The zip, after checking what it claims to hold. Raises ReportError if it is not sound."""
    try:
        archive = zipfile.ZipFile(io.BytesIO(content))
        members = archive.infolist()
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError, RuntimeError) as error:
        raise ReportError("is a damaged zip file: make it again.") from error
    if len(members) > MOST_MEMBERS:
        raise ReportError(f"is a zip of more than {MOST_MEMBERS} files: leave only the report.")
    if sum(member.file_size for member in members) > LARGEST_TOTAL:
        raise ReportError("is a zip that holds more than 100 MB: leave only the report's pages.")
    for member in members:
        steep = member.file_size > STEEPEST_RATIO * max(1, member.compress_size)
        if member.file_size > LARGEST_MEMBER or (steep and member.file_size > _RATIO_FLOOR):
            raise ReportError("is a zip that unpacks to far more than a report: it was not opened.")
    return archive


def read_member(archive: zipfile.ZipFile, info: zipfile.ZipInfo) -> bytes:
    """Content of one file of the zip, never more than it claimed. Raises ReportError."""
    if info.flag_bits & 0x1:
        raise ReportError("is locked with a password inside its zip: save an unlocked copy.")
    try:
        with archive.open(info) as opened:
            content = opened.read(LARGEST_MEMBER + 1)
    except MemoryError:
        raise
    # Damage shows as BadZipFile, zlib.error, EOFError, NotImplementedError and others.
    except Exception as error:
        raise ReportError("is damaged inside its zip: make the zip again.") from error
    if len(content) > LARGEST_MEMBER:
        raise ReportError("is larger than 25 MB inside its zip: it was not opened.")
    return content


def web_archive_page(content: bytes) -> bytes:
    """The first page of a web archive as browsers save it ("single file"). Raises ReportError."""
    if content.count(b"multipart/") > _MOST_PARTS_OF_PARTS:
        raise ReportError("is a damaged web archive: save the page again.")
    try:
        message = message_from_bytes(content, policy=policy.default)
        if isinstance(message, EmailMessage):
            for part in message.walk():
                if part.get_content_type() == "text/html":
                    page = part.get_payload(decode=True)
                    return page if isinstance(page, bytes) else b""
    except MemoryError:
        raise
    # The parser meets damaged headers with errors of many kinds.
    except Exception as error:
        raise ReportError("is a damaged web archive: save the page again.") from error
    raise ReportError("is a web archive without a page in it: save the page again.")
