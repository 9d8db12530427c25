"""New records are announced in pages that stand open, whichever process they came in by.

A page says over a websocket of its own which council's records it shows, and is told the number of
the newest batch that concerns them. No session is run again: `dashboard.js` offers to show what is
new, and a person decides when. One thread a process waits for what comes, while any page listens.
"""

from __future__ import annotations

import asyncio
import logging
import threading
from collections.abc import Callable, Generator, Mapping
from contextlib import closing
from typing import Final, NamedTuple

from starlette.routing import BaseRoute, WebSocketRoute
from starlette.websockets import WebSocket, WebSocketDisconnect

from components.web.principal import asking
from vocabulary.principal import Permission

ARRIVALS_ADDRESS: Final = "arrivals"
_LONGEST_NAME: Final = 200  # of a council
_MOST_LISTENERS: Final = 2000  # of a process: each costs a few kilobytes
_MOST_OF_ONE: Final = 100  # pages of one person who is signed in, so that others find room
_FORBIDDEN, _TOO_LONG, _TRY_LATER = 1008, 1009, 1013

Watch = Callable[[], Generator[Mapping[str, int]]]
"""What comes, again and again: the newest batch by council, under "" of what concerns all; nothing,
every second or so."""


class _Listener(NamedTuple):
    """Where an event is set, and whose page waits for it."""

    loop: asyncio.AbstractEventLoop
    subject: str


class Announcer:
    """Waits for what comes, in a thread of its own, while anybody listens."""

    def __init__(self, watch: Watch) -> None:
        self._watch = watch
        self._newest: dict[str, int] = {}
        self._listeners: dict[asyncio.Event, _Listener] = {}
        self._lock = threading.Lock()
        self._watching = False

    def newest_of(self, council: str) -> int:
        """The number of the newest batch that concerns a council; 0: none that is known of."""
        return max(self._newest.get(council, 0), self._newest.get("", 0))

    def join(self, woken: asyncio.Event, subject: str) -> bool:
        """Have an event of the running loop set whenever something comes; False: too many do, or
        too many of one person. subject: "" where nobody signs in."""
        with self._lock:
            of_one = sum(each.subject == subject for each in self._listeners.values())
            if len(self._listeners) >= _MOST_LISTENERS or (subject and of_one >= _MOST_OF_ONE):
                return False
            self._listeners[woken] = _Listener(asyncio.get_running_loop(), subject)
            if not self._watching:
                self._watching = True
                threading.Thread(target=self._wait, name="new records", daemon=True).start()
        return True

    def leave(self, woken: asyncio.Event) -> None:
        """Undo `join`."""
        with self._lock:
            self._listeners.pop(woken, None)

    def _wait(self) -> None:
        try:
            with closing(self._watch()) as coming:
                for told in coming:
                    with self._lock:
                        if not self._listeners:
                            self._watching = False
                            return
                        if told:
                            self._newest.update(told)
                            self._wake()
        except Exception:
            logging.getLogger(__name__).exception("new records are not announced any more")
            with self._lock:
                self._watching = False  # whoever joins next begins anew

    def _wake(self) -> None:
        for woken, listener in list(self._listeners.items()):
            try:
                listener.loop.call_soon_threadsafe(woken.set)
            except RuntimeError:  # its loop has ended
                del self._listeners[woken]


def arrivals_routes(base: str, watch: Watch) -> list[BaseRoute]:
    """The route of the announcements; `base`: the path the dashboard is served under."""
    announcer = Announcer(watch)

    async def endpoint(socket: WebSocket) -> None:
        await _announce(socket, announcer)

    return [WebSocketRoute(f"{base}/{ARRIVALS_ADDRESS}", endpoint)]


async def _announce(socket: WebSocket, announcer: Announcer) -> None:
    with asking(socket.headers) as principal:
        pass
    if principal is None:
        await socket.close(_FORBIDDEN)
        return
    woken = asyncio.Event()
    if not announcer.join(woken, principal.subject):
        await socket.close(_TRY_LATER)
        return
    council: list[str] = []

    async def hear() -> None:
        while True:
            name = await socket.receive_text()
            if len(name) > _LONGEST_NAME:
                await socket.close(_TOO_LONG)
                return
            council[:] = [name]
            woken.set()

    await socket.accept()
    hearing = asyncio.ensure_future(hear())
    told: tuple[str, int] | None = None
    try:
        while not hearing.done():
            waiting = asyncio.ensure_future(woken.wait())
            await asyncio.wait((waiting, hearing), return_when=asyncio.FIRST_COMPLETED)
            waiting.cancel()
            woken.clear()
            if hearing.done() or not council:
                continue
            if not _may_hear(socket, council[0]):  # also when a session has ended meanwhile
                await socket.close(_FORBIDDEN)
                return
            telling = (council[0], announcer.newest_of(council[0]))
            if telling != told:
                await socket.send_text(str(telling[1]))
            told = telling
    except (WebSocketDisconnect, RuntimeError):
        return  # it went while it was told
    finally:
        announcer.leave(woken)
        hearing.cancel()
        await asyncio.gather(hearing, return_exceptions=True)


def _may_hear(socket: WebSocket, council: str) -> bool:
    """Whether who asks is signed in, and may see a council's records."""
    with asking(socket.headers) as principal:
        return principal is not None and principal.may(Permission.SEE, council)
