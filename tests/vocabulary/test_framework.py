"""The regulator's quality statements, in the regulator's order."""

from __future__ import annotations

import polars as pl
import pytest

from vocabulary.framework import CURRENT, FRAMEWORK_SCHEMA, FRAMEWORKS, framework

ORDER = (
    "assessing_needs",
    "supporting_healthier_lives",
    "equity",
    "care_provision",
    "partnerships",
    "safe_pathways",
    "safeguarding",
    "governance",
    "learning",
)


def test_the_first_framework_has_nine_statements_in_four_themes() -> None:
    known = framework("2023")
    assert known.ids == ORDER
    themes = [statement.theme for statement in known.statements]
    assert [themes.count(theme) for theme in dict.fromkeys(themes)] == [3, 2, 2, 2]


def test_without_a_version_it_is_the_current_one() -> None:
    assert framework() is CURRENT
    assert FRAMEWORKS[CURRENT.version] is CURRENT


def test_an_unknown_version_or_statement_is_a_key_error() -> None:
    with pytest.raises(KeyError):
        framework("1999")
    with pytest.raises(KeyError):
        framework().statement("gardening")


@pytest.mark.parametrize("version", list(FRAMEWORKS))
def test_every_framework_is_complete(version: str) -> None:
    known = framework(version)
    assert known.version == version
    assert known.source.startswith("https://")
    frame = known.frame()
    assert frame.schema == pl.Schema(FRAMEWORK_SCHEMA)
    assert frame["order"].to_list() == list(range(1, frame.height + 1))
    for column in ("statement", "name", "short_name"):
        assert frame[column].is_unique().all()
    assert all(statement.question.endswith("?") for statement in known.statements)
    assert all(len(statement.short_name) <= 20 for statement in known.statements)
