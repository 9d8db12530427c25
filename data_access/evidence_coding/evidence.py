"""What the cues of a sentence say once denials, remedies and conditions are read with them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from data_access.evidence_coding.lexicon import Hit, Kind, remedies
from data_access.evidence_coding.phrases import Token, word_set
from data_access.evidence_coding.trends import TROUBLES

STRENGTH, SHORTFALL, MIXED = "strength", "shortfall", "mixed"
IN_PROGRESS, CONTEXT = "in_progress", "context"

# What comes next is denied.
_NEGATORS = word_set(
    "not no never none nor neither without cannot can't couldn't didn't doesn't don't hadn't "
    "hasn't haven't isn't aren't wasn't weren't won't wouldn't rarely seldom hardly barely nobody"
)
# A denial after these words describes who is meant, not what the council did.
_CONDITIONS = word_set("if who whom whether unless until where when those so ensure ensuring")
_DENIAL_REACH = 5
_REMEDY_REACH = 6
_CONDITION_REACH = 4
_ANSWERS = word_set(
    "address addressing addressed tackle tackling resolve reduce overcome fill close"
)
_ASIDES = word_set("who whom whose if unless when whenever")
_ASIDE_REACH = 6
# A trouble may stand after a remedy ("to reduce delays"); a statement may not ("was not …").
_STATEMENTS = word_set(
    "not no never too needed needs need required requires require could would had was were"
)
# Past one of these a trouble is stated, not worked against.
_STATES = word_set(
    "but was were is are had has have did does do could would can may told said felt reported "
    "found began remained became meant led took came gave showed highlighted continued "
    "however although though because due which"
)
_DENIAL_ENDS = frozenset({"but", "and", "although", "however"})
# Words between a denial and what it denies, shown with it: "had not been fully embedded".
_FILLERS = word_set(
    "been be being always fully yet necessarily consistently routinely a an any the to"
)


@dataclass(frozen=True)
class Evidence:
    """One thing a sentence says: the tokens that say it, its polarity, and how firmly.

    `first` and `last` are the first and one past the last token. `aside` marks a trouble that
    only says whom something is about ("people who had struggled …") or what it is done about.
    """

    first: int
    last: int
    polarity: str
    firm: bool
    aside: bool = False


def read_evidence(tokens: Sequence[Token], hits: Sequence[Hit]) -> list[Evidence]:
    """The evidence in a sentence, in its order; each cue with what stands before it."""
    silent = _covered(hits, {Kind.NOTHING})
    stated = _covered(hits, {Kind.SHORTFALL})
    against = [hit.last for hit in remedies().find(tokens) if hit.first not in silent]
    denied: set[int] = set()
    evidence: list[Evidence] = []
    for hit in hits:
        if hit.kind in {Kind.NOTHING, Kind.DENIAL}:
            continue
        denier = _denier(tokens, hit.first, silent)
        if hit.kind in {Kind.SHORTFALL, Kind.LEANS_SHORTFALL}:
            firm = hit.kind is Kind.SHORTFALL
            denier = _few(tokens, hit.first) if denier is None else denier
            if denier is not None and not _is_statement(tokens, hit) and denier not in stated:
                denied.add(denier)
                evidence.append(Evidence(denier, hit.last, STRENGTH, firm))
            elif not _is_remedied(tokens, hit, against):
                aside = _is_aside(tokens, hit.first) or _is_answered(tokens, hit)
                evidence.append(Evidence(hit.first, hit.last, SHORTFALL, firm, aside))
        elif hit.kind in {Kind.STRENGTH, Kind.LEANS_STRENGTH}:
            if denier is None:
                firm = hit.kind is Kind.STRENGTH
                evidence.append(Evidence(hit.first, hit.last, STRENGTH, firm))
            elif denier not in stated and not _is_condition(tokens, denier):
                denied.add(denier)
                evidence.append(Evidence(denier, hit.last, SHORTFALL, firm=True))
        elif hit.kind is Kind.IN_PROGRESS:
            if denier is None:
                evidence.append(Evidence(hit.first, hit.last, IN_PROGRESS, firm=True))
        else:
            evidence.append(Evidence(hit.first, hit.last, hit.kind.value, firm=True))
    for hit in hits:
        if hit.kind is not Kind.DENIAL or _is_condition(tokens, hit.first):
            continue
        if not any(hit.first <= at < hit.last for at in denied):
            evidence.append(Evidence(hit.first, _shown(tokens, hit.last), SHORTFALL, firm=True))
    return sorted(evidence, key=lambda e: (e.first, e.last))


def _covered(hits: Sequence[Hit], kinds: set[Kind]) -> set[int]:
    return {at for hit in hits if hit.kind in kinds for at in range(hit.first, hit.last)}


def _denier(tokens: Sequence[Token], first: int, silent: set[int]) -> int | None:
    """The token that denies what starts at `first`, if one stands shortly before it."""
    for at in range(first - 1, max(-1, first - 1 - _DENIAL_REACH), -1):
        if tokens[at + 1].after_stop or tokens[at + 1].after_comma:
            return None
        if tokens[at].word in _DENIAL_ENDS:
            return None
        if tokens[at].word in _NEGATORS:
            return None if at in silent else at
    return None


def _few(tokens: Sequence[Token], first: int) -> int | None:
    """The "only" of "only 1 late remedy": few of a bad thing is not a bad thing."""
    if first >= 2 and tokens[first - 2].word in {"only", "just"}:
        number = tokens[first - 1].word
        if number.isdigit() or number in {"one", "two", "three"}:
            return first - 2
    return None


def _is_statement(tokens: Sequence[Token], hit: Hit) -> bool:
    return tokens[hit.first].word in _STATEMENTS


def _is_remedied(tokens: Sequence[Token], hit: Hit, against: Sequence[int]) -> bool:
    if _is_statement(tokens, hit):
        return False
    for end in against:
        if end <= hit.first < end + _REMEDY_REACH:
            between = tokens[end : hit.first + 1]
            if not any(token.after_stop or token.word in _STATES for token in between):
                return True
    return False


def _is_condition(tokens: Sequence[Token], at: int) -> bool:
    nearby = tokens[max(0, at - _CONDITION_REACH) : at]
    return any(token.word in _CONDITIONS for token in nearby)


def _is_aside(tokens: Sequence[Token], at: int) -> bool:
    """Whether the words before name whom or which case a trouble belongs to."""
    for earlier in range(at - 1, max(-1, at - 1 - _ASIDE_REACH), -1):
        if tokens[earlier + 1].after_stop or tokens[earlier + 1].after_comma:
            return False
        if tokens[earlier].word in _ASIDES:
            return True
    return False


def _is_answered(tokens: Sequence[Token], hit: Hit) -> bool:
    """Whether a trouble is named for what is done about it: "gaps, and was working to fill them"."""
    if not any(t.word.startswith(TROUBLES) for t in tokens[hit.first : hit.last]):
        return False
    for at in range(hit.last, len(tokens) - 1):
        if tokens[at].after_stop or tokens[at].word in {"but", "however", "not", "no"}:
            return False
        if tokens[at].word in _ANSWERS and tokens[at + 1].word in {"them", "this", "these"}:
            return True
    return False


def _shown(tokens: Sequence[Token], last: int) -> int:
    """One past the word that a denial denies, so that a reader sees what is missing."""
    while last < len(tokens) and tokens[last].word in _FILLERS:
        last += 1
    return min(last + 1, len(tokens))
