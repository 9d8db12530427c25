"""Review: a quality-assurance review, step by step."""

import streamlit as st

from components import look
from components.web.current_view import current_view
from components.web.principal import current_principal
from data_access.snapshot import home_authority, snapshot
from data_access.store.database import open_store
from pages.parts.flash_message import show_flash
from pages.parts.review.list import begin_review_form, review_list
from pages.parts.review.session import review_session

view = current_view()
known = snapshot(view.council, view.as_at, principal=current_principal())
mine = view.as_at is None and view.council == home_authority(
    open_store(), principal=current_principal()
)
chosen = st.query_params.get("review")

if chosen in known["review"].get_column("reference"):
    review_session(known, view, str(chosen), may_write=mine)
else:
    look.page_header(
        "Look at practice together, and keep what you find",
        "A quality-assurance review: what audits say, what became of lessons, a sample, minutes",
    )
    show_flash()
    left, right = look.row(1, 1)
    with left:
        review_list(known)
    with right:
        begin_review_form(known, view, may_write=mine)
