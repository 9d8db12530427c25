"""What the cues of a sentence say once denials, remedies and conditions are read with them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from data_access.importing.coding.comparisons import TROUBLES
from data_access.importing.coding.lexicon import Hit, Kind, remedies
from data_access.importing.coding.phrases import Token, word_set
from data_access.importing.coding.scopes import (
    end_of_aim,
    has_purpose,
    is_asked,
    is_in_a_name,
    is_wished,
    planned_by_somebody,
    starts_of_lists,
)

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
_OPEN_REACH = 5
_ANSWERS = word_set(
    "address addressing addressed tackle tackling resolve reduce overcome fill close"
)
_ASIDES = word_set("who whom whose if unless when whenever")
_ASIDE_REACH = 6
# These cues deny or demand by themselves, so that a denial before them changes nothing.
_DEMANDS = word_set("not no never too needed needs need required requires require")
# A trouble may stand after a remedy ("to reduce delays"); a statement may not ("was not …").
_STATEMENTS = _DEMANDS | word_set("could would had was were")
_COULD_BE = word_set("could should must")
# Past one of these a trouble is stated, not worked against.
_STATES = word_set(
    "but was were is are had has have did does do could would can may told said felt reported "
    "found identified revealed showed highlighted began remained became continued meant led took "
    "came gave however although though because due which"
)
_DENIAL_ENDS = word_set("but and although however how that which whether why")
# A cue of work under way that begins so says that somebody is at it; one that begins with a noun
# ("pilot", "action plan") may only name it.
_AT_WORK = word_set(
    "was were is are been being had has have would will work too steps step taking impact planned "
    "plans plan planning intended tender drew drawn due out"
)
# Words between a denial and what it denies, shown with it: "had not been fully embedded".
_FILLERS = word_set(
    "been be being always fully yet necessarily consistently routinely a an any the to"
)


@dataclass(frozen=True)
class Evidence:
    """One thing a sentence says: the tokens that say it, its polarity, and how firmly.

    `first` and `last` are the first and one past the last token. `aside` marks a trouble that
    only says whom something is about ("people who had struggled …") or what it is done about;
    `doing` work that somebody is at; `aim` what something is for.
    """

    first: int
    last: int
    polarity: str
    firm: bool
    aside: bool = False
    doing: bool = False
    aim: bool = False


def read_evidence(
    tokens: Sequence[Token], hits: Sequence[Hit], compared: Sequence[Hit] = ()
) -> list[Evidence]:
    """The evidence in a sentence, in its order; each cue with what stands before it. `compared`
    are those hits that compare: nothing before them turns what they say."""
    sentence = _Sentence(tokens, hits)
    evidence = [
        sentence.compared(hit) if hit in compared else sentence.read(hit)
        for hit in hits
        if hit.kind is not Kind.DENIAL
    ]
    # Last, because a denial that a strength or a trouble has used says nothing by itself.
    evidence += [sentence.denial(hit) for hit in hits if hit.kind is Kind.DENIAL]
    return sorted((e for e in evidence if e is not None), key=lambda e: (e.first, e.last))


class _Sentence:
    """A sentence's words and cues while they are read with what stands before them."""

    def __init__(self, tokens: Sequence[Token], hits: Sequence[Hit]) -> None:
        self.tokens = tokens
        self.silent = _covered(hits, Kind.FALSE_FRIEND)
        self.stated = _covered(hits, Kind.SHORTFALL)
        self.against = [f.last for f in remedies().find(tokens) if f.first not in self.silent]
        self.denied: set[int] = set()
        self.hoped = {
            at
            for hit in hits
            if hit.kind is Kind.AIM
            for at in range(hit.last, end_of_aim(tokens, hit.last))
        }
        self.lists = starts_of_lists(tokens)

    def read(self, hit: Hit) -> Evidence | None:
        """What a cue says here; None where it says nothing."""
        if hit.kind is Kind.FALSE_FRIEND or self._is_hoped(hit):
            return None
        if hit.kind is Kind.AIM:
            planned = planned_by_somebody(self.tokens, hit.first)
            code = IN_PROGRESS if planned else CONTEXT
            return Evidence(hit.first, hit.last, code, firm=True, aim=True)
        denier = _denier(self.tokens, hit.first, self.silent)
        if hit.kind in {Kind.SHORTFALL, Kind.LEANS_SHORTFALL}:
            return self._trouble(hit, denier)
        if hit.kind in {Kind.STRENGTH, Kind.LEANS_STRENGTH}:
            return self._merit(hit, denier)
        if hit.kind is Kind.IN_PROGRESS and (denier is not None or self._is_idle(hit)):
            return None
        doing = hit.kind is Kind.IN_PROGRESS and self.tokens[hit.first].word in _AT_WORK
        return Evidence(hit.first, hit.last, hit.kind.value, firm=True, doing=doing)

    def compared(self, hit: Hit) -> Evidence | None:
        """What a comparison says; None where it is only hoped for."""
        if self._is_hoped(hit):
            return None
        return Evidence(hit.first, hit.last, hit.kind.value, firm=True)

    def _is_hoped(self, hit: Hit) -> bool:
        return hit.first in self.hoped and not _is_statement(self.tokens, hit)

    def _is_idle(self, hit: Hit) -> bool:
        """Whether words of work under way name none: "what they wanted to achieve", "was working
        with 40 people"."""
        if self.tokens[hit.last - 1].word in {"with", "alongside"}:
            return not has_purpose(self.tokens, hit.last)
        wanted = any(token.word == "wanted" for token in self.tokens[hit.first : hit.last])
        return wanted and is_asked(self.tokens, hit.first)

    def denial(self, hit: Hit) -> Evidence | None:
        """A plain denial is a shortfall, unless it was used up or sets a condition."""
        if hit.first in self.hoped:
            return None
        used = any(hit.first <= at < hit.last for at in self.denied)
        if used or _is_condition(self.tokens, hit.first):
            return None
        return Evidence(hit.first, _shown(self.tokens, hit.last), SHORTFALL, firm=True)

    def _trouble(self, hit: Hit, denier: int | None) -> Evidence | None:
        firm = hit.kind is Kind.SHORTFALL
        denier = _few(self.tokens, hit.first) if denier is None else denier
        if denier is not None and denier not in self.stated and not self._demands(hit):
            self.denied.add(denier)
            return Evidence(denier, hit.last, STRENGTH, firm)
        if _is_remedied(self.tokens, hit, self.against) or self._is_looked_into(hit):
            return None
        if any(
            t.word == "unless" for t in self.tokens[max(0, hit.first - _ASIDE_REACH) : hit.first]
        ):
            return None
        aside = (
            _is_aside(self.tokens, hit.first)
            or _is_answered(self.tokens, hit)
            or self._is_listed(hit)
        )
        return Evidence(hit.first, hit.last, SHORTFALL, firm, aside)

    def _is_listed(self, hit: Hit) -> bool:
        """Whether a trouble is one of the examples of what was said before: "understood the risks,
        such as late visits"."""
        begins = max((at for at in self.lists if at <= hit.first), default=0)
        return begins > 0 and not _is_statement(self.tokens, hit) and not self._is_said(begins, hit)

    def _is_said(self, begins: int, hit: Hit) -> bool:
        """Whether a verb states the trouble after all ("for example, one carer had waited …")."""
        return any(
            token.after_stop or token.word in _STATES for token in self.tokens[begins : hit.first]
        )

    def _is_looked_into(self, hit: Hit) -> bool:
        needed = any(t.word.startswith("need") for t in self.tokens[hit.first : hit.last])
        return needed and is_asked(self.tokens, hit.first)

    def _demands(self, hit: Hit) -> bool:
        return self.tokens[hit.first].word in _DEMANDS

    def _merit(self, hit: Hit, denier: int | None) -> Evidence | None:
        if denier is None:
            if _is_open(self.tokens, hit.first) or is_wished(self.tokens, hit.first):
                return None
            if is_in_a_name(self.tokens, hit.first, hit.last):
                return None
            return Evidence(hit.first, hit.last, STRENGTH, hit.kind is Kind.STRENGTH)
        if denier in self.stated or _is_condition(self.tokens, denier):
            return None
        self.denied.add(denier)
        return Evidence(denier, hit.last, SHORTFALL, firm=True)


def _covered(hits: Sequence[Hit], kind: Kind) -> set[int]:
    return {at for hit in hits if hit.kind is kind for at in range(hit.first, hit.last)}


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
    demanded = any(t.word in _COULD_BE for t in tokens[hit.first + 1 : hit.last])
    return demanded or tokens[hit.first].word in _STATEMENTS


def _is_remedied(tokens: Sequence[Token], hit: Hit, against: Sequence[int]) -> bool:
    if _is_statement(tokens, hit):
        return False
    for end in against:
        if end <= hit.first < end + _REMEDY_REACH:
            between = tokens[end : hit.first + 1]
            if not any(token.after_stop or token.word in _STATES for token in between):
                return True
    return False


def _is_open(tokens: Sequence[Token], first: int) -> bool:
    """Whether something good is only asked about: "to check whether the line was accessible"."""
    return any(token.word == "whether" for token in tokens[max(0, first - _OPEN_REACH) : first])


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
    """Whether a trouble is named for what is done about it: "gaps, and worked to fill them"."""
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
