"""People at a dashboard, without browsers: each holds a session and opens page after page, by the
messages that a browser sends and gets. Hundreds of them fit where a few browsers would not.
"""

from __future__ import annotations

import asyncio
import random
import statistics
import time
from collections import Counter
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from types import TracebackType
from typing import Self

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.Delta_pb2 import Delta
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed
from websockets.typing import Origin, Subprotocol

PATIENCE = 120.0  # seconds for a page
_FAILED = "failed"  # the container in which `server.show_error` and its like say what is wrong


@dataclass
class Shown:
    """What opening a page came to: seconds until its script ended, what kinds of parts it has, and
    what went wrong, if anything did."""

    page: str
    seconds: float
    parts: Counter[str]
    wrong: str = ""


class Visitor:
    """One session. `hears`: whether it also listens for new records, as a page of ours does."""

    def __init__(self, address: str, *, hears: str = "") -> None:
        self._origin = Origin(address)
        self._address = address.replace("http://", "ws://")
        self._hears = hears
        self.announced: list[float] = []
        self._socket: ClientConnection | None = None
        self._hearing: asyncio.Task[None] | None = None

    async def __aenter__(self) -> Self:
        self._socket = await connect(
            f"{self._address}/_stcore/stream",
            origin=self._origin,
            subprotocols=[Subprotocol("streamlit")],
            max_size=None,
            open_timeout=PATIENCE,
            ping_interval=None,
            proxy=None,
        )
        if self._hears:
            self._hearing = asyncio.create_task(self._hear())
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self._hearing is not None:
            self._hearing.cancel()
            await asyncio.gather(self._hearing, return_exceptions=True)
        if self._socket is not None:
            await self._socket.close()

    async def _hear(self) -> None:
        address = f"{self._address}/arrivals"
        with suppress(ConnectionClosed):
            async with connect(
                address, origin=self._origin, open_timeout=PATIENCE, proxy=None
            ) as socket:
                await socket.send(self._hears)
                async for _ in socket:
                    self.announced.append(time.monotonic())

    async def open(self, page: str, query: str = "") -> Shown:
        """Open a page by its address, and wait until its script has ended."""
        assert self._socket is not None
        asked = BackMsg()
        asked.rerun_script.page_name = page
        asked.rerun_script.query_string = query
        began = time.perf_counter()
        await self._socket.send(asked.SerializeToString())
        shown = Shown(page, 0.0, Counter())
        try:
            async with asyncio.timeout(PATIENCE):
                while not await self._read(shown):
                    pass
        except (TimeoutError, ConnectionClosed) as error:
            shown.wrong = shown.wrong or type(error).__name__
        shown.seconds = time.perf_counter() - began
        return shown

    async def _read(self, shown: Shown) -> bool:
        """Read one message; whether it was the last of a page."""
        assert self._socket is not None
        told = ForwardMsg.FromString(bytes(await self._socket.recv(decode=False)))
        kind = told.WhichOneof("type")
        if kind == "delta":
            _note(told.delta, shown)
        if kind == "page_not_found":
            shown.wrong = "no such page"
        return bool(
            kind == "script_finished" and told.script_finished == ForwardMsg.FINISHED_SUCCESSFULLY
        )


def _note(delta: Delta, shown: Shown) -> None:
    """Count what a message draws: `block` are containers, `letters` those of all texts, `options`
    those of all select boxes."""
    if delta.WhichOneof("type") == "add_block":
        shown.parts["block"] += 1
        if _FAILED in delta.add_block.id:
            shown.wrong = "an error on the page"
    elif delta.WhichOneof("type") == "new_element":
        element = delta.new_element
        part = element.WhichOneof("type") or ""
        shown.parts[part] += 1
        if part == "html":
            shown.parts["letters"] += len(element.html.body)
        elif part == "selectbox":
            shown.parts["options"] += len(element.selectbox.options)
        elif part == "exception":
            shown.wrong = "an error on the page"


@dataclass
class Walk:
    """What many visitors met."""

    shown: list[Shown] = field(default_factory=list)

    @property
    def wrong(self) -> list[str]:
        """What went wrong, with the page."""
        return [f"{each.page}: {each.wrong}" for each in self.shown if each.wrong]

    @property
    def p95(self) -> float:
        """Seconds within which 19 of 20 pages were there."""
        return statistics.quantiles([each.seconds for each in self.shown], n=20)[-1]

    @property
    def median(self) -> float:
        """Seconds within which half of the pages were there."""
        return statistics.median(each.seconds for each in self.shown)


async def walk(
    addresses: Sequence[str],
    pages: Sequence[str],
    *,
    sessions: int,
    seconds: float,
    look: float,
    hears: str = "",
) -> Walk:
    """Have visitors, shared out among servers, open all pages in turn for so many seconds, each
    looking at a page for about `look` seconds."""
    found, until = Walk(), time.monotonic() + seconds

    async def one(number: int) -> None:
        chance = random.Random(number)
        await asyncio.sleep(chance.uniform(0, min(look, seconds / 2)))
        try:
            async with Visitor(addresses[number % len(addresses)], hears=hears) as visitor:
                place = number
                while time.monotonic() < until:
                    found.shown.append(await visitor.open(pages[place % len(pages)]))
                    place += 1
                    looks = chance.uniform(0.5, 1.5) * look
                    await asyncio.sleep(max(min(looks, until - time.monotonic()), 0))
        except OSError as error:
            found.shown.append(Shown("", PATIENCE, Counter(), f"no connection: {error}"))

    await asyncio.gather(*(one(number) for number in range(sessions)))
    return found
