"""Whose store this is: starting one for one's own council, and going back to the example."""

from __future__ import annotations

import streamlit as st

from components import look
from components.exhibits.address import NOW
from components.exhibits.view import View
from components.web.principal import current_principal
from data_access.errors import DataError
from data_access.ledger.ledger import INVENTED_COUNCILS
from data_access.new_store import return_to_example, start_own_store
from data_access.settings import settings
from data_access.snapshot import Snapshot, council_names, home_authority
from data_access.store.database import open_store
from pages.parts.flash_message import flash

_COUNCIL, _REFUSED = "data_new_council", "data_store_refused"


def stores(view: View, known: Snapshot) -> None:
    """Draw what the store in use is, and the way to another."""
    store = open_store()
    home = home_authority(store, principal=current_principal())
    with look.card("stores"):
        look.card_header(
            f"This store is for {home}" if home else "This store is for no council yet",
            f"Kept in {store.label.removeprefix('sqlite:///')}",
            small=True,
        )
        if settings().database_url:
            look.source("The store is set by DATABASE_URL, so it is changed there.")
            return
        refused = st.session_state.pop(_REFUSED, None)
        if refused:
            look.error("No store was started", f"{refused} Nothing was changed.")
        with st.form("data_own_store", border=False):
            st.selectbox(
                "Start an empty store for",
                [
                    name
                    for name in council_names(store, principal=current_principal())
                    if name not in {home, *INVENTED_COUNCILS}
                ],
                index=None,
                accept_new_options=True,
                placeholder="Your council's full name",
                key=_COUNCIL,
            )
            st.form_submit_button("Start an empty store", type="primary", on_click=_start)
        if home not in INVENTED_COUNCILS:
            st.button("Back to Example Borough", on_click=_go_back)


def _start() -> None:
    council = st.session_state[_COUNCIL]
    if not council:
        st.session_state[_REFUSED] = "Choose or type your council's name."
        return
    try:
        store = start_own_store(council, principal=current_principal())
    except DataError as error:
        st.session_state[_REFUSED] = str(error)
        return
    st.session_state[_COUNCIL] = None
    _look_afresh(home_authority(store, principal=current_principal()))
    flash(
        f"A store for {council} is ready",
        "It holds the published figures and none of the example's records. "
        "The example is kept; you can go back to it under Stores.",
    )


def _go_back() -> None:
    principal = current_principal()
    try:
        store = return_to_example(principal=principal)
    except DataError as error:
        st.session_state[_REFUSED] = str(error)
        return
    _look_afresh(home_authority(store, principal=principal))
    flash("Back to Example Borough")


def _look_afresh(council: str | None) -> None:
    """Another store has other councils and moments: what was chosen before does not carry over.
    The view's own boxes can be set here because a button calls this before they are drawn."""
    if council:
        st.session_state["council"] = council
    st.session_state["as_at"] = NOW
