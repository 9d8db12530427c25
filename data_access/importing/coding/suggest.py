"""A suggested coding of a sentence with the reasons for it, for a person to confirm or correct."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from data_access.importing.coding.category import PROCESSES, Category, categorise
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
from vocabulary.findings import EvidenceCategory, Polarity
from vocabulary.wording import within

_LABELS: Mapping[str, str] = {
    code: within(label) for code, label in (Polarity.labels() | EvidenceCategory.labels()).items()
}
_MOST_SHOWN = 3


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
    """A text read by the rules, before it is put into words."""

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
    opened = open_codebook(tuple(codebook))
    earlier = _read(before, opened, statement, None) if before else None
    return _coding(_read(text, opened, statement, earlier), opened)


def suggest_all(
    passages: Sequence[tuple[int, int, str]],
    *,
    codebook: Sequence[ThemeRule],
    statement: str | None = None,
) -> list[Coding]:
    """The codings of a page's passages, given as (paragraph, sentence, text) in their order.

    A sentence that points back takes what it lacks from the one before it in its paragraph; a bare
    figure takes the judgement of a next one that judges it.
    Raises ValueError where a cue of the codebook is malformed.
    """
    opened = open_codebook(tuple(codebook))
    reads: list[_Read] = []
    place: int | None = None
    for paragraph, _sentence, text in passages:
        earlier = reads[-1] if reads and paragraph == place else None
        read = _read(text, opened, statement, earlier)
        if (
            earlier
            and earlier.judgement.bare
            and judges_the_one_before(read.tokens, read.judgement)
        ):
            reads[-1] = replace(earlier, judgement=_judged_next(read.judgement))
        reads.append(read)
        place = paragraph
    return [_coding(read, opened) for read in reads]


def _judged_next(judgement: Judgement) -> Judgement:
    """That of a bare figure, which the next sentence judges."""
    return Judgement(judgement.polarity, (), bare=True)


def _read(text: str, codebook: Codebook, statement: str | None, earlier: _Read | None) -> _Read:
    tokens = tokens_of(text)
    judgement = judge(tokens, earlier.judgement.polarity if earlier else None)
    category = categorise(tokens, earlier.category.name if earlier else None)
    if category.name == PROCESSES and earlier is not None and opening_of(tokens):
        category = Category(earlier.category.name, 0, 0)
    themes: Sequence[ThemeHit] = find_themes(tokens, codebook, statement)
    if not themes and earlier is not None and opening_of(tokens):
        themes = [ThemeHit(hit.theme, 0, 0) for hit in earlier.themes]
    return _Read(text, tokens, judgement, category, themes)


def _coding(read: _Read, codebook: Codebook) -> Coding:
    judgement, category = read.judgement, read.category
    polarity = [_reason(read, e.first, e.last, e.polarity) for e in judgement.evidence]
    reasons = [*polarity]
    if category.last:
        reasons.append(_reason(read, category.first, category.last, category.name))
    reasons += [_reason(read, t.first, t.last, t.theme) for t in read.themes if t.last]
    return Coding(
        polarity=judgement.polarity,
        category=category.name,
        themes=tuple(hit.theme for hit in read.themes),
        reasons=tuple(reasons),
        why=_why(read, polarity, codebook),
        sure=judgement.sure,
    )


def _reason(read: _Read, first: int, last: int, code: str) -> Reason:
    start, end = read.tokens[first].start, read.tokens[last - 1].end
    return Reason(read.text[start:end], code, (start, end))


def _why(read: _Read, polarity: Sequence[Reason], codebook: Codebook) -> str:
    judgement, category = read.judgement, read.category
    parts: list[str] = []
    if judgement.bare and judgement.polarity != Polarity.CONTEXT:
        parts.append(f"a figure that the next sentence judges → {_LABELS[judgement.polarity]}")
    elif judgement.carried:
        parts.append(f"{_quote([polarity[0].cue])} points back → {_LABELS[judgement.polarity]}")
    elif polarity:
        for code in dict.fromkeys(reason.code for reason in polarity):
            cues = [reason.cue for reason in polarity if reason.code == code]
            parts.append(f"{_quote(cues)} → {_LABELS[code]}")
    else:
        parts.append("nothing says how good it is → context")
    for at in judgement.turns:
        parts.append(f"{_quote([read.tokens[at].word])} turns the sentence")
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
    return "; ".join(parts)


def _quote(cues: Sequence[str]) -> str:
    shown = list(dict.fromkeys(" ".join(cue.split()) for cue in cues))[:_MOST_SHOWN]
    return ", ".join(f"'{cue}'" for cue in shown)
