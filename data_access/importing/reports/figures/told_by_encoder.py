"""Figures that the words beside them do not give away: what the encoder, which reads the paragraph
as a whole, takes a number for."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from data_access.importing.encoder.encode import Encoded
from data_access.importing.encoder.outputs import outputs
from data_access.importing.reports.figures.indicators import SURE, ReadNumber
from data_access.importing.reports.figures.measure_beside import could_be_of
from data_access.importing.reports.figures.measures_named import Named
from data_access.importing.reports.figures.quantities import Quantity, quantities_in
from vocabulary.indicators import ComparatorLevel

LIKELY = 0.7
# The same by month and by year: which of the two a number is of, its period says.
BY_MONTH = {
    "ASCOF 6B": "providers_good",
    "ASCOF 3D2A": "direct_payment_take_up",
    "ASCOF 2A": "reablement_no_further_support",
}
_SAME = BY_MONTH | {month: year for year, month in BY_MONTH.items()}
_MEASURE, _AREA = "measure", "area"
_COLUMN = "ombudsman "
_CELLS = " | "  # of a table, whose columns are named elsewhere
_AREAS = {each.value: each for each in ComparatorLevel}


def told_numbers(
    sentence: str,
    whole: str,
    encoded: Encoded | None,
    measures: Iterable[Named],
    said_before: str = "",
) -> dict[int, ReadNumber]:
    """The numbers of a sentence that are likely to be of a measure, by where they start. `whole`:
    the sentence as it was encoded; `sentence`: as it is read; `said_before`: the paragraph before
    it, which may say the unit."""
    known = {each.indicator: each for each in measures}
    found = {}
    for number, code, area, likely in _likely(sentence, whole, encoded, ()):
        measure = known.get(code)
        if measure is None or number.in_words:
            continue
        if could_be_of(number, measure, sentence, said_before):
            found[number.start] = ReadNumber(measure, number, area, likely)
    return found


def as_a_whole(
    read: Iterable[ReadNumber],
    told: Mapping[int, ReadNumber],
    aside: Collection[int],
    *,
    denied: bool = False,
) -> list[ReadNumber]:
    """The numbers that the words of a sentence tell, with those of which the paragraph leaves
    little doubt, in their order. Where both tell a number, the paragraph says what it is of, and
    the words whose it is. `aside`: where numbers start that are told aside; they are left
    out where the words do not tell them. `denied`: the sentence denies something; words know better
    what that turns."""
    found = {each.number.start: each for each in read}
    for start, each in told.items():
        known = found.get(start)
        if each.likely < SURE or (denied if known else start in aside):
            continue
        if known is None:
            found[start] = ReadNumber(each.measure, each.number, each.area)
        elif _SAME.get(known.measure.indicator) != each.measure.indicator:
            found[start] = replace(known, measure=each.measure)
    return [found[start] for start in sorted(found)]


def more_columns(
    sentence: str, whole: str, encoded: Encoded | None, read: Sequence[tuple[str, Quantity]]
) -> list[tuple[str, Quantity]]:
    """The numbers that are none of those read and are likely to be of a column of the ombudsman's,
    with it; see `told_numbers`."""
    return [
        (code.removeprefix(_COLUMN), number)
        for number, code, *_ in _likely(sentence, whole, encoded, [each for _, each in read])
        if code.startswith(_COLUMN)
        and (number.kind == "percent") == (code.endswith(("_rate", "_average")))
    ]


def _likely(
    sentence: str, whole: str, encoded: Encoded | None, read: Sequence[Quantity]
) -> Iterator[tuple[Quantity, str, ComparatorLevel | None, float]]:
    """Numbers that were not read, each with what it most likely is of, whose, and how likely."""
    if encoded is None or _CELLS in whole:
        return
    places = _places(whole)
    starts = {each.start for each in read}
    for number in quantities_in(sentence):
        same = places.get(number.value)
        if not same:
            continue
        place = same.pop(0)
        shares = encoded.shares(_MEASURE, place.start, place.end)
        areas = encoded.shares(_AREA, place.start, place.end)
        if number.start in starts or shares is None or areas is None:
            continue
        measures = outputs().groups[_MEASURE]
        best = int(shares.argmax())
        twin = _SAME.get(measures[best])
        likely = float(shares[best] + (shares[measures.index(twin)] if twin in measures else 0))
        if best and likely >= LIKELY:
            area = _AREAS.get(outputs().groups[_AREA][int(areas.argmax())])
            yield number, measures[best], area, likely


def _places(whole: str) -> dict[float, list[Quantity]]:
    found: dict[float, list[Quantity]] = {}
    for each in quantities_in(whole):
        found.setdefault(each.value, []).append(each)
    return found
