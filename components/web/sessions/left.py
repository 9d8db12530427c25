"""Sessions whose page was left are kept for two minutes, then ended with all they held."""

from __future__ import annotations

import asyncio
import time
from collections import OrderedDict
from contextlib import suppress
from typing import Final

from streamlit.runtime.session_manager import SessionInfo, SessionStorage

MOST: Final = 128


class LeftSessions(SessionStorage):
    """Keeps a session for `seconds` after its browser was gone, so that a short break of the
    network loses nothing, and at most `most` of them.

    Streamlit's own only forgets such a session, and never ends it: its uploads and files would stay
    in memory for as long as the server runs.
    """

    def __init__(self, seconds: float, most: int = MOST) -> None:
        self._seconds, self._most = seconds, most
        self._kept: OrderedDict[str, tuple[SessionInfo, float]] = OrderedDict()

    def get(self, session_id: str) -> SessionInfo | None:
        """The session, unless its time is over."""
        self.end_old()
        kept = self._kept.get(session_id)
        return kept[0] if kept else None

    def save(self, session_info: SessionInfo) -> None:
        """Keep a session that was left just now."""
        until = time.monotonic() + self._seconds
        self._kept[session_info.session.id] = (session_info, until)
        self.end_old()
        with suppress(RuntimeError):  # outside the server's loop the next one ends it
            asyncio.get_running_loop().call_later(self._seconds + 1, self.end_old)

    def delete(self, session_id: str) -> None:
        """Keep it no longer, because it goes on or was ended."""
        self._kept.pop(session_id, None)

    def list(self) -> list[SessionInfo]:
        """Every session that may go on."""
        self.end_old()
        return [session for session, _ in self._kept.values()]

    def end_old(self) -> None:
        """End the sessions whose time is over, and the oldest of too many."""
        now = time.monotonic()
        for session_id, (_, until) in list(self._kept.items()):
            if until <= now or len(self._kept) > self._most:
                session, _ = self._kept.pop(session_id)
                session.session.shutdown()
