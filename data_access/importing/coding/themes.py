"""Which themes of the codebook a sentence is about, and the codebook itself.

The codebook is a table that a council may edit: each theme has a name, a definition, what counts,
the quality statements it bears on, and cues in the syntax of `phrases`.
"""

from __future__ import annotations

import csv
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from data_access.importing.coding.phrases import CueIndex, Token, parse_cue

DEFAULT_CODEBOOK = Path(__file__).parents[2] / "reference" / "codebook.csv"
MOST_THEMES = 4


@dataclass(frozen=True)
class ThemeRule:
    """A codebook entry: its id and name, the statements it bears on, and what suggests it."""

    theme: str
    name: str
    statements: tuple[str, ...]
    cues: tuple[str, ...]
    definition: str = ""
    what_counts: str = ""


class ThemeHit(NamedTuple):
    """A theme found in a text, and the tokens (first, one past the last) that suggest it."""

    theme: str
    first: int
    last: int


def load_codebook(path: Path | None = None) -> list[ThemeRule]:
    """The codebook in a CSV file with the columns theme, name, definition, what_counts,
    statements and cues (the last two `;`-separated); without `path` the one that ships.

    Raises ValueError where a column or an id is missing, an id comes twice or a cue is malformed,
    naming the line of the table.
    """
    with (path or DEFAULT_CODEBOOK).open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    rules: list[ThemeRule] = []
    for line, row in enumerate(rows, start=2):
        try:
            rule = ThemeRule(
                theme=(row["theme"] or "").strip(),
                name=(row["name"] or "").strip(),
                statements=_list(row["statements"]),
                cues=_list(row["cues"]),
                definition=(row["definition"] or "").strip(),
                what_counts=(row["what_counts"] or "").strip(),
            )
        except KeyError as missing:
            raise ValueError(f"The codebook has no column {missing}.") from missing
        try:
            check_codebook([*rules, rule])
        except ValueError as problem:
            raise ValueError(f"Line {line} of the codebook: {problem}") from problem
        rules.append(rule)
    return rules


def check_codebook(rules: Sequence[ThemeRule]) -> None:
    """Raise ValueError, fit to show the person who edits, where a codebook cannot be used."""
    seen: set[str] = set()
    for rule in rules:
        if not rule.theme:
            raise ValueError("A theme needs an id.")
        if rule.theme in seen:
            raise ValueError(f"The theme '{rule.theme}' is there twice.")
        seen.add(rule.theme)
        for cue in rule.cues:
            parse_cue(cue)


def _list(text: str | None) -> tuple[str, ...]:
    return tuple(part.strip() for part in (text or "").split(";") if part.strip())


@dataclass(frozen=True)
class Codebook:
    """A codebook with its cues ready to be looked for, and for each cue its theme's number."""

    rules: tuple[ThemeRule, ...]
    index: CueIndex
    theme_of: tuple[int, ...]


@lru_cache(maxsize=16)
def open_codebook(rules: tuple[ThemeRule, ...]) -> Codebook:
    """The codebook ready for use. Raises ValueError where it cannot be used."""
    check_codebook(rules)
    pairs = [(number, cue) for number, rule in enumerate(rules) for cue in rule.cues]
    index = CueIndex(parse_cue(cue) for _, cue in pairs)
    return Codebook(rules, index, tuple(number for number, _ in pairs))


def find_themes(
    tokens: Sequence[Token], codebook: Codebook, statement: str | None = None
) -> list[ThemeHit]:
    """The themes of a text, at most four: those with most cues first.

    At a tie come themes that bear on `statement`, then the codebook's order. Each theme shows its
    longest cue.
    """
    best: dict[int, ThemeHit] = {}
    places: dict[int, set[int]] = {}
    for number, first, last in codebook.index.find(tokens):
        theme = codebook.theme_of[number]
        places.setdefault(theme, set()).add(first)
        if theme not in best or last - first > best[theme].last - best[theme].first:
            best[theme] = ThemeHit(codebook.rules[theme].theme, first, last)
    ranked = sorted(
        best,
        key=lambda theme: (
            -len(places[theme]) - (statement in codebook.rules[theme].statements),
            theme,
        ),
    )
    return [best[theme] for theme in ranked[:MOST_THEMES]]
