"""The halves of a sentence: what it says, what it concedes, and where it turns."""

from __future__ import annotations

from collections.abc import Sequence
from enum import Enum
from itertools import pairwise
from typing import NamedTuple

from data_access.importing.coding.phrases import Token, word_set


class Role(Enum):
    """What a half does in its sentence."""

    MAIN = "main"
    CONCEDED = "conceded"  # "although waits had been long, …"
    TURN = "turn"  # "…, but …", "…; however …"
    RESERVATION = "reservation"  # "…, although this was limited"
    RESULT = "result"  # "…, so they were setting up a group"
    OTHERS = "others"  # "some praised it, others did not"


class Half(NamedTuple):
    """A stretch of tokens (first, one past the last), its role, and the word that made it."""

    first: int
    last: int
    role: Role
    marker: int | None


_TURNS = frozenset({"but", "however", "yet", "whereas", "nevertheless", "nonetheless"})
_CONCEDES = frozenset({"although", "though", "whilst", "while", "despite", "notwithstanding"})
_CLAUSES_ONLY = frozenset({"whilst", "while"})
PHRASES = frozenset({"despite", "notwithstanding"})


def halves_of(tokens: Sequence[Token]) -> list[Half]:
    """The halves of a sentence in its order; together they cover every token but the markers."""
    halves: list[Half] = []
    first, role, marker = 0, Role.MAIN, None

    def close(last: int) -> None:
        if last > first:
            halves.append(Half(first, last, role, marker))

    at = 0
    while at < len(tokens):
        token = tokens[at]
        if _turns(tokens, at):
            close(at)
            first, role, marker = at + 1, Role.TURN, at
        elif _concedes(tokens, at):
            starts = at == first or (at > 0 and tokens[at - 1].word in {"that", "and"})
            ends = _end_of_conceded(tokens, at, starts)
            close(at)
            halves.append(
                Half(at + 1, ends, Role.CONCEDED if ends < len(tokens) else Role.RESERVATION, at)
            )
            if not starts and ends == len(tokens):
                return halves
            first = ends
            role = Role.TURN if role is Role.TURN else Role.MAIN
            at = ends
            continue
        elif token.word == "others" and at > first and _tells_of_others(tokens, at):
            close(at)
            first, role, marker = at + 1, Role.OTHERS, at
        elif token.word == "so" and token.after_comma and _next(tokens, at) != "that":
            close(at)
            first, role, marker = at + 1, Role.RESULT, at
        elif token.after_stop and at > first:
            close(at)
            first, role, marker = at, Role.MAIN, None
        at += 1
    close(len(tokens))
    return halves


def _tells_of_others(tokens: Sequence[Token], at: int) -> bool:
    """Whether "others" begins what others did ("others did not"), not the end of a list."""
    listed = tokens[at - 1].word in {"and", "or", "with"} and not tokens[at].after_comma
    return _next(tokens, at) != "" and not (listed and _next(tokens, at) in _PREPOSITIONS)


_PREPOSITIONS = word_set("in on at from to of with for by who")


def _turns(tokens: Sequence[Token], at: int) -> bool:
    word = tokens[at].word
    if word not in _TURNS:
        return False
    if word == "yet":
        return tokens[at].after_comma or at == 0
    if word == "but":
        following = {_next(tokens, at), _next(tokens, at + 1)}
        before = [token.word for token in tokens[max(0, at - 12) : at]]
        addition = any(a == "not" and b in {"only", "just"} for a, b in pairwise(before))
        some_not_all = _next(tokens, at) == "not" and _next(tokens, at + 1) in {"all", "every"}
        return not addition and "also" not in following and not some_not_all
    return True


def _concedes(tokens: Sequence[Token], at: int) -> bool:
    word = tokens[at].word
    if word not in _CONCEDES:
        return False
    if word in _CLAUSES_ONLY:
        opens = at == 0 or tokens[at].after_comma or tokens[at].after_stop
        opens = opens or tokens[at - 1].word in {"that", "and", "but"}
        return opens and not _next(tokens, at).endswith("ing")
    return True


def _end_of_conceded(tokens: Sequence[Token], at: int, starts: bool) -> int:
    """Where a concession ends: at the next comma where a main clause is still to come."""
    for later in range(at + 2, len(tokens)):
        if tokens[later].after_stop:
            return later
        if tokens[later].after_comma and (starts or tokens[at].word in PHRASES):
            return later
    return len(tokens)


def _next(tokens: Sequence[Token], at: int) -> str:
    return tokens[at + 1].word if at + 1 < len(tokens) else ""
