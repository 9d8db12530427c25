"""What a sentence says about the council: a strength, a shortfall, both, work under way, a fact.

The rules, in the order in which they are applied, are described in docs/evidence-coding.md.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from data_access.importing.coding.comparisons import find_comparisons, find_trends
from data_access.importing.coding.evidence import (
    CONTEXT,
    IN_PROGRESS,
    MIXED,
    SHORTFALL,
    STRENGTH,
    Evidence,
    read_evidence,
)
from data_access.importing.coding.figures_compared import find_figures_compared
from data_access.importing.coding.halves import PHRASES, Half, Role, halves_of
from data_access.importing.coding.lexicon import Hit, find_cues
from data_access.importing.coding.phrases import Token, word_set


@dataclass(frozen=True)
class Judgement:
    """A sentence's polarity, the evidence it rests on, and the words that turn it.

    `carried` says that it is that of the sentence before, to which this one points back; `bare`
    that it gives a figure and says nothing of it, so that the next sentence may; `against` that
    something firm in it says otherwise.
    """

    polarity: str
    evidence: tuple[Evidence, ...]
    turns: tuple[int, ...] = ()
    carried: bool = False
    bare: bool = False
    against: bool = False
    compared: str | None = None

    @property
    def sure(self) -> bool:
        """Whether the words leave little doubt: something is said firmly, nothing firm speaks
        against it, and nothing had to be taken from another sentence."""
        firm = any(e.firm for e in self.evidence)
        doubtful = self.carried or self.bare or self.against or self.polarity == MIXED
        return firm and not doubtful


def judge(tokens: Sequence[Token], before: str | None = None) -> Judgement:
    """The polarity of a sentence; `before` is that of the sentence before in its paragraph."""
    compared = find_comparisons(tokens)
    compared += _apart(find_figures_compared(tokens), compared)
    says = {hit.kind.value for hit in compared}
    judgement = _judged(tokens, before, compared)
    return replace(judgement, compared=says.pop()) if len(says) == 1 else judgement


def _apart(hits: Sequence[Hit], others: Sequence[Hit]) -> list[Hit]:
    """Those of the hits that overlap none of the others."""
    return [
        hit
        for hit in hits
        if all(hit.last <= other.first or other.last <= hit.first for other in others)
    ]


def _judged(tokens: Sequence[Token], before: str | None, compared: Sequence[Hit]) -> Judgement:
    taken = [*compared, *_apart(find_trends(tokens), compared)]
    evidence = read_evidence(tokens, find_cues(tokens, taken), compared)
    polarity, used, turns = _weigh(
        tokens,
        [
            (half, [e for e in evidence if half.first <= e.first < half.last])
            for half in halves_of(tokens)
        ],
    )
    if not any(e.firm for e in used):
        carried = _carried(tokens, before, polarity)
        if carried is not None:
            opening = Evidence(0, opening_of(tokens), carried, firm=True)
            return Judgement(carried, (opening,), carried=True)
        if polarity in {None, STRENGTH, CONTEXT} and _is_bare_figure(tokens, used):
            return Judgement(CONTEXT, (), bare=True)
        if polarity == STRENGTH and _is_merely_there(tokens, used):
            return Judgement(CONTEXT, ())
    against = any(e.firm and e.polarity != polarity and not e.aside for e in evidence)
    return Judgement(polarity or CONTEXT, tuple(used), tuple(turns), against=against)


def _is_bare_figure(tokens: Sequence[Token], used: Sequence[Evidence]) -> bool:
    """Whether a sentence gives a number and nothing but words of what is there or was done: "the
    council supported 4,120 people"."""
    said = {token.word for each in used for token in tokens[each.first : each.last]}
    numbered = any(token.word[0].isdigit() or token.word in _NUMBER_WORDS for token in tokens)
    follows = any(token.word == "so" and token.after_comma for token in tokens)
    return numbered and not follows and said <= _SAYS_NO_MORE


def _is_merely_there(tokens: Sequence[Token], used: Sequence[Evidence]) -> bool:
    """Whether a sentence says no more than that something is there, was used or was set up, and
    not that it is there for somebody: "the council had a quality team"."""
    said = {token.word for each in used for token in tokens[each.first : each.last]}
    given = said & _GIVEN and any(token.word in _FOR_WHOM for token in tokens)
    return (said <= _IS_THERE or said == {"identified"}) and not given


_IS_THERE = word_set(
    "there was were is are a an had have in place used uses using held asked heard sent met "
    "developed created designed built set up launched introduced implemented commissioned funded "
    "published updated available adopted reviewed refreshed forum forums focus focused "
    "focussed on produced provided provide provides aligned started established "
    "assurance scrutiny led"
)
_GIVEN = word_set("had have provided provide provides available were place")
_FOR_WHOM = word_set(
    "everyone anyone every who residents young worker workers carer carers people named protected"
)
_NUMBER_WORDS = word_set(
    "two three four five six seven eight nine ten eleven twelve twenty thirty forty fifty sixty "
    "seventy eighty ninety half quarter third"
)
_SAYS_NO_MORE = word_set(
    "there was were is are a an had have in supported support for to provided provides provide "
    "offered offers available reviewed answered used uses using held met led asked sent worked "
    "works working with commissioned identified managed agreed checked started built"
)
_JUDGES = word_set("this that these those it which both")
_JUDGED_WITHIN = 9


def judges_the_one_before(tokens: Sequence[Token], judgement: Judgement) -> bool:
    """Whether a sentence judges the figure before it: "This was below the average"."""
    first = min((e.first for e in judgement.evidence if e.firm), default=_JUDGED_WITHIN)
    return (
        judgement.polarity in {STRENGTH, SHORTFALL}
        and not judgement.carried
        and bool(tokens)
        and tokens[0].word in _JUDGES
        and first < _JUDGED_WITHIN
    )


def _weigh(
    tokens: Sequence[Token], said: Sequence[tuple[Half, list[Evidence]]]
) -> tuple[str | None, list[Evidence], list[int]]:
    """The sentence's polarity from its halves, with the evidence and the turning words used."""
    polarity: str | None = None
    conceded: str | None = None
    weighed = False  # whether what was said so far rests on more than a lean
    used: list[Evidence] = []
    turns: list[int] = []
    for half, evidence in said:
        here, because = _half_polarity(evidence)
        if here == SHORTFALL and _but_not_all(tokens, evidence):
            here = MIXED
        if half.role is Role.CONCEDED:
            # "Although A, B" says B; a lean in A counts only where B says nothing.
            if here is not None and half.marker is not None:
                conceded, used, turns = here, used + because, [*turns, half.marker]
                weighed = not _is_lean(because) and tokens[half.marker].word not in PHRASES
            continue
        if conceded == SHORTFALL and here == STRENGTH and weighed and not _is_lean(because):
            here = MIXED  # "although some had to repeat their story, outcomes were good"
        if here == SHORTFALL and _wants_more(tokens, half, because) and polarity != SHORTFALL:
            here = MIXED  # "some services were there, but more could be done"
        guessed = here is None and polarity is not None and _is_but(tokens, half)
        if guessed and polarity is not None:
            here = _OPPOSITE.get(polarity)
        if here is None:
            continue
        if polarity == SHORTFALL and here == STRENGTH and _is_lean(because):
            continue  # a mere lean does not outweigh a shortfall that was stated
        polarity = (
            here
            if polarity is None
            else _join(polarity, here, half.role, firm=weighed and not guessed)
        )
        weighed = weighed or not _is_lean(because)
        used = used + because
        if half.marker is not None and half.role is not Role.RESULT:
            turns.append(half.marker)
    if polarity is None and conceded is not None:
        # The main half says nothing we know; but who concedes a trouble goes on to say that it
        # was dealt with. Who concedes something good may go on to anything.
        polarity = {SHORTFALL: STRENGTH, STRENGTH: MIXED}.get(conceded, conceded)
    if polarity != MIXED:
        used = [e for e in used if e.polarity == polarity] or used
    return polarity, used, turns


def _wants_more(tokens: Sequence[Token], half: Half, because: Sequence[Evidence]) -> bool:
    """Whether a turn asks for more of what is there already, which grants that it is there."""
    if half.role is not Role.TURN or half.first < _SHORTEST_HALF:
        return False
    words = [token.word for e in because for token in tokens[e.first : e.last + 1]]
    return any(word in {"more", "further"} for word in words)


def _but_not_all(tokens: Sequence[Token], evidence: Sequence[Evidence]) -> bool:
    """Whether a half says something good of most: "the vision was clear, but not to all"."""
    turned = [e.first for e in evidence if e.firm and tokens[e.first].word == "but"]
    return any(
        e.polarity == STRENGTH and e.firm and e.first < turn for e in evidence for turn in turned
    )


_OPPOSITE = {STRENGTH: SHORTFALL, SHORTFALL: STRENGTH}
_SHORTEST_HALF = 3
_OPENING = 5


def _is_but(tokens: Sequence[Token], half: Half) -> bool:
    if half.marker is None or half.last - half.first < _SHORTEST_HALF:
        return False
    return half.role is Role.TURN and tokens[half.marker].word == "but"


def _is_lean(because: Sequence[Evidence]) -> bool:
    return bool(because) and not any(e.firm for e in because)


def _half_polarity(evidence: Sequence[Evidence]) -> tuple[str | None, list[Evidence]]:
    """What one half says: a firm shortfall first; then whichever firm cue comes first."""
    if any(not e.aside for e in evidence):
        evidence = [e for e in evidence if not e.aside]
    firm = [e for e in evidence if e.firm]
    order = [MIXED, SHORTFALL]
    if any(
        e.polarity == CONTEXT and not e.aim and e.first < _OPENING and _explains(e) for e in firm
    ):
        order.append(CONTEXT)  # a sentence that opens by explaining explains
    order += [IN_PROGRESS] if any(e.doing for e in firm) else []
    order += [e.polarity for e in firm if e.polarity in {IN_PROGRESS, STRENGTH}][:1]
    for polarity in order:
        because = [e for e in firm if e.polarity == polarity]
        if because:
            return polarity, because
    for polarity in (CONTEXT, SHORTFALL, STRENGTH):
        because = [e for e in evidence if e.polarity == polarity]
        if because:
            return polarity, because
    return None, []


def _explains(evidence: Evidence) -> bool:
    """Whether words explain what follows: a few, not one, nor a whole figure that is compared."""
    return 1 < evidence.last - evidence.first <= _LONGEST_OPENER


_LONGEST_OPENER = 6


def _join(first: str, second: str, role: Role, *, firm: bool) -> str:
    """What two halves of one sentence say together. A reservation at the end carries the news; a
    turn after a half that says something firmly (`firm`) leaves both standing."""
    said = {first, second} - {CONTEXT}
    if len(said) <= 1:
        return said.pop() if said else CONTEXT
    if MIXED in said or role is Role.OTHERS:
        return MIXED
    if SHORTFALL not in said:
        # "voices were lost, so they were setting up a group" is under way; else what is, counts.
        return STRENGTH
    if role is Role.RESULT and second == IN_PROGRESS:
        return IN_PROGRESS
    both = {first, second} == {SHORTFALL, STRENGTH}
    good_last = second == STRENGTH and role is not Role.MAIN  # "waits were long, but people were …"
    good_first = (
        first == STRENGTH and role is Role.TURN and firm
    )  # "good work, but more could be …"
    return MIXED if both and (good_last or good_first) else SHORTFALL


_CARRIERS = word_set("this these they such both another also additionally similarly")
_OPENINGS = (
    ("for", "example"),
    ("for", "instance"),
    ("one", "example"),
    ("an", "example"),
    ("examples", "included"),
    ("as", "a", "result"),
    ("in", "addition"),
    ("in", "particular"),
    ("the", "same"),
    ("for", "people"),
)
_TURNED = {"however": {STRENGTH: SHORTFALL, SHORTFALL: STRENGTH}, "but": {STRENGTH: SHORTFALL}}


def opening_of(tokens: Sequence[Token]) -> int:
    """How many tokens open the sentence by pointing back to the one before, or 0."""
    words = tuple(token.word for token in tokens[:3])
    for opening in _OPENINGS:
        if words[: len(opening)] == opening:
            return len(opening)
    return 1 if words and (words[0] in _CARRIERS or words[0] in _TURNED) else 0


def _carried(tokens: Sequence[Token], before: str | None, own: str | None) -> str | None:
    """The polarity a sentence takes from the one before, if it points back and says little."""
    if before not in {STRENGTH, SHORTFALL, IN_PROGRESS} or own in {CONTEXT, MIXED}:
        return None
    if not opening_of(tokens):
        return None
    turned = _TURNED.get(tokens[0].word)
    carried = before if turned is None else turned.get(before)
    return None if carried == own else carried
