"""Presenting a pack: one exhibit a screen."""

import streamlit as st

from components import look
from components.web.current_view import current_view
from components.widgets.presenting import ask_first, notes, screen
from pages.parts.board.packs import packs, produced
from pages.parts.in_view import records_in_view
from pages.parts.present import answered, draw_ahead, must_ask, picture, sure

view = current_view()
known = records_in_view()
asked = st.query_params
there = packs(known)
name = asked.get("pack", "")
produced_pack = produced(there[name][0], known, view)[0] if name in there else None
if produced_pack is None or not produced_pack.exhibits:
    look.page_header(
        "There is no such pack" if produced_pack is None else "This pack has no screen"
    )
    with look.card("empty"):
        look.empty(
            "Nothing to present",
            "Choose a pack to present.",
            action=look.link("All packs", "board"),
        )
    st.stop()
pack, many = there[name][0], len(produced_pack.exhibits)
given = asked.get("screen", "1")
place = min(max(int(given) if given.isdigit() else 1, 1), many)
answered(asked.get("sure", ""))
if must_ask(produced_pack.audience):
    ask_first(name, place, sure())
elif asked.get("notes") == "1":
    shown = produced_pack.exhibits[place - 1]
    notes(produced_pack, place, [i.note for i in pack.items if i.exhibit == shown.key and i.note])
else:
    screen(produced_pack, place, picture(produced_pack, place, known.memo))
    draw_ahead(produced_pack, place, known.memo)
