"""One team under several spellings: joined where only blanks, capitals and 'and' differ; asked
where one is short for another; apart otherwise."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable

import polars as pl

from data_access.importing.stages.meaning.wording import fold
from data_access.importing.stages.questions import Question
from data_access.importing.stages.recipe import Recipe

_GENERIC = frozenset({"team", "teams", "service", "services", "hub", "unit", "the"})


def team_names(
    texts: pl.Series, recipe: Recipe, known: Iterable[str] = ()
) -> tuple[dict[str, str], list[Question], list[str]]:
    """What each spelling goes by: a person's word first, then the name held already, then the most
    frequent spelling; with questions and notes."""
    counts = Counter(text for text in texts.to_list() if text)
    if not counts:
        return {}, [], []
    told = {fold(said): team for said, team in recipe.teams.items()}
    told |= {fold(team): team for team in recipe.teams.values()}
    held = {fold(team): team for team in known}
    spellings: dict[str, list[str]] = {}
    for text in counts:
        spellings.setdefault(fold(text) or text, []).append(text)
    names: dict[str, str] = {}
    joined = 0
    for folded, written in spellings.items():
        usual = max(
            written, key=lambda text: (counts[text], text[:1].isupper(), not text.isupper())
        )
        name = told.get(folded) or held.get(folded) or " ".join(usual.split())
        joined += len(written) > 1
        names |= dict.fromkeys(written, name)
    notes = []
    if len(counts) > len(set(names.values())):
        notes.append(f"{len(counts)} spellings of {len(set(names.values()))} teams are joined")
    questions = []
    apart = sorted({name for text, name in names.items() if fold(text) not in told})
    every = sorted(set(names.values()))
    pairs = [
        (short, long)
        for short in apart
        for long in every
        if short != long and is_short_for(short, long)
    ]
    if pairs:
        said = "; ".join(f"'{short}' and '{long}'" for short, long in pairs[:8])
        questions.append(
            Question(
                "teams",
                "teams: " + ", ".join(f"'{short}'" for short, _ in pairs[:8]),
                f"Are these the same team? {said}",
                words=tuple(short for short, _ in pairs),
                choices=tuple(long for _, long in pairs),
            )
        )
    return names, questions, notes


def is_short_for(short: str, long: str) -> bool:
    """Whether a name is a short form of another: "N. Locality" of "North locality team", "Loc.
    East" of "Locality East", "OT" of "Occupational Therapy"."""
    few = [word for word in fold(short).split() if word not in _GENERIC]
    many = [word for word in fold(long).split() if word not in _GENERIC]
    if not few or not many or few == many:
        return False
    letters = "".join(word[0] for word in many if word not in {"and", "of"})
    if len(few) == 1 and len(many) > 1 and 2 <= len(few[0]) <= 5 and few[0] == letters:
        return True
    if len(few) != len(many):
        return False
    shorter = 0
    for one, other in zip(few, many, strict=True):
        if one == other:
            continue
        dotted = re.search(rf"(?i)\b{re.escape(one)}\.", short) is not None
        if other.startswith(one) and len(one) < len(other) and (dotted or len(one) >= 3):
            shorter += 1
        else:
            return False
    return shorter > 0
