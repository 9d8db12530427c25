"""Everything that ever arrived, and taking an import back or restoring it."""

from __future__ import annotations

import polars as pl
import streamlit as st

from components import look
from components.exhibits.view import View
from components.web.principal import current_principal, may
from components.widgets.inert_rows import inert_rows
from data_access.datasets import DATASETS, REMEMBERED
from data_access.errors import DataError
from data_access.ledger.batch import Action
from data_access.ledger.history import (
    await_rest,
    history,
    restore,
    set_rest_aside,
    withdraw,
)
from data_access.ledger.permission import permission_to_write
from data_access.snapshot import Snapshot
from data_access.store.database import open_store
from pages.parts.flash_message import flash_and_rerun
from vocabulary.nature import Nature
from vocabulary.wording import short_date


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
        for_good = [name for name, dataset in DATASETS.items() if dataset.for_good]
        imports = past.filter(pl.col("target_import").is_null(), ~pl.col("dataset").is_in(for_good))
        ids = imports.get_column("import_id").unique().sort(descending=True).to_list()
        left, middle, right = st.columns([3, 1, 1], vertical_alignment="bottom")
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
        if not _may_decide(imports, chosen, view):
            return
        label = "Withdraw this import" if stands else "Restore this import"
        if middle.button(label, disabled=view.as_at is not None, key="data_turn"):
            turn = withdraw if stands else restore
            try:
                turn(open_store(), chosen, principal=current_principal())
            except DataError as error:
                look.error("Nothing was changed", str(error))
            else:
                flash_and_rerun("Withdrawn" if stands else "Restored", import_label(past, chosen))
        with right:
            rest_button(past, chosen, may_change=view.as_at is None)


def _may_decide(imports: pl.DataFrame, chosen: int, view: View) -> bool:
    """Whether whoever is asking may take an import back, or say what of it is awaited."""
    batches = imports.filter(pl.col("import_id") == chosen)
    datasets = [DATASETS[name] for name in batches.get_column("dataset")]
    needed = permission_to_write(datasets, Action(batches.item(0, "action")))
    return may(needed, view.council)


def rest_button(past: pl.DataFrame, chosen: int, *, may_change: bool) -> None:
    """Draw what can be said of the rows that an import left out of its file: that they are left
    out on purpose, or that they are awaited after all; nothing where none were left out."""
    imports = past.filter(pl.col("import_id") == chosen, pl.col("target_import").is_null())
    if imports.get_column("rows_awaited").sum():
        turn, label, said = set_rest_aside, "Leave the rest out", "Left out on purpose"
    elif _is_set_aside(past, chosen):
        turn, label, said = await_rest, "Wait for the rest", "The rest is awaited"
    else:
        return
    if st.button(label, disabled=not may_change, key="data_rest"):
        try:
            turn(open_store(), chosen, principal=current_principal())
        except DataError as error:
            look.error("Nothing was changed", str(error))
        else:
            flash_and_rerun(said, import_label(past, chosen))


def _is_set_aside(past: pl.DataFrame, chosen: int) -> bool:
    said = past.filter(
        pl.col("target_import") == chosen,
        pl.col("action").is_in([Action.SET_REST_ASIDE, Action.AWAIT_REST]),
    )
    return said.height > 0 and said.item(0, "action") == Action.SET_REST_ASIDE


def batch_table(batches: pl.DataFrame, titles: dict[str, str]) -> None:
    """Draw the history. `batches`: what the ledger's history gave; `titles`: dataset titles."""
    of_file = pl.col("rows_used") + pl.col("rows_rejected")
    st.dataframe(
        inert_rows(
            batches.select(
                pl.col("batch_id").alias("Batch"),
                pl.col("recorded_at").alias("Recorded (UTC)"),
                # A withdrawal names every dataset of the import.
                pl.col("dataset")
                .str.split(", ")
                .list.eval(pl.element().replace(titles))
                .list.join(", ")
                .alias("Dataset"),
                pl.col("source_name").alias("Source"),
                pl.col("action").replace(Action.labels()).alias("What"),
                pl.when(pl.col("action").is_in([Action.ERASE, Action.CLOCK]))
                .then(pl.lit("For good"))
                .when(pl.col("target_import").is_not_null())
                .then(pl.format("of import {}", "target_import"))
                .when(pl.col("visible") & pl.col("rows_awaited").is_not_null())
                .then(pl.format("Part: {} of {} rows", of_file - pl.col("rows_awaited"), of_file))
                .when(pl.col("visible"))
                .then(pl.lit("Stands"))
                .otherwise(pl.lit("Withdrawn"))
                .alias("State"),
                pl.col("nature").replace(Nature.labels()).alias("Records"),
                pl.col("recorded_by").alias("By"),
                pl.col("rows_new").alias("New"),
                pl.col("rows_changed").alias("Changed"),
                pl.col("rows_unchanged").alias("Unchanged"),
                pl.col("rows_removed").alias("Taken away"),
                pl.col("rows_rejected").alias("Left out"),
                pl.col("note").alias("Remark"),
            )
        ),
        hide_index=True,
        column_config={
            "Batch": st.column_config.NumberColumn(width=64),
            "Recorded (UTC)": st.column_config.DatetimeColumn(
                format="D MMM YYYY, HH:mm", width=160
            ),
            "Dataset": st.column_config.TextColumn(width=190),
            "Source": st.column_config.TextColumn(width=330),
            "What": st.column_config.TextColumn(width=170),
            "State": st.column_config.TextColumn(width=150),
            "By": st.column_config.TextColumn(width=230),
            "Remark": st.column_config.TextColumn(width=330),
        },
        alt="History of batches, newest first",
    )


def import_label(batches: pl.DataFrame, import_id: int) -> str:
    """Such as "12: hillingdon.html, 3 Nov 2026"."""
    row = batches.filter(pl.col("import_id") == import_id).sort("batch_id").row(0, named=True)
    return f"{import_id}: {row['source_name']}, {short_date(row['recorded_at'].date())}"
