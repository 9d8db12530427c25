"""One record and its evidence trail: what it came from, what followed, and whether that worked."""

import streamlit as st

from components import look
from components.exhibits.catalogue import names_of_themes
from components.exhibits.evidence_trail.record_words import record_label, record_state, record_text
from components.exhibits.evidence_trail.trail import traced
from components.web.activity import done
from components.web.current_view import current_view
from components.widgets.evidence_trail.record_trail import trail_drawing, trail_list
from pages.parts.in_view import records_in_view
from pages.parts.trace import links_onward, record_fields, record_finder
from vocabulary.activity import Act
from vocabulary.record_kinds import KIND_NAMES

view = current_view()
known = records_in_view()
kind, reference = (st.query_params.get(name, "") for name in ("kind", "reference"))

found = traced(known, kind, reference, view.today) if reference else None
if found is None:
    if reference:
        look.page_header(
            f"No {KIND_NAMES.get(kind, 'record').lower()} {reference[:80]} is on record",
            "It may be known by another reference, recorded later, or taken back",
        )
    else:
        look.page_header(
            "Choose a record to follow its chain",
            "From score to proof: what was found, learnt and done, and whether it worked",
        )
    record_finder(known, view.today)
    st.stop()

for row in found.rows:
    done(Act.LOOK, found.kind, number=row["row_id"])
state = record_state(found.record)
look.page_header(
    record_text(found.record), f"{record_label(found.record)}{f'. {state}' if state else ''}"
)
left, right = look.row(1, 1.12)
with left, look.card("trail"):
    look.card_header("From score to proof", small=True)
    trail_drawing(known, found)
with right:
    trail_list(found, "up")
    trail_list(found, "down")
if found.rows:
    with look.card("fields"):
        look.card_header("What the record says", small=True)
        record_fields(known, found)
links_onward(known, found, names_of_themes(known))
