"""Taking a council's records out as CSV or as workbooks, as known at the moment in view."""

from __future__ import annotations

from functools import partial

import polars as pl
import streamlit as st

from components import look
from components.exhibits.view import View
from components.own_process.turns import Kind
from components.own_process.work import in_own_process
from components.web.activity import exported
from components.web.principal import current_principal
from data_access.datasets import COUNCIL, DATASETS, Dataset
from data_access.exporting.files import Wanted, csv_file, workbook_file
from data_access.exporting.workbook import MOST_ROWS, fits_cells
from data_access.snapshot import Snapshot
from data_access.store.database import open_store
from vocabulary.wording import counted


def export(view: View, known: Snapshot) -> None:
    """Draw a download for every dataset with rows."""
    with look.card("export"):
        look.card_header(
            "Take the records out",
            f"{view.council}, {view.as_at_label[:1].lower()}{view.as_at_label[1:]}",
            small=True,
        )
        found = False
        for dataset in DATASETS.values():
            rows = _rows(known, dataset)
            if rows:
                found = True
                _downloads(view, dataset, rows)
        if not found:
            look.empty("No records to take out", "Bring in a file first.")


def _rows(known: Snapshot, dataset: Dataset) -> int:
    """How many rows of a dataset are the council's own."""
    frame = known.councils if dataset is COUNCIL else known[dataset.name]
    return frame.filter(pl.col("authority") == known.authority).height


def _downloads(view: View, dataset: Dataset, rows: int) -> None:
    wanted = Wanted(open_store().url, dataset.name, current_principal(), view.as_at, view.council)
    as_csv, as_workbook = st.columns([3, 1])
    as_csv.download_button(
        f"{dataset.title}: {counted(rows, 'row')} (CSV)",
        exported(partial(in_own_process, Kind.EXPORT, csv_file, wanted), dataset.name, "csv"),
        file_name=f"{dataset.name}.csv",
        mime="text/csv",
        on_click="ignore",
        key=f"data_export_{dataset.name}",
    )
    if rows <= MOST_ROWS and fits_cells(dataset):
        as_workbook.download_button(
            "Excel",
            exported(
                partial(in_own_process, Kind.EXPORT, workbook_file, wanted), dataset.name, "xlsx"
            ),
            file_name=f"{dataset.name}.xlsx",
            on_click="ignore",
            help=f"{dataset.title} as an Excel workbook",
            key=f"data_export_{dataset.name}_xlsx",
        )
