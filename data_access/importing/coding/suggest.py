"""A suggested coding of a sentence with the reasons for it, for a person to confirm or correct."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from data_access.importing.coding.category import PROCESSES, Category, categorise
from data_access.importing.coding.features import Feature, features
from data_access.importing.coding.phrases import Token, tokens_of
from data_access.importing.coding.polarity import (
    Judgement,
    judge,
    judges_the_one_before,
    opening_of,
)
from data_access.importing.coding.themes import (
    Codebook,
    ThemeHit,
    ThemeRule,
    find_themes,
    open_codebook,
)
from data_access.importing.coding.weights import Weighed, said_for, weigh
from data_access.importing.encoder.encode import Encoded, encode
from data_access.importing.encoder.outputs import outputs
from vocabulary.findings import EvidenceCategory, Polarity
from vocabulary.wording import within

_LABELS: Mapping[str, str] = {
    code: within(label) for code, label in (Polarity.labels() | EvidenceCategory.labels()).items()
}
_MOST_SHOWN = 3
_CATEGORY = "category"


@dataclass(frozen=True)
class Reason:
    """What matched, the code it speaks for, and its span (from, to) in the text."""

    cue: str
    code: str
    where: tuple[int, int]


@dataclass(frozen=True)
class Coding:
    """A suggested polarity, evidence category and themes, with the reasons and them in words;
    `sure`: whether the words leave little doubt of the polarity."""

    polarity: str
    category: str
    themes: tuple[str, ...]
    reasons: tuple[Reason, ...]
    why: str
    sure: bool


@dataclass(frozen=True)
class _Read:
    """A text read by the rules, before it is weighed and put into words."""

    paragraph: int
    text: str
    tokens: Sequence[Token]
    judgement: Judgement
    category: Category
    themes: Sequence[ThemeHit]


def suggest(
    text: str,
    *,
    codebook: Sequence[ThemeRule],
    statement: str | None = None,
    before: str | None = None,
) -> Coding:
    """The suggested coding of one sentence or short passage.

    `before` is the sentence before it in the same paragraph, for sentences that point back ("This
    meant that …"). `statement` is the quality statement it stands under; themes that bear on it
    come first. Raises ValueError where a cue of the codebook is malformed.
    """
    passages = [(1, 1, before), (1, 2, text)] if before else [(1, 1, text)]
    return suggest_all(passages, codebook=codebook, statement=statement)[-1]


def suggest_all(
    passages: Sequence[tuple[int, int, str]],
    *,
    codebook: Sequence[ThemeRule],
    statement: str | None = None,
) -> list[Coding]:
    """The codings of a page's passages, given as (paragraph, sentence, text) in their order.

    A sentence that points back takes what it lacks from the one before it in its paragraph; a bare
    figure takes the judgement of a next one that judges it; what the rules find in a sentence and
    its neighbours is weighed with its words.
    Raises ValueError where a cue of the codebook is malformed.
    """
    opened = open_codebook(tuple(codebook))
    reads = _read_all(passages, opened, statement)
    encoded = _encoded(reads)
    weighed = [
        weigh(read.tokens, seen, one)
        for read, seen, one in zip(reads, _features_of(reads), encoded, strict=True)
    ]
    for at, read in enumerate(reads[:-1]):
        if read.judgement.bare and read.judgement.polarity != Polarity.CONTEXT:
            weighed[at] = replace(weighed[at], polarity=weighed[at + 1].polarity)
    return [
        _coding(_whose(read, one), found, opened)
        for read, one, found in zip(reads, encoded, weighed, strict=True)
    ]


def _encoded(reads: Sequence[_Read]) -> list[Encoded | None]:
    """Each sentence as it is read in its paragraph, where it can be."""
    found: list[Encoded | None] = []
    for _, paragraph in groupby(reads, key=lambda read: read.paragraph):
        texts = tuple(read.text for read in paragraph)
        found += encode(texts) or [None] * len(texts)
    return found


def _whose(read: _Read, encoded: Encoded | None) -> _Read:
    """The sentence with the category that the encoder takes its evidence for, and the word that
    says most for it."""
    shares = encoded.shares(_CATEGORY) if encoded else None
    if encoded is None or shares is None:
        return read
    chosen = int(shares.argmax())
    name = outputs().groups[_CATEGORY][chosen]
    if name == read.category.name:
        return read
    said = max(said_for(read.tokens, encoded, _CATEGORY, chosen), default=(0.0, 0, 0))
    first, last = (0, 0) if name == PROCESSES else said[1:]
    return replace(read, category=Category(name, first, last))


def features_of(passages: Sequence[tuple[int, int, str]]) -> list[list[Feature]]:
    """What is weighed in each of a page's passages, given as for `suggest_all`."""
    return _features_of(_read_all(passages, open_codebook(()), None))


def _features_of(reads: Sequence[_Read]) -> list[list[Feature]]:
    found: list[list[Feature]] = []
    for at, read in enumerate(reads):
        before, after = (
            reads[near].judgement.polarity
            if 0 <= near < len(reads) and reads[near].paragraph == read.paragraph
            else None
            for near in (at - 1, at + 1)
        )
        found.append(
            features(
                read.tokens,
                read.judgement,
                category=read.category.name,
                before=before,
                after=after,
                first=before is None,
            )
        )
    return found


def _read_all(
    passages: Sequence[tuple[int, int, str]], codebook: Codebook, statement: str | None
) -> list[_Read]:
    reads: list[_Read] = []
    for paragraph, _sentence, text in passages:
        earlier = reads[-1] if reads and paragraph == reads[-1].paragraph else None
        read = _read(paragraph, text, codebook, statement, earlier)
        if (
            earlier
            and earlier.judgement.bare
            and judges_the_one_before(read.tokens, read.judgement)
        ):
            reads[-1] = replace(earlier, judgement=_judged_next(read.judgement))
        reads.append(read)
    return reads


def _judged_next(judgement: Judgement) -> Judgement:
    """That of a bare figure, which the next sentence judges."""
    return Judgement(judgement.polarity, (), bare=True)


def _read(
    paragraph: int,
    text: str,
    codebook: Codebook,
    statement: str | None,
    earlier: _Read | None,
) -> _Read:
    tokens = tokens_of(text)
    judgement = judge(tokens, earlier.judgement.polarity if earlier else None)
    category = categorise(tokens, earlier.category.name if earlier else None)
    if category.name == PROCESSES and earlier is not None and opening_of(tokens):
        category = Category(earlier.category.name, 0, 0)
    themes: Sequence[ThemeHit] = find_themes(tokens, codebook, statement)
    if not themes and earlier is not None and opening_of(tokens):
        themes = [ThemeHit(hit.theme, 0, 0) for hit in earlier.themes]
    return _Read(paragraph, text, tokens, judgement, category, themes)


def _coding(read: _Read, weighed: Weighed, codebook: Codebook) -> Coding:
    category = read.category
    if weighed.polarity == read.judgement.polarity:
        polarity = [_reason(read, e.first, e.last, e.polarity) for e in read.judgement.evidence]
    else:
        polarity = [_reason(read, *where, weighed.polarity) for where in weighed.words]
    reasons = [*polarity]
    if category.last:
        reasons.append(_reason(read, category.first, category.last, category.name))
    reasons += [_reason(read, t.first, t.last, t.theme) for t in read.themes if t.last]
    return Coding(
        polarity=weighed.polarity,
        category=category.name,
        themes=tuple(hit.theme for hit in read.themes),
        reasons=tuple(reasons),
        why="; ".join([*_why_polarity(read, weighed, polarity), *_why_others(read, codebook)]),
        sure=weighed.sure,
    )


def _reason(read: _Read, first: int, last: int, code: str) -> Reason:
    start, end = read.tokens[first].start, read.tokens[last - 1].end
    return Reason(read.text[start:end], code, (start, end))


def _why_polarity(read: _Read, weighed: Weighed, reasons: Sequence[Reason]) -> list[str]:
    """What decided the polarity: the rules' findings where the weights agree with them, else the
    words that weighed most."""
    judgement, label = read.judgement, _LABELS[weighed.polarity]
    ruled = weighed.polarity == judgement.polarity
    if ruled and judgement.bare and weighed.polarity != Polarity.CONTEXT:
        parts = [f"a figure that the next sentence judges → {label}"]
    elif ruled and judgement.carried:
        parts = [f"{_quote([reasons[0].cue])} points back → {label}"]
    elif reasons:
        parts = [
            f"{_quote([reason.cue for reason in reasons if reason.code == code])} → {_LABELS[code]}"
            for code in dict.fromkeys(reason.code for reason in reasons)
        ]
    elif weighed.polarity == Polarity.CONTEXT:
        parts = ["nothing says how good it is → context"]
    else:
        parts = [f"the sentence as a whole → {label}"]
    if ruled:
        turns = [read.tokens[at].word for at in judgement.turns]
        parts += [f"{_quote([turn])} turns the sentence" for turn in turns]
    return parts


def _why_others(read: _Read, codebook: Codebook) -> list[str]:
    """What decided the evidence category and the themes."""
    category, parts = read.category, []
    if category.last:
        voice = _reason(read, category.first, category.last, category.name)
        parts.append(f"{_quote([voice.cue])} → {_LABELS[category.name]}")
    elif category.name == PROCESSES:
        parts.append("nobody's voice → processes")
    else:
        parts.append(f"as the sentence before → {_LABELS[category.name]}")
    names = {rule.theme: rule.name for rule in codebook.rules}
    for hit in read.themes:
        if hit.last:
            cue = _reason(read, hit.first, hit.last, hit.theme).cue
            parts.append(f"{_quote([cue])} → {names[hit.theme]}")
        else:
            parts.append(f"as the sentence before → {names[hit.theme]}")
    return parts


def _quote(cues: Sequence[str]) -> str:
    shown = list(dict.fromkeys(" ".join(cue.split()) for cue in cues))[:_MOST_SHOWN]
    return ", ".join(f"'{cue}'" for cue in shown)
