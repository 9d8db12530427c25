"""A figure is said as somebody would say it."""

from __future__ import annotations

import pytest

from vocabulary.values import figure_in, range_in


@pytest.mark.parametrize(
    ("value", "unit", "said"),
    [
        (62.4, "percent", "62%"),
        (4.34, "percent", "4.3%"),
        (99.6, "percent", "99.6%"),
        (100.0, "percent", "100%"),
        (0.0, "percent", "0%"),
        (-0.02, "percent", "0%"),
        (-3.25, "percent", "−3.2%"),
        (14.0, "days", "14 days"),
        (1.0, "days", "1 day"),
        (13.64, "days", "13.6 days"),
        (204.4, "days", "204 days"),
        (1204.0, "people", "1,204"),
        (4.12, "per 1,000 adults", "4.1 per 1,000 adults"),
        (22.0, "cases per worker", "22 cases per worker"),
        (18.74, "score out of 24", "18.7 out of 24"),
        (0.4, "score", "0.4"),
        (12.0, None, "12"),
        (None, "percent", "not known"),
        (float("nan"), "days", "not known"),
    ],
)
def test_figures_in_words(value: float | None, unit: str | None, said: str) -> None:
    assert figure_in(value, unit) == said


@pytest.mark.parametrize(
    ("low", "high", "unit", "said"),
    [
        (58.2, 75.4, "percent", "58 to 75%"),
        (4.25, 92.04, "percent", "4.2 to 92%"),
        (15.31, 15.84, "percent", "15.31 to 15.84%"),
        (11.0, 13.64, "days", "11 to 13.6 days"),
        (2.943, 3.41, "days", "2.94 to 3.41 days"),
        (40.4, 50.8, "people", "41 to 50"),
        (0.3, 7.0, "placements", "1 to 7"),
        (40.4, 40.8, "people", "40.4 to 40.8"),
        (0.0, 1.0, "days", "0 to 1 day"),
    ],
)
def test_ranges_in_words(low: float, high: float, unit: str, said: str) -> None:
    assert range_in(low, high, unit) == said


def test_a_figure_has_the_digits_that_tell_it_from_those_beside_it() -> None:
    assert figure_in(15.84, "percent", 0.4) == "15.84%"
    assert figure_in(15.84, "percent", 4) == "15.8%"
    assert figure_in(15.84, "percent", 40) == "16%"
    assert figure_in(2_461.0, "contacts", 480) == "2,461"
