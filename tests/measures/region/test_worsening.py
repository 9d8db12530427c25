"""Measures that get worse count for a region where chance alone would not give as many."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import polars as pl
import pytest

from measures.indicators.standings import STANDINGS_SCHEMA, StandingVerdict
from measures.region.worsening import BY_CHANCE, beyond_chance

WORSE, USUAL = StandingVerdict.WORSE.value, StandingVerdict.AS_USUAL.value


def standing(worse: Sequence[float], usual: int, n: int = 30) -> pl.DataFrame:
    """Measures that stand so: those worse by how far, and those as usual."""
    far = [*worse, *[0.1] * usual]
    return pl.DataFrame(
        {
            "name": [f"Measure {number}" for number in range(len(far))],
            "verdict": [*[WORSE] * len(worse), *[USUAL] * usual],
            "variation": ["concern"] * len(far),
            "direction": ["increase"] * len(far),
            "how_far": far,
            "n": [n] * len(far),
        },
        schema={name: STANDINGS_SCHEMA[name]
                for name in ("name", "verdict", "variation", "direction", "how_far", "n")},
    )  # fmt: skip


@pytest.mark.parametrize(
    ("worse", "of", "more"),
    [(1, 1, True), (1, 4, False), (2, 10, True), (2, 48, False), (3, 48, False), (4, 48, True)],
)
def test_more_than_chance_gives_among_as_many_counts(worse: int, of: int, more: bool) -> None:
    judged, found, far = beyond_chance(standing([0.3] * worse, of - worse))
    assert (judged, found, far) == (of, more, ())


def test_one_that_is_far_beyond_its_limits_counts_among_however_many() -> None:
    assert beyond_chance(standing([2.5], 47)) == (48, False, ("Measure 0",))
    assert beyond_chance(standing([1.3], 47)) == (48, False, ())
    assert beyond_chance(standing([2.5], 47, n=8)) == (48, False, ())  # limits drawn from few


def test_what_nobody_can_judge_is_not_counted() -> None:
    rows = standing([3.0], 3)
    neither = rows.with_columns(direction=pl.lit("neutral"))
    yearly = rows.with_columns(variation=pl.lit(None, pl.String))
    for frame in (neither, yearly, rows.clear()):
        assert beyond_chance(frame) == (0, False, ())


def test_where_nothing_changes_hardly_any_council_has_a_signal() -> None:
    chance = np.random.default_rng(7)
    councils = 300
    by_chance = chance.binomial(48, BY_CHANCE, councils)
    signals = sum(beyond_chance(standing([1.05] * k, 48 - int(k)))[1] for k in by_chance)
    assert np.mean(by_chance > 0) > 0.4  # by a mark of any, half of a region would
    assert signals / councils <= 0.025
