"""The choice of whom the council is compared with. It stands in the address, goes along to other
pages, and the address leads: `peers` a set's name or councils' names, `beside` one council's."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

import streamlit as st

from components import look
from components.exhibits.compare.offered import chosen_names, council_options, offered
from components.exhibits.peers import peers_asked
from components.exhibits.records import Records
from components.exhibits.view import View
from vocabulary.peers import BETWEEN_NAMES, CHOSEN, PeerChoice

PEERS: Final = "peers"
BESIDE: Final = "beside"
_NOBODY: Final = "No one"


def peers_in_address() -> tuple[str, str]:
    """What the address asks for: whom to compare with, and whom to put beside us."""
    return st.query_params.get(PEERS, ""), st.query_params.get(BESIDE, "")


def compare_choice(records: Records, view: View) -> tuple[str, str]:
    """Draw the choice of councils and of the one beside ours; returns both as the address has
    them."""
    asked, beside = peers_in_address()
    sets = {each.choice: each.words for each in offered(records, view)}
    with look.filters("compare"):
        chosen = _sets(sets, asked, records, view)
        beside = _beside(records, view, beside)
    return _councils(records, view, asked) if chosen == CHOSEN else chosen, beside


def peers_filter(
    records: Records, view: View, *, label: str, usual: PeerChoice = PeerChoice.NEIGHBOURS
) -> str:
    """Draw the same choice as one select box, for a page with few exhibits that compare; returns it
    as the address has it. label: what it is called, which says what it moves. usual: what holds
    while the address says nothing."""
    asked, _ = peers_in_address()
    sets = {each.choice: each.words for each in offered(records, view)}
    names = chosen_names(records, asked, view)
    if names:
        asked = BETWEEN_NAMES.join(names)
        sets[asked] = f"{len(names)} chosen"
    if not sets:
        return asked
    first = peers_asked(records, asked or usual.value, view).choice
    _follow("peers_filter", first if first in sets else next(iter(sets)))
    st.selectbox(
        label,
        list(sets),
        format_func=sets.__getitem__,
        key="peers_filter",
        on_change=_written("peers_filter", PEERS),
    )
    return asked


def _sets(sets: dict[str, str], asked: str, records: Records, view: View) -> str:
    options = {**sets, CHOSEN: "Choose councils"}
    meant = peers_asked(records, asked, view).choice
    _follow("compare_peers", meant if meant in sets else CHOSEN)
    chosen = st.segmented_control(
        "Compare with",
        list(options),
        format_func=options.__getitem__,
        key="compare_peers",
        required=True,
        wrap=True,
        on_change=_written("compare_peers", PEERS),
    )
    return chosen or PeerChoice.NEIGHBOURS.value


def _beside(records: Records, view: View, asked: str) -> str:
    options = ("", *council_options(records, view, scored=True))
    meant = next((each for each in options if each.casefold() == asked.casefold()), "")
    _follow("compare_beside", meant)
    chosen: str = st.selectbox(
        "Beside us",
        options,
        format_func=lambda name: name or _NOBODY,
        key="compare_beside",
        on_change=_written("compare_beside", BESIDE),
    )
    return chosen


def _councils(records: Records, view: View, asked: str) -> str:
    options = council_options(records, view, scored=False)
    _follow("compare_councils", list(chosen_names(records, asked, view)))
    chosen = st.multiselect(
        "Councils to compare with",
        options,
        key="compare_councils",
        placeholder="Type a council's name",
        on_change=_written("compare_councils", PEERS),
    )
    return BETWEEN_NAMES.join(chosen) or CHOSEN


def _follow(key: str, value: Any) -> None:
    """The address leads: going back and forth in the browser moves what is chosen."""
    if st.session_state.get(key) != value:
        st.session_state[key] = value


def _written(key: str, name: str) -> Callable[[], None]:
    def write() -> None:
        value = st.session_state[key]
        said = BETWEEN_NAMES.join(value) if isinstance(value, list) else value
        if said:
            st.query_params[name] = said
        elif name == PEERS:
            st.query_params[name] = CHOSEN
        else:
            st.query_params.pop(name, None)

    return write
