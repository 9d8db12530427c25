"""The parts of the preview: what would change, columns, words, rows, what is to mend, and how it
would be stored."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import streamlit as st

from data_access.importing.stages.plan import Plan
from data_access.snapshot import Snapshot
from pages.parts.data.bring_in.columns import show_columns
from pages.parts.data.bring_in.effect import show_changes, show_stored
from pages.parts.data.bring_in.in_hand import InHand
from pages.parts.data.bring_in.meanings import show_words
from pages.parts.data.bring_in.mend import show_mend
from pages.parts.data.bring_in.set_aside import show_rows

_CHANGES, _COLUMNS, _WORDS, _ROWS, _MEND, _STORED = (
    "What would change",
    "Columns",
    "Words",
    "Rows and notes",
    "To mend",
    "As stored",
)
_PARTS: dict[str, Callable[[InHand, Plan, Snapshot], None]] = {
    _CHANGES: show_changes,
    _MEND: show_mend,
    _COLUMNS: show_columns,
    _WORDS: show_words,
    _ROWS: show_rows,
    _STORED: show_stored,
}


def show_part(
    file: InHand, plan: Plan, known: Snapshot, *, among: Sequence[str] = tuple(_PARTS)
) -> None:
    """Draw the choice of parts, and the chosen one."""
    names = [name for name in among if name != _MEND or plan.reading.rejected]
    names = [name for name in names if name != _WORDS or plan.reading.words]
    counts = {_MEND: plan.reading.rejected, _ROWS: len(plan.reading.aside)}
    first = names[0]
    part = st.segmented_control(
        "What to look at",
        names,
        default=first,
        format_func=lambda name: f"{name} ({counts[name]:,})" if counts.get(name) else name,
        required=True,
        key=f"data_part_{file.number}_{len(among)}",
        label_visibility="collapsed",
    )
    _PARTS[part if part in names else first](file, plan, known)
