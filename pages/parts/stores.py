"""Whose store this is: starting one for one's own council, and going back to the example."""

from __future__ import annotations

from typing import NoReturn

import streamlit as st

from components import look
from components.phrasing import sentence
from components.view import View
from data_access.errors import DataError
from data_access.ledger import INVENTED_COUNCILS
from data_access.looking import council_names
from data_access.new_store import return_to_example, start_own_store
from data_access.principal import local_principal
from data_access.settings import settings
from data_access.snapshot import Snapshot, home_authority
from data_access.store import open_store
from pages.parts.message import say_next


def stores(view: View, known: Snapshot) -> None:
    """Draw what the store in use is, and the way to another."""
    store = open_store()
    home = home_authority(store)
    with look.card("stores"):
        look.card_header(
            f"This store is for {home}" if home else "This store is for no council yet",
            sentence(store.label),
            small=True,
        )
        if settings().database_url:
            look.source("The store is set by DATABASE_URL, so it is changed there.")
            return
        with st.form("data_own_store", border=False):
            council = st.selectbox(
                "Start an empty store for",
                [name for name in council_names(store) if name != home],
                index=None,
                accept_new_options=True,
                placeholder="Your council's full name",
            )
            if st.form_submit_button("Start an empty store", type="primary"):
                _start(council)
        if home not in INVENTED_COUNCILS and st.button("Back to Example Borough"):
            return_to_example()
            _look_afresh("Back to Example Borough")


def _start(council: str | None) -> None:
    if not council:
        st.error("Choose or type your council's name.")
        return
    try:
        start_own_store(council, principal=local_principal())
    except DataError as error:
        look.error("No store was started", str(error))
        return
    _look_afresh(
        f"A store for {council} is ready",
        "It holds the published figures and none of the example's records. "
        "The example is kept; you can go back to it under Stores.",
    )


def _look_afresh(title: str, text: str | None = None) -> NoReturn:
    """Another store has other councils and moments: what was chosen before does not carry over."""
    st.query_params.clear()
    for name in ("council", "as_at"):
        st.session_state.pop(name, None)
    say_next(title, text)
