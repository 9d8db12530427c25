"""Importing a table on screen: the form, what has to be asked, what landing it would do."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from html import escape

import polars as pl
import streamlit as st

from components import look
from components.look.lists import Figure
from vocabulary.wording import counted, sentence

NOT_IN_FILE = "not in the file"
GREATEST_FILE = 200  # MB: twice what a million complaints take


@dataclass(frozen=True)
class TableInput:
    """What was given: a dataset and a file. `number`: another for each file that is chosen."""

    dataset: str
    name: str
    content: bytes
    number: str


def table_form(titles: Mapping[str, str], *, round_: int) -> TableInput | str:
    """Draw the form: dataset and file. Gives the dataset alone until there is a file. `round_`
    changes to empty it."""
    names = list(titles)
    dataset: str = st.selectbox(
        "What are you bringing in?",
        names,
        format_func=titles.__getitem__,
        key="data_dataset",
    )
    given = st.file_uploader(
        "Your file: CSV or Excel (XLSX)",
        type=["csv", "txt", "tsv", "xlsx", "xlsm"],
        key=f"data_table_{dataset}_{round_}",
        max_upload_size=GREATEST_FILE,
    )
    return TableInput(dataset, given.name, given.getvalue(), given.file_id) if given else dataset


def sheet_form(sheets: Sequence[str], read: str, *, key: str) -> str:
    """Draw which sheet of a workbook is read; returns the one chosen."""
    chosen: str = st.selectbox(
        "Sheet of the workbook", sheets, index=list(sheets).index(read), key=key
    )
    return chosen


def teams_form(teams: Sequence[str], *, key: str) -> list[str] | None:
    """Ask once which teams are specialist; returns them when the answer is given, else None."""
    with st.form(key, border=False):
        chosen: list[str] = st.multiselect(
            "Which of these teams are specialist?",
            teams,
            placeholder="None of them, unless you choose some",
            help="Specialist teams need training of their own, such as sensory, hospital or "
            "mental health teams. The others count as general.",
        )
        return chosen if st.form_submit_button("Go on", type="primary") else None


def columns_form(
    fields: Sequence[tuple[str, str, bool]],
    headers: Sequence[str],
    chosen: Mapping[str, str],
    *,
    key: str,
    missing_first: bool = False,
) -> dict[str, str]:
    """Draw which column is which field; returns {field: header} as it now stands.

    `fields`: (field, label, needed); `chosen`: what is suggested. `missing_first`: needed fields
    without a column stand first.
    """
    result = {}
    options = [NOT_IN_FILE, *headers]
    if missing_first:
        fields = sorted(fields, key=lambda field: not (field[2] and field[0] not in chosen))
    for start in range(0, len(fields), 3):
        for column, (field, label, needed) in zip(
            st.columns(3), fields[start : start + 3], strict=False
        ):
            suggested = chosen.get(field)
            picked = column.selectbox(
                f"{label}{' (needed)' if needed else ''}",
                options,
                index=options.index(suggested) if suggested in options else 0,
                key=f"{key}_{field}",
            )
            if picked != NOT_IN_FILE:
                result[field] = picked
    return result


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
        heads = ("Row", "Field", "Value", "What is wrong", "How to mend it")
        rows_shown = rejected.head(SHOWN).iter_rows(named=True)
        look.table("Rejected rows", heads, map(_row, rows_shown))
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
    return f'<th scope="row">{row["row"]:,}</th>{cells}'
