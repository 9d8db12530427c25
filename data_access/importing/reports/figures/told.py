"""Which numbers of a paragraph are figures of our record: what the encoder, which reads the
paragraph as a whole, takes each for."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

import polars as pl

from data_access.importing.encoder.encode import Encoded, encode
from data_access.importing.encoder.outputs import outputs
from data_access.importing.reports.figures.other_questions import asks_something_else
from data_access.importing.reports.figures.quantities import Quantity, quantities_in
from data_access.importing.reports.figures.units import could_be_in
from vocabulary.indicators import ComparatorLevel

LIKELY = 0.55
AGAIN = 0.4  # where a number before it in the sentence is of the same
# The same by month and by year: which of the two a number is of, its period says.
BY_MONTH = {
    "ASCOF 6B": "providers_good",
    "ASCOF 3D2A": "direct_payment_take_up",
    "ASCOF 2A": "reablement_no_further_support",
}
_SAME = BY_MONTH | {month: year for year, month in BY_MONTH.items()}
_YEARLY = frozenset({"yearly", "every_two_years"})
_MEASURE, _AREA = "measure", "area"
_OMBUDSMAN = "ombudsman "
_AREAS = {each.value: each for each in ComparatorLevel}


@dataclass(frozen=True)
class Measure:
    """A measure of the catalogue; `yearly`: it is published for whole years only."""

    indicator: str
    name: str
    unit: str
    direction: str
    yearly: bool


@dataclass(frozen=True)
class OfMeasure:
    """A number of a measure; `area`: whose it is where it is not the council's own."""

    number: Quantity
    measure: Measure
    area: ComparatorLevel | None = None


@dataclass(frozen=True)
class OfOmbudsman:
    """A number of a column of the ombudsman's decisions."""

    number: Quantity
    column: str


@dataclass(frozen=True)
class Sentence:
    """A sentence's words and where they stand (`reference`), with the numbers told in it."""

    text: str
    reference: str
    measures: tuple[OfMeasure, ...] = ()
    ombudsman: tuple[OfOmbudsman, ...] = ()


def measures_of(catalogue: pl.DataFrame) -> dict[str, Measure]:
    """The catalogue's measures (rows of indicator_definition) by their codes."""
    return {
        row["indicator"]: Measure(
            row["indicator"],
            row["name"],
            row["unit"] or "",
            row["direction"],
            row["frequency"] in _YEARLY,
        )
        for row in catalogue.filter(pl.col("same_as").is_null()).iter_rows(named=True)
    }


def read_numbers(
    paragraph: Sequence[Sentence], before: Sequence[Sentence], measures: Mapping[str, Measure]
) -> list[Sentence]:
    """The sentences of a paragraph with the numbers that are told in them. They are read together
    with those `before` them, which may say what they are about. Where the encoder cannot be run
    nothing is told."""
    if not any(quantities_in(each.text) for each in paragraph):
        return list(paragraph)
    read = encode(tuple(each.text for each in (*before, *paragraph)), "numbers")
    if read is None:
        return list(paragraph)
    found, said = [], ""
    settled: dict[str, str] = {}
    for each, encoded in zip(paragraph, read[len(before) :], strict=True):
        found.append(_told(each, encoded, measures, said, settled))
        said += f" {each.text}"
    return found


def _told(
    sentence: Sentence,
    encoded: Encoded,
    measures: Mapping[str, Measure],
    said_before: str,
    settled: dict[str, str],
) -> Sentence:
    """The sentence with its numbers. `settled`: of what is kept by month and by year, which of the
    two the paragraph is of, as its first number says."""
    of_measures: list[OfMeasure] = []
    of_ombudsman: list[OfOmbudsman] = []
    told: set[str] = set()
    another = False  # whether the numbers are of a question that no measure is of
    numbers = _numbers_of(sentence.text)
    for place, number in enumerate(numbers):
        code, area = _taken_for(number, encoded, told)
        another = asks_something_else(sentence.text, numbers, place) or (
            another and area is not None
        )
        if another:
            continue
        told.add(code)
        column = code.removeprefix(_OMBUDSMAN)
        if column != code:
            if (number.kind == "percent") == column.endswith(("_rate", "_average")):
                of_ombudsman.append(OfOmbudsman(number, column))
            continue
        measure = measures.get(settled.setdefault(BY_MONTH.get(code, code), code))
        if measure is None or number.in_words:  # "one" may count nothing
            continue
        if could_be_in(measure.unit, number, sentence.text, said_before):
            of_measures.append(OfMeasure(number, measure, area))
    return Sentence(sentence.text, sentence.reference, tuple(of_measures), tuple(of_ombudsman))


def _numbers_of(sentence: str) -> list[Quantity]:
    """The numbers of a sentence; none of a row of a table, whose columns are named elsewhere."""
    numbers = quantities_in(sentence)
    digits = [each for each in numbers if not each.in_words]
    row = any(not sentence[one.end : other.start].strip() for one, other in pairwise(digits))
    return [] if row else numbers


def _taken_for(
    number: Quantity, encoded: Encoded, told: Collection[str]
) -> tuple[str, ComparatorLevel | None]:
    """What a number likely is of, and whose; "" where it is likely of nothing that we record.
    `told`: what the numbers before it are of."""
    shares = encoded.shares(_MEASURE, number.start, number.end)
    areas = encoded.shares(_AREA, number.start, number.end)
    if shares is None or areas is None:
        return "", None
    codes = outputs().groups[_MEASURE]
    best = int(shares.argmax())
    twin = _SAME.get(codes[best])
    likely = float(shares[best] + (shares[codes.index(twin)] if twin in codes else 0))
    if not best or likely < (AGAIN if codes[best] in told else LIKELY):
        return "", None
    return codes[best], _AREAS.get(outputs().groups[_AREA][int(areas.argmax())])
