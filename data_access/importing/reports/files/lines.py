"""What a file reader hands over: lines of text with what the file itself says about each."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from data_access.importing.reports.parsing.result import ReportError

# Ten times the longest published report; beyond this the file is something else.
MOST_LINES = 20_000
MOST_CHARACTERS = 2_000_000
TOO_LONG = "holds far more text than a report: import its pages one by one."

Role = Literal[
    "text",  # a line that may be part of a longer paragraph
    "paragraph",  # a paragraph, whole
    "heading",
    "item",  # an item of a list
    "cell",  # a cell of a table
    "rule",  # a line drawn across the page
    "boilerplate",  # what the file marks as a menu, footer or running head
    "blank",
]


@dataclass(frozen=True)
class Line:
    """One line of the extracted text, numbered from 1. Cells of a table row of text share a number.

    cell: table, row and column of what stands in a table's cell, each counted up from any number.
    """

    number: int
    text: str
    role: Role
    cell: tuple[int, int, int] | None = None


@dataclass(frozen=True)
class Extract:
    """The text of one document: its lines, its title and web address if the file carries them, and
    notes.

    `wrapped` says that the file breaks lines at the width of its page, as a PDF does.
    """

    lines: tuple[Line, ...]
    title: str | None = None
    notes: tuple[str, ...] = ()
    wrapped: bool = False
    address: str | None = None

    @property
    def text(self) -> str:
        """The extracted text; line n of it is the line numbered n."""
        parts: list[str] = []
        for line in self.lines:
            if line.number == len(parts) and parts:
                parts[-1] = f"{parts[-1]} | {line.text}"
            else:
                parts.append(line.text)
        return "\n".join(parts)


def refuse_overlong(text: str) -> None:
    """Raise ReportError for text so long that even white space cannot explain it."""
    if len(text) > 4 * MOST_CHARACTERS:
        raise ReportError(TOO_LONG)


@dataclass
class LineWriter:
    """Collects lines and numbers them, refusing more text than any report has."""

    lines: list[Line] = field(default_factory=list)
    characters: int = 0
    number: int = 0

    def add(
        self,
        text: str,
        role: Role,
        *,
        same_line: bool = False,
        cell: tuple[int, int, int] | None = None,
    ) -> None:
        """Append a line; `same_line` gives it the number of the line before."""
        self.number += 0 if same_line and self.lines else 1
        self.characters += len(text)
        if len(self.lines) >= MOST_LINES or self.characters > MOST_CHARACTERS:
            raise ReportError(TOO_LONG)
        self.lines.append(Line(self.number, text, role, cell))
