"""The headings by which a page of the regulator's report is known."""

from __future__ import annotations

import re
from typing import Literal

from data_access.importing.reports.files.characters import folded

Heading = Literal["commitment", "expectations", "findings", "summary", "background"]

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
    (
        # What a report's front pages say of the area, its money and the way of assessing.
        "background",
        re.compile(
            r"^(?:about|how|why|when|what) (?:we|cqc) (?:assess|carr|did|do|gather|score|rate|look)"
            r".{0,60}$|"
            r"^about (?:this|the|our) (?:assessment|report|page|council|local authority|area|city|"
            r"county|borough).{0,40}$|"
            r"^(?:local )?(?:demographics?|population|financial facts|finance|finances|geography)"
            r"(?: (?:of|and|in) .{1,40})?$|"
            r"^(?:the )?(?:assessment|scoring) (?:process|approach|methodology|framework)$|"
            r"^(?:local )?(?:context|background|methodology)$"
        ),
    ),
)
_FINITE_VERB = re.compile(
    r"\b(?:was|were|is|are|had|has|have|did|does|said|told|felt|could|would|should|can|will|"
    r"found|knew|thought|described|reported|valued|worked|received|waited|used|made|took|gave)\b"
)
_ENDS_WITHIN = re.compile(r"[a-z)\"'”’][.!?][\"'”’)]? [A-Z\"“‘]")
_FEWEST_WORDS = 5
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


def reads_as_prose(text: str) -> bool:
    """Whether a line is prose though its last full stop may have been lost: it is a sentence, one
    ends within it, or it has a verb and as many words as a short sentence."""
    if is_sentence(text) or _ENDS_WITHIN.search(text):
        return True
    return len(text.split()) >= _FEWEST_WORDS and _FINITE_VERB.search(text[1:]) is not None
