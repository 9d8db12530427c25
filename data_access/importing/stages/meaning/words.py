"""Words of a closed list: what a text in a file means, and how sure that is.

A text is known if it is a value, a label or another word of the field, in any capitals and with
any ending of number and tense ("Consulted"); if it says so before a colon or dash ("Upheld: fault
and injustice", "Thematic - MCA"); or if it holds the telling words of one value and of no other
("Safeguarding s42", "Online survey"). Misspelt words of some length are known too. All else is
asked: an unknown word is never "no".
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz import fuzz
from rapidfuzz.distance import DamerauLevenshtein

from data_access.datasets import FieldSpec
from data_access.importing.stages.meaning.wording import fold, stem, stems, tokens

SURE, LIKELY, GUESSED = 1.0, 0.9, 0.8
_NEGATIONS = frozenset({"not", "no", "non", "never", "un", "without"})
# Words that make another meaning of the words they stand beside: they are asked.
_QUALIFIERS = frozenset(
    map(
        stem,
        ("mostly", "mainly", "largely", "substantially", "somewhat", "some", "few", "majority",
         "elements", "aspects", "almost", "except", "but", "unless", "if", "possibly", "probably",
         "maybe", "either", "or", "both", "mixed", "half", "awaiting", "was", "partly",
         "fully", "wholly"),
    )
)  # fmt: skip
# Words that say that only some of it is so: what stands beside them is not the whole answer.
_IN_PART = frozenset(map(stem, ("partly", "mostly", "mainly", "largely", "somewhat", "some",
                                "elements", "aspects", "mixed")))  # fmt: skip
_CUT = re.compile(r"\s+[-–—]\s+|[:;(,/]|\)\s*|\s-|-\s")
_NUMBERED = re.compile(r"^\W*(?:[A-Za-z]{0,3}\d{1,2}(?:\.\d+)*)\s*[-–.:)]*\s+(?=\D)|^\W+")


@dataclass(frozen=True)
class Meaning:
    """What a word means, and how sure it is (0 to 1)."""

    value: str
    confidence: float


@lru_cache(maxsize=65_536)
def meaning(spec: FieldSpec, text: str, *, whole: bool = False) -> Meaning | None:
    """What a text means in a field with a closed list; None where that has to be asked.

    whole: only the whole text counts, not some words of it: for lists of titles, in which
    "Safeguarding children" is not safeguarding adults.
    """
    value = spec.value_of(text)
    if value is not None:
        return Meaning(value, SURE)
    known = _known(spec)
    found = known.get(stems(text))
    if found is not None:
        return Meaning(found, SURE)
    bare = _NUMBERED.sub("", text).strip()
    if bare and bare != text.strip():
        inner = meaning(spec, bare, whole=whole)
        if inner is not None and not _number_agrees(spec, text, inner.value):
            return None
        if inner is not None:
            return Meaning(inner.value, min(inner.confidence, LIKELY))
    close = _misspelt(spec, known, text)
    if close is not None:
        return Meaning(close, GUESSED)
    if not whole:
        head = _exact(spec, text.split(":", maxsplit=1)[0]) if ":" in text else None
        if head is not None and not _in_part(spec, text, head):
            return Meaning(head, LIKELY)  # "Upheld: fault, no injustice": the word, then why
        parts = [part for part in (_exact(spec, part) for part in _CUT.split(text)) if part]
        if parts and len(set(parts)) == 1 and not _negated(spec, text, parts[0]):
            return Meaning(parts[0], LIKELY) if not _in_part(spec, text, parts[0]) else None
        held = _held(known, text)
        if held is not None:
            return Meaning(held, GUESSED)
    return None


def _exact(spec: FieldSpec, part: str) -> str | None:
    part = part.strip()
    if not part:
        return None
    return spec.value_of(part) or _known(spec).get(stems(part))


def _negated(spec: FieldSpec, text: str, value: str) -> bool:
    """Whether a part was found in a text whose whole says no: "Not sure - upheld?"."""
    said = set(tokens(text)) & _NEGATIONS
    known = {word for key, each in _known(spec).items() if each == value for word in key}
    return bool(said - known)


def _in_part(spec: FieldSpec, text: str, value: str) -> bool:
    """Whether a text says that what it names holds in part alone, and the value does not."""
    said = set(stems(text)) & _IN_PART
    return bool(
        said - {word for key, each in _known(spec).items() if each == value for word in key}
    )


@lru_cache(maxsize=256)
def _known(spec: FieldSpec) -> dict[tuple[str, ...], str]:
    """Every way to say a value of the field, as stems; what two values share is left out."""
    ways: dict[tuple[str, ...], set[str]] = {}
    said: list[tuple[str, str]] = [*spec.words, *((label, value) for value, label in spec.labels)]
    said += [(value.replace("_", " "), value) for value in spec.choices]
    said += [(spec.label_of(value), value) for value in spec.choices]
    for words, value in said:
        key = stems(words)
        if key:
            ways.setdefault(key, set()).add(value)
    return {key: values.pop() for key, values in ways.items() if len(values) == 1}


def _held(known: dict[tuple[str, ...], str], text: str) -> str | None:
    """The one value whose telling words are all in a text; the longest wins over those within it.
    A text that says no beside it means something else."""
    there = stems(text)
    hits = [
        (key, value)
        for key, value in known.items()
        if set(key) <= set(there)
        and any(len(word) > 2 for word in key)
        and (not set(key) & _NEGATIONS or _in_a_row(key, there))
    ]
    hits = [
        (key, value) for key, value in hits if not any(set(key) < set(other) for other, _ in hits)
    ]
    values = {value for _, value in hits}
    if len(values) != 1:
        return None
    said = {word for key, _ in hits for word in key}
    return None if (set(there) & (_NEGATIONS | _QUALIFIERS)) - said else values.pop()


def _in_a_row(key: tuple[str, ...], there: tuple[str, ...]) -> bool:
    return any(there[at : at + len(key)] == key for at in range(len(there)))


@lru_cache(maxsize=256)
def _as_written(spec: FieldSpec) -> dict[str, str]:
    """Words of the field as they are spelt, folded, and their values."""
    said = [*spec.words, *((label, value) for value, label in spec.labels)]
    said += [(spec.label_of(value), value) for value in spec.choices]
    return {fold(words): value for words, value in said}


def _misspelt(spec: FieldSpec, known: dict[tuple[str, ...], str], text: str) -> str | None:
    """The one value a text is a letter or two away from. Short words are too alike to say."""
    said = fold(text)
    if len(said) < 6 or any(letter.isdigit() for letter in said):
        return None
    allowed = 1 if len(said) < 10 else 2
    near = {
        value
        for key, value in known.items()
        if DamerauLevenshtein.distance(" ".join(key), " ".join(stems(text)), score_cutoff=allowed)
        <= allowed
        and (set(key) & _NEGATIONS) == (set(stems(text)) & _NEGATIONS)
    }
    near |= {
        value
        for written, value in _as_written(spec).items()
        if DamerauLevenshtein.distance(written, said, score_cutoff=allowed) <= allowed
        and (set(written.split()) & _NEGATIONS) == (set(said.split()) & _NEGATIONS)
    }
    return near.pop() if len(near) == 1 else None


def _number_agrees(spec: FieldSpec, text: str, value: str) -> bool:
    """Where a number stands before the word of a number field ("2 - RI"), both say the same."""
    if spec.python_type not in (int, float):
        return True
    number = re.match(r"\W*(\d+)", text)
    return number is None or number.group(1) == value


def nearest(spec: FieldSpec, text: str) -> str | None:
    """The value a text is most like, to be suggested where it is asked; None if it is like none."""
    best, most = None, 55.0
    for key, value in _known(spec).items():
        score = fuzz.token_set_ratio(" ".join(key), " ".join(stems(text)))
        if score > most:
            best, most = value, score
    return best


_STAGE = re.compile(r"(?i)(?:stage|stg|st|s|level|step|phase)\W{0,2}([1-4]|one|two|three|i{1,3})\b")
_ORDINALS = {"one": 1, "two": 2, "three": 3, "i": 1, "ii": 2, "iii": 3}


def stage_number(text: str) -> int | None:
    """The number of a stage, as in "Stage 2", "St 1", "S2 review", "2"; None if it says none."""
    said = text.strip()
    if re.fullmatch(r"[1-4](?:\.0)?", said):
        return int(said[0])
    found = _STAGE.search(said)
    if not found:
        return None
    number = found.group(1).casefold()
    return _ORDINALS.get(number) or int(number)


_YES = frozenset({"yes", "y", "true", "1", "x", "t", "✓", "✔", "√", "ticked", "tick", "agreed"})
TICKS = _YES | {"☒", "☑", "•"}
_NO = frozenset({"no", "n", "false", "0", "f", "✗", "✘", "none"})


def yes_or_no(text: str) -> bool | None:
    """Whether a text says yes or no, perhaps with more behind it ("Yes - 3 May"); None if
    neither."""
    said = text.strip().casefold()
    first = re.split(r"[\s,;:(–-]", said, maxsplit=1)[0]
    for each in (said, first):
        if each in _YES:
            return True
        if each in _NO:
            return False
    return None


_DONE = re.compile(
    r"(?i)\W*(?:b|blue|complete[d]?|closed|done|delivered|implemented|finished|achieved|100 ?%)"
    r"(?:\W.*)?",
    re.DOTALL,
)
_NOT_DONE = re.compile(
    r"(?i)\W*(?:r|red|a|amber|g|green|open|on[ -]track|in progress|ongoing|not\b.*|started|overdue|"
    r"delayed|at risk|off[ -]track|slip\w*|behind|live|under ?way|no)(?:\W.*)?",
    re.DOTALL,
)
# What stands beside "complete" and makes less of it.
_LESS = re.compile(
    r"(?i)\b(?:not|nearly|almost|part(?:ly|ially)?|mostly|except|awaiting|subject to)\b"
)


def is_done(text: str) -> bool | None:
    """Whether a status says that an action is complete; None where it says neither."""
    if _DONE.fullmatch(text):
        return None if _LESS.search(text) else True
    return False if _NOT_DONE.fullmatch(text) else None
