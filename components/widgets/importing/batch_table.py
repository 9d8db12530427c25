"""The ledger's history as a table: what arrived when, from where, by whom."""

from __future__ import annotations

import polars as pl
import streamlit as st

from vocabulary.nature import Nature
from vocabulary.wording import short_date

_ACTIONS = {
    "start": "Store made",
    "import": "Import",
    "form": "Entered on screen",
    "example": "Example",
    "reference": "Came with the product",
    "withdraw": "Withdrawal",
    "restore": "Restoring",
}


def batch_table(batches: pl.DataFrame, titles: dict[str, str]) -> None:
    """Draw the history. `batches`: what the ledger's history gave; `titles`: dataset titles."""
    st.dataframe(
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
            pl.col("action").replace(_ACTIONS).alias("What"),
            pl.when(pl.col("target_import").is_not_null())
            .then(pl.format("of import {}", "target_import"))
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
            "State": st.column_config.TextColumn(width=110),
            "By": st.column_config.TextColumn(width=230),
        },
        alt="History of batches, newest first",
    )


def import_label(batches: pl.DataFrame, import_id: int) -> str:
    """Such as "12: hillingdon.html, 3 Nov 2026"."""
    row = batches.filter(pl.col("import_id") == import_id).sort("batch_id").row(0, named=True)
    return f"{import_id}: {row['source_name']}, {short_date(row['recorded_at'].date())}"
