"""The rows of a file that are no records, and which rows count."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import streamlit as st

from components.widgets.importing.preview import AsideLine, aside_table, notes
from data_access.importing.stages.inspect import shown_text
from data_access.importing.stages.plan import Plan
from data_access.importing.stages.recipe import KEEP, LEAVE_OUT
from data_access.importing.stages.table.table import Aside
from data_access.snapshot import Snapshot
from pages.parts.data.bring_in.again import read_again
from pages.parts.data.bring_in.in_hand import InHand

_REASONS = {
    "titles": "Titles above the table",
    "blank": "Blank rows",
    "totals": "Totals and averages",
    "headings": "Headings between rows",
    "notes": "Notes",
    "suppressed": "Figures hidden by the publisher",
    "other_places": "Places that are no council",
    "left_out": "Left out by their word",
    "hidden": "Hidden rows",
}
_TELL_NOBODY = frozenset({"titles", "totals", "left_out", "other_places"})
_TEXTS = 4


def show_rows(file: InHand, plan: Plan, known: Snapshot) -> None:
    """Draw the rows set aside, what was noticed, and the choice of what counts."""
    reading = plan.reading
    if reading.aside:
        aside_table(_lines(reading.aside, careful=bool(reading.about_people)))
    _left_out(file, plan)
    _hidden(file, plan)
    notes(shown_text(note) for note in reading.notes)


def _lines(aside: Sequence[Aside], *, careful: bool) -> list[AsideLine]:
    """Rows by reason. careful: in a file about people, a row's first cell may be a name."""
    by_kind: dict[str, list[Aside]] = {}
    for each in aside:
        by_kind.setdefault(each.kind, []).append(each)
    lines = []
    for kind, rows in by_kind.items():
        texts = list(dict.fromkeys(shown_text(row.text) for row in rows if row.text))
        if careful and kind not in _TELL_NOBODY:
            texts = []
        shown = texts[:_TEXTS] + (["…"] if len(texts) > _TEXTS else [])
        numbers = [row.row for row in rows]
        lines.append(AsideLine(_REASONS.get(kind, kind), numbers, shown))
    return lines


def _left_out(file: InHand, plan: Plan) -> None:
    for column, words in plan.recipe.leave_out.items():
        if not words:
            continue
        kept = st.multiselect(
            f"Left out by ‘{column}’",
            words,
            default=list(words),
            accept_new_options=True,
            help="Take a word away and its rows count again; write another to leave its rows out.",
            key=f"data_left_out_{file.number}_{file.turn}_{column}",
        )
        if set(kept) != set(words):
            out = {**file.recipe.leave_out, column: tuple(kept)}
            read_again(file, replace(file.recipe, leave_out=out))


def _hidden(file: InHand, plan: Plan) -> None:
    said = plan.recipe.hidden
    if said is None:
        return
    choices = {KEEP: "Hidden rows count", LEAVE_OUT: "Hidden rows are left out"}
    chosen = st.radio(
        "Rows hidden in the spreadsheet",
        list(choices),
        index=list(choices).index(said),
        format_func=choices.__getitem__,
        horizontal=True,
        key=f"data_hidden_{file.number}_{file.turn}",
    )
    if chosen != said:
        read_again(file, replace(file.recipe, hidden=chosen))
