"""Numbers as councils write them.

A comma or blank groups thousands; £ and % fall away; brackets mean less than zero; a publisher's
mark means that the figure is not shown. A decimal comma is no number: 1,5 must not be fifteen.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

NUMBER_WORDS: Final = {
    **{"zero": 0, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7},
    **{"eight": 8, "nine": 9, "ten": 10, "eleven": 11, "twelve": 12},
}
"""The numbers that reports write as words."""

_GROUPED = re.compile(r"[+-]?\d{1,3}(?:[, ]\d{3})+(?:\.\d*)?")
_PLAIN = re.compile(r"[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?")
# A letter in brackets or a sign behind a number refers to a note: 12 [p], 9*, 4 (r).
_FOOTNOTE = re.compile(
    r"\s*(?:\[[a-z0-9]{1,4}\]|\((?:p|r|e|provisional|estimate[d]?|revised)\)|[*†‡]+)$",
    re.IGNORECASE,
)
# Which way a figure went stands beside it: 71% ▲.
_ARROWS = re.compile(r"[▲▼△▽◄►←↑→↓⇧⇩⬆⬇↗↘]")


@dataclass(frozen=True)
class Number:
    """A number as written; share: it had a percent sign and is in percent."""

    value: float
    percent: bool = False


@lru_cache(maxsize=131_072)
def read_number(text: str) -> Number | None:
    """The number a text gives; None if it gives none."""
    said = _FOOTNOTE.sub("", _ARROWS.sub("", text).strip())
    said = re.sub(r"^\((.*)\)$", r"-\1", said).replace("−", "-").replace("–", "-")
    percent = bool(re.search(r"%|\bper ?cent\b|\bpct\b", said, re.IGNORECASE))
    said = re.sub(r"(?i)[£%]|\bper ?cent\b|\bpct\b", "", said).strip()
    said = re.sub(r"^([+-])\s+", r"\1", said)
    if _GROUPED.fullmatch(said):
        said = re.sub(r"[, ]", "", said)
    if not _PLAIN.fullmatch(said) or len(said) > 40:
        return None
    value = float(said)
    return None if value in {float("inf"), float("-inf")} else Number(value, percent)
