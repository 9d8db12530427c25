"""Everything that ever arrived, and taking an import back or restoring it."""

from __future__ import annotations

import polars as pl
import streamlit as st

from components import look
from components.exhibits.view import View
from components.web.principal import current_principal
from components.widgets.importing.batch_table import batch_table, import_label
from data_access.datasets import DATASETS, REMEMBERED
from data_access.errors import DataError
from data_access.ledger.ledger import history, restore, withdraw
from data_access.snapshot import Snapshot
from data_access.store.database import open_store
from pages.parts.message import say_next


def show_history(view: View, known: Snapshot) -> None:
    """Draw the history and what can be done with each import."""
    past = history(open_store(), view.as_at, principal=current_principal())
    with look.card("history"):
        look.card_header(
            "Everything that ever arrived",
            "Nothing is overwritten: what is withdrawn can be restored",
            small=True,
        )
        batch_table(past, {name: dataset.title for name, dataset in DATASETS.items()})
        imports = past.filter(pl.col("target_import").is_null())
        ids = imports.get_column("import_id").unique().sort(descending=True).to_list()
        left, middle = st.columns([3, 2], vertical_alignment="bottom")
        # What is remembered besides (names of columns) is hardly what somebody wants to take back.
        beside = imports.filter(pl.col("dataset").is_in([d.name for d in REMEMBERED]))
        passed = set(beside.get_column("import_id"))
        chosen = left.selectbox(
            "Import",
            ids,
            index=next((place for place, number in enumerate(ids) if number not in passed), 0),
            format_func=lambda number: import_label(past, number),
            key="data_batch",
        )
        if chosen is None:
            return
        stands = bool(imports.filter(pl.col("import_id") == chosen)["visible"].all())
        label = "Withdraw this import" if stands else "Restore this import"
        if middle.button(label, disabled=view.as_at is not None, key="data_turn"):
            turn = withdraw if stands else restore
            try:
                turn(open_store(), chosen, principal=current_principal())
            except DataError as error:
                look.error("Nothing was changed", str(error))
            else:
                say_next("Withdrawn" if stands else "Restored", import_label(past, chosen))
