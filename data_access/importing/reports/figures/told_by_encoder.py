"""Figures that the words beside them do not give away: what the encoder, which reads the paragraph
as a whole, takes a number for."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from data_access.importing.encoder.encode import Encoded
from data_access.importing.encoder.outputs import outputs
from data_access.importing.reports.figures.indicators import ReadNumber
from data_access.importing.reports.figures.measure_beside import could_be_of
from data_access.importing.reports.figures.measures_named import Named
from data_access.importing.reports.figures.quantities import Quantity, quantities_in
from vocabulary.indicators import ComparatorLevel

LIKELY = 0.7
_MEASURE, _AREA = "measure", "area"
_COLUMN = "ombudsman "
_CELLS = " | "  # of a table, whose columns are named elsewhere
_AREAS = {each.value: each for each in ComparatorLevel}


def told_numbers(
    sentence: str, whole: str, encoded: Encoded | None, measures: Iterable[Named]
) -> dict[int, ReadNumber]:
    """The numbers of a sentence that are likely to be of a measure, by where they start. `whole`:
    the sentence as it was encoded; `sentence`: as it is read."""
    known = {each.indicator: each for each in measures}
    found = {}
    for number, code, area in _likely(sentence, whole, encoded, ()):
        measure = known.get(code)
        if measure and could_be_of(number, measure, sentence) and not number.in_words:
            found[number.start] = ReadNumber(measure, number, area)
    return found


def more_columns(
    sentence: str, whole: str, encoded: Encoded | None, read: Sequence[tuple[str, Quantity]]
) -> list[tuple[str, Quantity]]:
    """The numbers that are none of those read and are likely to be of a column of the ombudsman's,
    with it; see `told_numbers`."""
    return [
        (code.removeprefix(_COLUMN), number)
        for number, code, _ in _likely(sentence, whole, encoded, [each for _, each in read])
        if code.startswith(_COLUMN)
        and (number.kind == "percent") == (code.endswith(("_rate", "_average")))
    ]


def _likely(
    sentence: str, whole: str, encoded: Encoded | None, read: Sequence[Quantity]
) -> Iterator[tuple[Quantity, str, ComparatorLevel | None]]:
    """Numbers that were not read, each with what it most likely is of, and whose."""
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
        best = int(shares.argmax())
        if best and shares[best] >= LIKELY:
            area = outputs().groups[_AREA][int(areas.argmax())]
            yield number, outputs().groups[_MEASURE][best], _AREAS.get(area)


def _places(whole: str) -> dict[float, list[Quantity]]:
    found: dict[float, list[Quantity]] = {}
    for each in quantities_in(whole):
        found.setdefault(each.value, []).append(each)
    return found
