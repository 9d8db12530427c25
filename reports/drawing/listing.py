"""The first rows of an exhibit that is a list, as a drawing."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from components.exhibits.exhibit import Exhibit
from components.exhibits.tables.texts import table_texts
from components.tokens import Ink, Surface
from reports.drawing.canvas import LABEL, LINE, Canvas, fold, width_of
from reports.table_columns import shares, to_the_right
from vocabulary.wording import listed, number_of

_ROWS: Final = 12
_COLUMNS: Final = 6
_LINES: Final = 3
_AIR: Final = 5.0  # above and below a row's words
_GAP: Final = 10.0
_NONE: Final = "There are no records to show."


@dataclass(frozen=True)
class Listing:
    """Rows ready to be drawn: the first is of heads. widths: of columns; numbers: those that stand
    to the right. note: how much more there is than is drawn, empty where that is all."""

    rows: tuple[tuple[str, ...], ...]
    widths: tuple[float, ...]
    numbers: frozenset[int]
    note: str

    @property
    def tall(self) -> float:
        """How tall all rows are, in points."""
        return sum(_tall(row) for row in self.rows)

    def draw(self, canvas: Canvas) -> None:
        """Draw them from the top."""
        top = 0.0
        for place, row in enumerate(self.rows):
            left, tall = 0.0, _tall(row)
            if not place and len(self.rows) > 1:
                canvas.block(0, top, canvas.width, top + tall, colour=Surface.BAND.value)
            for column, (text, wide) in enumerate(zip(row, self.widths, strict=True)):
                right = column in self.numbers
                x = left + (wide - _GAP if right else 3)
                canvas.paragraph(
                    x, top + _AIR, text, bold=not place, side="right" if right else "left"
                )
                left += wide
            top += tall
            ink = Surface.HAIRLINE if place else Ink.TEXT
            canvas.line([(0, top), (canvas.width, top)], colour=ink.value, width=0.7)


def listing(exhibit: Exhibit, width: float) -> Listing:
    """The first rows and columns of the exhibit's table that can be read in so many points."""
    whole = exhibit.table()
    if not whole.height or not whole.width:
        return Listing(((_NONE,),), (width,), frozenset(), "")
    table = whole.select(whole.columns[:_COLUMNS]).head(_ROWS)
    texts = table_texts(exhibit, table)
    parts = shares(table.columns, texts, width / (LABEL * 0.56)) or _natural(table.columns, texts)
    widths = tuple(part / sum(parts) * width for part in parts)
    rows = tuple(
        tuple(
            _cut(fold(text, wide - _GAP, LABEL, bold=not place))
            for text, wide in zip(row, widths, strict=True)
        )
        for place, row in enumerate([table.columns, *texts])
    )
    numbers = frozenset(place for place, each in enumerate(table) if to_the_right(each))
    return Listing(rows, widths, numbers, _note(whole.height - table.height,
                                                whole.width - table.width))  # fmt: skip


def _natural(heads: list[str], rows: list[list[str]]) -> tuple[float, ...]:
    return tuple(
        max(width_of(text, LABEL, bold=True) for text in column) + _GAP
        for column in zip(heads, *rows, strict=True)
    )


def _cut(folded: str) -> str:
    lines = folded.split("\n")
    return folded if len(lines) <= _LINES else "\n".join(lines[:_LINES]) + "…"


def _tall(row: tuple[str, ...]) -> float:
    return max(text.count("\n") + 1 for text in row) * LABEL * LINE + 2 * _AIR


def _note(rows: int, columns: int) -> str:
    left_out = [
        number_of(many, thing) for many, thing in ((rows, "more row"), (columns, "more column"))
        if many
    ]  # fmt: skip
    return f"{listed(left_out)} in the table." if left_out else ""
