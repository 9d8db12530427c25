"""Documents of rating characteristics to what each judgement looks like. Pure: no store, no clock.

Whatever the layout: headings of quality statement and judgement with paragraphs under them; tables
with judgements across, or down; lists with a column each. What stands where neither a statement nor
a judgement is known is not guessed at, but shown.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from data_access.errors import DataError
from data_access.importing.characteristics.names import (
    both_named,
    judgement_before,
    judgement_named,
    statement_named,
)
from data_access.importing.characteristics.parsed import ParsedCharacteristics, ReadCharacteristic
from data_access.importing.characteristics.pieces import Cell, Pieces, Table, Text, pieces_of
from data_access.importing.reports.files.characters import folded
from data_access.importing.reports.parsing.boilerplate import boilerplate_of
from data_access.importing.reports.parsing.result import ReportSource, Unrecognised
from data_access.importing.reports.parsing.statement_names import is_theme
from data_access.importing.stages.meaning.dates import read_day
from vocabulary.characteristics import CharacteristicOf

MOST = 5_000  # characteristics; nine statements with four judgements have some hundreds
LONGEST = 4_000  # characters of one
_FEWEST_WORDS = 2
_COLUMNS: Mapping[str, frozenset[str]] = {
    "statement": frozenset(("quality statement", "statement", "cqc statement", "quality area")),
    "rating": frozenset(
        ("rating", "judgement", "score", "level", "characteristic of", "rated", "grade")
    ),
    "text": frozenset(
        (
            "characteristic", "characteristics", "what it looks like", "description", "wording",
            "rating characteristic", "rating characteristics", "text", "descriptor",
        )
    ),
}  # fmt: skip
_HOLDS = re.compile(
    r"\b(?:from|effective|applies|apply|holds?|published|updated)\b[^.\d]{0,40}"
    r"(\d{1,2}(?:st|nd|rd|th)?\s+[a-z]+\s+\d{4}|\d{1,2}/\d{1,2}/\d{4}|\d{4}-\d{2}-\d{2})",
    re.IGNORECASE,
)
NO_STATEMENT = "no quality statement stands above it"
NO_JUDGEMENT = "no judgement (inadequate to outstanding) stands above it"
TOO_LONG = "it is longer than a characteristic can be"


@dataclass
class _Reading:
    """What was read so far of one file, and under which headings it is."""

    source: str
    within: frozenset[str]  # headings that come again and again: parts of a judgement
    read: list[ReadCharacteristic] = field(default_factory=list)
    unrecognised: list[Unrecognised] = field(default_factory=list)
    statement: str | None = None
    rating: CharacteristicOf | None = None
    valid_from: date | None = None

    def take(self, text: Text, of: str = "line") -> None:
        """A paragraph that stands by itself: a heading, or a characteristic."""
        words = text.text.strip()
        if self._is_heading(words) or self._is_furniture(words):
            return
        before = judgement_before(words)
        if before is not None:
            self.rating, words = before
        elif text.heading and folded(words) not in self.within:
            self.rating = None
            return
        elif text.heading:
            return
        if self.statement is None and self.rating is None and self._day(words):
            return
        self.put(self.statement, self.rating, words, text.line, of)

    def _is_heading(self, words: str) -> bool:
        """Whether a line names a statement, a judgement or both, which hold from here on."""
        both, rating = both_named(words), judgement_named(words)
        statement = statement_named(words)
        if both:
            self.statement, self.rating = both
        elif rating:
            self.rating = rating
        elif statement or is_theme(words):
            self.statement, self.rating = statement, None
        else:
            return False
        return True

    def _is_furniture(self, words: str) -> bool:
        lead_in = words.endswith(":") and len(words) < 120
        return lead_in or boilerplate_of(words) in {"end", "turn", "sure"}

    def _day(self, words: str) -> bool:
        """Keep the day from which the document says it holds; whether it says so."""
        found = _HOLDS.search(words[:400])
        day = read_day(found.group(1)) if found else None
        self.valid_from = self.valid_from or day
        return day is not None

    def put(
        self, statement: str | None, rating: CharacteristicOf | None, words: str, line: int, of: str
    ) -> None:
        """A characteristic, or what is not known of it."""
        why = NO_STATEMENT if statement is None else NO_JUDGEMENT if rating is None else ""
        if len(words) > LONGEST:
            why = TOO_LONG
        if statement is None or rating is None or why:
            self.unrecognised.append(Unrecognised(self.source, line, words[:500], why))
            return
        if len(words.split()) < _FEWEST_WORDS:
            self.unrecognised.append(Unrecognised(self.source, line, words, "it is a single word"))
            return
        place = f"{self.source}, {of} {line}" if line else self.source
        self.read.append(ReadCharacteristic(statement, rating, words, place))


def parse_characteristics(sources: Sequence[ReportSource]) -> ParsedCharacteristics:
    """What files say together. DataError, one sentence, where one cannot be read, or nothing in
    any of them is a characteristic."""
    if not sources:
        raise DataError("There is no file to read.")
    readings, notes = [], []
    for source in sources:
        found = pieces_of(source)
        readings.append(_read(source.name, found))
        notes += [f"{source.name}: {note}." for note in found.notes]
    read, twice = _once(each for reading in readings for each in reading.read)
    names = ", ".join(source.name for source in sources)
    if not read:
        raise DataError(
            f"No rating characteristics were recognised in {names}: they stand under the name of a "
            "quality statement and of a judgement (inadequate to outstanding), or in a table with "
            "columns for these."
        )
    if len(read) > MOST:
        raise DataError(f"{names} holds more than {MOST:,} characteristics: bring in fewer.")
    if twice:
        notes.append(f"What stands there more than once was read once: {twice} left out.")
    days = {reading.valid_from for reading in readings if reading.valid_from}
    return ParsedCharacteristics(
        tuple(read),
        tuple(each for reading in readings for each in reading.unrecognised),
        tuple(notes),
        days.pop() if len(days) == 1 else None,
    )


def _once(
    read: Iterable[ReadCharacteristic],
) -> tuple[list[ReadCharacteristic], int]:
    kept: dict[tuple[str, str, str], ReadCharacteristic] = {}
    count = 0
    for each in read:
        count += 1
        kept.setdefault((each.statement, each.rating, folded(each.text)), each)
    return list(kept.values()), count - len(kept)


def _read(source: str, found: Pieces) -> _Reading:
    headings = Counter(
        folded(piece.text) for piece in found.pieces if isinstance(piece, Text) and piece.heading
    )
    reading = _Reading(source, frozenset(text for text, times in headings.items() if times > 1))
    for piece in found.pieces:
        if isinstance(piece, Text):
            reading.take(piece)
        else:
            _read_table(reading, piece)
    return reading


def _read_table(reading: _Reading, table: Table) -> None:
    """A table with names of judgements or statements across its first rows; with a column for
    each; or read cell by cell, as one reads a table with judgements down its side."""
    rows = table.rows()
    columns: dict[str, int] = {}
    across: dict[int, tuple[str | None, CharacteristicOf | None]] = {}
    for row in rows.values():
        heads = {column: " ".join(text.text for text in cell.texts) for column, cell in row.items()}
        named = _columns(heads)
        over = _across(heads)
        if named and not (columns or across):
            columns = named
        elif over and not columns:
            across = over
        elif columns:
            _of_list(reading, row, columns, table.of)
        elif across:
            _under(reading, row, across, table.of)
        else:
            for cell in row.values():
                for text in cell.texts:
                    reading.take(text, table.of)


def _columns(heads: Mapping[int, str]) -> dict[str, int]:
    """Which column is which, of a list with a column each; none where judgement or words lack."""
    found: dict[str, int] = {}
    for column, head in heads.items():
        for name, known in _COLUMNS.items():
            if folded(head).strip(" :") in known:
                found.setdefault(name, column)
    return found if {"rating", "text"} <= set(found) else {}


def _across(heads: Mapping[int, str]) -> dict[int, tuple[str | None, CharacteristicOf | None]]:
    """What each column is of, in a row that names two judgements or statements at least."""
    ratings = {
        column: rating for column, head in heads.items() if (rating := judgement_named(head))
    }
    if len(set(ratings.values())) >= 2:
        return {column: (None, rating) for column, rating in ratings.items()}
    told = ((column, statement_named(head)) for column, head in heads.items())
    statements = {column: statement for column, statement in told if statement}
    if len(set(statements.values())) >= 2:
        return {column: (statement, None) for column, statement in statements.items()}
    return {}


def _of_list(
    reading: _Reading, row: Mapping[int, Cell], columns: Mapping[str, int], of: str
) -> None:
    def said(name: str) -> str:
        cell = row.get(columns.get(name, -1))
        return " ".join(text.text for text in cell.texts) if cell else ""

    if statement := said("statement"):
        reading.statement = statement_named(statement)
    if rating := said("rating"):
        reading.rating = judgement_named(rating) or _by_score(rating)
    words = row.get(columns["text"])
    for text in words.texts if words else ():
        reading.put(reading.statement, reading.rating, text.text, text.line, of)


def _by_score(text: str) -> CharacteristicOf | None:
    """The judgement of a bare score."""
    number = text.strip()
    return list(CharacteristicOf)[int(number) - 1] if number in {"1", "2", "3", "4"} else None


def _under(
    reading: _Reading,
    row: Mapping[int, Cell],
    across: Mapping[int, tuple[str | None, CharacteristicOf | None]],
    of: str,
) -> None:
    """A row under names: its other cells, or the only one it has, say the statement or the
    judgement."""
    if len(row) == 1:
        (alone,) = row.values()
        words = " ".join(text.text for text in alone.texts)
        if statement := statement_named(words):
            reading.statement = statement
            return
    for column, cell in row.items():
        if column not in across:
            for text in cell.texts:
                rating = judgement_named(text.text)
                if rating:
                    reading.rating = rating
                elif statement := statement_named(text.text):
                    reading.statement = statement
    for column, cell in row.items():
        for text in cell.texts if column in across else ():
            statement, rating = across[column]
            reading.put(
                statement or reading.statement, rating or reading.rating, text.text, text.line, of
            )
