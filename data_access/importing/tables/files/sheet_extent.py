"""How far a sheet's cells reach, told from its XML before anything is made room for.

A reader makes room for the whole rectangle up to the farthest cell. One stray cell in the last row
and column of a sheet would take all memory and end the program, and one hundreds of thousands of
columns out would take minutes: such a sheet is not read.
"""

from __future__ import annotations

import re

# A cell's place, and a row's; both stand in an attribute r.
_PLACE = re.compile(rb"\br\s*=\s*[\"']\s*([A-Za-z]{0,9})([0-9]{1,12})\s*[\"']")
_LONGEST_PLACE = 64  # bytes one may be long, where it falls between two blocks


class Extent:
    """The rectangle that the cells of one part of a workbook span, block by block."""

    def __init__(self) -> None:
        self._tail = b""
        self._row = 1
        self._column = 1

    @property
    def cells(self) -> int:
        """Cells from the first to the farthest, empty ones included."""
        return self._row * self._column

    @property
    def columns(self) -> int:
        """Columns up to the farthest cell."""
        return self._column

    def add(self, block: bytes) -> None:
        """Look at the next block of the part."""
        text = self._tail + block
        columns = set()
        for letters, digits in _PLACE.findall(text):
            columns.add(letters)
            self._row = max(self._row, int(digits))
        self._column = max([self._column, *map(_column_number, columns)])
        self._tail = text[-_LONGEST_PLACE:]


def _column_number(letters: bytes) -> int:
    number = 0
    for letter in letters.upper():
        number = number * 26 + letter - 64
    return number
