"""Board: packs to present, to hand out, and to keep; documents to hand over."""

import streamlit as st

from components import look
from components.web.current_view import current_view
from components.web.principal import current_principal
from data_access.snapshot import home_authority, snapshot
from data_access.store.database import open_store
from pages.parts.board.documents import documents
from pages.parts.board.pack_card import pack_card
from pages.parts.board.pack_editor import pack_editor
from pages.parts.board.packs import packs
from pages.parts.flash_message import show_flash

view = current_view()
known = snapshot(view.council, view.as_at, principal=current_principal())
mine = view.as_at is None and view.council == home_authority(
    open_store(), principal=current_principal()
)
there = packs(known)
chosen = st.query_params.get("pack", "")

look.page_header(
    "Take the same figures into the board room",
    "Packs to present screen by screen, to hand out, and to keep; documents to hand over",
)
show_flash()
if chosen in there and view.audience == "internal":  # notes and teams of packs are internal
    pack_editor(*there[chosen], known, view, may_write=mine)
else:
    for name, (pack, row_id) in there.items():
        pack_card(pack, known, view, kept=row_id is not None, may_write=mine, key=name)
    documents(known, view)
