"""Review: a quality-assurance review, step by step."""

import streamlit as st

from components import look
from components.web.current_view import current_view
from pages.parts.flash_message import show_flash
from pages.parts.in_view import may_change, records_in_view
from pages.parts.review.list import begin_review_form, review_list
from pages.parts.review.session import review_session

view = current_view()
known = records_in_view()
mine = may_change(view)
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
