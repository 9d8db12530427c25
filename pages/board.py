"""Board: packs to present, to hand out, and to keep; documents to hand over."""

import streamlit as st

from components import look
from components.web.current_view import current_view
from pages.parts.board.documents import documents
from pages.parts.board.pack_card import pack_card
from pages.parts.board.pack_editor import pack_editor
from pages.parts.board.packs import packs
from pages.parts.flash_message import show_flash
from pages.parts.in_view import may_change, records_in_view
from pages.parts.your_name import ask_name

view = current_view()
known = records_in_view()
may_write = may_change(view)
there = packs(known)
chosen = st.query_params.get("pack", "")

look.page_header(
    "Take the same figures into the board room",
    "Packs to present screen by screen, to hand out, and to keep; documents to hand over",
)
look.subpage_links([("What the public may see: editions", "editions")])
show_flash()
if chosen in there:
    ask_name()
    pack_editor(*there[chosen], known, view, may_write=may_write)
else:
    for name, (pack, row_id) in there.items():
        pack_card(pack, known, view, kept=row_id is not None, may_write=may_write, key=name)
    ask_name()
    documents(known, view)
