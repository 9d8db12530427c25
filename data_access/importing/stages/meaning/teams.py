"""One team under several spellings: joined where only blanks, capitals and 'and' differ; asked
once, all together, where a spelling is near another team's name; apart otherwise."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import permutations

import polars as pl
from rapidfuzz.distance import DamerauLevenshtein

from data_access.importing.stages.meaning.wording import fold
from data_access.importing.stages.questions import Question
from data_access.importing.stages.recipe import Recipe

_GENERIC = frozenset({"team", "teams", "the", "and", "of"})
_MOST = 12  # pairs that a question's sentence names


def team_names(
    texts: pl.Series, recipe: Recipe, known: Iterable[str] = ()
) -> tuple[dict[str, str], list[Question], list[str]]:
    """What each spelling goes by: a person's word first, then the name held already, then the most
    frequent spelling; with at most one question, and notes.

    known: names of teams that are held. The question's words are the spellings in doubt, its
    choices the team each of them may be, in the same order; the answer to one that is a team of
    its own is its own name.
    """
    frame = texts.drop_nulls().alias("text").to_frame()
    times = frame.group_by("text", maintain_order=True).len()
    counts = Counter({text: number for text, number in times.iter_rows() if text})
    if not counts:
        return {}, [], []
    told = {fold(said): team for said, team in recipe.teams.items()}
    told |= {fold(team): team for team in recipe.teams.values()}
    held = {fold(team): team for team in known}
    spellings: dict[str, list[str]] = {}
    for text in counts:
        spellings.setdefault(fold(text) or text, []).append(text)
    names: dict[str, str] = {}
    often: Counter[str] = Counter()
    for folded, written in spellings.items():
        usual = max(
            written, key=lambda text: (counts[text], text[:1].isupper(), not text.isupper())
        )
        name = told.get(folded) or held.get(folded) or " ".join(usual.split())
        names |= dict.fromkeys(written, name)
        if folded not in told and folded not in held:
            often[name] += sum(counts[text] for text in written)
    notes = []
    if len(counts) > len(set(names.values())):
        notes.append(f"{len(counts)} spellings of {len(set(names.values()))} teams are joined")
    others = {team for said, team in recipe.teams.items() if fold(said) != fold(team)}
    pairs = _in_doubt(often, {*held.values(), *others})
    return names, [_question(pairs)] if pairs else [], notes


def _in_doubt(often: Counter[str], known: Iterable[str]) -> list[tuple[str, str]]:
    """Names that nobody has told of, each with the team it may be: one that is known, else one that
    the file has more often."""
    teams = {team: _letters(team) for team in sorted(known)}
    pairs: list[tuple[str, str]] = []
    for name, _ in sorted(often.items(), key=lambda each: (-each[1], -len(each[0]), each[0])):
        mine = _letters(name)
        # names that begin no word with the same letter are of two teams: most of them
        scores = {team: likeness(name, team) for team, theirs in teams.items() if mine & theirs}
        near = max(scores, key=lambda team: scores[team], default=None)
        if near is not None and scores[near] > 0:
            pairs.append((name, near))
        else:
            teams[name] = mine
    return sorted(pairs)


def _letters(name: str) -> frozenset[str]:
    """The first letters of a name's words."""
    return frozenset(word[0] for word in _words(name))


def asked_together(questions: Sequence[Question]) -> list[Question]:
    """Questions on teams, of several tables or months, as one; others as they are."""
    pairs = sorted(
        {
            pair
            for question in questions
            if question.kind == "teams"
            for pair in zip(question.words, question.choices, strict=True)
        }
    )
    others = [question for question in questions if question.kind != "teams"]
    return [*others, _question(pairs)] if pairs else others


def _question(pairs: Sequence[tuple[str, str]]) -> Question:
    said = "; ".join(f"'{name}' and '{team}'" for name, team in pairs[:_MOST])
    more = f"; and {len(pairs) - _MOST} more" if len(pairs) > _MOST else ""
    return Question(
        "teams",
        "teams: " + ", ".join(f"'{name}'" for name, _ in pairs[:_MOST]),
        f"Are these the same team? {said}{more}",
        field="team",
        words=tuple(name for name, _ in pairs),
        choices=tuple(team for _, team in pairs),
    )


def likeness(one: str, other: str) -> float:
    """How likely it is that two names, which differ in more than blanks and capitals, are of one
    team: 0 where nothing says so, at most 1.

    The same words in another order or with 'team' left out; a word that is misspelt, or short for
    the other's; initials. Names with other numbers, or of which one has a word more, are of two
    teams.
    """
    mine, theirs = _words(one), _words(other)
    if not mine or not theirs or _numbers(mine) != _numbers(theirs):
        return 0.0
    if sorted(mine) == sorted(theirs):
        return 1.0
    if "".join(mine) == "".join(theirs):
        return 0.95
    common = Counter(mine) & Counter(theirs)
    left, right = _without(mine, common), _without(theirs, common)
    if _are_initials(left, right, other) or _are_initials(right, left, one):
        return 0.9
    if not left or len(left) != len(right) or len(left) > 3:
        return 0.0
    orders = [list(zip(left, order, strict=True)) for order in permutations(right)]
    best = max(
        min(_word_likeness(a, b, one, other, alone=not common) for a, b in order)
        for order in orders
    )
    return 0.85 * best


def _words(name: str) -> list[str]:
    return [word for word in fold(name).split() if word not in _GENERIC]


def _numbers(words: Iterable[str]) -> list[str]:
    return sorted(word for word in words if any(letter.isdigit() for letter in word))


def _without(words: Sequence[str], common: Counter[str]) -> list[str]:
    left = Counter(common)
    kept = []
    for word in words:
        if left[word]:
            left[word] -= 1
        else:
            kept.append(word)
    return kept


def _are_initials(short: Sequence[str], long: Sequence[str], whole: str) -> bool:
    """Whether one word is the initials of several, such as OT of Occupational Therapy or CMHT of
    Community Mental Health Team."""
    if len(short) != 1 or len(long) < 2 or len(short[0]) > 6:
        return False
    every = "".join(word[0] for word in fold(whole).split() if word not in {"and", "of", "the"})
    return short[0] in {"".join(word[0] for word in long), every}


def _word_likeness(a: str, b: str, one: str, other: str, *, alone: bool) -> float:
    """How likely two words are meant to be one. alone: the names have no other word in common."""
    if a == b:
        return 1.0
    short, long, name = (a, b, one) if len(a) < len(b) else (b, a, other)
    if long.startswith(short):
        dotted = re.search(rf"(?i)\b{re.escape(short)}\.", name) is not None
        if len(short) >= 3 or ((dotted or len(short) == 1) and not alone):
            return 0.95
    if a[0] != b[0] or min(len(a), len(b)) < 5:
        return 0.0
    allowed = 1 if min(len(a), len(b)) < 9 else 2
    distance = DamerauLevenshtein.distance(a, b, score_cutoff=allowed)
    return 0.9 if distance <= allowed else 0.0
