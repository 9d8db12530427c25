"""What importing a table would do, shown before anything lands."""

from __future__ import annotations

from collections.abc import Sequence

import polars as pl
import streamlit as st

from components import look
from components.look.lists import Figure
from components.phrasing import counted, sentence

SHOWN = 200


def table_counts(new: int, changed: int, unchanged: int, rejected: int) -> None:
    """How many rows are new, changed, unchanged and rejected."""
    look.figures(
        [
            Figure(f"{new:,}", "new"),
            Figure(f"{changed:,}", "changed", "the earlier version is kept"),
            Figure(f"{unchanged:,}", "unchanged"),
            Figure(f"{rejected:,}", "rejected", "nothing of them is stored"),
        ]
    )


def table_notes(
    *, unused: Sequence[str], dropped: Sequence[str], left_out: Sequence[str], notes: Sequence[str]
) -> None:
    """What of the file was not taken, and why."""
    if dropped:
        look.source(
            f"People were counted, then these columns were dropped: {', '.join(dropped)}. "
            "Nothing about a person is stored."
        )
    if unused:
        look.source(f"Columns not used: {', '.join(unused)}.")
    if left_out:
        look.source(f"Passed over: {'; '.join(left_out)}.")
    for note in notes:
        look.source(f"{note}.")


def rejected_table(rejected: pl.DataFrame, csv: str, *, rows: int, file: str) -> None:
    """The rejected rows with what is wrong and how to mend it, and the same to download."""
    with st.expander(
        f"{sentence(counted(rows, 'row'))} rejected: what is wrong, and how to mend it",
        expanded=True,
    ):
        st.dataframe(
            rejected.head(SHOWN).rename(
                {
                    "row": "Row",
                    "field": "Field",
                    "column": "Column in the file",
                    "value": "Value",
                    "problem": "Problem",
                    "mend": "How to mend it",
                }
            ),
            hide_index=True,
            row_height=44,
            alt="Rejected rows, with problem and remedy",
        )
        if rejected.height > SHOWN:
            look.source(f"The first {SHOWN} are shown; the file has them all.")
        st.download_button(
            "Download rejected rows",
            csv,
            file_name=f"rejected-{file}.csv",
            mime="text/csv",
            on_click="ignore",
            key="data_rejected",
        )
