"""How many pages one person may hold open at once: each takes memory of the server for as long as
it is open, and a program that opens them without end would take all of it."""

from __future__ import annotations

from collections.abc import Callable
from threading import Lock
from typing import Final

from streamlit import runtime
from streamlit.runtime.scriptrunner import get_script_run_ctx

from components.web.sessions.owner import began_with, browser_of
from vocabulary.principal import Principal

MOST: Final = 40
TOO_MANY: Final = f"You have {MOST} pages of the dashboard open"
CLOSE_ONE: Final = "Close one of them, then load this page again. Nothing of yours is lost."


class HeldSessions:
    """The sessions that go on, by whose they are. active: whether a session goes on."""

    def __init__(self, active: Callable[[str], bool], most: int = MOST) -> None:
        self._active, self._most = active, most
        self._whose: dict[str, str] = {}
        self._lock = Lock()

    def has_room(self, session: str, owner: str) -> bool:
        """Whether a session may go on: one that began while there was room may, until it ends."""
        with self._lock:
            if self._whose.get(session) == owner:
                return True
            self._whose = {each: of for each, of in self._whose.items() if self._active(each)}
            if sum(of == owner for of in self._whose.values()) >= self._most:
                return False
            self._whose[session] = owner
            return True


def _goes_on(session: str) -> bool:
    return runtime.exists() and runtime.get_instance().is_active_session(session)


_held: Final = HeldSessions(_goes_on)


def one_too_many(principal: Principal) -> bool:
    """Whether whoever is asking has too many other pages open: the same person, or where nobody
    signs in the same browser."""
    context = get_script_run_ctx()
    if context is None:
        return False
    began = began_with(context.session_id)
    owner = principal.subject or (browser_of(began) if began is not None else None)
    return owner is not None and not _held.has_room(context.session_id, owner)
