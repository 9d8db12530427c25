"""Two people changed the same record: what each wrote, side by side, and a clear choice."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

import polars as pl
import streamlit as st

from components import look


def conflict(
    theirs: Mapping[str, str | None],
    mine: Mapping[str, str | None],
    labels: Mapping[str, str],
    *,
    by: str,
) -> Literal["mine", "theirs"] | None:
    """Draw the choice; returns it once made. `by`: who recorded the other version."""
    rows = [
        (labels[name], theirs.get(name, ""), mine.get(name) or "")
        for name in labels
        if (theirs.get(name, "") or "") != (mine.get(name) or "")
    ]
    look.error(
        f"{by} changed this record while you had it open",
        "Nothing of yours is lost and nothing was overwritten. Choose which version stands; the "
        "other stays in the history.",
    )
    st.dataframe(
        pl.DataFrame(
            rows, schema=["Field", f"As {by} recorded it", "As you wrote it"], orient="row"
        ),
        hide_index=True,
        row_height=56,
        alt="The two versions side by side",
    )
    left, middle, _ = st.columns([1, 1, 2])
    if left.button("Record mine", type="primary", key="conflict_mine"):
        return "mine"
    if middle.button("Keep theirs", key="conflict_theirs"):
        return "theirs"
    return None
