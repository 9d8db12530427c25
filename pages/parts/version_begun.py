"""The version of a record that somebody began to change: someone else may be faster.

The session remembers it, and so does the address: after a lost connection or a reload the form is
still the one that was begun, so that what was typed is put back into it, and is asked about instead
of another's words taking its place.
"""

from __future__ import annotations

from typing import cast

import streamlit as st

from components.exhibits.address import whole_number

_IN_ADDRESS = "based"
_MOST = 10**18  # a store counts its versions in 64 bits


def version_begun(of: str, now: int) -> int:
    """The version of a record (`of`, such as "action/ACT-034") that was begun with, which is the
    one that stands `now` where nobody has begun yet."""
    if _key(of) not in st.session_state:
        record, _, version = st.query_params.get(_IN_ADDRESS, "").rpartition("@")
        number = whole_number(version, _MOST)
        st.session_state[_key(of)] = now if record != of or number is None else number
    begun = cast("int", st.session_state[_key(of)])
    said = f"{of}@{begun}"
    if st.query_params.get(_IN_ADDRESS) != said:
        st.query_params[_IN_ADDRESS] = said
    return begun


def version_done(of: str) -> None:
    """What was begun is recorded, or given up: the next form begins with what stands then."""
    st.session_state.pop(_key(of), None)
    st.query_params.pop(_IN_ADDRESS, None)


def _key(of: str) -> str:
    return f"begun_{of}"
