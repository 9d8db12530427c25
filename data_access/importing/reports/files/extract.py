"""Which kind of file this is, by its content rather than its name, and its text."""

from __future__ import annotations

import re
from pathlib import PurePosixPath

from data_access.importing.reports.files.characters import decode
from data_access.importing.reports.files.lines import Extract
from data_access.importing.reports.files.read_pdf import read_pdf
from data_access.importing.reports.files.read_text import read_text
from data_access.importing.reports.files.read_zip import open_zip, read_docx, web_archive_page
from data_access.importing.reports.parsing.result import ReportError, ReportSource

LARGEST_FILE = 25_000_000

_HTML = re.compile(
    r"<(?:!doctype\s+html|html|head|body|main|article|section|div|h[1-6]|p|ul|ol|table|span)"
    r"[\s>/]",
    re.IGNORECASE,
)
_HTML_NAMES = {".html", ".htm", ".xhtml"}
_TEXT_NAMES = {".txt", ".md", ".markdown", ".text"}
# First bytes of files people may try, and what to do instead.
_OTHERS = (
    (b"\xd0\xcf\x11\xe0", "is in Word's old format: save it as .docx first."),
    (b"{\\rtf", "is a rich text file: save it as .docx first."),
    (b"\x89PNG", "is a picture: save the page itself, as a web page or PDF."),
    (b"\xff\xd8\xff", "is a picture: save the page itself, as a web page or PDF."),
    (b"GIF8", "is a picture: save the page itself, as a web page or PDF."),
    (b"bplist00", "is a Safari web archive: save the page as PDF instead."),
    (b"\x1f\x8b", "is a compressed file other than a zip: unpack it first."),
    (b"7z\xbc\xaf", "is a compressed file other than a zip: unpack it first."),
    (b"Rar!", "is a compressed file other than a zip: unpack it first."),
)


def is_zip(content: bytes) -> bool:
    """Whether these bytes are a zip, Word documents among them."""
    return content.startswith((b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08"))


def is_office(content: bytes) -> bool:
    """Whether a zip is a Word document, workbook or slides rather than a folder of files."""
    if not is_zip(content) or len(content) > LARGEST_FILE:
        return False
    try:
        with open_zip(content) as archive:
            return "[Content_Types].xml" in archive.namelist()
    except ReportError:
        return b"[Content_Types].xml" in content[:200]


def extract(source: ReportSource) -> Extract:
    """The text of one file that is not a zip of files.

    Raises ReportError, its message beginning with the file's name, if there is no text to read.
    """
    try:
        read = _extract(source.content, PurePosixPath(source.name).suffix.lower())
    except ReportError as error:
        raise ReportError(named(source.name, str(error))) from error
    if not any(line.text for line in read.lines if line.role != "rule"):
        raise ReportError(named(source.name, "has no text in it."))
    return read


def named(name: str, message: str) -> str:
    """A reader's message with the file's name before it."""
    return f"{name} {message}"


def _extract(content: bytes, suffix: str) -> Extract:
    if not content.strip():
        raise ReportError("is empty.")
    if len(content) > LARGEST_FILE:
        raise ReportError("is larger than 25 MB: a report's page is far smaller.")
    for first, advice in _OTHERS:
        if content.startswith(first):
            raise ReportError(advice)
    if b"%PDF-" in content[:1024]:
        return read_pdf(content)
    if is_zip(content):
        return _office(content)
    if _is_web_archive(content):
        from data_access.importing.reports.files.read_html import read_html

        text, notes = decode(web_archive_page(content))
        return read_html(text, notes)
    return _text_or_page(content, suffix)


def _office(content: bytes) -> Extract:
    names = set(open_zip(content).namelist())
    if "word/document.xml" in names:
        return read_docx(content)
    if any(name.startswith(("xl/", "ppt/")) for name in names):
        raise ReportError("is a workbook or slides, not a report: save the page as PDF or Word.")
    raise ReportError("is a zip inside a zip: unpack it first.")


def _is_web_archive(content: bytes) -> bool:
    head = content[:2000].lower()
    return b"mime-version:" in head and b"multipart/related" in head


def _text_or_page(content: bytes, suffix: str) -> Extract:
    text, notes = decode(content)
    looks_html = len(_HTML.findall(text[:200_000])) >= 2
    if suffix in _HTML_NAMES or (looks_html and suffix not in _TEXT_NAMES) or _opens_html(text):
        from data_access.importing.reports.files.read_html import read_html

        return read_html(text, notes)
    return read_text(text, notes)


def _opens_html(text: str) -> bool:
    return bool(re.match(r"\s{0,100}<(?:!doctype\s+html|html|\?xml)", text[:300], re.IGNORECASE))
