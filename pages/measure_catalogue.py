"""The catalogue of measures: what each means, which way is better, and where our lines belong."""

import polars as pl
import streamlit as st

from components import look
from components.exhibits.indicators.beside import lines_without_place
from components.web.address import option_in_address, understood
from components.web.current_view import current_view
from pages.parts.flash_message import show_flash
from pages.parts.in_view import may_change, records_in_view, why_not
from pages.parts.measure_catalogue.entries import PAGE, entries_of, entry_card, entry_list, found
from pages.parts.measure_catalogue.recording import NEW, add_entry, change_entry, place_line
from pages.parts.measure_catalogue.waiting import waiting_lines
from pages.parts.your_name import ask_name
from vocabulary.principal import Permission
from vocabulary.wording import agree, counted, sentence

view = current_view()
known = records_in_view()
entries, waiting = entries_of(known), lines_without_place(known)
held = {
    **dict(entries.select("indicator", "name").iter_rows()),
    **dict(waiting.select("measure", "name").iter_rows()),
    NEW: NEW,
}
measure = option_in_address("measure", held, "measure") or ""
chosen = entries.filter(pl.col("indicator") == measure)
line = waiting.filter(pl.col("measure") == measure)

if line.height:
    look.page_header(f"Where does “{line.item(0, 'name')}” belong?", "A line of your scorecard")
elif chosen.height:
    look.page_header(chosen.item(0, "name"), "What it means, and what your council decides of it")
elif measure == NEW:
    look.page_header("A measure of your own", "What it means, and what it bears on")
else:
    lines = counted(waiting.height, "line")
    look.page_header(
        f"{sentence(lines)} of your scorecard {agree(waiting.height, 'waits', 'wait')} for a place"
        if waiting.height
        else f"{sentence(counted(entries.height, 'measure'))} in the catalogue",
        "What each measure means, how it is worked out, and which way is better",
    )
show_flash()
changes = may_change(view, Permission.ENTER)
if not changes:
    here = "The catalogue is changed for the store's own council, as it is today"
    look.source(f"{why_not(view, Permission.ENTER, here)[0]}.")
elif measure:
    ask_name()

if line.height:
    if changes:
        place_line(view, known, line.row(0, named=True), entries)
elif chosen.height:
    row = chosen.row(0, named=True)
    same = known["indicator_definition"].filter(pl.col("same_as") == measure).get_column("name")
    left, right = look.row(1.2, 1) if changes else (st.container(), None)
    with left, look.card("entry"):
        entry_card(row, known, same.to_list())
    if right is not None:
        with right:
            change_entry(view, known, row)
elif measure == NEW and changes:
    add_entry(view, known)
else:
    if waiting.height:
        waiting_lines(waiting, may_place=changes)
    with look.filters(PAGE):
        asked = st.text_input(
            "Search", key="find", bind="query-params", placeholder="such as reviews", max_chars=60
        )
        names = {each.short_name: each.id for each in known.framework.statements}
        understood("quality statement", "of", {each: each for each in ("All", *names)})
        of = st.selectbox("Quality statement", ["All", *names], key="of", bind="query-params")
    with look.card("catalogue"):
        shown = found(entries, asked, names.get(of))
        look.card_header(sentence(counted(shown.height, "measure")), small=True)
        if shown.is_empty():
            look.empty("No measure says that", "Search for another word, or clear the search.")
        else:
            entry_list(shown, known)
ways = [look.link("All measures of the catalogue", PAGE)] if measure else []
ways += [look.link("Add a measure of your own", PAGE, measure=NEW)] if changes else []
if ways:
    look.links("The catalogue", ways)
