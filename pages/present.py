"""Presenting a pack: one exhibit a screen."""

import streamlit as st

from components import look
from components.presenting import ask_first, notes, screen
from components.view import current_view
from data_access.snapshot import snapshot
from pages.parts.packs import packs, produced
from pages.parts.present_chart import picture

view = current_view()
known = snapshot(view.council, view.as_at)
asked = st.query_params
there = packs(known)
name = asked.get("pack", "")
if name not in there:
    look.page_header("There is no such pack", "It may have another name by now")
    with look.card("nothing"):
        look.empty(
            "Nothing to present",
            "Choose a pack to present.",
            action=look.link("All packs", "board"),
        )
    st.stop()
edition, _ = produced(there[name][0], known, view)
many = len(edition.exhibits)
if not many:
    look.page_header("This pack holds nothing for this audience")
    with look.card("nothing"):
        look.empty(
            "Nothing to present",
            "Choose a pack to present.",
            action=look.link("All packs", "board"),
        )
    st.stop()
given = asked.get("screen", "1")
place = min(max(int(given) if given.isdigit() else 1, 1), many)
shown = edition.exhibits[place - 1]
if asked.get("ask") == "internal":
    ask_first(name, place)
elif asked.get("notes") == "1":
    own = [item.note for item in there[name][0].items if item.exhibit == shown.key and item.note]
    notes(edition, place, own)
else:
    screen(edition, place, picture(edition, place, known.kept), mixed=there[name][0].audience)
