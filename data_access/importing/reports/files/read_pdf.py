"""A PDF to lines, page by page, with running heads and page numbers marked as boilerplate."""

from __future__ import annotations

import io
import logging
import re
from collections import Counter
from typing import TYPE_CHECKING

from data_access.importing.reports.files.characters import split_lines, tidy
from data_access.importing.reports.files.lines import (
    MOST_CHARACTERS,
    TOO_LONG,
    Extract,
    LineWriter,
)
from data_access.importing.reports.parsing.result import ReportError

if TYPE_CHECKING:
    import pypdf

MOST_PAGES = 400
MOST_OPERATORS = 1_000_000  # steps of drawing; a report has some thousands a page
_MOST_LAID_OUT = 300_000  # steps up to which pages are laid out too, which takes longer
_EDGE = 3  # lines at the head and foot of a page that may be running heads
_PAGE_NUMBER = re.compile(
    r"^(?:page\s*)?(\d{1,4})(?:\s*(?:of|/)\s*\d{1,4})?$|^[-–]\s*(\d{1,4})\s*[-–]$", re.IGNORECASE
)
# Symbol fonts give bullets as private characters.
_BULLET = re.compile(r"^[•‣▪●○◦·\uf0b7\uf0a7\u2043]\s*(?=\S)|^[-–]\s+(?=\S)")
_BULLET_ALONE = re.compile(r"^[•‣▪●○◦·\uf0b7\uf0a7\u2043-]$")
_COLUMNS = re.compile(r"[a-z,;] {8,}[A-Za-z]")
_MID_SENTENCE = re.compile(r"[A-Za-z]{2},?$")
_DIGITS = re.compile(r"\d+")


def read_pdf(content: bytes) -> Extract:
    """Lines of a PDF. Raises ReportError if it is locked, damaged, too long or only pictures."""
    pages, title = _pages(content)
    if not any(page.strip() for page in pages):
        raise ReportError(
            "is a PDF without text, perhaps a scan: save the page from the CQC website instead."
        )
    # A page's own margins are no end of a paragraph, so they leave no blank lines.
    lines = [[tidy(line) for line in split_lines(page.strip())] for page in pages]
    running = _running(lines)
    writer = LineWriter()
    bullet = False
    for number, page in enumerate(lines):
        for index, line in enumerate(page):
            if not line:
                writer.add("", "blank")
            elif (number, index) in running:
                writer.add(line, "boilerplate")
            elif _BULLET_ALONE.match(line):
                bullet = True
                writer.add("", "blank")
                continue
            else:
                item = _BULLET.match(line)
                writer.add(
                    line[item.end() :] if item else line, "item" if item or bullet else "text"
                )
            bullet = False
    return Extract(tuple(writer.lines), title=title, wrapped=True)


def _pages(content: bytes) -> tuple[list[str], str | None]:
    import pypdf  # 200 ms, only where a PDF is read

    # It tells of every flaw it mends on standard error, where users expect one line from us.
    logging.getLogger("pypdf").setLevel(logging.CRITICAL)
    try:
        reader = pypdf.PdfReader(io.BytesIO(content), strict=False)
        if reader.is_encrypted and not reader.decrypt(""):
            raise ReportError("is a PDF locked with a password: save an unlocked copy.")
        if len(reader.pages) > MOST_PAGES:
            raise ReportError(f"has more than {MOST_PAGES} pages: import the report's own pages.")
        pages = _texts(reader)
        title = tidy(str(reader.metadata.title or "")) if reader.metadata else ""
    except (ReportError, MemoryError):
        raise
    # Damaged files surface as errors of many kinds, RecursionError among them.
    except Exception as error:
        raise ReportError("is a damaged PDF: save the page again, or paste its text.") from error
    return pages, title or None


def _texts(reader: pypdf.PdfReader) -> list[str]:
    """Text of each page with blank lines where the page leaves space, so that paragraphs can be
    told apart; without them where laying the page out would lose or jumble words."""
    operators = characters = 0

    def count(*_: object) -> None:
        nonlocal operators
        operators += 1
        if operators > MOST_OPERATORS:
            raise ReportError(TOO_LONG)

    plain = []
    for page in reader.pages:
        plain.append(page.extract_text(visitor_operand_before=count) or "")
        characters += len(plain[-1])
        if characters > MOST_CHARACTERS:
            raise ReportError(TOO_LONG)
    if operators > _MOST_LAID_OUT:
        return plain
    try:
        laid_out = [
            page.extract_text(extraction_mode="layout", layout_mode_strip_rotated=False) or ""
            for page in reader.pages
        ]
    # The layout reader meets fonts it cannot measure with errors of many kinds.
    except Exception:
        return plain
    whole = all(
        sorted(_letters(one)) == sorted(_letters(other))
        for one, other in zip(plain, laid_out, strict=True)
    )
    return laid_out if whole and not _jumbled(laid_out) else plain


def _letters(text: str) -> str:
    return "".join(text.split())


def _jumbled(pages: list[str]) -> bool:
    """Whether a layout has columns side by side, or blank lines inside its sentences."""
    lines = [line for page in pages for line in page.split("\n")]
    filled = [line for line in lines if line.strip()]
    side_by_side = sum(1 for line in filled if _COLUMNS.search(line))
    apart = sum(
        1
        for above, between, below in zip(lines, lines[1:], lines[2:], strict=False)
        if not between.strip() and _MID_SENTENCE.search(above) and below.strip()[:1].islower()
    )
    blank = len(lines) - len(filled)
    return side_by_side * 4 > len(filled) or (apart >= 3 and apart * 4 > blank)


def _running(pages: list[list[str]]) -> set[tuple[int, int]]:
    """Places (page, line) of running heads: edge lines that repeat, digits aside, on at least
    three pages or on both of two, and page numbers that count with the pages."""
    edges: list[tuple[int, int, str]] = []
    for number, page in enumerate(pages):
        filled = [index for index, line in enumerate(page) if line]
        for index in dict.fromkeys(filled[:_EDGE] + filled[-_EDGE:]):
            edges.append((number, index, page[index]))
    shapes: Counter[str] = Counter()
    for _, shape in {(number, _DIGITS.sub("0", line)) for number, _, line in edges}:
        shapes[shape] += 1
    offsets: Counter[int] = Counter()
    for number, _, line in edges:
        counted = _page_count(line)
        if counted is not None:
            offsets[counted - number] += 1
    needed = min(3, len(pages))
    found: set[tuple[int, int]] = set()
    for number, index, line in edges:
        counted = _page_count(line)
        if counted is not None:
            if offsets[counted - number] >= max(2, min(3, len(pages))):
                found.add((number, index))
        elif len(pages) > 1 and shapes[_DIGITS.sub("0", line)] >= max(2, needed):
            found.add((number, index))
    return found


def _page_count(line: str) -> int | None:
    match = _PAGE_NUMBER.match(line)
    return int(match.group(1) or match.group(2)) if match else None
