"""The catalogue of indicators that ships: whole, in the field's words, each with its source."""

from __future__ import annotations

from collections import Counter

import polars as pl
import pytest

from data_access.datasets import INDICATOR_DEFINITION
from data_access.datasets.indicator import OPEN_CASES
from data_access.example.indicators import indicators
from data_access.importing.stages.kinds.indicators.known_measures import known_of
from data_access.reference.published_facts import catalogue_frame, codebook_frame
from vocabulary.framework import CQC_2023
from vocabulary.indicators import ChartKind, Direction, Frequency, TargetKind, chart_kind

CATALOGUE = catalogue_frame()
# DHSC, handbook of definitions for 2024-25.
ASCOF = [
    "1A", "1B", "1C", "1D", "1E", "2A", "2B", "2C", "2D", "2E", "3A", "3B", "3C1", "3C2", "3D1A",
    "3D1B", "3D2A", "3D2B", "4A", "4B", "5A1", "5A2", "6A", "6B",
]  # fmt: skip


# Quality of life and feeling safe are asked in the same words under the same codes all along.
MEAN_THE_SAME = frozenset({"1A", "4A"})


def test_every_indicator_is_told_completely() -> None:
    assert CATALOGUE.height >= 45
    needed = ("indicator", "name", "meaning", "counted", "unit", "direction", "frequency", "source",
              "statements", "themes")  # fmt: skip
    for name in needed:
        assert CATALOGUE.get_column(name).null_count() == 0, name
    assert set(CATALOGUE.get_column("direction")) <= set(Direction)
    assert set(CATALOGUE.get_column("frequency")) <= set(Frequency)
    assert set(CATALOGUE.get_column("chart").drop_nulls()) <= set(ChartKind)
    assert set(CATALOGUE.get_column("target_kind").drop_nulls()) <= set(TargetKind)
    assert CATALOGUE.get_column("indicator").is_unique().all()
    assert CATALOGUE.get_column("name").is_unique().all()
    assert set(CATALOGUE.columns) == set(INDICATOR_DEFINITION.columns)


def test_a_target_says_who_set_it_and_where() -> None:
    held = CATALOGUE.filter(pl.col("target").is_not_null())
    assert held.height
    assert held.select("target_kind", "target_source").null_count().row(0) == (0, 0)


def test_what_is_out_of_something_says_by_how_much_it_is_multiplied() -> None:
    odd = CATALOGUE.filter(pl.col("per").is_not_null() & pl.col("out_of").is_null())
    assert odd.is_empty()
    percent = CATALOGUE.filter(pl.col("unit") == "percent")
    assert set(percent.get_column("per")) == {100.0}


def test_statements_and_themes_are_those_there_are() -> None:
    statements = CATALOGUE.explode("statements").get_column("statements")
    assert set(statements) <= set(CQC_2023.ids)
    themes = CATALOGUE.explode("themes").get_column("themes")
    assert set(themes) <= set(codebook_frame().get_column("theme"))
    counted = Counter(statements.to_list())
    assert {each: n for each, n in counted.items() if n < 4} == {}
    assert set(counted) == set(CQC_2023.ids)


@pytest.mark.parametrize("code", ASCOF)
def test_the_outcomes_framework_is_there(code: str) -> None:
    [row] = CATALOGUE.filter(pl.col("indicator") == f"ASCOF {code}").iter_rows(named=True)
    assert "ASCOF" in row["comparator"]
    # The codes stood for other measures before the framework of 2023, but for two.
    if code in MEAN_THE_SAME:
        assert row["valid_from"] is None
    else:
        assert row["valid_from"].year >= 2023
    assert chart_kind(row["frequency"], row["per"], row["out_of"]) == ChartKind.YEARLY


def test_one_name_is_one_measure_among_figures_of_a_kind() -> None:
    told = Counter(
        (name, known.share, known.rate, known.yearly)
        for known in known_of(CATALOGUE)
        for name in known.names
    )
    assert [name for name, times in told.items() if times > 1] == []


def test_the_example_borough_measures_what_the_catalogue_says() -> None:
    figures = indicators().filter(pl.col("indicator") != OPEN_CASES)
    theirs = figures.select("indicator", "unit", "direction", "per").unique()
    both = theirs.join(CATALOGUE, on="indicator", how="inner", suffix="_declared")
    assert both.height == theirs.height
    for name in ("unit", "direction", "per"):
        differing = both.filter(~pl.col(name).eq_missing(pl.col(f"{name}_declared")))
        assert differing.select("indicator", name, f"{name}_declared").rows() == []


@pytest.mark.parametrize(
    ("frequency", "per", "out_of", "kind"),
    [
        ("monthly", 100.0, "Contacts", ChartKind.P),
        ("monthly", 1000.0, "Adults", ChartKind.U),
        ("monthly", None, None, ChartKind.XMR),
        ("monthly", 100.0, None, ChartKind.XMR),
        ("yearly", 100.0, "People who answered", ChartKind.YEARLY),
        ("every_two_years", None, None, ChartKind.YEARLY),
        (None, None, "Things", ChartKind.XMR),
    ],
)
def test_the_chart_follows_from_the_declaration(
    frequency: str | None, per: float | None, out_of: str | None, kind: ChartKind
) -> None:
    assert chart_kind(frequency, per, out_of) == kind
