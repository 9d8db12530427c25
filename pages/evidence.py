"""Evidence: is every finding coded rightly? Confirm or correct, and look after the codebook."""

import streamlit as st

from components import look
from components.web.activity import done
from components.web.address import understood
from components.web.current_view import current_view
from components.web.principal import may
from pages.parts.evidence import codebook, coding_filters, codings, review_of_coding
from pages.parts.flash_message import show_flash
from pages.parts.in_view import records_in_view, why_not
from pages.parts.your_name import ask_name
from vocabulary.activity import Act
from vocabulary.principal import Permission

PAGE = "evidence"
FINDINGS, CODEBOOK = "Findings", "Codebook"
view = current_view()
known = records_in_view()

review = review_of_coding(known, view)
understood("part of this page", "part", {each: each for each in (FINDINGS, CODEBOOK)})
look.page_header(review.headline, review.subtitle)
with look.filters(PAGE):
    part = st.segmented_control(
        "Show", [FINDINGS, CODEBOOK], default=FINDINGS, key="part", bind="query-params",
        required=True, label_visibility="collapsed",
    )  # fmt: skip
    chosen = coding_filters(known) if part == FINDINGS else None
show_flash()
ask_name()
if view.as_at is not None:
    look.source("This is how things stood on an earlier day; go back to today to change anything.")
elif not may(Permission.REVIEW, view.council):
    look.source(f"{why_not(view, Permission.REVIEW, '')[0]}.")
if chosen:
    done(Act.LOOK, "finding")
    codings(view, known, *chosen)
else:
    codebook(view, known)
