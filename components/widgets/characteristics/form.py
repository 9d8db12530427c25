"""The form in which one characteristic is judged, with what may bear on it to choose from."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any, Final

import polars as pl
import streamlit as st

from components import look
from vocabulary.characteristics import RESTS_ON, Met
from vocabulary.wording import entered_date, long_date

_LONGEST: Final = 220


def judgement_form(
    row: Mapping[str, Any],
    suggested: pl.DataFrame,
    says: Mapping[tuple[str, str], str],
    *,
    role: str,
    needed_by: date | None,
    key: str,
) -> dict[str, str | None] | None:
    """Draw the form; returns text per field of the judgement when it is sent off, else None.

    `row`: the characteristic as it stands. `suggested`: what may bear on it, as
    `measures.characteristics.suggested` gives it. `says`: what records that are chosen say, by the
    judgement's field and their reference. `role`: of whoever decides, where no judgement
    says one. `needed_by`: the day of the next assessment. `key`: another for each version that is
    begun with; the browser keeps what is typed by it.
    """
    values: dict[str, str | None] = {}
    labels = Met.labels()
    with st.form(f"judgement_{key}", border=False, enter_to_submit=False):
        met = st.segmented_control(
            "Do we meet it?",
            list(labels),
            format_func=labels.__getitem__,
            default=row["met"],
            key=f"judgement_met_{key}",
        )
        values["note"] = st.text_area(
            "Why",
            row["note"] or "",
            height=84,
            placeholder="What shows it, or why it is not known yet. No names.",
            key=f"draft_judgement_note_{key}",
        )
        look.source("What may bear on it, and why it is suggested. Tick what you rely on.")
        values |= _evidence(row, suggested, says, key)
        values["missing"] = st.text_area(
            "What evidence is missing",
            row["missing"] or "",
            height=84,
            placeholder="Empty: none, where some is ticked",
            key=f"draft_judgement_missing_{key}",
        )
        left, middle, right = st.columns(3)
        due = left.date_input(
            "Needed by",
            row["due"],
            format="DD/MM/YYYY",
            key=f"judgement_due_{key}",
            help=f"Empty: before the next assessment, {long_date(needed_by)}."
            if needed_by
            else "Empty: before the next assessment.",
        )
        values["owner"] = middle.text_input(
            "Who has it in hand (role)",
            row["owner"] or "",
            placeholder="No owner yet",
            key=f"draft_judgement_owner_{key}",
        )
        values["judged_by"] = right.text_input(
            "Decided by (role)",
            row["judged_by"] or role,
            max_chars=80,
            key=f"draft_judgement_by_{key}",
        )
        if not st.form_submit_button("Record judgement", type="primary"):
            return None
    if met is None:
        st.error("Say whether it is met, partly met, not met or not known.")
        return None
    values["met"] = str(met)
    values["due"] = entered_date(due if isinstance(due, date) else None)
    return values


def _evidence(
    row: Mapping[str, Any], suggested: pl.DataFrame, says: Mapping[tuple[str, str], str], key: str
) -> dict[str, str | None]:
    """A box to tick for each record that is chosen or suggested, and a place for others."""
    values: dict[str, str | None] = {}
    for field, (kind, name) in RESTS_ON.items():
        chosen: list[str] = list(row[field] or ())
        of_kind = {
            each["reference"]: each
            for each in suggested.filter(pl.col("kind") == kind).iter_rows(named=True)
        }
        ticked = []
        for reference in (*chosen, *(each for each in of_kind if each not in chosen)):
            found = of_kind.get(reference)
            told = found["says"] if found else says.get((field, reference))
            named = f"{_short(told)} ({reference})" if told else reference
            why = found["why"] if found else "chosen before"
            if st.checkbox(
                _plain(f"{name}: {named} – {why}"),
                value=reference in chosen,
                key=f"judgement_{key}_{field}_{reference}",
            ):
                ticked.append(reference)
        values[field] = "; ".join(ticked)
    if suggested.is_empty() and not any(row[field] for field in RESTS_ON):
        look.source("Nothing on record shares a theme or its words.")
    others = st.text_input(
        "Others, by reference, separated by semicolons",
        key=f"draft_judgement_others_{key}",
        placeholder="such as A-26-107; ACT-017; L-058",
    )
    for reference in (part.strip() for part in others.split(";")):
        if reference:
            field = _field_of(reference)
            values[field] = "; ".join(filter(None, (values[field], reference)))
    return values


def _field_of(reference: str) -> str:
    """The field that a reference belongs to, by how references of each kind begin."""
    start = reference.upper()
    for beginning, field in (("ACT", "actions"), ("A-", "audits"), ("L-", "lessons")):
        if start.startswith(beginning):
            return field
    return "measures" if "_" in reference else "findings"


def _short(text: str) -> str:
    if len(text) <= _LONGEST:
        return text
    return f"{text[:_LONGEST].rsplit(' ', 1)[0]}…"


_MARKED: Final = str.maketrans({each: f"\\{each}" for each in "\\`*_{}[]()#+-!|<>$:~"})


def _plain(text: str) -> str:
    """A text whose marks are not read as Markdown."""
    return text.translate(_MARKED)
