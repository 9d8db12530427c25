"""From which share on a cell of a heat map is a step deeper, the same for every renderer."""

from __future__ import annotations

import polars as pl
import pytest

from components.charts.rules import GridCells, shade
from components.charts.spec import Grid

SHARES = Grid(rows="team", columns="course", value="share", percent=True, high_is_good=True)
COUNTS = Grid(rows="team", columns="course", value="count")


def grounds(spec: Grid, values: list[float | None]) -> list[str]:
    """The ground of each value's cell in a grid of one row."""
    names = [f"course {number}" for number in range(len(values))]
    frame = pl.DataFrame({"team": ["North"] * len(values), "course": names, spec.value: values})
    cells = GridCells(spec, frame)
    return [cells.cell("North", name).ground for name in names]


def steps(spec: Grid, values: list[float | None]) -> list[int]:
    """How many steps deep each value's cell is: grounds are met from the palest on."""
    found = grounds(spec, values)
    return [list(dict.fromkeys(found)).index(ground) for ground in found]


def test_below_nine_in_ten_a_share_is_a_step_deeper_at_each_threshold() -> None:
    shares: list[float | None] = [1.0, 0.9, 0.8999, 0.8, 0.7999, 0.65, 0.6499, 0.0]
    assert steps(SHARES, shares) == [0, 0, 1, 1, 2, 2, 3, 3]


def test_counts_are_deeper_by_thirds_of_the_most_and_none_is_paper() -> None:
    assert steps(COUNTS, [0, 1, 30, 31, 60, 61, 90]) == [0, 1, 1, 2, 2, 3, 3]


def test_shares_that_are_not_good_or_bad_are_deeper_by_thirds_of_the_whole() -> None:
    spec = Grid(rows="team", columns="course", value="share", percent=True)
    assert steps(spec, [0.0, 0.33, 0.34, 0.66, 0.67]) == [0, 1, 2, 2, 3]


@pytest.mark.parametrize("spec", [SHARES, COUNTS])
def test_what_is_hidden_says_so_on_the_palest_ground(spec: Grid) -> None:
    frame = pl.DataFrame({"team": ["North"] * 2, "course": ["a", "b"], spec.value: [None, 0.1]})
    cell = GridCells(spec, frame).cell("North", "a")
    assert cell.text == "[c]"
    assert cell.ground == shade(0)
