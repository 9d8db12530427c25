"""Finding a record by its kind and reference, or among the newest of its kind."""

from __future__ import annotations

from datetime import date

import streamlit as st

from components import look
from components.exhibits.evidence_trail.record_words import record_label, record_state, record_text
from components.exhibits.evidence_trail.trail import KINDS, newest_records
from components.web.address import choice_in_address
from components.widgets.evidence_trail.record_link import record_link
from data_access.snapshot import Snapshot
from vocabulary.record_kinds import KIND_NAMES, KIND_PLURALS

NEWEST = 8


def chain_finder(known: Snapshot, today: date) -> None:
    """Draw the choice of kind, the field for a reference, and the newest records of the kind."""
    with look.filters("trace"):
        kind = choice_in_address(
            "Kind of record", KINDS, name="kind", format_func=KIND_NAMES.__getitem__
        )
    with look.card("find_record"):
        look.card_header("Find a record", "By its reference, however it is written", small=True)
        with st.form("find_record", border=False):
            reference = st.text_input("Reference", key="trace_reference", max_chars=200)
            sent = st.form_submit_button("Show its chain", type="primary")
        if sent and reference.strip():
            st.query_params.update({"kind": kind, "reference": reference.strip()})
            st.rerun()
    with look.card("newest_records"):
        _newest(known, kind, today)


def _newest(known: Snapshot, kind: str, today: date) -> None:
    rows = newest_records(known, kind, NEWEST, today)
    look.card_header(f"The newest {KIND_PLURALS[kind]}", small=True)
    if not rows:
        look.empty(
            "Nothing of this kind is on record",
            "Choose another kind above, or bring the records in.",
            action=look.link("Import records", "data", do="Import records"),
        )
        return
    lines = "".join(
        f'<li class="finding"><span class="finding-polarity chain-kind">{record_state(row)}</span>'
        f'<span class="finding-text">{record_link(kind, row["reference"], record_text(row))}'
        f'<span class="finding-foot">{record_label(row)}</span></span></li>'
        for row in rows
    )
    st.html(f'<ul class="findings chain-list">{lines}</ul>')
