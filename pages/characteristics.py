"""Characteristics: what does not show yet that we are good, by when it must, in whose hand."""

from dataclasses import replace

import streamlit as st

from components import look
from components.exhibits.catalogue import Showing
from components.web.current_view import current_view
from components.widgets.characteristics.lists import missing_list
from components.widgets.exhibits.draw import draw_exhibit
from components.widgets.filters import filters_in_address
from pages.parts.characteristics.bring_in import bring_in
from pages.parts.characteristics.expected import expected
from pages.parts.flash_message import show_flash
from pages.parts.in_view import may_change, records_in_view
from pages.parts.your_name import ask_name
from vocabulary.principal import Permission

PAGE = "characteristics"
view = current_view()
known = records_in_view()
showing = Showing(known, filters_in_address(view.today, {}), view)
gaps, missing = showing("characteristics_gaps"), showing("characteristics_missing")
change = may_change(view, Permission.ENTER)

look.page_header(gaps.headline, gaps.subtitle)
show_flash()
if change:
    ask_name()
if gaps.frame.is_empty():
    with look.card("characteristics_none"):
        look.not_recorded(
            "No rating characteristics are on record",
            "They are what the regulator published of each judgement. Their words are not ours to "
            "carry: bring the document in, and judge each statement against it.",
        )
    if change:
        bring_in(view, known)
    st.stop()
left, right = look.row(1, 1.12)
with left:
    draw_exhibit(replace(gaps, headline="How each statement stands against good"), page=PAGE)
    expected(view, known, may_change=change)
with right:
    if missing.frame.is_empty():
        draw_exhibit(missing, page=PAGE)
    else:
        missing_list(missing, page=PAGE)
look.links(
    "Judge a statement",
    [
        look.link(row["short_name"], "judgement", statement=row["statement"])
        for row in gaps.frame.iter_rows(named=True)
    ],
)
if change:
    bring_in(view, known)
