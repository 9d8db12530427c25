"""Small files as councils might hand them in, and one-line ways to plan and land them."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

import polars as pl
import xlsxwriter

from data_access.datasets import COMPLAINT, Dataset
from data_access.exporting.rows import rows_for_export
from data_access.importing.stages import plan as stages
from data_access.importing.stages.columns.header_names import recogniser
from data_access.importing.stages.files.book import FileError
from data_access.importing.stages.files.open_file import open_file
from data_access.importing.stages.plan import Plan
from data_access.importing.stages.recipe import Recipe, read_recipe, with_constants
from data_access.importing.stages.rows.to_mend import label_of
from data_access.importing.stages.table.choose import tables_of
from data_access.importing.stages.table.table import Table
from data_access.ledger.entry import Counts
from data_access.ledger.ledger import Landed
from data_access.store.database import Store
from tests.data_access.made_up_rows import OFFICER, SOMEWHERE
from vocabulary.principal import Principal

COMPLAINTS = (
    "Reference,Received,Outcome\n"
    "C-1,01/04/2026,Upheld\n"
    "C-2,02/04/2026,Not upheld\n"
    "C-3,03/04/2026,\n"
)


@dataclass(frozen=True)
class File:
    """A file as it came."""

    name: str
    content: bytes


def csv(text: str, *, name: str = "complaints.csv", encoding: str = "utf-8") -> File:
    """A CSV file."""
    return File(name, text.encode(encoding))


def workbook(
    *,
    name: str = "complaints.xlsx",
    merged: Sequence[str] = (),
    **sheets: Sequence[Sequence[Any]],
) -> File:
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
    return File(name, buffer.getvalue())


def tables(source: File, sheet: str | None = None) -> list[Table]:
    """The tables of a file, as the first two stages find them. FileError if there are none."""
    recipe = Recipe(sheets=(sheet,) if sheet else ())
    found = tables_of(open_file(source.name, source.content), recipe, recogniser(recipe))
    if not found:
        raise FileError(f"{source.name} has no row that names columns.")
    return found


def read(source: File, sheet: str | None = None) -> Table:
    """The first table of a file."""
    return tables(source, sheet)[0]


def texts(table: Table) -> list[dict[str, str | None]]:
    """A table's rows by column name."""
    rows = table.cells.select(str(place) for place in range(len(table.headers))).iter_rows()
    return [dict(zip(table.headers, row, strict=True)) for row in rows]


def plan(
    store: Store,
    source: File | str,
    dataset: Dataset | None = COMPLAINT,
    *,
    authority: str | None = SOMEWHERE,
    sheet: str | None = None,
    columns: Mapping[str, str] | None = None,
    recipe: str = "",
    principal: Principal = OFFICER,
    **given: Any,
) -> Plan:
    """What importing a file (or the text of a CSV file) would do. columns: {field: header}; recipe:
    other answers, as TOML."""
    file = csv(source) if isinstance(source, str) else source
    answers = with_constants(read_recipe(recipe), authority=authority)
    told = {header: name for name, header in (columns or {}).items()}
    answers = replace(
        answers,
        dataset=dataset.name if dataset is not None else answers.dataset,
        sheets=(sheet,) if sheet else answers.sheets,
        columns={**answers.columns, **told},
    )
    return stages.plan(
        store,
        file.name,
        file.content,
        principal=principal,
        recipe=answers,
        own=authority,
        **given,
    )


def land(
    store: Store, source: File | str, dataset: Dataset | None = COMPLAINT, **given: Any
) -> Landed:
    """Import a file; `good_rows_only` as `stages.land`'s, the rest as `plan`'s."""
    only = given.pop("good_rows_only", False)
    principal = given.get("principal", OFFICER)
    planned = plan(store, source, dataset, **given)
    return stages.land(store, planned, principal=principal, good_rows_only=only)


def stored(store: Store, dataset: Dataset = COMPLAINT) -> pl.DataFrame:
    """The dataset's rows that stand."""
    return rows_for_export(store, dataset, principal=OFFICER)


def counts(planned: Plan) -> Counts:
    """What landing would do, in rows of the dataset."""
    done = planned.compared
    return Counts(done.new, done.changed, done.unchanged, 0, planned.reading.rejected)


def problems(planned: Plan) -> list[tuple[int, str, str, str]]:
    """What is wrong: row, field, value, problem."""
    reading = planned.reading
    return [
        (
            reading.places.get(line, ("", 0))[1],
            label_of(reading.dataset, field) if field else "",
            value or "",
            problem,
        )
        for line, field, value, problem in reading.problems.select(
            "line", "field", "value", "problem"
        ).iter_rows()
    ]
