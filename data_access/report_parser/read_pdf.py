"""A PDF to lines, page by page, with running heads and page numbers marked as furniture."""

from __future__ import annotations

import io
import re
from collections import Counter

from data_access.report_parser.characters import split_lines, tidy
from data_access.report_parser.lines import Extract, LineWriter
from data_access.report_parser.result import ReportError

MOST_PAGES = 400
_EDGE = 3  # lines at the head and foot of a page that may be running heads
_PAGE_NUMBER = re.compile(
    r"^(?:page\s*)?(\d{1,4})(?:\s*(?:of|/)\s*\d{1,4})?$|^[-–]\s*(\d{1,4})\s*[-–]$", re.IGNORECASE
)
_DIGITS = re.compile(r"\d+")


def read_pdf(content: bytes) -> Extract:
    """Lines of a PDF. Raises ReportError if it is locked, damaged, too long or only pictures."""
    pages, title = _pages(content)
    if not any(page.strip() for page in pages):
        raise ReportError(
            "is a PDF without text, perhaps a scan: save the page from the CQC website instead."
        )
    lines = [[tidy(line) for line in split_lines(page)] for page in pages]
    running = _running(lines)
    writer = LineWriter()
    for number, page in enumerate(lines):
        for index, line in enumerate(page):
            if not line:
                writer.add("", "blank")
            elif (number, index) in running:
                writer.add(line, "furniture")
            else:
                writer.add(line, "text")
    return Extract(tuple(writer.lines), title=title)


def _pages(content: bytes) -> tuple[list[str], str | None]:
    import pypdf  # noqa: PLC0415  (200 ms, only where a PDF is read)

    try:
        reader = pypdf.PdfReader(io.BytesIO(content), strict=False)
        if reader.is_encrypted and not reader.decrypt(""):
            raise ReportError("is a PDF locked with a password: save an unlocked copy.")
        if len(reader.pages) > MOST_PAGES:
            raise ReportError(f"has more than {MOST_PAGES} pages: import the report's own pages.")
        pages = [page.extract_text() or "" for page in reader.pages]
        title = tidy(str(reader.metadata.title or "")) if reader.metadata else ""
    except ReportError:
        raise
    # Damaged files surface as errors of many kinds, RecursionError among them.
    except Exception as error:
        raise ReportError("is a damaged PDF: save the page again, or paste its text.") from error
    return pages, title or None


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
