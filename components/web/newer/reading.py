"""Whether a page's run takes the newest records, or goes on with those that are shown while newer
ones are made ready (`making_ready.py` beside this).

Where something is done that rests on the newest, whoever does it has them; who only opens such a
page is shown what everybody is."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

import streamlit as st
from streamlit.runtime.scriptrunner import get_script_run_ctx
from streamlit.runtime.state.session_state_proxy import get_session_state

from components.exhibits.address import whole_number
from components.web.newer.making_ready import at_work
from components.web.services import Screen, Services
from vocabulary.principal import Principal

AT_LEAST: Final = "revision"
"""The parameter by which `dashboard.js` asks for records no older than a number of a batch, once;
it is no part of the page's address."""
_SEEN: Final = "revision_seen"
_OPEN: Final = "page_open"
_AT_WORK_THERE: Final = "at_work_there"
_NEWEST: Final = 10**15


@contextmanager
def reading(services: Services, screen: Screen, principal: Principal | None) -> Iterator[None]:
    """What a page's run reads until the block ends."""
    least = max(st.session_state.get(_SEEN, 0), _asked())
    if services.has_written():  # a button did, before the page is run
        least = _NEWEST
    st.session_state[_SEEN] = least
    context = get_script_run_ctx()
    if context is not None:
        at_work.runs(context.session_id)
    st.session_state[_AT_WORK_THERE] = screen.newest and not _opens(screen)
    held = not st.session_state[_AT_WORK_THERE] and at_work.many()
    try:
        with (
            services.shown_read(principal.name, least)
            if principal and held
            else services.consistent_read()
        ):
            yield
    finally:
        if services.has_written():  # or was to: who met another's change looks at it next
            st.session_state[_SEEN] = _NEWEST


def has_seen(revision: int) -> None:
    """The session's pages show nothing older from now on. What is shown where one is at work that
    rests on the newest, others may show a little later."""
    if not st.session_state[_AT_WORK_THERE] or st.session_state.get(_SEEN) == _NEWEST:
        st.session_state[_SEEN] = revision


def _opens(screen: Screen) -> bool:
    """Whether the session's last run was of another page."""
    before, st.session_state[_OPEN] = st.session_state.get(_OPEN), screen.address
    return before != screen.address


def _asked() -> int:
    # Taken out without a word to the browser: said to it, each would be a step of its history.
    with get_session_state().query_params() as asked:
        said = asked._query_params.pop(AT_LEAST, "")
    last = said if isinstance(said, str) else next(reversed(said), "")
    return whole_number(last, _NEWEST) or 0
