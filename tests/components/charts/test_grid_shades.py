"""How deep a heat map's cells are: the same on every screen and in every file."""

from __future__ import annotations

import polars as pl
import pytest

from components.charts.rules import GridCells, shade
from components.charts.spec import Grid
from components.tokens import Scale

PAPER = "#FFFFFF"


def depths(values: list[float | None], *, percent: bool, high_is_good: bool) -> list[str]:
    """The ground of one cell after another."""
    columns = [f"C{number}" for number, _ in enumerate(values)]
    frame = pl.DataFrame({"row": ["R"] * len(values), "column": columns, "value": values})
    spec = Grid("row", "column", "value", percent=percent, high_is_good=high_is_good)
    cells = GridCells(spec, frame)
    return [cells.cell("R", column).ground for column in columns]


def test_nine_in_ten_is_as_it_should_be_and_below_are_three_steps() -> None:
    values = [1.0, 0.9, 0.899, 0.8, 0.799, 0.65, 0.649, 0.0, None]
    found = depths(values, percent=True, high_is_good=True)
    good, low, lower, lowest = found[0], found[2], found[4], found[6]
    assert found == [good, good, low, low, lower, lower, lowest, lowest, good]
    assert len({good, low, lower, lowest}) == 4
    assert good == PAPER


def test_counts_are_shaded_in_thirds_of_the_most() -> None:
    values = [0.0, 1.0, 10.0, 11.0, 20.0, 21.0, 30.0]
    found = depths([*values, None], percent=False, high_is_good=False)
    first, second, third = Scale.FIRST, Scale.SECOND, Scale.THIRD
    assert found == [PAPER, first, first, second, second, third, third, PAPER]


@pytest.mark.parametrize(
    ("share", "ground"),
    [(0.0, PAPER), (0.01, Scale.FIRST), (1 / 3, Scale.FIRST), (0.34, Scale.SECOND),
     (2 / 3, Scale.SECOND), (0.67, Scale.THIRD), (1.0, Scale.THIRD)],
)  # fmt: skip
def test_a_shade_is_deeper_the_more(share: float, ground: str) -> None:
    assert shade(share) == ground
