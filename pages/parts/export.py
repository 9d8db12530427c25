"""Taking a council's records out as CSV, as known at the moment in view."""

from __future__ import annotations

import streamlit as st

from components import look
from components.phrasing import counted
from components.view import View
from data_access.datasets import DATASETS
from data_access.export import rows_for_export, write_csv
from data_access.principal import local_principal
from data_access.snapshot import Snapshot
from data_access.store import open_store


def export(view: View, known: Snapshot) -> None:
    """Draw a download for every dataset with rows."""
    with look.card("export"):
        look.card_header(
            "Take the records out",
            f"{view.council}, {view.as_at_label[:1].lower()}{view.as_at_label[1:]}",
            small=True,
        )
        held = False
        for name, dataset in DATASETS.items():
            rows = rows_for_export(
                open_store(),
                dataset,
                principal=local_principal(),
                as_at=view.as_at,
                authority=view.council,
            )
            if rows.height:
                held = True
                st.download_button(
                    f"{dataset.title}: {counted(rows.height, 'row')} (CSV)",
                    write_csv(rows),
                    file_name=f"{name}.csv",
                    mime="text/csv",
                    on_click="ignore",
                    key=f"data_export_{name}",
                )
        if not held:
            look.empty("No records to take out", "Import a report first.")
