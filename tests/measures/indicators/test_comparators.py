"""Figures of England and regions, laid out as the council's own."""

from __future__ import annotations

from datetime import date
from typing import Any

import polars as pl

from data_access.datasets import COMPARATOR
from measures.indicators.comparators import COMPARATORS_SCHEMA, comparator_figures
from measures.indicators.declared import declared
from measures.indicators.figures import figures
from tests.measures.indicators.indicator_rows import catalogue, typed

YEAR = {"period_start": date(2024, 4, 1), "period_end": date(2025, 3, 31)}
KNOWN = catalogue({"indicator": "lit", "unit": "percent", "per": 100.0, "out_of": "Lamps"},
                  {"indicator": "bright", "same_as": "lit"})  # fmt: skip


def beside(*rows: dict[str, Any]) -> pl.DataFrame:
    told = [{"authority": "Ours", "indicator": "lit", **YEAR, **row} for row in rows]
    return pl.DataFrame(told, schema=COMPARATOR.schema)


def own(indicator: str) -> pl.DataFrame:
    row = {"indicator": indicator, "numerator": 30.0, "denominator": 40.0, **YEAR}
    return typed(pl.DataFrame([row]))


ENGLAND = {"level": "england", "area": "England", "numerator": 700.0, "denominator": 1000.0}
REGION = {"level": "region", "area": "North West", "value": 71.5, "breakdown": "65+"}


def test_they_are_worked_out_as_the_councils_own_figures() -> None:
    measures = declared(own("lit"), KNOWN)
    found = comparator_figures(beside(ENGLAND, REGION), KNOWN, measures)
    assert found.schema == COMPARATORS_SCHEMA
    assert found.select("level", "area", "measure", "breakdown", "figure").rows() == [
        ("england", "England", "lit", None, 70.0),
        ("region", "North West", "lit", "65+", 71.5),
    ]
    assert figures(own("lit"), KNOWN, measures).item(0, "figure") == 75.0


def test_a_line_that_is_another_measure_is_compared_with_that_one() -> None:
    measures = declared(own("bright"), KNOWN)
    assert measures.get_column("measure").to_list() == ["lit"]
    assert comparator_figures(beside(ENGLAND), KNOWN, measures).height == 1


def test_measures_that_the_council_has_no_figures_of_are_left_out() -> None:
    measures = declared(own("lit"), KNOWN)
    other = beside({**ENGLAND, "indicator": "something else"})
    assert comparator_figures(other, KNOWN, measures).is_empty()
    assert comparator_figures(beside(), KNOWN, measures).schema == COMPARATORS_SCHEMA
