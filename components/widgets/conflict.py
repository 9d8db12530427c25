"""Two people changed the same record: what each wrote, side by side, and a clear choice."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

import polars as pl
import streamlit as st

from components import look
from components.widgets.inert_rows import inert_rows
from components.widgets.row_height import row_height


def conflict(
    theirs: Mapping[str, str | None],
    mine: Mapping[str, str | None],
    labels: Mapping[str, str],
    *,
    by: str,
    version: object,
) -> Literal["mine", "theirs"] | None:
    """Draw the choice; returns it once made. `by`: who recorded the other version;
    `version`: which it is. A choice made beside another one than stands now is none."""
    rows = [
        (labels[name], theirs.get(name) or "", mine.get(name) or "")
        for name in labels
        if (theirs.get(name) or "") != (mine.get(name) or "")
    ]
    look.error(
        f"{by} changed this record while you had it open",
        "Nothing of yours is lost and nothing was overwritten. Choose which version stands; the "
        "other stays in the history.",
    )
    columns = {"Field": 160, f"As {by} recorded it": 480, "As you wrote it": 480}
    shown = pl.DataFrame(rows, schema=dict.fromkeys(columns, pl.String), orient="row")
    st.dataframe(
        inert_rows(shown),
        hide_index=True,
        row_height=row_height(shown, columns),
        column_config={
            name: st.column_config.TextColumn(width=width) for name, width in columns.items()
        },
        alt="The two versions side by side",
    )
    left, middle, _ = st.columns([1, 1, 2])
    if left.button("Record mine", type="primary", key=f"conflict_mine_{version}"):
        return "mine"
    if middle.button("Keep theirs", key=f"conflict_theirs_{version}"):
        return "theirs"
    return None
