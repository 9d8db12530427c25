"""The form for importing a table: which dataset, the file, and the column for each field."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import streamlit as st

NOT_IN_FILE = "not in the file"


@dataclass(frozen=True)
class TableInput:
    """What was given: a dataset and a file."""

    dataset: str
    name: str
    content: bytes


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
    )
    return TableInput(dataset, given.name, given.getvalue()) if given else dataset


def columns_form(
    fields: Sequence[tuple[str, str, bool]],
    headers: Sequence[str],
    chosen: Mapping[str, str],
    *,
    key: str,
) -> dict[str, str]:
    """Draw which column is which field; returns {field: header} as it now stands.

    `fields`: (field, label, needed); `chosen`: what is suggested.
    """
    result = {}
    options = [NOT_IN_FILE, *headers]
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
