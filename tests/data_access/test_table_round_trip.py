"""What is exported imports again, and comes out the same to the byte."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from datetime import date
from pathlib import Path

import polars as pl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from data_access.datasets import DATASETS, OMBUDSMAN, OWN_RECORD, Dataset, FieldSpec
from data_access.export import rows_for_export, write_csv
from data_access.ledger import Entry, append
from data_access.new_store import make_example_store
from data_access.personal_data import kinds_in
from data_access.store import Store, open_store
from data_access.tabular.source import TableSource
from tests.data_access.made_up_rows import OFFICER, SOMEWHERE
from tests.data_access.made_up_tables import land

FULL = os.environ.get("FULL") == "1"
TABLES = [*OWN_RECORD, OMBUDSMAN]
# Texts a spreadsheet, a CSV file or a reader of either may trip over.
AWKWARD = [
    "plain", "a, b", 'say "no"', "two\nlines", "=1+1", "+5 points", "007", "1e5", "TRUE", "a;b",
    "Café – “ü”", "'quoted'", "\\N", "Total", "x" * 500, "tab\there", "€5", "March 2026", "0",
    "𝔘nicode", "a | b", "1,000",
]  # fmt: skip
# A cell with one of these is empty, whoever fills it in: no store holds them.
NOTHING = {"-", "–", "—", "n/a", "na", "#n/a", "null", "none", "nil", ".", "..", "[x]", "[z]"}


@pytest.fixture(scope="module")
def example(tmp_path_factory: pytest.TempPathFactory) -> Store:
    """Example Borough and the published facts."""
    store = open_store(f"sqlite:///{tmp_path_factory.mktemp('example') / 'example.db'}")
    make_example_store(store, principal=OFFICER)
    return store


def exported(store: Store, dataset: Dataset) -> str:
    """The file `export` writes."""
    return write_csv(rows_for_export(store, dataset, principal=OFFICER))


@pytest.mark.parametrize("dataset", TABLES, ids=lambda each: str(each.name))
def test_an_exported_file_imports_and_exports_the_same(
    example: Store, new_sqlite_store: Callable[[], Store], dataset: Dataset
) -> None:
    first = exported(example, dataset)
    assert first.count("\n") > 1, "there is nothing to try it with"
    copy = new_sqlite_store()
    # One council's records at a time: an invented one's are kept apart from real ones'.
    rows = rows_for_export(example, dataset, principal=OFFICER)
    for authority in rows.get_column("authority").unique():
        mine = write_csv(rows.filter(pl.col("authority") == authority))
        source = TableSource(f"{dataset.name}.csv", mine.encode())
        assert land(copy, source, dataset, authority=None).import_id is not None
    assert exported(copy, dataset).encode() == first.encode()


@pytest.mark.parametrize("name", ["complaint", "indicator", "learning"])
def test_on_postgresql_as_well(example: Store, new_store: Callable[[], Store], name: str) -> None:
    dataset = DATASETS[name]
    rows = rows_for_export(example, dataset, principal=OFFICER, authority="Example Borough")
    text = write_csv(rows)
    copy = new_store()
    land(copy, TableSource("out.csv", text.encode()), dataset, authority=None)
    assert exported(copy, dataset) == text


def texts_for(spec: FieldSpec) -> st.SearchStrategy[str]:
    free = st.text(st.characters(exclude_categories=["Cs", "Cc", "Z"]), min_size=1, max_size=12)
    texts = st.sampled_from(AWKWARD) | free
    allowed = texts.filter(
        lambda text: not kinds_in(text) and text == text.strip() and text.casefold() not in NOTHING
    )
    if spec.is_list:  # what separates the parts cannot be in them
        return allowed.filter(lambda text: not set(";|\n") & set(text))
    return allowed


def values_for(spec: FieldSpec) -> st.SearchStrategy[object]:
    """Values a field may hold in a store."""
    if spec.is_list:
        item = st.sampled_from(spec.choices) if spec.choices else texts_for(spec)
        return st.lists(item, max_size=3)
    if spec.choices:
        return st.sampled_from(spec.choices)
    low = spec.minimum if spec.minimum is not None else -1e6
    high = spec.maximum if spec.maximum is not None else 1e6
    days = st.dates(date(1990, 1, 1), date(2099, 12, 31))
    kinds: dict[type, st.SearchStrategy[object]] = {
        str: texts_for(spec),
        bool: st.booleans(),
        date: days.map(lambda day: day.replace(day=1)) if spec.name == "month" else days,
        int: st.integers(int(low), int(high)),
        float: st.floats(low, high, allow_nan=False),
    }
    return kinds[spec.python_type]


@st.composite
def entries(draw: st.DrawFn) -> Entry:
    """A few rows of some dataset, as a store may hold them."""
    dataset = draw(st.sampled_from(TABLES))
    rows = []
    for _ in range(draw(st.integers(1, 3))):
        row = {"authority": SOMEWHERE}
        for spec in dataset.fields[1:]:
            value = values_for(spec) if spec.required else st.none() | values_for(spec)
            row[spec.name] = draw(value)  # type: ignore[assignment]
        rows.append(row)
    frame = pl.DataFrame(rows, schema=dataset.schema, orient="row", infer_schema_length=None)
    return Entry(dataset, frame.unique(list(dataset.natural_key), keep="first"))


@settings(
    deadline=None,
    max_examples=500 if FULL else 40,
    derandomize=not FULL,
    database=None,
    suppress_health_check=list(HealthCheck),
)
@given(entry=entries())
def test_whatever_a_store_holds_comes_back_from_a_file(
    empty_file: Path, tmp_path_factory: pytest.TempPathFactory, entry: Entry
) -> None:
    stores = []
    for name in ("one.db", "other.db"):
        path = tmp_path_factory.mktemp("round") / name
        shutil.copyfile(empty_file, path)
        stores.append(open_store(f"sqlite:///{path}"))
    one, other = stores
    append(one, [entry], principal=OFFICER, source_name="made up")
    first = exported(one, entry.dataset)
    source = TableSource("out.csv", first.encode())
    land(other, source, entry.dataset, authority=None, good_rows_only=True)
    kept = rows_for_export(one, entry.dataset, principal=OFFICER)
    broken = entry.dataset.breaches(kept)
    expected = write_csv(
        kept.with_row_index("row").filter(~pl.col("row").is_in(broken["row"].implode())).drop("row")
    )
    assert exported(other, entry.dataset) == expected
    for store in stores:
        store.engine.dispose()
