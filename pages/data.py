"""Data: what is in the store, how it came there, and how to bring in more."""

import streamlit as st

from components import look
from components.exhibits.catalogue import Showing
from components.exhibits.filters import filters_of
from components.exhibits.view import View
from components.web.address import understood
from components.web.current_view import current_view
from components.web.principal import current_principal
from components.widgets.freshness_table import freshness_card
from data_access.snapshot import Snapshot
from pages.parts.data.answers import answers_kept
from pages.parts.data.bring_in.bring_in import bring_in
from pages.parts.data.close_period import close_a_period
from pages.parts.data.export import export
from pages.parts.data.history import show_history
from pages.parts.data.stores import stores
from pages.parts.flash_message import show_flash
from pages.parts.in_view import may_administer, records_in_view
from pages.parts.your_name import ask_name
from vocabulary.principal import Permission

view = current_view()
known = records_in_view()
showing = Showing(known, filters_of(view.today), view)


def freshness(view: View, known: Snapshot) -> None:
    """Draw how fresh each dataset is, and up to when it is whole."""
    freshness_card(showing("freshness"), page="data")
    close_a_period(view, known)


principal = current_principal()
PARTS = {
    **({"Bring in files": bring_in} if principal.may_somewhere(Permission.ENTER) else {}),
    "What is held": freshness,
    "History": show_history,
    "Answers kept": answers_kept,
    "Export": export,
    **({"Stores": stores} if principal.may_everywhere(Permission.ADMINISTER) else {}),
}

understood("part of this page", "do", {each: each for each in PARTS})
look.page_header(
    f"{showing('freshness').headline} for {view.council}",
    "Bring in any file you have, see what arrived when, take it back, or start your own store"
    if principal.may_somewhere(Permission.ENTER)
    else "What is held, what arrived when, and files to take away",
)
part = st.segmented_control(
    "Part of the page", list(PARTS), default=next(iter(PARTS)), key="do", bind="query-params",
    required=True, label_visibility="collapsed",
)  # fmt: skip
ways = [("Confirm how findings are coded", "evidence"), ("Enter a record", "record")]
ways = ways if principal.may_somewhere(Permission.ENTER) else ways[:1]
if may_administer(view):
    ways.append(("Administration", "administration"))
look.subpage_links(ways)
show_flash()
ask_name()
PARTS[part](view, known)
