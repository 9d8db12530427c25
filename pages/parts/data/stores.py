"""Whose store this is: the others that are kept, with what is in them and the way to each, and
starting one for one's own council."""

from __future__ import annotations

import streamlit as st

from components import look
from components.exhibits.address import NOW
from components.exhibits.view import View
from components.web.principal import current_principal
from components.widgets.council_picker import council_picker
from data_access.councils import council_choices
from data_access.errors import DataError
from data_access.kept_stores import KeptStore, kept_store_of, kept_stores, use_kept_store
from data_access.new_store import start_own_store
from data_access.reference.council_register import like
from data_access.settings import settings
from data_access.snapshot import Snapshot, home_authority
from data_access.store.database import open_store
from data_access.store.synced import warning_of
from pages.parts.flash_message import flash
from vocabulary.shown import escape
from vocabulary.wording import listed, number_of, short_date, within

_COUNCIL, _REFUSED = "data_new_council", "data_store_refused"
_MEANT = "data_council_meant"  # a name nobody knows, once it was asked whether it is meant so


def stores(view: View, known: Snapshot) -> None:
    """Draw what the store in use is, the ways to the others, and to a new one."""
    store, principal = open_store(), current_principal()
    home = home_authority(store, principal=principal)
    with look.card("stores"):
        look.card_header(
            f"This store is for {home}" if home else "This store is for no council yet",
            f"Kept in {store.label.removeprefix('sqlite:///')}",
            small=True,
        )
        warned = warning_of(store.file)
        if warned:
            look.error("Records can be lost here", warned)
        if store.read_only:
            look.source("It can only be read from here: nothing can be recorded.")
        if settings().database_url:
            look.source("The store is set by DATABASE_URL, so it is changed there.")
            return
        refused = st.session_state.pop(_REFUSED, None)
        if refused:
            look.error("No other store was opened", f"{refused} Nothing was changed.")
        kept = kept_stores(principal=principal)
        for each in kept:
            _draw_kept(each, alone=sum(other.council == each.council for other in kept) == 1)
    with look.card("new_store"):
        look.card_header(
            "Start an empty store for your council",
            "It begins with the published figures of others; the store in use stays as it is",
            small=True,
        )
        with st.form("data_own_store", border=False):
            choices = council_choices(store, principal=principal)
            council_picker(
                "Start an empty store for",
                {name: also for name, also in choices.items() if name != home},
                key=_COUNCIL,
                placeholder="Choose your council, or type its name",
            )
            st.form_submit_button("Start an empty store", type="primary", on_click=_start)


def _draw_kept(kept: KeptStore, *, alone: bool) -> None:
    """One store: whose it is, what is in it, and the way to it. `alone`: no other is for the same
    council."""
    words, way = st.columns([2, 3], vertical_alignment="center")
    words.html(
        f'<p class="kept-store"><strong>{escape(_name(kept))}</strong>'
        f'<span class="point-detail">{escape(_held(kept))}</span></p>'
    )
    if kept.in_use:
        way.html('<p class="muted">In use now</p>')
    elif not kept.trouble:
        file = "" if alone else f" ({kept.file})"
        way.button(
            f"Back to {kept.council}{file}",
            key=f"data_store_{kept.file}",
            on_click=_go_to,
            args=(kept.file,),
        )


def _name(kept: KeptStore) -> str:
    if kept.trouble:
        return kept.file
    return f"{kept.council} (example)" if kept.example else str(kept.council)


def _held(kept: KeptStore) -> str:
    """What is in a store, such as "1,204 records, last changed 12 May 2026"."""
    if kept.trouble:
        return kept.trouble
    if kept.example:
        return "An invented council to look round in"
    if not kept.records:
        return "No records yet"
    changed = f", last changed {short_date(kept.changed)}" if kept.changed else ""
    return f"{number_of(kept.records, 'record')}{changed}"


def _start() -> None:
    council = st.session_state[_COUNCIL]
    if not council:
        st.session_state[_REFUSED] = "Choose or type your council's name."
        return
    close = like(council)
    if close and st.session_state.get(_MEANT) != council:
        st.session_state[_MEANT] = council
        st.session_state[_REFUSED] = (
            f"No council is known as {council}: is it {listed(close, 'or')}? Choose it, or press "
            f"again to start a store for {council}."
        )
        return
    principal = current_principal()
    try:
        held = kept_store_of(council, principal=principal)
        store = start_own_store(council, principal=principal)
    except DataError as error:
        st.session_state[_REFUSED] = str(error)
        return
    st.session_state[_COUNCIL] = None
    home = home_authority(store, principal=principal)
    _look_afresh(home)
    if held is not None:
        flash(f"Back to {home}", f"It had a store already: {within(_held(held))}.")
        return
    flash(
        f"A store for {home} is ready",
        "It holds the published figures and none of the example's records. "
        "The example is kept; you can go back to it under Stores.",
    )


def _go_to(file: str) -> None:
    principal = current_principal()
    try:
        store = use_kept_store(file, principal=principal)
    except DataError as error:
        st.session_state[_REFUSED] = str(error)
        return
    home = home_authority(store, principal=principal)
    _look_afresh(home)
    flash(f"Back to {home}")


def _look_afresh(council: str | None) -> None:
    """Another store has other councils and moments: what was chosen before does not carry over.
    The view's own boxes can be set here because a button calls this before they are drawn."""
    if council:
        st.session_state["council"] = council
    st.session_state["as_at"] = NOW
