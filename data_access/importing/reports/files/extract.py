"""Which kind of file this is, by its content rather than its name, and its text.

Plain text and Markdown are read here. Markdown's marks are read wherever they appear, because text
copied from a page often keeps some of them.
"""

from __future__ import annotations

import html
import re
from dataclasses import replace
from pathlib import PurePosixPath

from data_access.importing.reports.files.characters import decode, split_lines, tidy
from data_access.importing.reports.files.lines import (
    Extract,
    Line,
    LineWriter,
    Role,
    refuse_overlong,
)
from data_access.importing.reports.files.read_pdf import read_pdf
from data_access.importing.reports.files.read_zip import open_zip, read_docx, web_archive_page
from data_access.importing.reports.parsing.result import ReportError, ReportSource

# A rule is drawn with marks; a single mark is what is left of an empty cell or bullet.
_RULE = re.compile(r"^(?:[-*_=~–—•·#|+]\s?){2,}$|^[-*_=~–—•·|+]$")
_HEADING = re.compile(r"^#{1,6}\s+(.*?)\s*#*$")
_ITEM = re.compile(r"^(?:[-*+•‣▪●○◦·–—]|o|\(?\d{1,2}[.)]|\(?[a-z]\))\s+(?=\S)")
_UNDERLINE = re.compile(r"^(?:={3,}|-{3,})$")
_IMAGE = re.compile(r"!\[([^\]\[]{0,300})\]\([^()\s]{0,2000}(?:\s\"[^\"]{0,300}\")?\)")
_LINK = re.compile(r"\[([^\]\[]{1,300})\]\([^()\s]{0,2000}(?:\s\"[^\"]{0,300}\")?\)")
_STRONG = re.compile(r"(\*\*\*|\*\*|__)(?=\S)(.{1,2000}?)(?<=\S)\1")
_EMPHASIS = re.compile(r"(?<![\w*])\*(?=[^\s*])([^*]{1,2000}?)(?<=[^\s*])\*(?![\w*])")
_ESCAPE = re.compile(r"\\([\\`*_{}\[\]()#+\-.!|>~])")
_TABLE_DIVIDER = re.compile(r"^[|\s:+-]{3,}$")
_MOST_MARKS = 100  # in one line; beyond this they are not emphasis, and slow to pair
_ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z]{2,30});")


def read_text(text: str, notes: tuple[str, ...] = ()) -> Extract:
    """Lines of a text or Markdown file, numbered as in the file.

    Raises ReportError if the text is not text or is far too long.
    """
    refuse_overlong(text)
    writer = LineWriter()
    for raw in split_lines(text):
        _add(writer, raw)
    return Extract(tuple(_underlined_headings(writer.lines)), notes=notes)


def _add(writer: LineWriter, raw: str) -> None:
    shown = tidy(raw)
    while shown.startswith(">"):  # quoted mail and Markdown quotations
        shown = shown[1:].lstrip()
    if not shown:
        writer.add("", "blank")
    elif _RULE.match(shown) or _TABLE_DIVIDER.match(shown):
        writer.add(shown, "rule")
    elif "|" in shown and (cells := _cells(shown)):
        row = writer.number + 1
        for index, (column, cell) in enumerate(cells):
            writer.add(cell, "cell", same_line=index > 0, cell=(0, row, column))
    else:
        role: Role = "text"
        heading = _HEADING.match(shown)
        if heading:
            role, shown = "heading", heading.group(1)
        elif _ITEM.match(shown):
            role, shown = "item", _without_bullet(shown)
        clean = unmarked(shown)
        writer.add(clean, role if clean else "blank")


def _without_bullet(shown: str) -> str:
    """An item without its bullet; a number stays, since "2. 5 people" must not lose its sense."""
    if shown[0].isdigit() or shown[0] == "(" or shown[1:2] == ")":
        return shown
    return shown[1:].lstrip()


def _cells(shown: str) -> list[tuple[int, str]]:
    """Filled cells of a table row, with their columns; none if the bar is not a table's."""
    if not (shown.startswith("|") or shown.endswith("|") or " | " in shown):
        return []
    cells = enumerate(shown.removeprefix("|").split("|"))
    return [(column, clean) for column, cell in cells if (clean := unmarked(cell.strip()))]


def unmarked(text: str) -> str:
    """Text without Markdown's links, emphasis and escapes, and with entities read."""
    if 0 < text.count("](") <= _MOST_MARKS:
        text = _LINK.sub(r"\1", _IMAGE.sub(r"\1", text))
    if 0 < text.count("*") + text.count("__") <= _MOST_MARKS:
        text = _EMPHASIS.sub(r"\1", _STRONG.sub(r"\2", text))
    if "\\" in text:
        text = _ESCAPE.sub(r"\1", text)
    if "&" in text and _ENTITY.search(text):
        text = html.unescape(text)
    return tidy(text)


def _underlined_headings(lines: list[Line]) -> list[Line]:
    """Markdown's other heading: a short line with dashes or equals signs right beneath it."""
    read = list(lines)
    for index in range(1, len(read)):
        line, above = read[index], read[index - 1]
        if line.role != "rule" or not _UNDERLINE.match(line.text) or above.role != "text":
            continue
        alone = index < 2 or read[index - 2].role in {"blank", "rule", "heading"}
        if alone and len(above.text) <= 120 and above.text[-1] not in ".:;,?!":
            read[index - 1] = Line(above.number, above.text, "heading")
    return read


LARGEST_FILE = 25_000_000

_HTML = re.compile(
    r"<(?:!doctype\s+html|html|head|body|main|article|section|div|h[1-6]|p|ul|ol|table|span)"
    r"[\s>/]",
    re.IGNORECASE,
)
_ARCHIVED_FROM = re.compile(rb"(?i)\nsnapshot-content-location: ?([!-~]{1,500})")
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
        page = read_html(text, notes)
        saved = _ARCHIVED_FROM.search(content[:4000])
        return replace(page, address=saved.group(1).decode()) if saved else page
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
