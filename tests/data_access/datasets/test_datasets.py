"""Datasets: each declared once, completely, in words that can be shown."""

from __future__ import annotations

from datetime import date
from typing import Any

import polars as pl
import pytest
from sqlmodel import SQLModel

from data_access.datasets import COUNCIL, DATASETS, FINDING, SCORE, Dataset, LedgerRow, dataset
from vocabulary.framework import CQC_2023, FRAMEWORK_SCHEMA, framework

LEDGER_COLUMNS = {"row_id", "batch_id", "removed"}

every_dataset = pytest.mark.parametrize("each", DATASETS.values(), ids=list(DATASETS))


@every_dataset
def test_a_dataset_is_told_completely(each: Dataset) -> None:
    for words in (each.title, each.grain, each.description):
        assert words.strip() == words != ""
    for spec in each.fields:
        assert spec.description.strip(), spec.name


@every_dataset
def test_its_table_is_its_fields_and_the_ledgers(each: Dataset) -> None:
    table = each.table.metadata.tables[str(each.table.__tablename__)]
    assert set(table.columns.keys()) == set(each.columns) | LEDGER_COLUMNS
    assert issubclass(each.table, LedgerRow)
    assert issubclass(each.table, each.fields_model)


@every_dataset
def test_its_rows_belong_to_a_council(each: Dataset) -> None:
    assert each.natural_key[0] == "authority"
    assert each.spec("authority").required


@every_dataset
def test_its_key_is_of_single_values(each: Dataset) -> None:
    for name in each.natural_key:
        spec = each.spec(name)
        assert not spec.is_list
        assert spec.python_type in {str, int, date}, name


@every_dataset
def test_its_schema_is_typed(each: Dataset) -> None:
    assert tuple(each.schema) == each.columns
    frame = pl.DataFrame(schema=each.schema)
    for spec in each.fields:
        assert frame.schema[spec.name] == spec.polars_type


@every_dataset
def test_choices_are_plain_words(each: Dataset) -> None:
    for spec in each.fields:
        for choice in spec.choices:
            assert choice == choice.strip()
            assert choice


def test_a_dataset_is_found_by_its_name_as_people_say_it() -> None:
    assert dataset("finding") is dataset("findings") is FINDING
    assert dataset("councils") is COUNCIL
    with pytest.raises(KeyError):
        dataset("weather")
    with pytest.raises(KeyError):
        FINDING.spec("weather")


def test_a_declaration_is_read_off_the_model() -> None:
    score = SCORE.spec("score")
    assert (score.python_type, score.required, score.minimum, score.maximum) == (int, False, 1, 4)
    kind = SCORE.spec("kind")
    assert (kind.required, kind.choices) == (True, ("published", "self_assessed", "peer_review"))
    evidence = SCORE.spec("evidence")
    assert (evidence.is_list, evidence.polars_type) == (True, pl.List(pl.String()))
    assert SCORE.spec("published").polars_type == pl.Date()
    assert COUNCIL.spec("home").polars_type == pl.Boolean()


def test_a_key_must_be_of_declared_fields() -> None:
    class Fields(SQLModel):
        authority: str

    with pytest.raises(ValueError, match=r"unknown fields \['day'\]"):
        Dataset(
            name="odd",
            title="Odd",
            grain="one row",
            description="None.",
            table=LedgerRow,
            fields_model=Fields,
            natural_key=("authority", "day"),
        )


@pytest.mark.parametrize(
    ("given", "stored", "again"),
    [
        (["a", "b c"], "a; b c", ["a", "b c"]),
        ("a ;b;", "a ;b;", ["a", "b"]),
        ([], "", []),
        (None, None, None),
    ],
)
def test_a_list_is_stored_as_people_write_it(given: Any, stored: Any, again: Any) -> None:
    column: Any = FINDING.table.metadata.tables["finding"].c["themes"].type
    assert column.process_bind_param(given, None) == stored
    assert column.process_result_value(stored, None) == again


def test_the_framework_is_data() -> None:
    frame = CQC_2023.frame()
    assert dict(frame.schema) == FRAMEWORK_SCHEMA
    assert frame.get_column("statement").to_list() == list(CQC_2023.ids)
    assert frame.get_column("order").to_list() == list(range(1, 10))
    by_theme = frame.group_by("theme", maintain_order=True).len()
    assert dict(by_theme.iter_rows()) == {
        "Working with people": 3,
        "Providing support": 2,
        "Ensuring safety": 2,
        "Leadership": 2,
    }
    assert framework("2023") is CQC_2023
    assert CQC_2023.statement("learning").name == "Learning, improvement and innovation"
    with pytest.raises(KeyError):
        framework("1999")
    with pytest.raises(KeyError):
        CQC_2023.statement("weather")
