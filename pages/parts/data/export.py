"""Taking a council's records out as CSV or as workbooks, as known at the moment in view."""

from __future__ import annotations

import polars as pl
import streamlit as st

from components import look
from components.exhibits.view import View
from components.web.principal import current_principal
from data_access.datasets import DATASETS, Dataset
from data_access.exporting.rows import rows_for_export, write_csv
from data_access.exporting.workbook import MOST_ROWS, fits_cells, write_workbook
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
            rows = rows_for_export(
                open_store(),
                dataset,
                principal=current_principal(),
                as_at=view.as_at,
                authority=view.council,
            )
            if rows.height:
                found = True
                _downloads(dataset, rows)
        if not found:
            look.empty("No records to take out", "Bring in a file first.")


def _downloads(dataset: Dataset, rows: pl.DataFrame) -> None:
    as_csv, as_workbook = st.columns([3, 1])
    as_csv.download_button(
        f"{dataset.title}: {counted(rows.height, 'row')} (CSV)",
        write_csv(rows).encode("utf-8-sig"),  # so that a spreadsheet reads it right
        file_name=f"{dataset.name}.csv",
        mime="text/csv",
        on_click="ignore",
        key=f"data_export_{dataset.name}",
    )
    if rows.height <= MOST_ROWS and fits_cells(dataset):
        as_workbook.download_button(
            "Excel",
            lambda: write_workbook(dataset, rows),
            file_name=f"{dataset.name}.xlsx",
            on_click="ignore",
            help=f"{dataset.title} as an Excel workbook",
            key=f"data_export_{dataset.name}_xlsx",
        )
