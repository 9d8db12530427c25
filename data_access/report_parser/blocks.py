"""Lines to blocks: paragraphs put together again where a PDF or an editor wrapped them.

Most saved pages have one paragraph a line, and then every line is a block. Where lines were
wrapped to a width, a line is joined to the next unless it ended early: the first word of the next
line would have fitted, so the writer, not the width, ended it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from data_access.report_parser.lines import Line

BlockRole = Literal["text", "heading", "item", "cell", "rule", "furniture"]

WIDEST_WRAP = 200
_NARROWEST_WRAP = 40
_SENTENCE_END = re.compile(r"[.!?…:;][\"'”’)\]]*$")
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
    r"^(?:ments?|tions?|sions?|ings?|ness|ities|ity|ly|ated?|ating|ised?|ising|ful|ance|ence|"
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


def assemble(lines: tuple[Line, ...]) -> list[Block]:
    """Blocks in reading order; blank lines only part them."""
    width = _wrap_width(lines)
    vocabulary = _Vocabulary(lines)
    blocks: list[Block] = []
    run: list[Line] = []
    for line in lines:
        if run and _joins(run, line, width):
            run.append(line)
            continue
        if run and line.role == "furniture" and width:
            # A running head between two pages does not end the paragraph it interrupts.
            blocks.append(_block([line], vocabulary))
            continue
        if run:
            blocks.append(_block(run, vocabulary))
        run = [line] if line.role != "blank" else []
    if run:
        blocks.append(_block(run, vocabulary))
    return sorted(blocks, key=lambda block: block.line)


def _wrap_width(lines: tuple[Line, ...]) -> int | None:
    """The width lines were wrapped to, or None if each line is a paragraph."""
    texts = [line for line in lines if line.role in {"text", "item"}]
    if not texts:
        return None
    wrapped = 0
    for above, below in zip(texts, texts[1:], strict=False):
        if below.number == above.number + 1 and below.role == "text":
            wrapped += _breaks_mid_sentence(above.text, below.text)
    lengths = sorted(len(line.text) for line in texts)
    long_lines = [length for length in lengths if length >= _NARROWEST_WRAP]
    if wrapped < 2 or not long_lines or wrapped * 4 < len(long_lines):
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
    above = run[-1]
    if line.role != "text" or run[0].role not in {"text", "item"} or _PIECE.match(line.text):
        return False
    if _PIECE.match(run[0].text) and not _breaks_mid_sentence(above.text, line.text):
        return False
    adjacent = line.number == above.number + 1
    if width is None:
        return adjacent and _breaks_mid_sentence(above.text, line.text)
    if not adjacent:
        return False
    mid_sentence = not _SENTENCE_END.search(above.text)
    first_word = line.text.split(" ", 1)[0]
    # Printed lines of one width differ in their number of characters, so leave a margin.
    full = 0.85 * width if mid_sentence else 0.92 * width
    would_have_fitted = len(above.text) + 1 + len(first_word) <= full
    if would_have_fitted:
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
    text = run[0].text
    starts = [(0, run[0].number)]
    for line in run[1:]:
        text, joint = _joined(text, line.text, vocabulary)
        starts.append((joint, line.number))
    role = run[0].role
    kept: BlockRole = "text" if role in {"text", "paragraph", "blank"} else role  # type: ignore[assignment]
    return Block(text, kept, tuple(starts))


def _joined(above: str, below: str, vocabulary: _Vocabulary) -> tuple[str, int]:
    """Two lines as one, and where the second begins in it."""
    broken = re.search(r"([A-Za-z]+)-$", above)
    rest = re.match(r"[a-z]+", below)
    if broken and rest:
        whole = broken.group(1) + rest.group()
        hyphened = f"{broken.group(1)}-{rest.group()}"
        if not vocabulary.has(hyphened) and (
            vocabulary.has(whole) or _WORD_ENDINGS.match(rest.group())
        ):
            return above[:-1] + below, len(above) - 1
        return above + below, len(above)
    return f"{above} {below}", len(above) + 1
