"""A page's exhibits in rows of cards: how wide each is, and which stand beside each other."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import Final

from components.charts.spec import Grid, SeriesPanels, StackedBars
from components.exhibits.exhibit import Exhibit
from components.look import Shape
from components.widgets.exhibits.lists import LISTS, SENTENCES

_FEW_KINDS: Final = 2  # kinds of parts: so few stand in a narrow card
_FEW_SENTENCES: Final = 3  # more would be taller than the charts beside them, fewer leave a void
_SHAPES: Final[dict[tuple[int, ...], Shape]] = {
    (1, 1, 1): "111", (2, 1): "21", (1, 2): "12", (1, 1): "11", (2, 2): "11",
}  # fmt: skip


def thirds_of(exhibit: Exhibit) -> int:
    """How many thirds of a row an exhibit takes: a chart one, sentences, a chart of several kinds
    or of panels two, a table all three."""
    if exhibit.key in SENTENCES:
        return 2 if exhibit.frame.height > _FEW_SENTENCES else 1
    if exhibit.key in LISTS or exhibit.chart is None or isinstance(exhibit.chart, Grid):
        return 3
    many_kinds = isinstance(exhibit.chart, StackedBars) and len(exhibit.chart.kinds) > _FEW_KINDS
    return 2 if many_kinds or isinstance(exhibit.chart, SeriesPanels) else 1


def rows_of(exhibits: Sequence[Exhibit]) -> list[tuple[Shape, list[Exhibit]]]:
    """The exhibits in their order, in rows without a gap: two that take two thirds share a row, and
    what would stand alone at its end is wider instead."""
    rows: list[list[Exhibit]] = []
    for exhibit in exhibits:
        beside = [thirds_of(each) for each in rows[-1]] if rows else []
        wide = thirds_of(exhibit)
        if beside and (sum(beside) + wide <= 3 or (beside == [2] and wide == 2)):
            rows[-1].append(exhibit)
        else:
            rows.append([exhibit])
    _share(rows)
    return [(_shape(row), row) for row in rows]


def _share(rows: list[list[Exhibit]]) -> None:
    """A chart alone after a row of three takes one of them over: two and two are read better."""
    for before, row in pairwise(rows):
        if len(before) == 3 and len(row) == 1 and thirds_of(row[0]) < 3:
            row.insert(0, before.pop())


def _shape(row: Sequence[Exhibit]) -> Shape:
    return _SHAPES.get(tuple(map(thirds_of, row)), "1")
