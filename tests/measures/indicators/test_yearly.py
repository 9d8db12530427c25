"""Yearly figures: each with its interval, beside other councils."""

from __future__ import annotations

from datetime import date
from typing import Any

import polars as pl
import pytest

from measures.indicators.figures import FIGURES_SCHEMA
from measures.indicators.yearly import against_peers
from measures.statistics.comparison import proportions
from measures.statistics.funnel import FunnelVerdict

YEAR = {"period_start": date(2024, 4, 1), "date": date(2025, 3, 31)}
SHARE = {"series": "3A", "measure": "3A", "per": 100.0, "frequency": "yearly", "chart": "yearly"}


def yearly(*entries: dict[str, Any]) -> pl.DataFrame:
    told = []
    for entry in entries:
        row = {**SHARE, **YEAR, **entry}
        if "figure" not in row:
            row["figure"] = row["numerator"] / row["denominator"] * row["per"]
        told.append(row)
    return pl.DataFrame(told, schema={**FIGURES_SCHEMA, "authority": pl.String()})


def peers(*shares: float, size: float = 400, **columns: Any) -> pl.DataFrame:
    counted = [{"numerator": float(round(share * size)), "denominator": size} for share in shares]
    named = [{"authority": f"Council {n}", **each, **columns} for n, each in enumerate(counted)]
    return yearly(*named)


AROUND = (0.74, 0.76, 0.78, 0.75, 0.77, 0.76, 0.73, 0.79)


def test_a_share_has_its_interval_and_its_place_among_peers() -> None:
    [row] = against_peers(
        yearly({"numerator": 240.0, "denominator": 400.0}), peers(*AROUND)
    ).to_dicts()
    wilson = proportions(pl.DataFrame({"x": [240], "n": [400], "expected": [0.5]}))
    assert row["low"] == pytest.approx(wilson.item(0, "wilson_low") * 100)
    assert row["high"] == pytest.approx(wilson.item(0, "wilson_high") * 100)
    assert (row["peers"], row["peers_median"]) == (8, pytest.approx(76))
    assert row["verdict"] == FunnelVerdict.LOWER


def test_a_figure_like_its_peers_is_within_chance() -> None:
    [row] = against_peers(
        yearly({"numerator": 300.0, "denominator": 400.0}), peers(*AROUND)
    ).to_dicts()
    assert row["verdict"] == FunnelVerdict.WITHIN_CHANCE


def test_other_years_groups_and_measures_are_no_peers() -> None:
    others = pl.concat([
        peers(*AROUND, date=date(2024, 3, 31)),
        peers(*AROUND, breakdown="65 and over"),
        peers(*AROUND, measure="3B"),
        peers(*AROUND, team="Hall"),
    ])  # fmt: skip
    [row] = against_peers(yearly({"numerator": 240.0, "denominator": 400.0}), others).to_dicts()
    assert (row["peers"], row["peers_median"]) == (0, None)
    assert row["verdict"] == FunnelVerdict.NOTHING_TO_COMPARE


def test_a_score_has_no_interval_and_is_set_against_the_spread_of_peers() -> None:
    scores = peers(*AROUND, figure=19.2, per=None)
    own = yearly({"numerator": 7600.0, "denominator": 400.0, "figure": 19.0, "per": None})
    [row] = against_peers(own, scores).to_dicts()
    assert (row["low"], row["high"], row["peers_median"]) == (None, None, 19.2)
    assert row["verdict"] == FunnelVerdict.NOTHING_TO_COMPARE


def test_a_rate_has_the_interval_of_its_count() -> None:
    own = yearly({"numerator": 60.0, "denominator": 154_000.0, "per": 100_000.0})
    rates = peers(0.0004, 0.0005, 0.0004, 0.0003, 0.0006, size=150_000, per=100_000.0)
    [row] = against_peers(own, rates).to_dicts()
    assert row["low"] < row["figure"] < row["high"]
    assert row["low"] == pytest.approx(29.7, abs=0.1)
    assert row["verdict"] == FunnelVerdict.WITHIN_CHANCE


def test_four_peers_are_too_few_for_a_verdict() -> None:
    [row] = against_peers(
        yearly({"numerator": 240.0, "denominator": 400.0}), peers(*AROUND[:4])
    ).to_dicts()
    assert (row["peers"], row["verdict"]) == (4, FunnelVerdict.NOTHING_TO_COMPARE)


def test_figures_whose_parts_are_not_known_are_compared_by_themselves() -> None:
    own = yearly({"figure": 61.0})
    [row] = against_peers(own, peers(*AROUND)).to_dicts()
    assert (row["low"], row["peers"]) == (None, 8)
    assert row["verdict"] == FunnelVerdict.NOTHING_TO_COMPARE
