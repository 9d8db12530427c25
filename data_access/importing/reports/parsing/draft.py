"""A document while it is being read: its lines put together to blocks, and each block claimed once,
for one use.

Most saved pages have one paragraph a line, and then every line is a block. Where lines were
wrapped to a width, a line is joined to the next unless it ended early: the first word of the next
line would have fitted, so the writer, not the width, ended it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import pairwise
from typing import Literal

from data_access.importing.reports.files.lines import Extract, Line
from data_access.importing.reports.parsing.headings import heading_of
from data_access.importing.reports.parsing.result import (
    Conflict,
    LineUse,
    Narrative,
    ParsedFinding,
    Place,
    Unrecognised,
    Use,
)
from data_access.importing.reports.parsing.score_line import ScoreMark, read_score
from data_access.importing.reports.parsing.statement_names import is_theme, recognise_statement

BlockRole = Literal["text", "heading", "item", "cell", "rule", "boilerplate"]

WIDEST_WRAP = 200
_NARROWEST_WRAP = 40
_TITLE_REACH = 3  # lines after a page's title within which its score or first heading stands
_SENTENCE_END = re.compile(r"[.!?…:;][\"'”’)\]]*$")
_BROKEN_WORD = re.compile(r"([A-Za-z]+)-$")
_WORD_START = re.compile(r"[a-z]+")
_STARTS_LOWER = re.compile(r"^[\"'“‘(\[]?[a-z]")
_CONTINUES = re.compile(r"[,\-–—]$|\b(?:and|or|the|of|to|in|for|with|a|an|by|on|at|as|that)$")
# Lines that stand alone wherever they are: marks of the page, never the middle of a sentence.
_PIECE = re.compile(
    r"^(?:scores?\s*:?\s*\d?$|score\s*:\s*\d|score\s+\d\s*[-–—]|"
    r"\d\s*[-–—:]\s*(?:evidence shows|inadequate|requires improvement|good|outstanding)\b|"
    r"theme\s*\d\s*[-–—:]|what people expect:?$|(?:the )?local authority commitment:?$|"
    r"key findings(?: for this quality statement)?:?$|(?:page )?last updated:|published:|©)",
    re.IGNORECASE,
)
# Endings that never follow a real hyphen: "improve-" + "ment" is one word, "co-" + "produced" two.
_WORD_ENDINGS = re.compile(
    r"^(?:ments?|nations?|tions?|sions?|ings?|ness|ities|ity|ly|ated?|ating|ised?|ising|ful|ance|ence|"
    r"ences|ances|ous|ive|ives|ers?|ed|es|al|ally|ble|bility|tive|tively|ment's)\b"
)


@dataclass(frozen=True)
class Block:
    """A paragraph, heading, item, cell or rule. `starts` pairs offsets in the text with lines."""

    text: str
    role: BlockRole
    starts: tuple[tuple[int, int], ...]

    @property
    def line(self) -> int:
        """The line on which the block begins."""
        return self.starts[0][1]

    @property
    def lines(self) -> tuple[int, ...]:
        """Every line the block was put together from."""
        return tuple(line for _, line in self.starts)

    def line_at(self, offset: int) -> int:
        """The line that holds this offset of the text."""
        held = self.line
        for start, line in self.starts:
            if start > offset:
                break
            held = line
        return held


def assemble(extract: Extract) -> list[Block]:
    """Blocks in reading order; blank lines only part them."""
    lines = extract.lines
    width = _wrap_width(extract)
    titles = _page_titles(lines)
    vocabulary = _Vocabulary(lines)
    blocks: list[Block] = []
    run: list[Line] = []
    for line in lines:
        if line.role == "boilerplate" and width is not None:
            # A running head between two pages does not end the paragraph it interrupts.
            blocks.append(_block([line], vocabulary))
            continue
        glues = {line.number, run[-1].number if run else line.number} & titles
        if run and line.role == "text" and not glues and _joins(run, line, width):
            run.append(line)
            continue
        if run:
            blocks.append(_block(run, vocabulary))
        run = [line] if line.role != "blank" else []
    if run:
        blocks.append(_block(run, vocabulary))
    return sorted(blocks, key=lambda block: block.line)


def _page_titles(lines: Sequence[Line]) -> frozenset[int]:
    """Lines that name the page which begins there, by their number: a score or one of a page's
    fixed headings follows. They are never the end of the paragraph above, nor its beginning."""
    with_text = [line for line in lines if line.text.strip() and line.role != "boilerplate"]
    return frozenset(
        line.number
        for place, line in enumerate(with_text)
        if (recognise_statement(line.text) or is_theme(line.text))
        and any(
            read_score(each.text) or heading_of(each.text)
            for each in with_text[place + 1 : place + 1 + _TITLE_REACH]
        )
    )


def _wrap_width(extract: Extract) -> int | None:
    """The width lines were wrapped to, or None if each line is a paragraph."""
    running = [line for line in extract.lines if line.role != "boilerplate"]
    wrapped = sum(
        _breaks_mid_sentence(above.text, below.text)
        for above, below in pairwise(running)
        if below.role == "text" and above.role in {"text", "item"}
    )
    lengths = sorted(len(line.text) for line in running if line.role in {"text", "item"})
    long_lines = [length for length in lengths if length >= _NARROWEST_WRAP]
    needed = 1 if extract.wrapped else 2
    if wrapped < needed or wrapped * 4 < len(long_lines):
        return None
    width = long_lines[int(0.95 * (len(long_lines) - 1))]
    return width if width <= WIDEST_WRAP else None


def _breaks_mid_sentence(above: str, below: str) -> bool:
    return (
        len(above) >= _NARROWEST_WRAP
        and not _SENTENCE_END.search(above)
        and (_STARTS_LOWER.match(below) is not None or _CONTINUES.search(above) is not None)
    )


def _joins(run: list[Line], line: Line, width: int | None) -> bool:
    """Whether a line of text that directly follows the run continues it."""
    above = run[-1]
    if run[0].role not in {"text", "item"} or _PIECE.match(line.text):
        return False
    if width is None or _PIECE.match(run[0].text):
        return _breaks_mid_sentence(above.text, line.text)
    mid_sentence = not _SENTENCE_END.search(above.text)
    first_word = line.text.split(" ", 1)[0]
    # Printed lines of one width differ in their number of characters, so leave a margin.
    full = 0.85 * width if mid_sentence else 0.92 * width
    if len(above.text) + 1 + len(first_word) <= full:
        return mid_sentence and _STARTS_LOWER.match(line.text) is not None
    return True


class _Vocabulary:
    """The words of the document, gathered only if a line ends in a hyphen."""

    def __init__(self, lines: tuple[Line, ...]) -> None:
        self._lines = lines
        self._words: frozenset[str] | None = None

    def has(self, word: str) -> bool:
        if self._words is None:
            self._words = frozenset(
                found
                for line in self._lines
                for found in re.findall(r"[\w'’-]+", line.text.casefold())
            )
        return word.casefold() in self._words


def _block(run: list[Line], vocabulary: _Vocabulary) -> Block:
    parts = [run[0].text]
    starts = [(0, run[0].number)]
    length = len(run[0].text)
    for above, below in pairwise(run):
        joint = _joint(above.text, below.text, vocabulary)
        if joint is None:
            parts[-1] = parts[-1][:-1]
            length -= 1
        else:
            parts.append(joint)
            length += len(joint)
        starts.append((length, below.number))
        parts.append(below.text)
        length += len(below.text)
    role = run[0].role
    kept: BlockRole = "text" if role in {"text", "paragraph", "blank"} else role  # type: ignore[assignment]
    return Block("".join(parts), kept, tuple(starts))


def _joint(above: str, below: str, vocabulary: _Vocabulary) -> str | None:
    """What belongs between two lines of a paragraph: a space; nothing after a hyphen that joins
    two words; or None where the hyphen only broke one word and goes."""
    broken = _BROKEN_WORD.search(above[-40:])
    rest = _WORD_START.match(below)
    if broken is None or rest is None:
        return " "
    whole = broken.group(1) + rest.group()
    hyphened = f"{broken.group(1)}-{rest.group()}"
    if vocabulary.has(hyphened):
        return ""
    return None if vocabulary.has(whole) or _WORD_ENDINGS.match(rest.group()) else ""


@dataclass(frozen=True)
class GivenScore:
    """A score one place of the document gives a statement."""

    statement: str
    mark: ScoreMark
    line: int


@dataclass
class Draft:
    """The blocks of one document, what each was claimed for, and what was read so far."""

    source: str
    extract: Extract
    blocks: list[Block]
    uses: list[Use | None]
    given: list[GivenScore] = field(default_factory=list)
    named_only: list[tuple[str, int]] = field(default_factory=list)
    findings: list[ParsedFinding] = field(default_factory=list)
    commitments: dict[str, str] = field(default_factory=dict)
    sections: dict[str, list[str]] = field(default_factory=dict)
    narrative: list[Narrative] = field(default_factory=list)
    unrecognised: list[Unrecognised] = field(default_factory=list)
    conflicts: list[Conflict] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    authority: str | None = None
    rating: str | None = None
    percentage: int | None = None
    published: date | None = None

    @classmethod
    def of(cls, source: str, extract: Extract) -> Draft:
        """A draft with its blocks put together and rules and menus already set aside."""
        blocks = assemble(extract)
        uses: list[Use | None] = [
            "boilerplate" if block.role in {"rule", "boilerplate"} else None for block in blocks
        ]
        return cls(source, extract, blocks, uses, notes=list(extract.notes))

    def free(self, index: int) -> bool:
        """Whether the block has not been claimed yet."""
        return self.uses[index] is None

    def claim(self, index: int, use: Use) -> None:
        """Use the block for one thing."""
        self.uses[index] = use

    def refuse(self, index: int, why: str) -> None:
        """Put the block among the lines that were not recognised."""
        self.claim(index, "unrecognised")
        block = self.blocks[index]
        self.unrecognised.append(Unrecognised(self.source, block.line, block.text, why))

    def doubt(self, line: int, text: str, why: str) -> None:
        """Point out a line whose block is used, but not for everything it says."""
        self.unrecognised.append(Unrecognised(self.source, line, text, why))

    def note(self, text: str) -> None:
        """Add a note once."""
        if text not in self.notes:
            self.notes.append(text)

    def place(self, line: int, text: str) -> Place:
        """A place in this document."""
        return Place(self.source, line, text)

    def next_free(self, index: int, limit: int) -> int | None:
        """The next block after this one that is not yet claimed, before `limit`."""
        return next((i for i in range(index + 1, limit) if self.free(i)), None)

    def line_uses(self) -> tuple[LineUse, ...]:
        """The use of every line that has text, in order."""
        used: dict[int, Use] = {}
        for block, use in zip(self.blocks, self.uses, strict=True):
            for line in block.lines:
                used.setdefault(line, use or "unrecognised")
        return tuple(LineUse(line, used[line]) for line in sorted(used))
