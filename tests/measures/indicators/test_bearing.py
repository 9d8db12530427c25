"""Which measures are a statement's own, which only share a theme, and which stand nowhere."""

from __future__ import annotations

import polars as pl
import pytest

from measures.indicators.bearing import bearing, signals_by_statement, signals_by_theme

LIST = pl.List(pl.String)
STATEMENTS = pl.DataFrame({"statement": ["needs", "safety", "care"], "order": [1, 2, 3]})
CODEBOOK = pl.DataFrame(
    {"theme": ["waiting", "homes", "loose"], "statements": [["needs", "safety"], ["care"], None]},
    schema={"theme": pl.String, "statements": LIST},
)


def held(*rows: tuple[str, list[str] | None, list[str] | None, str]) -> pl.DataFrame:
    return pl.DataFrame(
        rows,
        schema={"measure": pl.String, "statements": LIST, "themes": LIST, "signal": pl.String},
        orient="row",
    )


MEASURES = held(
    ("long waits", ["needs"], ["waiting"], "attention"),
    ("waits for homes", [], ["waiting", "homes"], "improved"),
    ("nowhere", None, None, "usual"),
    ("of an older framework", ["gone"], ["waiting"], "usual"),
    ("on a theme nobody ties", None, ["loose"], "unknown"),
    ("of two", ["needs", "care"], [], "usual"),
    ("on a theme there is not", None, ["unheard of"], "unknown"),
)


def of(statement: str, *, own: bool) -> list[str]:
    rows = bearing(MEASURES, CODEBOOK, STATEMENTS).filter(statement=statement, own=own)
    return rows.get_column("measure").to_list()


def test_a_measure_is_of_the_statements_it_names_and_keeps_its_place() -> None:
    assert of("needs", own=True) == [
        "long waits", "waits for homes", "of an older framework", "of two",
    ]  # fmt: skip


def test_one_that_names_none_is_of_those_its_themes_are_tied_to() -> None:
    assert of("care", own=True) == ["waits for homes", "of two"]
    assert of("safety", own=True) == ["waits for homes", "of an older framework"]


def test_one_that_names_another_statement_only_shares_the_theme() -> None:
    assert of("safety", own=False) == ["long waits"]
    rows = bearing(MEASURES, CODEBOOK, STATEMENTS)
    assert rows.filter(statement="safety", measure="long waits").item(0, "themes").to_list() == [
        "waiting"
    ]


def test_signals_are_counted_by_statement_and_by_theme() -> None:
    counts = signals_by_statement(MEASURES, CODEBOOK, STATEMENTS)
    assert counts.rows() == [
        ("needs", 4, 1, 1, 2, 0),
        ("safety", 2, 0, 1, 1, 0),
        ("care", 2, 0, 1, 1, 0),
    ]
    assert signals_by_theme(MEASURES).rows() == [
        ("homes", 1, 0, 1, 0, 0),
        ("loose", 1, 0, 0, 0, 1),
        ("unheard of", 1, 0, 0, 0, 1),
        ("waiting", 3, 1, 1, 1, 0),
    ]


def test_a_statement_without_measures_has_none_of_each() -> None:
    assert signals_by_statement(held(), CODEBOOK, STATEMENTS).row(0) == ("needs", 0, 0, 0, 0, 0)
    assert bearing(held(), CODEBOOK, STATEMENTS).is_empty()


def test_a_missing_column_is_named() -> None:
    with pytest.raises(ValueError, match="themes"):
        bearing(MEASURES.drop("themes"), CODEBOOK, STATEMENTS)
