"""Measures: which of the service's measures change, and which will miss their target?"""

import streamlit as st

from components import look
from components.exhibits.catalogue import Showing
from components.exhibits.filters import filters_of
from components.exhibits.indicators.beside import lines_without_place
from components.exhibits.memo import memo
from components.web.address import bound_choice
from components.web.current_view import current_view
from components.widgets.exhibits.card import exhibit_foot
from components.widgets.exhibits.measures_table import (
    ORDERS,
    ROWS,
    SIGNALS,
    Choice,
    chosen,
    measure_lines,
    measures_table,
)
from pages.parts.in_view import records_in_view
from vocabulary.wording import counted, number_of, sentence

PAGE = "measures"
view = current_view()
known = records_in_view()
measures = Showing(known, filters_of(view.today), view)(PAGE)

look.page_header(measures.headline, measures.subtitle)
if measures.frame.is_empty():
    with look.card(PAGE):
        look.not_recorded(
            "A scorecard becomes measures as it is: one row a figure, or a column a month",
            "Waiting times, reviews, safeguarding, carers, outcomes: what your leaders look at. "
            "Each is charted, judged by NHS rules, and tied to its quality statements.",
        )
    st.stop()

lines = memo(measures, measure_lines)
statements = {each.id: each.short_name for each in known.framework.statements}
with look.filters(PAGE):
    find = st.text_input(
        "Search by name", key="find", bind="query-params", placeholder="Waiting, carers, reviews…"
    )
    statement = bound_choice(
        "Quality statement", {"": "All statements", **statements}, name="bears_on"
    )
    signal = bound_choice("Signal", {"": "All measures", **SIGNALS}, name="signal")
    order = bound_choice("Order", ORDERS, name="order")
choice = Choice(statement, signal, find, order, whole=st.query_params.get("all") == "yes")
found = chosen(lines, choice, tuple(statements))
shown = found if choice.whole else found[:ROWS]
with look.card(PAGE):
    if found:
        measures_table(shown, label=measures.definition.title)
    else:
        look.empty(
            "No measure fits this choice",
            "Search for fewer letters, or choose all statements and all measures.",
        )
    if len(shown) < len(found):
        asked = {"find": find, "bears_on": statement, "signal": signal, "order": order}
        every = look.link(
            f"Show all {len(found):,}", PAGE, **{n: v for n, v in asked.items() if v}, all="yes"
        )
        st.html(f'<p class="source">The first {ROWS} of {len(found):,}. {every}</p>')
    elif len(found) < len(lines):
        look.source(f"{number_of(len(found), 'measure')} of {len(lines):,} in this choice.")
    exhibit_foot(measures, page=PAGE)
waiting = lines_without_place(known).height
look.subpage_links(
    [
        ("The front door, from contact to outcome", "front_door"),
        ("What each measure means: the catalogue", "measure_catalogue"),
        *(
            [(f"{sentence(counted(waiting, 'line'))} to be given a place", "measure_catalogue")]
            if waiting
            else []
        ),
    ]
)
