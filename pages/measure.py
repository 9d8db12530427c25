"""One measure: is it as usual, has it changed, will it meet its target, and what bears on it?"""

from dataclasses import replace

import streamlit as st

from components import look
from components.exhibits.catalogue import ExhibitRequest, Showing
from components.exhibits.filters import filters_of
from components.exhibits.indicators.groups import kinds_held
from components.exhibits.indicators.judged import (
    every_measure,
    judged_measure,
    measures_with_rows,
)
from components.exhibits.indicators.one_measure import one_measure
from components.exhibits.indicators.since import events_on
from components.web.address import choice_in_address
from components.web.current_view import current_view
from components.widgets.compare.choice import peers_filter
from components.widgets.exhibits.draw import draw_exhibit
from pages.parts.flash_message import show_flash
from pages.parts.in_view import records_in_view
from pages.parts.measure.about import about_card, by_in_words, declared_row
from pages.parts.measure.chart import figures_card, measure_chart
from pages.parts.measure.events import events_part
from pages.parts.measure.on_themes import on_themes
from vocabulary.peers import PeerChoice

PAGE = "measure"
view = current_view()
known = records_in_view()
names = measures_with_rows(known)
if not names:
    look.page_header("No measure has figures yet", "A measure's page")
    with look.card("empty"):
        look.not_recorded(
            "A scorecard becomes measures as it is: one row a figure, or a column a month",
            "Bring in the file you have.",
        )
    st.stop()

header = st.container(key="measure_header")
# The worst first, as the table of measures has them; then those of teams and groups alone.
order = every_measure(known).get_column("measure").to_list()
with look.filters(PAGE):
    chosen = choice_in_address(
        "Measure", order, name="measure", format_func=names.__getitem__, resets=("by",)
    )
    request = ExhibitRequest(PAGE, filters_of(view.today), measure=chosen)
    kinds = kinds_held(*one_measure(known, request, view))
    by = (
        choice_in_address("By", kinds, name="by", format_func=by_in_words) if len(kinds) > 1 else ""
    )
    alone = Showing(known, request.filters, view, measure=chosen, breakdown=by)
    peers = ""
    if not alone("measure_peers").frame.is_empty():
        peers = peers_filter(known, view, label="Compare with", usual=PeerChoice.ENGLAND)
showing = replace(alone, peers=peers)
shown, told = showing("measure"), declared_row(known, chosen)
with header:
    look.page_header(shown.headline, told["meaning"] or shown.definition.meaning)

show_flash()
form = st.container()
measure_chart(shown, page=PAGE)
left, right = look.row(1.35, 1)
with left:
    if not shown.frame.is_empty():
        figures_card(shown, told["unit"])
with right:
    about_card(known, told, shown)
if kinds:
    draw_exhibit(showing("measure_groups"), page=PAGE)
if not showing("measure_since").frame.is_empty():
    draw_exhibit(showing("measure_since"), page=PAGE)
rows = events_on(judged_measure(known, chosen), known["event"], [chosen])
events_part(view, known, rows, [chosen], page=PAGE, form_at=form, measure=chosen)
if not alone("measure_peers").frame.is_empty():
    draw_exhibit(showing("measure_peers"), page=PAGE)
on_themes(showing, told["themes"] or [])
look.links("From here", [look.link("All measures", "measures")])
