"""What is exported imports again, and comes out the same to the byte."""

from __future__ import annotations

import csv
import io
import shutil
from collections.abc import Callable
from datetime import date
from pathlib import Path

import openpyxl
import polars as pl
import pytest
from hypothesis import HealthCheck, given, reject, settings
from hypothesis import strategies as st

from data_access.datasets import DATASETS, OMBUDSMAN, OWN_RECORD, SCORE, Dataset, FieldSpec
from data_access.errors import DataError
from data_access.exporting.rows import rows_for_export, write_csv
from data_access.exporting.templates import csv_template, workbook_template
from data_access.exporting.workbook import write_workbook
from data_access.importing.personal_data.guard import kinds_in
from data_access.importing.stages.table.own_layouts import own_layout
from data_access.ledger.entry import Counts, Entry
from data_access.ledger.history import withdraw
from data_access.ledger.ledger import append
from data_access.snapshot import snapshot
from data_access.store.database import Store, open_store
from tests.data_access.importing.made_up_files import File, counts, land, plan, read
from tests.data_access.made_up_rows import OFFICER, SOMEWHERE
from tests.example_store import example_at
from tests.sampling import FULL, one_in_slow

EVERY = [dataset for dataset in DATASETS.values() if not dataset.for_good]  # that come by file
# Texts a spreadsheet, a CSV file, XML or a reader of any of them may trip over.
AWKWARD = [
    "plain", "a, b", 'say "no"', "two\nlines", "=1+1", "+5 points", "007", "1e5", "TRUE", "a;b",
    "Café – “ü”", "'quoted'", "\\N", "Total", "x" * 500, "tab\there", "€5", "March 2026", "0",
    "𝔘nicode", "a | b", "1,000", "old\r\nline ends", "no\u00a0break", "_x000D_", "<b>&amp;</b>",
    "bell\x07", "right \u202eto left", " blanks ", "#REF!", "@SUM(A1)", "-", "n/a", "e\u0301",
    "\u2028",
]  # fmt: skip


def made_up(dataset: Dataset, number: int) -> dict[str, object]:
    """A row with something in every field."""
    row: dict[str, object] = {}
    for spec in dataset.fields:
        if spec.choices:
            value: object = spec.choices[number % len(spec.choices)]
        elif spec.python_type is str:
            value = f"{spec.example or spec.name} {AWKWARD[number]}"
        elif spec.python_type is date:
            value = date(2026, 3, 1 + number)
        else:
            value = spec.python_type(1 + number)
        row[spec.name] = [value] if spec.is_list else value
    return {**row, "authority": SOMEWHERE}


@pytest.fixture(scope="module")
def example(tmp_path_factory: pytest.TempPathFactory) -> Store:
    """Example Borough and the published facts, and a real council's rows where it has none."""
    store = example_at(tmp_path_factory.mktemp("example") / "example.db")
    for dataset in EVERY:
        if rows_for_export(store, dataset, principal=OFFICER).is_empty():
            rows = [made_up(dataset, number) for number in range(12)]
            frame = pl.DataFrame(rows, schema=dataset.schema, orient="row")
            frame = frame.unique(list(dataset.natural_key), keep="first", maintain_order=True)
            append(store, [Entry(dataset, frame)], principal=OFFICER, source_name="made up")
    return store


def exported(store: Store, dataset: Dataset) -> str:
    """The file `export` writes."""
    return write_csv(rows_for_export(store, dataset, principal=OFFICER))


def in_workbook(store: Store, dataset: Dataset) -> bytes:
    """The workbook `export` writes."""
    return write_workbook(dataset, rows_for_export(store, dataset, principal=OFFICER))


@pytest.mark.parametrize("dataset", one_in_slow(2, EVERY), ids=lambda each: str(each.name))
def test_an_exported_file_imports_and_exports_the_same(
    example: Store, new_sqlite_store: Callable[[], Store], dataset: Dataset
) -> None:
    first, book = exported(example, dataset), in_workbook(example, dataset)
    assert first.count("\n") > 1, "there is nothing to try it with"
    for source in (
        File(f"{dataset.name}.csv", first.encode()),
        File(f"{dataset.name}.xlsx", book),
    ):
        copy = new_sqlite_store()
        assert land(copy, source, dataset, authority=None).import_id is not None
        assert exported(copy, dataset).encode() == first.encode()
        assert in_workbook(copy, dataset) == book
        for named in (dataset, None):
            again = plan(copy, source, named, authority=None)
            assert (again.reading.dataset, again.questions) == (dataset, ())
            assert counts(again) == Counts(0, 0, again.reading.file_rows, 0)


@pytest.mark.postgres
@pytest.mark.parametrize("name", ["indicator", "learning"])
def test_on_postgresql_as_well(
    example: Store, new_postgres_store: Callable[[], Store], name: str
) -> None:
    dataset = DATASETS[name]
    text = exported(example, dataset)
    copy = new_postgres_store()
    land(copy, File("out.csv", text.encode()), dataset, authority=None)
    assert exported(copy, dataset) == text


def test_what_is_what_is_kept_apart_in_the_copy(
    example: Store, new_sqlite_store: Callable[[], Store]
) -> None:
    copy = new_sqlite_store()
    source = File("scores.csv", exported(example, SCORE).encode())
    landed = land(copy, source, SCORE, authority=None)
    assert len(landed.batch_ids) == 2
    example_rows = snapshot("Example Borough", principal=OFFICER, store=copy)["score"]
    assert set(example_rows["nature"]) == {"illustrative"}
    others = snapshot("Example Borough", principal=OFFICER, store=copy).peers["score"]
    assert set(others["nature"]) == {"published"}
    withdraw(copy, landed.batch_ids[0], principal=OFFICER)  # one import: all of it goes
    assert exported(copy, SCORE).count("\n") == 1


def texts_for(spec: FieldSpec) -> st.SearchStrategy[str]:
    anything = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=12)
    return (st.sampled_from(AWKWARD) | anything).filter(lambda text: not kinds_in(text))


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
        float: st.floats(low, high, allow_nan=False) | st.sampled_from([0.1 + 0.2, 1e-270, 0.1]),
    }
    return kinds[spec.python_type]


@st.composite
def entries(draw: st.DrawFn) -> Entry:
    """A few rows of some dataset, as a store may hold them."""
    dataset = draw(st.sampled_from(EVERY))
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
    max_examples=500 if FULL else 20,
    derandomize=not FULL,
    database=None,
    suppress_health_check=list(HealthCheck),
)
@given(entry=entries())
def test_whatever_a_store_holds_comes_back_from_a_file(
    empty_file: Path, tmp_path_factory: pytest.TempPathFactory, entry: Entry
) -> None:
    stores = []
    for name in ("one.db", "csv.db", "xlsx.db"):
        path = tmp_path_factory.mktemp("round") / name
        shutil.copyfile(empty_file, path)
        stores.append(open_store(f"sqlite:///{path}"))
    one, from_csv, from_workbook = stores
    try:
        append(one, [entry], principal=OFFICER, source_name="made up")
    except DataError:  # a key that is nothing but blanks, or two that differ in blanks alone
        reject()
    text = File("out.csv", exported(one, entry.dataset).encode())
    book = File("out.xlsx", in_workbook(one, entry.dataset))
    kept = rows_for_export(one, entry.dataset, principal=OFFICER)
    broken = entry.dataset.breaches(kept)
    expected = write_csv(
        kept.with_row_index("row").filter(~pl.col("row").is_in(broken["row"].implode())).drop("row")
    )
    for store, source in ((from_csv, text), (from_workbook, book)):
        land(store, source, entry.dataset, authority=None, good_rows_only=True)
        assert exported(store, entry.dataset) == expected, source.name
    for store in stores:
        store.engine.dispose()


def as_people_write(spec: FieldSpec, value: object) -> object:
    """A value as somebody fills it into a template: words from its list, days, yes and no."""
    if isinstance(value, list):
        return "; ".join(spec.label_of(str(item)) if spec.choices else str(item) for item in value)
    if isinstance(value, bool):
        return "Yes" if value else "No"
    return spec.label_of(str(value)) if spec.choices and value is not None else value


def filled_in(dataset: Dataset, rows: pl.DataFrame) -> list[File]:
    """The templates of a dataset with rows in them."""
    written = [
        [as_people_write(spec, row[spec.name]) for spec in dataset.fields]
        for row in rows.iter_rows(named=True)
    ]
    book = openpyxl.load_workbook(io.BytesIO(workbook_template(dataset)))
    sheet = book.worksheets[0]
    for cells in written:
        sheet.append(cells)
    content = io.BytesIO()
    book.save(content)
    text = io.StringIO(newline="")
    text.write(csv_template(dataset))
    csv.writer(text).writerows(
        [f"{cell:%d/%m/%Y}" if isinstance(cell, date) else cell for cell in cells]
        for cells in written
    )
    return [
        File(f"{dataset.name}.xlsx", content.getvalue()),
        File(f"{dataset.name}.csv", text.getvalue().encode()),
    ]


@pytest.mark.parametrize(
    "dataset", one_in_slow(2, [*OWN_RECORD, OMBUDSMAN]), ids=lambda each: str(each.name)
)
def test_a_template_filled_in_gives_the_rows_without_a_question(
    example: Store, dataset: Dataset
) -> None:
    rows = rows_for_export(example, dataset, principal=OFFICER)
    kept = rows.filter(pl.col("authority") == rows.item(0, "authority")).tail(25)
    for source in filled_in(dataset, kept):
        found = plan(example, source, None, authority=None)
        assert (found.reading.dataset, found.needed) == (dataset, ())
        assert found.compared.changes == ()
        assert counts(found) == Counts(0, 0, kept.height, 0), source.name


@pytest.mark.parametrize(
    "dataset", one_in_slow(2, [*OWN_RECORD, OMBUDSMAN]), ids=lambda each: str(each.name)
)
def test_an_empty_template_brings_nothing_in(sqlite_store: Store, dataset: Dataset) -> None:
    for source in (
        File("template.xlsx", workbook_template(dataset)),
        File("template.csv", csv_template(dataset).encode()),
    ):
        found = plan(sqlite_store, source, None)
        assert (found.reading.dataset, found.needed) == (dataset, ())
        assert counts(found) == Counts(0, 0, 0, 0)
        assert land(sqlite_store, source, None).import_id is None


@pytest.mark.parametrize("name", [name for name, each in DATASETS.items() if not each.for_good])
def test_every_column_of_a_template_is_recognised(name: str) -> None:
    dataset = DATASETS[name]
    table = read(File("template.xlsx", workbook_template(dataset)))
    known = own_layout(table.headers)
    assert known is not None
    assert known[0] is dataset
    assert table.cells.is_empty()
