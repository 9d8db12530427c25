"""Small files as councils might hand them in, and one-line ways to plan and land them."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

import polars as pl
import xlsxwriter

from data_access.datasets import COMPLAINT, Dataset
from data_access.exporting.rows import rows_for_export
from data_access.importing.tables.columns import recogniser
from data_access.importing.tables.files.read_file import read_table
from data_access.importing.tables.files.sheet import RawTable, TableSource
from data_access.importing.tables.import_table import TablePlan, land_table, plan_table
from data_access.ledger.ledger import Landed
from data_access.store.database import Store
from tests.data_access.made_up_rows import OFFICER, SOMEWHERE

COMPLAINTS = (
    "Reference,Received,Outcome\n"
    "C-1,01/04/2026,Upheld\n"
    "C-2,02/04/2026,Not upheld\n"
    "C-3,03/04/2026,\n"
)


def csv(text: str, *, name: str = "complaints.csv", encoding: str = "utf-8") -> TableSource:
    """A CSV file."""
    return TableSource(name, text.encode(encoding))


def workbook(
    *,
    name: str = "complaints.xlsx",
    merged: Sequence[str] = (),
    **sheets: Sequence[Sequence[Any]],
) -> TableSource:
    """A workbook; days are days there, and texts that begin with = are formulas. `merged`: cell
    ranges of the first sheet that are merged, each with the text of its first cell."""
    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(buffer, {"in_memory": True})
    day = book.add_format({"num_format": "dd/mm/yyyy"})
    for sheet_name, rows in sheets.items():
        sheet = book.add_worksheet(sheet_name.replace("_", " "))
        for row, cells in enumerate(rows):
            for place, cell in enumerate(cells):
                if isinstance(cell, date):
                    sheet.write_datetime(row, place, cell, day)
                elif cell is not None:
                    sheet.write(row, place, cell)
        for cells_range in merged if sheet_name == next(iter(sheets)) else ():
            sheet.merge_range(cells_range, str(rows[0][0]))
    book.close()
    return TableSource(name, buffer.getvalue())


def read(source: TableSource, dataset: Dataset = COMPLAINT, sheet: str | None = None) -> RawTable:
    """The file as text."""
    return read_table(source, recogniser(dataset), sheet).as_text()


def texts(table: RawTable) -> list[dict[str, str | None]]:
    """A table's rows by column name."""
    rows = table.cells.drop("row").iter_rows()
    return [dict(zip(table.headers, row, strict=True)) for row in rows]


def plan(
    store: Store,
    source: TableSource | str,
    dataset: Dataset = COMPLAINT,
    *,
    authority: str | None = SOMEWHERE,
    sheet: str | None = None,
    columns: Mapping[str, str] | None = None,
) -> TablePlan:
    """What importing a file (or the text of a CSV file) would do."""
    return plan_table(
        store,
        dataset,
        csv(source) if isinstance(source, str) else source,
        principal=OFFICER,
        authority=authority,
        sheet=sheet,
        columns=columns,
    )


def land(
    store: Store, source: TableSource | str, dataset: Dataset = COMPLAINT, **given: Any
) -> Landed:
    """Import a file; `good_rows_only` as `land_table`'s, the rest as `plan`'s."""
    only = given.pop("good_rows_only", False)
    planned = plan(store, source, dataset, **given)
    return land_table(store, planned, principal=OFFICER, good_rows_only=only)


def stored(store: Store, dataset: Dataset = COMPLAINT) -> pl.DataFrame:
    """The dataset's rows that stand."""
    return rows_for_export(store, dataset, principal=OFFICER)


def problems(planned: TablePlan) -> list[tuple[int, str, str, str]]:
    """What is wrong: row, field, value, problem."""
    shown = planned.rejected.select("row", "field", "value", "problem")
    return [(row, field, value, problem) for row, field, value, problem in shown.iter_rows()]
