"""A paragraph into its sentences, losing nothing.

The boundaries are yasbd's (rule-based, no model), which knows abbreviations such as "e.g." and
"Dr." and keeps a quotation whole. Whatever it answers, the sentences here are slices of the
paragraph: if its answer does not add up to the paragraph, the paragraph stays in one piece.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from yasbd import BoundaryDetector

# What is longer is no paragraph; the splitter's time grows with the square of the length.
LONGEST_PARAGRAPH = 10_000
_MARKS_IN_A_ROW = re.compile(r"[^\w\s]{20}")


@lru_cache(maxsize=1)
def _detector() -> BoundaryDetector:
    from yasbd import BoundaryDetector  # 80 ms, only where a report is read

    return BoundaryDetector("en")


def sentence_spans(paragraph: str) -> list[tuple[int, int]]:
    """Start and end of each sentence in the paragraph, in order, covering all but white space."""
    start, end = _stripped(paragraph, 0, len(paragraph))
    if start == end:
        return []
    if not _is_prose(paragraph):
        return [(start, end)]
    spans: list[tuple[int, int]] = []
    cursor = 0
    for sentence in _detector().segment(paragraph):
        wanted = sentence.strip()
        found = paragraph.find(wanted, cursor)
        if found < 0 or paragraph[cursor:found].strip():
            return [(start, end)]
        if wanted:
            spans.append((found, found + len(wanted)))
            cursor = found + len(wanted)
    return spans if not paragraph[cursor:].strip() else [(start, end)]


def split_sentences(paragraph: str) -> list[str]:
    """The sentences of the paragraph; joined by spaces they are the paragraph again."""
    return [paragraph[start:end] for start, end in sentence_spans(paragraph)]


def _is_prose(paragraph: str) -> bool:
    """Whether the paragraph is worth splitting: mostly letters, of a paragraph's length."""
    if len(paragraph) > LONGEST_PARAGRAPH or _MARKS_IN_A_ROW.search(paragraph):
        return False
    return 2 * sum(map(str.isalpha, paragraph)) >= len(paragraph)


def _stripped(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end
