"""The regulator's quality statements, in the regulator's order."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import polars as pl
import pytest

from vocabulary.framework import CQC_2023, FRAMEWORK_SCHEMA, FRAMEWORKS, framework, framework_on

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


def test_the_framework_is_chosen_by_date(monkeypatch: pytest.MonkeyPatch) -> None:
    assert framework_on(date(2026, 9, 30)) is CQC_2023
    revised = replace(CQC_2023, version="2031", valid_from=date(2031, 4, 1))
    monkeypatch.setitem(FRAMEWORKS, "2031", revised)
    assert framework("2031") is revised
    assert framework_on(date(2031, 3, 31)) is CQC_2023
    assert framework_on(date(2031, 4, 1)) is revised
    assert framework_on(date(2001, 1, 1)) is CQC_2023


def test_an_unknown_version_or_statement_is_a_key_error() -> None:
    with pytest.raises(KeyError):
        framework("1999")
    with pytest.raises(KeyError):
        CQC_2023.statement("gardening")


@pytest.mark.parametrize("version", list(FRAMEWORKS))
def test_every_framework_is_complete(version: str) -> None:
    known = framework(version)
    assert known.version == version
    assert [each.valid_from for each in FRAMEWORKS.values()] == sorted(
        each.valid_from for each in FRAMEWORKS.values()
    )
    assert known.source.startswith("https://")
    frame = known.frame()
    assert frame.schema == pl.Schema(FRAMEWORK_SCHEMA)
    assert frame["order"].to_list() == list(range(1, frame.height + 1))
    for column in ("statement", "name", "short_name"):
        assert frame[column].is_unique().all()
    assert all(statement.question.endswith("?") for statement in known.statements)
    assert all(len(statement.short_name) <= 20 for statement in known.statements)
