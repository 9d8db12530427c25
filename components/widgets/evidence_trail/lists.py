"""What a record came from and what followed, as two lists whose every line leads on."""

from __future__ import annotations

from html import escape

import polars as pl
import streamlit as st

from components import look
from components.exhibits.evidence_trail.record_words import (
    record_label,
    record_standing,
    record_text,
)
from components.exhibits.evidence_trail.trail import Row, Traced
from components.widgets.evidence_trail.record_link import record_link
from measures.evidence_trail.walk import Direction
from vocabulary.record_kinds import KIND_NAMES
from vocabulary.wording import counted, sentence

SHOWN = 12
_HEADERS: dict[Direction, tuple[str, str]] = {
    "up": ("What it came from", "Nothing on record led to it"),
    "down": ("What followed from it", "Nothing on record followed from it"),
}
_UP = {
    "lesson": "The lesson was found in it",
    "action": "Answered by this action",
    "re_audit": "Checked again by this audit",
    "decision": "The complaint decided on",
}
_DOWN = {
    "lesson": "A lesson drawn from it",
    "action": "An action that answers it",
    "re_audit": "A later audit of it",
    "decision": "The ombudsman's decision on it",
}


def chain_list(traced: Traced, direction: Direction) -> None:
    """Draw one direction, nearest first."""
    title, nothing = _HEADERS[direction]
    rows = traced.chain.filter(pl.col("direction") == direction)
    with look.card(f"chain_{direction}"):
        count = sentence(counted(rows.height, "record")) if rows.height else nothing
        look.card_header(title, count, small=True)
        if rows.is_empty():
            return
        lines = "".join(_line(row, direction) for row in rows.head(SHOWN).iter_rows(named=True))
        st.html(f'<ul class="findings chain-list">{lines}</ul>')
        if rows.height > SHOWN:
            look.source(f"The nearest {SHOWN} are shown.")


def _line(row: Row, direction: Direction) -> str:
    kind = KIND_NAMES.get(row["kind"], "Record")
    how = (_UP if direction == "up" else _DOWN)[row["relation"]]
    if row["steps"] > 1:
        via = KIND_NAMES.get(row["via_kind"], "record").lower()
        named = "" if row["via_kind"] == "finding" else f" {row['via_reference']}"
        how = f"Through {via}{named}"
    if row["text"] is None and row["day"] is None and row["state"] is None:
        said, foot = record_link(row["kind"], row["reference"]), f"{how}; no record of it here"
    else:
        said = record_link(row["kind"], row["reference"], record_text(row))
        foot = f"{how}. {record_label(row)}{record_standing(row)}"
    return (
        f'<li class="finding"><span class="finding-polarity chain-kind">{escape(kind)}</span>'
        f'<span class="finding-text">{said}'
        f'<span class="finding-foot">{escape(foot)}</span></span></li>'
    )
