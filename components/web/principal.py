"""Who is asking, worked out once a request by the sign-in that the server registered.

The gate, the pages and the downloads take it from here, and hand it to every door they open.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar

import streamlit as st

from vocabulary.principal import Permission, Principal

SignIn = Callable[[Mapping[str, str]], Principal | None]
"""Who a request's headers say is asking; None: nobody is signed in."""


class NotSignedInError(LookupError):
    """Nobody is signed in, or not any more."""


_registered: list[SignIn] = []
_asking: ContextVar[Principal | None] = ContextVar("asking", default=None)


def register_sign_in(sign_in: SignIn) -> None:
    """Make this the sign-in of the server; a second call replaces the first."""
    _registered[:] = [sign_in]


@contextmanager
def asking(headers: Mapping[str, str]) -> Iterator[Principal | None]:
    """Who is asking for what is done until the block ends; None: nobody, so nothing may be shown.

    LookupError where no server registered a sign-in.
    """
    if not _registered:
        raise LookupError("No sign-in is registered: start the dashboard with dashboard.py.")
    principal = _registered[0](headers)
    before = _asking.set(principal)
    try:
        yield principal
    finally:
        _asking.reset(before)


@contextmanager
def on_behalf_of(principal: Principal) -> Iterator[None]:
    """What is done until the block ends is done for somebody who was asking a moment ago."""
    before = _asking.set(principal)
    try:
        yield
    finally:
        _asking.reset(before)


def current_principal() -> Principal:
    """Who is asking. NotSignedInError if nobody is signed in."""
    principal = _asking.get()
    if principal is None:
        # A form's callback and a fragment are run by Streamlit itself, without the shell.
        with asking(st.context.headers) as found:
            principal = found
    if principal is None:
        raise NotSignedInError("Nobody is signed in.")
    return principal


def may(permission: Permission, council: str) -> bool:
    """Whether whoever is asking may do so for a council: what would be refused is not offered."""
    return current_principal().may(permission, council)
