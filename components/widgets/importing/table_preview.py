"""What importing a table would do, shown before anything lands."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

import polars as pl
import streamlit as st

from components import look
from components.look.lists import Figure
from vocabulary.wording import counted, sentence

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
        body = "".join(_row(row) for row in rejected.head(SHOWN).iter_rows(named=True))
        st.html(
            '<div class="table-scroll" role="region" aria-label="Rejected rows" tabindex="0">'
            '<table class="statement-table"><thead><tr><th scope="col">Row</th>'
            '<th scope="col">Field</th><th scope="col">Value</th><th scope="col">What is wrong</th>'
            f'<th scope="col">How to mend it</th></tr></thead><tbody>{body}</tbody></table></div>'
        )
        if rejected.height > SHOWN:
            look.source(f"The first {SHOWN} are shown; the file has them all.")
        st.download_button(
            "Download rejected rows",
            csv.encode("utf-8-sig"),  # so that a spreadsheet reads it right
            file_name=f"rejected-{file}.csv",
            mime="text/csv",
            on_click="ignore",
            key="data_rejected",
        )


def _row(row: dict[str, object]) -> str:
    field, column = str(row["field"]), str(row["column"])
    if column and column != field:
        field = f"{field}, in the column '{column}'" if field else column
    said = (field, row["value"], sentence(str(row["problem"])), row["mend"])
    cells = "".join(f"<td>{escape(str(each or ''))}</td>" for each in said)
    return f'<tr><th scope="row">{row["row"]:,}</th>{cells}</tr>'
