"""Changing a pack's cover: the meeting, and the messages."""

from __future__ import annotations

from dataclasses import replace

import streamlit as st

from components import look
from components.exhibits.view import View
from components.packs.pack import MESSAGES, Meeting, Pack
from components.packs.produced_pack import ProducedPack
from pages.parts.board.pack_card import cover_messages
from pages.parts.board.saving import save
from pages.parts.board.worked_out import FOR_THE_PUBLIC


def change_cover(
    pack: Pack, row_id: int | None, made: ProducedPack, view: View, *, may_write: bool
) -> None:
    """Draw the form."""
    look.card_header(
        "The cover: the meeting, and three things to know",
        "Leave a message empty, and what is worked out stands there",
        small=True,
    )
    if not may_write:
        st.html(cover_messages(made))
        return
    meeting, key = pack.meeting, f"{pack.name}_{row_id}"
    own = [*pack.messages, *[""] * MESSAGES][:MESSAGES]
    with st.form(f"pack_cover_{key}", border=False, enter_to_submit=False):
        left, middle, right = st.columns((2, 1, 2))
        name = left.text_input(
            "Meeting",
            meeting.name,
            max_chars=80,
            placeholder="such as: Adult Social Care Improvement Board",
            key=f"cover_name_{key}",
        )
        day = middle.date_input("Day", meeting.day, format="DD/MM/YYYY", key=f"cover_day_{key}")
        by = right.text_input(
            "Presented by (a role)", meeting.by, max_chars=80, key=f"cover_by_{key}"
        )
        messages = own
        if pack.audience == "public":
            look.source(FOR_THE_PUBLIC)
        else:
            messages = [
                column.text_area(
                    f"Message {n} in your words",
                    own[n - 1],
                    height=96,
                    max_chars=240,
                    help="A second line says how sure, or by when.",
                    key=f"cover_message_{n}_{key}",
                )
                or ""
                for n, column in enumerate(st.columns(MESSAGES), 1)
            ]
        sent = st.form_submit_button("Save the cover", type="primary")
    look.source("The cover as it stands:")
    st.html(cover_messages(made))
    if sent:
        changed = pack.for_meeting(Meeting((name or "").strip(), day, (by or "").strip()))
        changed = replace(changed, messages=tuple(each.strip() for each in messages))
        save(changed, row_id, view.council, "Saved: the cover")
