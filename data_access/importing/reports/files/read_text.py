"""Plain text and Markdown to lines. Markdown's marks are read wherever they appear, because text
copied from a page often keeps some of them."""

from __future__ import annotations

import html
import re

from data_access.importing.reports.files.characters import split_lines, tidy
from data_access.importing.reports.files.lines import (
    Extract,
    Line,
    LineWriter,
    Role,
    refuse_overlong,
)

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
        for index, cell in enumerate(cells):
            writer.add(cell, "cell", same_line=index > 0)
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


def _cells(shown: str) -> list[str]:
    """Cells of a table row; none if the bar is not a table's."""
    if not (shown.startswith("|") or shown.endswith("|") or " | " in shown):
        return []
    return [clean for cell in shown.split("|") if (clean := unmarked(cell.strip()))]


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
