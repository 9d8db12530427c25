"""The form for importing a table: which dataset, the file and its sheet, the column for each
field, which teams are specialist."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import streamlit as st

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
