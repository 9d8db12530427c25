"""A spark line shows every figure there is, its usual range, and what the newest means."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from components.charts.spark_line import HIGH, WIDE, spark_line
from components.tokens import Ink, Signal, Surface

figure = st.none() | st.floats(-1e6, 1e6)


def points(svg: str) -> list[tuple[float, float]]:
    """The corners of every line and area."""
    found = re.findall(r"[ML](-?[\d.]+) (-?[\d.]+)", svg)
    return [(float(x), float(y)) for x, y in found]


def test_nothing_is_drawn_of_no_figure() -> None:
    assert spark_line([], [], [], None) == ""
    assert spark_line([None, None], [None, None], [None, None], "concern") == ""


def test_a_gap_in_the_figures_is_a_gap_in_the_line() -> None:
    svg = spark_line([3.0, 4.0, None, 5.0, 2.0], [None] * 5, [None] * 5, "common_cause")
    [line] = re.findall(r'd="(M[^"z]*)" fill="none"', svg)
    assert line.count("M") == 2
    assert Surface.EMPTY not in svg


def test_the_usual_range_is_shaded_and_lies_round_its_figures() -> None:
    svg = spark_line([5.0, 5.0, 5.0], [2.0] * 3, [8.0] * 3, "common_cause")
    [area] = re.findall(rf'd="M([^"]*)z" fill="{Surface.EMPTY}"', svg)
    heights = [float(each.split(" ")[1]) for each in area.split("L")]
    assert heights == [min(heights)] * 2 + [max(heights)] * 2
    assert f'cy="{HIGH / 2}"' in svg


def test_what_the_newest_figure_means_is_a_shape_too() -> None:
    marks = {
        meaning: re.findall(r"<\w+ [^<]*/>", spark_line([1, 2], [0] * 2, [3] * 2, meaning))[-1]
        for meaning in ("concern", "improvement", "neutral_high", "common_cause")
    }
    assert marks["concern"].startswith("<path")
    assert Signal.ATTENTION in marks["concern"]
    # A ring for what stood out: a measure has either a better way or none, so never both.
    for meaning, colour in (("improvement", Signal.BRAND), ("neutral_high", Ink.TEXT)):
        assert marks[meaning].startswith("<circle")
        assert f'fill="{Surface.PAPER}" stroke="{colour}"' in marks[meaning]
    assert f'fill="{Signal.BRAND}"' in marks["common_cause"]


@given(st.lists(st.tuples(figure, figure, figure), max_size=30))
def test_nothing_is_drawn_outside(
    rows: list[tuple[float | None, float | None, float | None]],
) -> None:
    figures, lower, upper = ([row[at] for row in rows] for at in range(3))
    for x, y in points(spark_line(figures, lower, upper, "concern")):
        assert -1e-6 <= x <= WIDE + 1e-6
        assert -5 <= y <= HIGH + 5
