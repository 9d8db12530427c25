"""What the weights look at in a sentence: its words and pairs of words, kinds of words, where it
turns, what the rules found in it, and what they found in its neighbours.

Names are no feature: a word with a capital inside a sentence, and every number, is only its kind.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

from data_access.importing.coding.phrases import CueIndex, Token, parse_cue, word_set
from data_access.importing.coding.polarity import Judgement

_KINDS = Path(__file__).parent / "kinds_of_words.txt"
_OPENING = 7  # tokens in which a sentence says what it is about
_NEAR = 2  # tokens between two kinds that belong together
_FOLLOWING = 3
_DENIAL_REACH = 4
_LONG = 50
_MANY = 3
_WHO = {
    word: kind
    for kind, words in {
        "[people]": "people person carer carers family families resident residents individual "
        "individuals adults adult relatives",
        "[staff]": "staff leader leaders manager managers worker workers practitioner "
        "practitioners professional professionals team teams dass director councillor "
        "councillors colleagues psw therapist therapists",
        "[council]": "council authority authorities",
        "[partners]": "partner partners provider providers stakeholders nhs police healthwatch "
        "charity charities",
        "[they]": "they we it he she",
    }.items()
    for word in words.split()
}
_NUMBERS = word_set(
    "two three four five six seven eight nine ten eleven twelve twenty thirty forty fifty sixty "
    "seventy eighty ninety half"
)
_DENIES = word_set("not no never none nor neither without cannot unable")
_PRAISE = frozenset({"good", "how well", "achieved", "valued", "given"})
_BLAME = frozenset({"bad", "trouble", "needed"})
_WEIGHED_AT_TURNS = _PRAISE | _BLAME | {"not good", "few", "underway"}


class Feature(NamedTuple):
    """Something seen in a sentence: its name in the weights, how much of it there is (0 to 1), and
    the tokens it stands in (first, one past the last; none where it is not a matter of words)."""

    name: str
    value: float = 1.0
    first: int = 0
    last: int = 0


class _Kind(NamedTuple):
    """A kind of words in a sentence."""

    first: int
    last: int
    name: str


def features(
    tokens: Sequence[Token],
    judgement: Judgement,
    *,
    category: str,
    before: str | None,
    after: str | None,
    first: bool,
) -> list[Feature]:
    """The features of a sentence, each name once.

    `judgement` is what the rules say of it, `category` whose evidence they take it for; `before`
    and `after` is the polarity they give its neighbours in the paragraph, `first` whether it
    begins the paragraph.
    """
    found: dict[str, Feature] = {}
    for feature in (
        *_words(tokens),
        *_kinds(tokens),
        *_findings(judgement),
        *_shape(tokens, first=first),
    ):
        found.setdefault(feature.name, feature)
    around = [Feature(f"voice: {category}")]
    around += [Feature(f"sentence before: {before}")] if before else []
    around += [Feature(f"sentence after: {after}")] if after else []
    return [*found.values(), *around]


def _words(tokens: Sequence[Token]) -> Iterator[Feature]:
    """Words and pairs of words, none of them over a stop."""
    said = [_said(token, at) for at, token in enumerate(tokens)]
    for at, word in enumerate(said):
        yield Feature(word, 1.0, at, at + 1)
    for at, (one, two) in enumerate(pairwise(said)):
        if not tokens[at + 1].after_stop:
            yield Feature(f"{one} {two}", 1.0, at, at + 2)
    if said:
        yield Feature(f"opens: {said[0]}", 1.0, 0, 1)
    if len(said) > 1:
        yield Feature(f"opens: {said[0]} {said[1]}", 1.0, 0, 2)


def _said(token: Token, at: int) -> str:
    if token.word[0].isdigit():
        return "[number]"
    if token.word in _NUMBERS:
        return "[count]"
    if token.word in _WHO:
        return _WHO[token.word]
    return "[name]" if token.capital and at and not token.after_stop else token.word


def _kinds(tokens: Sequence[Token]) -> Iterator[Feature]:
    seen = _kinds_in(tokens)
    for kind in seen:
        yield Feature(f"<{kind.name}>", 1.0, kind.first, kind.last)
        if kind.first < _OPENING:
            yield Feature(f"opens: <{kind.name}>", 1.0, kind.first, kind.last)
    for at, one in enumerate(seen):
        for two in seen[at + 1 : at + 1 + _FOLLOWING]:
            near = 0 <= two.first - one.last <= _NEAR
            if near and not tokens[two.first].after_stop:
                yield Feature(f"<{one.name}> <{two.name}>", 1.0, one.first, two.last)
    turn = max((kind.first for kind in seen if kind.name == "turn"), default=None)
    for kind in seen:
        if turn is not None and kind.name in _WEIGHED_AT_TURNS:
            side = "before" if kind.first < turn else "after"
            yield Feature(f"{side} the turn: <{kind.name}>", 1.0, kind.first, kind.last)
    for name, those in (("praise", _PRAISE), ("blame", _BLAME)):
        count = sum(kind.name in those for kind in seen)
        if count:
            yield Feature(f"words of {name}", min(_MANY, count) / _MANY)


def _kinds_in(tokens: Sequence[Token]) -> list[_Kind]:
    """The kinds of words in a sentence, in its order; the longest phrase of a stretch counts."""
    names, index = _lexicon()
    free, kept = [True] * len(tokens), []
    taken: set[tuple[int, int]] = set()
    for hit in sorted(index.find(tokens), key=lambda hit: (hit.first - hit.last, hit.first)):
        if not all(free[hit.first : hit.last]) and (hit.first, hit.last) not in taken:
            continue
        taken.add((hit.first, hit.last))
        free[hit.first : hit.last] = [False] * (hit.last - hit.first)
        name = names[hit.number]
        denied = name != "not" and _is_denied(tokens, hit.first)
        kept.append(_Kind(hit.first, hit.last, f"not {name}" if denied else name))
    who = (
        _Kind(at, at + 1, _WHO[token.word][1:-1])
        for at, token in enumerate(tokens)
        if token.word in _WHO and _WHO[token.word] != "[they]"
    )
    return sorted((*kept, *who))


def _is_denied(tokens: Sequence[Token], first: int) -> bool:
    for at in range(first - 1, max(-1, first - 1 - _DENIAL_REACH), -1):
        if tokens[at + 1].after_stop or tokens[at + 1].after_comma:
            return False
        if tokens[at].word in _DENIES or tokens[at].word.endswith("n't"):
            return True
    return False


@lru_cache(maxsize=1)
def _lexicon() -> tuple[tuple[str, ...], CueIndex]:
    lines = _KINDS.read_text(encoding="utf-8").splitlines()
    text = " ".join(line for line in lines if not line.startswith("#"))
    pairs = [
        (name, cue.strip())
        for name, _, cues in (part.partition("]") for part in text.split("[")[1:])
        for cue in cues.split(";")
        if cue.strip()
    ]
    return tuple(name for name, _ in pairs), CueIndex(parse_cue(cue) for _, cue in pairs)


def _findings(judgement: Judgement) -> Iterator[Feature]:
    """What the rules found; these names begin with "rules:"."""
    clear = "clear" if judgement.sure else "not clear"
    yield Feature(f"rules: {judgement.polarity}")
    yield Feature(f"rules: {judgement.polarity}, {clear}")
    for each in judgement.evidence:
        how = ", firm" if each.firm else ", leaning"
        how += ", aside" * each.aside + ", doing" * each.doing + ", aim" * each.aim
        yield Feature(f"rules: words of {each.polarity}{how}")
    if not judgement.evidence:
        yield Feature("rules: no words")
    if judgement.compared:
        yield Feature(f"rules: compared, {judgement.compared}")
    for said, name in (
        (judgement.carried, "points back"),
        (judgement.bare, "bare figure"),
        (judgement.against, "something firm against it"),
        (bool(judgement.turns), "turns"),
    ):
        if said:
            yield Feature(f"rules: {name}")


def _shape(tokens: Sequence[Token], *, first: bool) -> Iterator[Feature]:
    if first:
        yield Feature("first of its paragraph")
    yield Feature("length", min(_LONG, len(tokens)) / _LONG)
    if any(_said(token, at).startswith(("[number", "[count")) for at, token in enumerate(tokens)):
        yield Feature("has a number")
