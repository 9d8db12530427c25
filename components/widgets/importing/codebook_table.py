"""The codebook as a table to edit: themes, what counts, and the words that suggest them."""

from __future__ import annotations

import polars as pl
import streamlit as st

_COLUMNS = ("theme", "name", "definition", "what_counts", "statements", "cues")


def codebook_table(codebook: pl.DataFrame, *, key: str) -> pl.DataFrame:
    """Draw the table; returns the rows that were changed or added, with the theme dataset's
    columns."""
    shown = codebook.select(
        *_COLUMNS[:4],
        *(pl.col(name).list.join("; ") for name in _COLUMNS[4:]),
    )
    edited: pl.DataFrame = st.data_editor(
        shown,
        key=key,
        hide_index=True,
        num_rows="add",
        row_height=72,
        height=480,
        column_config={
            "theme": st.column_config.TextColumn("Theme id", width=150, required=True),
            "name": st.column_config.TextColumn("Name", width=190, required=True),
            "definition": st.column_config.TextColumn("Definition", width=280),
            "what_counts": st.column_config.TextColumn("What counts", width=280),
            "statements": st.column_config.TextColumn("Statements", width=160),
            "cues": st.column_config.TextColumn("Words that suggest it", width=320),
        },
        alt="The codebook, to edit",
    )
    changed = edited.join(shown, on=_COLUMNS, how="anti", nulls_equal=True)
    parts = pl.element().str.strip_chars()
    return changed.filter(pl.col("theme").is_not_null()).with_columns(
        pl.col(name).fill_null("").str.split(";").list.eval(parts).list.filter(pl.element() != "")
        for name in _COLUMNS[4:]
    )
