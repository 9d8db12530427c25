"""The texts that the encoder learns from: paragraphs of sentences, with what is known of each
sentence and of each number in it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from data_access.datasets import OMBUDSMAN
from data_access.importing.reports.figures.quantities import quantities_in
from data_access.importing.reports.parsing.sentences import split_sentences
from tests.data_access.importing.coding.coding_weights import (
    ANALOGUES,
    KEPT_APART,
    OWN_PARAGRAPHS,
    rows_of,
)
from tests.data_access.importing.coding.coding_weights import OWN as EXAMPLES
from vocabulary.findings import EvidenceCategory, Polarity

CONVENTIONS = ANALOGUES.with_name("conventions_to_learn_from.csv")
FIGURES = Path(__file__).parents[1] / "reports" / "figures"
NUMBERS = Path(__file__).with_name("numbers_to_learn_from.txt")
NONE = "none"
OWN = "own"
_TAG = re.compile(r"\{(?P<said>[^|{}]+)\|(?P<of>[^|{}]+)(?:\|(?P<area>[^|{}]+))?\}")
TOLD = re.compile(r"(?P<of>[^@;]+?)(?:@(?P<area>\w+))? (?P<value>[\d.]+)(?: \[(?P<when>.+)\])?")
"""A figure of `sentences.csv`."""


@dataclass(frozen=True)
class Number:
    """A number in a sentence (from, to), the measure or the ombudsman's column it is of, or
    `NONE`; and whose it is: `OWN`, england, region or neighbours."""

    start: int
    end: int
    of: str = NONE
    area: str = OWN


@dataclass(frozen=True)
class Labelled:
    """A sentence, with its polarity and category where they are known, and its numbers."""

    text: str
    polarity: str = ""
    category: str = ""
    numbers: Sequence[Number] = field(default=())


Paragraph = list[Labelled]


def codings(path: Path) -> list[Paragraph]:
    """The paragraphs of a file of labelled findings (columns: paragraph, n, text, polarity;
    council, statement and category where there are)."""
    paragraphs: dict[tuple[str, ...], list[tuple[int, Labelled]]] = {}
    for row in rows_of(path):
        place = tuple(row.get(name) or "" for name in ("council", "statement", "paragraph"))
        paragraphs.setdefault(place, []).append((int(row["n"]), _judged(row)))
    return [
        [each for _, each in sorted(told, key=lambda pair: pair[0])] for told in paragraphs.values()
    ]


def our_examples() -> list[Paragraph]:
    """The findings of our own that say what the codes mean, one by one and in paragraphs."""
    found: list[Paragraph] = []
    for path in EXAMPLES:
        for row in rows_of(path):
            if row.get("set") != KEPT_APART:
                before = [Labelled(row["before"])] if row["before"] else []
                found.append([*before, _judged(row)])
    return [*found, *codings(CONVENTIONS), *codings(OWN_PARAGRAPHS)]


def our_analogues() -> list[Paragraph]:
    """Findings of our own that say what reports say, about something else."""
    return codings(ANALOGUES)


def _judged(row: dict[str, str]) -> Labelled:
    polarity, category = (
        (row.get(name) or "").replace("people's", "people").replace(" ", "_")
        for name in ("polarity", "category")
    )
    return Labelled(
        row["text"],
        polarity if polarity in set(Polarity) else "",
        category if category in set(EvidenceCategory) else "",
    )


def told_numbers() -> list[Paragraph]:
    """The sentences of our own whose figures the product tells in its tests."""
    return [
        _told_paragraph(row["text"], row["figures"]) for row in rows_of(FIGURES / "sentences.csv")
    ]


def tagged_numbers() -> list[Paragraph]:
    """The paragraphs of our own whose numbers are tagged."""
    return [tagged_paragraph(line) for line in NUMBERS.read_text("utf-8").splitlines()]


def tagged_paragraph(paragraph: str) -> Paragraph:
    """A paragraph whose numbers are tagged in place: `{61.2|ASCOF 1D|england}`; of two measures
    that are as right, `{22|ASCOF 3D2A/direct_payment_take_up}`, the first is learned. A line of its
    own, such as a row of a table, begins with ⏎."""
    return [each for line in paragraph.split("⏎") for each in _tagged_line(line.strip())]


def _tagged_line(line: str) -> Iterator[Labelled]:
    text, tags = "", []
    at = 0
    for tag in _TAG.finditer(line):
        text += line[at : tag.start()]
        start = len(text)
        text += tag["said"]
        tags.append(Number(start, len(text), tag["of"].split("/")[0].strip(), tag["area"] or OWN))
        at = tag.end()
    text += line[at:]
    return _sentences(text, tags)


def _sentences(text: str, tags: Sequence[Number]) -> Iterator[Labelled]:
    at = 0
    for sentence in split_sentences(text):
        at = text.index(sentence, at)
        numbers = []
        for quantity in quantities_in(sentence):
            start, end = at + quantity.start, at + quantity.end
            tag = next((tag for tag in tags if tag.start < end and tag.end > start), None)
            of, area = (tag.of, tag.area) if tag else (NONE, OWN)
            numbers.append(Number(quantity.start, quantity.end, of, area))
        yield Labelled(sentence, numbers=numbers)
        at += len(sentence)


def _told_paragraph(text: str, figures: str) -> Paragraph:
    """A text whose figures are listed beside it: each value stands for its first such number."""
    told = [found for each in figures.split("; ") if (found := TOLD.fullmatch(each))]
    left = {
        (at, float(each["value"])): ("ombudsman " if _is_column(each["of"]) else "")
        + each["of"].split("|")[0]
        + "@"
        + (each["area"] or OWN)
        for at, each in enumerate(told)
    }
    paragraph = []
    for line in text.splitlines():
        for sentence in split_sentences(line):
            numbers = []
            for quantity in quantities_in(sentence):
                key = next((key for key in left if key[1] == quantity.value), None)
                of, area = left.pop(key).split("@") if key else (NONE, OWN)
                numbers.append(Number(quantity.start, quantity.end, of, area))
            paragraph.append(Labelled(sentence, numbers=numbers))
    return paragraph


def _is_column(of: str) -> bool:
    return of in OMBUDSMAN.columns
