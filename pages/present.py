"""Presenting a pack: its cover, an exhibit a screen, what the board is asked, its back page."""

import streamlit as st

from components import look
from components.exhibits.address import place_asked
from components.web.activity import done
from components.web.current_view import current_view
from components.widgets.presenting.asks import asks_screen
from components.widgets.presenting.back import back_page
from components.widgets.presenting.cover import cover_screen
from components.widgets.presenting.notes import notes
from components.widgets.presenting.screens import ask_first, screen
from pages.parts.board.packs import packs, produced
from pages.parts.in_view import records_in_view
from pages.parts.present import answered, draw_ahead, must_ask, picture, sure
from reports.documents.provenance import facts
from vocabulary.activity import Act

view = current_view()
known = records_in_view()
asked = st.query_params
there = packs(known)
name = asked.get("pack", "")
produced_pack = produced(there[name][0], known, view)[0] if name in there else None
if produced_pack is None or not produced_pack.screens:
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
done(Act.PRESENT, "pack", number=there[name][1])
many = produced_pack.many
place = place_asked(asked.get("screen", ""), many + 1)
answered(asked.get("sure", ""))
if must_ask(produced_pack.audience):
    ask_first(name, place, sure())
elif asked.get("notes") == "1":
    notes(produced_pack, place)
elif place == 1:
    cover_screen(produced_pack)
    draw_ahead(produced_pack, place)
elif place > many:
    back_page(produced_pack, facts(produced_pack))
elif place > 1 + len(produced_pack.screens):
    asks_screen(produced_pack)
else:
    screen(produced_pack, place, picture(produced_pack, place))
    draw_ahead(produced_pack, place)
