"""The front door: who gets in touch, what comes of it, and what changed there."""

from dataclasses import replace

import streamlit as st

from components import look
from components.exhibits.catalogue import Showing
from components.exhibits.front_door.events import events_at_front_door, measures_touched
from components.exhibits.front_door.technology import front_door_answer
from components.exhibits.indicators.judged import measures_with_rows
from components.web.current_view import current_view
from components.widgets.filters import filters_in_address
from pages.parts.flash_message import show_flash
from pages.parts.in_view import records_in_view
from pages.parts.measure.events import events_part
from pages.parts.subject_page import draw_exhibits, nothing_recorded
from vocabulary.front_door import REPEAT

PAGE = "front_door"
_SILENT = "Repeat contacts are not recorded"
NO_REPEAT = (
    "Bring in how many contacts are about somebody whose last contact was closed in the 28 days "
    "before."
)
view = current_view()
known = records_in_view()
showing = Showing(known, filters_in_address(view.today, {}), view)
chain = showing("front_door_chain")
technology = showing("front_door_technology")
look.page_header(
    front_door_answer(chain, technology),
    "From contact to outcome: who gets in touch, what for, how fast, and what changed",
)
show_flash()
form = st.container()
held = measures_with_rows(known)
if chain.frame.is_empty():
    nothing_recorded("No figures of the front door are recorded yet")
else:
    named = {
        "front_door_technology": "What changed",
        "front_door_chain": "Contact to outcome",
        "front_door_channels": "How people get in touch",
    }
    lacking = [look.Missing("Repeat contacts", look.what_brings(_SILENT, NO_REPEAT))]
    if REPEAT in held:
        named["measure"], lacking = "Repeat contacts", []
    happened = look.Place(None, "What happened", "events")
    draw_exhibits(
        replace(showing, measure=REPEAT), named, page=PAGE, apart=[happened], lacking=lacking
    )
    touched = measures_touched(known)
    rows = events_at_front_door(known)
    events_part(view, known, rows, touched, page=PAGE, form_at=form)
