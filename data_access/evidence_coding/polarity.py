"""What a sentence says about the council: a strength, a shortfall, both, work under way, a fact.

The rules, in the order they are applied, are described in docs/evidence-coding.md.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from data_access.evidence_coding import other_cues
from data_access.evidence_coding.clauses import Half, Role, halves_of
from data_access.evidence_coding.comparisons import find_comparisons
from data_access.evidence_coding.lexicon import Hit, Kind, find_cues, remedies
from data_access.evidence_coding.phrases import Token

STRENGTH, SHORTFALL, MIXED = "strength", "shortfall", "mixed"
IN_PROGRESS, CONTEXT = "in_progress", "context"

_DENIAL_REACH = 4
_REMEDY_REACH = 6
_CONDITION_REACH = 4
# A trouble may stand after a remedy ("to reduce delays"); a statement may not ("was not …").
_STATEMENTS = frozenset("not no needed needs need required requires could had was were".split())


@dataclass(frozen=True)
class Evidence:
    """One thing a sentence says: the tokens that say it, its polarity, and how firmly."""

    first: int
    last: int
    polarity: str
    firm: bool
    denied: bool = False


@dataclass(frozen=True)
class Judgement:
    """A sentence's polarity, the evidence it rests on, and the words that turn it."""

    polarity: str
    evidence: tuple[Evidence, ...]
    turns: tuple[int, ...] = ()
    from_before: bool = False


def judge(tokens: Sequence[Token], before: str | None = None) -> Judgement:
    """The polarity of a sentence; `before` is that of the sentence before in its paragraph."""
    hits = find_cues(tokens, find_comparisons(tokens))
    evidence = _evidence(tokens, hits)
    halves = halves_of(tokens)
    said = [(half, [e for e in evidence if half.first <= e.first < half.last]) for half in halves]
    polarity, used, turns = _weigh(said)
    firm = any(e.firm for e in used)
    if not firm and before in {STRENGTH, SHORTFALL, IN_PROGRESS} and tokens:
        carried = _carried(tokens, before, polarity)
        if carried is not None:
            opening = Evidence(0, _opening(tokens), carried, firm=True)
            return Judgement(carried, (opening,), from_before=True)
    return Judgement(polarity or CONTEXT, tuple(used), tuple(turns))


def _evidence(tokens: Sequence[Token], hits: Sequence[Hit]) -> list[Evidence]:
    """The cues that stand after denials, remedies and conditions are taken into account."""
    silent = {
        at for hit in hits if hit.kind is Kind.NOTHING for at in range(hit.first, hit.last)
    }
    worked_against = [
        found.last for found in remedies().find(tokens) if found.first not in silent
    ]
    used_denials: set[int] = set()
    found: list[Evidence] = []
    for hit in hits:
        if hit.kind in {Kind.NOTHING, Kind.DENIAL}:
            continue
        denier = _denier(tokens, hit.first, silent)
        if hit.kind in {Kind.SHORTFALL, Kind.LEANS_SHORTFALL}:
            firm = hit.kind is Kind.SHORTFALL
            if denier is not None and not _is_statement(tokens, hit):
                used_denials.add(denier)
                found.append(Evidence(denier, hit.last, STRENGTH, firm=firm, denied=True))
            elif not (_is_remedied(tokens, hit, worked_against)):
                found.append(Evidence(hit.first, hit.last, SHORTFALL, firm=firm))
        elif hit.kind in {Kind.STRENGTH, Kind.LEANS_STRENGTH}:
            firm = hit.kind is Kind.STRENGTH
            if denier is None:
                found.append(Evidence(hit.first, hit.last, STRENGTH, firm=firm))
            elif not _is_condition(tokens, denier):
                used_denials.add(denier)
                found.append(Evidence(denier, hit.last, SHORTFALL, firm=True, denied=True))
        elif hit.kind is Kind.IN_PROGRESS:
            found.append(Evidence(hit.first, hit.last, IN_PROGRESS, firm=denier is None))
        else:
            found.append(Evidence(hit.first, hit.last, hit.kind.value, firm=True))
    for hit in hits:
        if (
            hit.kind is Kind.DENIAL
            and not any(hit.first <= at < hit.last for at in used_denials)
            and not _is_condition(tokens, hit.first)
        ):
            found.append(Evidence(hit.first, min(hit.last + 1, len(tokens)), SHORTFALL, firm=True))
    return sorted(found, key=lambda e: (e.first, e.last))


def _denier(tokens: Sequence[Token], first: int, silent: set[int]) -> int | None:
    """The token that denies what starts at `first`, if one stands shortly before it."""
    for at in range(first - 1, max(-1, first - 1 - _DENIAL_REACH), -1):
        after = tokens[at + 1]
        if after.after_stop or (after.after_comma and at + 1 <= first):
            return None
        if tokens[at].word in {"but", "and", "although", "however"}:
            return None
        if tokens[at].word in other_cues.NEGATORS:
            return None if at in silent else at
    return None


def _is_statement(tokens: Sequence[Token], hit: Hit) -> bool:
    return tokens[hit.first].word in _STATEMENTS


def _is_remedied(tokens: Sequence[Token], hit: Hit, worked_against: Sequence[int]) -> bool:
    if _is_statement(tokens, hit):
        return False
    for end in worked_against:
        if end <= hit.first <= end + _REMEDY_REACH - 1:
            stretch = tokens[end : hit.first + 1]
            if not any(token.after_stop or token.word == "but" for token in stretch):
                return True
    return False


def _is_condition(tokens: Sequence[Token], at: int) -> bool:
    nearby = tokens[max(0, at - _CONDITION_REACH) : at]
    return any(token.word in other_cues.CONDITIONS for token in nearby)


def _weigh(
    said: Sequence[tuple[Half, list[Evidence]]],
) -> tuple[str | None, list[Evidence], list[int]]:
    """The sentence's polarity from its halves, with the evidence and the turning words used."""
    polarity: str | None = None
    used: list[Evidence] = []
    turns: list[int] = []
    conceded: str | None = None
    for half, evidence in said:
        here, because = _half_polarity(evidence)
        if here is None:
            continue
        if half.role is Role.CONCEDED:
            conceded, used = here, used + because
            continue
        joined = here if polarity is None else _join(polarity, here, half.role)
        if half.marker is not None:
            turns.append(half.marker)
        if polarity is None and conceded is not None:
            joined = _after_concession(conceded, here)
        polarity = joined
        used = used + because
    if polarity is None:
        polarity = conceded
    kept = [e for e in used if e.polarity == polarity] or used
    return polarity, (used if polarity == MIXED else kept), turns


def _half_polarity(evidence: Sequence[Evidence]) -> tuple[str | None, list[Evidence]]:
    firm = [e for e in evidence if e.firm]
    for polarity in (MIXED, SHORTFALL):
        because = [e for e in firm if e.polarity == polarity]
        if because:
            return polarity, because
    for e in firm:
        if e.polarity in {IN_PROGRESS, STRENGTH}:
            return e.polarity, [f for f in firm if f.polarity == e.polarity]
    for polarity in (CONTEXT, SHORTFALL, STRENGTH):
        because = [e for e in evidence if e.polarity == polarity]
        if because:
            return polarity, because
    return None, []


def _join(first: str, second: str, role: Role) -> str:
    """What two halves of one sentence say together."""
    if first == second or second == CONTEXT:
        return first
    if first == CONTEXT or MIXED in {first, second}:
        return second if first == CONTEXT else MIXED
    if second == SHORTFALL:
        return SHORTFALL
    if first == SHORTFALL:
        if second == IN_PROGRESS:
            return IN_PROGRESS if role is Role.RESULT else SHORTFALL
        return MIXED if role is not Role.MAIN else SHORTFALL
    return STRENGTH if STRENGTH in {first, second} and role is not Role.RESULT else second


def _after_concession(conceded: str, main: str) -> str:
    """"Although A, B" says B; a shortfall conceded to a mere lean of the main half stays."""
    return MIXED if conceded == MIXED and main == STRENGTH else main


_CARRIERS = frozenset(
    "this these that they it such both another also additionally similarly".split()
)
_OPENINGS = (
    ("for", "example"),
    ("as", "a", "result"),
    ("in", "addition"),
    ("in", "particular"),
    ("the", "same"),
    ("for", "people"),
)
_TURNED = {"however": {STRENGTH: SHORTFALL, SHORTFALL: STRENGTH}, "but": {STRENGTH: SHORTFALL}}


def _opening(tokens: Sequence[Token]) -> int:
    """How many tokens open the sentence by pointing back, or 0."""
    words = tuple(token.word for token in tokens[:3])
    for opening in _OPENINGS:
        if words[: len(opening)] == opening:
            return len(opening)
    return 1 if words[:1] and (words[0] in _CARRIERS or words[0] in _TURNED) else 0


def _carried(tokens: Sequence[Token], before: str, own: str | None) -> str | None:
    """The polarity a sentence takes from the one before, if it points back and says little."""
    if not _opening(tokens) or own in {CONTEXT, MIXED}:
        return None
    turned = _TURNED.get(tokens[0].word)
    if turned is not None:
        return turned.get(before)
    return before
