"""The headings by which a page of the regulator's report is known."""

from __future__ import annotations

import re
from typing import Literal

from data_access.importing.reports.files.characters import folded

Heading = Literal["commitment", "expectations", "findings", "summary"]

_LONGEST = 100
_LONGEST_HEADING = 130
_HEADING_WORDS = 16
_FEWEST_LETTERS = 3
_NO_HEADING_END = re.compile(r"[.,;:!?…]$|\band$|\bor$")
_HEADINGS: tuple[tuple[Heading, re.Pattern[str]], ...] = (
    ("commitment", re.compile(r"^(?:the )?(?:local authority|council)(?:'s)? commitments?$")),
    (
        "expectations",
        re.compile(r"^what people (?:can )?expect(?: from .{1,40})?$|^i statements?$"),
    ),
    (
        "findings",
        re.compile(
            r"^(?:our |the )?(?:key )?findings(?: for this quality statement)$|^key findings$"
        ),
    ),
    (
        "summary",
        re.compile(
            r"^overall summary$|^local authority rating(?:s)? and scores?$|"
            r"^(?:indicative )?quality statement scores?$|^summary of .{1,40} experiences?$|"
            r"^summary of strengths.{0,60}$"
        ),
    ),
)
_SENTENCE = re.compile(r"[.!?…][\"'”’)\]]*$")


def heading_of(text: str) -> Heading | None:
    """Which of the report's fixed headings this line is, or None."""
    if len(text) > _LONGEST:
        return None
    plain = folded(text).strip(" :#*.-")
    for heading, pattern in _HEADINGS:
        if pattern.match(plain):
            return heading
    return None


def may_be_heading(text: str) -> bool:
    """Whether a line could head a section: short, begun like one, not ended like a sentence."""
    return (
        len(text) <= _LONGEST_HEADING
        and len(text.split()) <= _HEADING_WORDS
        and not _NO_HEADING_END.search(text)
        and (text[:1].isupper() or text[:1].isdigit())
        and sum(map(str.isalpha, text)) >= _FEWEST_LETTERS
    )


def is_sentence(text: str) -> bool:
    """Whether a line is prose: it ends as a sentence does, or is too long for a heading."""
    return _SENTENCE.search(text) is not None or len(text.split()) > 14
