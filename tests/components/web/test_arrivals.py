"""Pages that stand open hear of what came: of their own council, of what concerns all, and only
while somebody is signed in who may see it."""

from __future__ import annotations

import socket
import threading
from collections.abc import Generator, Iterator, Mapping
from queue import SimpleQueue

import pytest
import uvicorn
from starlette.applications import Starlette
from websockets.exceptions import ConnectionClosed, InvalidStatus
from websockets.sync.client import ClientConnection, connect

from components.web import arrivals, principal
from components.web.arrivals import arrivals_routes
from components.web.principal import register_sign_in
from vocabulary.principal import Principal, every_role

NORTH, SOUTH = "North Marsh Council", "South Marsh Council"
PATIENCE = 30


class Told:
    """A server that announces what a test says has come, and who is signed in to it."""

    def __init__(self) -> None:
        self.came: SimpleQueue[Mapping[str, int]] = SimpleQueue()
        self.people = {
            "officer": Principal("Officer", every_role()),
            "guest": Principal("Guest", every_role({NORTH})),
        }
        self.address = ""

    def watch(self) -> Generator[Mapping[str, int]]:
        """What the test says has come."""
        yield {"": 5}
        while True:
            yield self.came.get(timeout=PATIENCE)

    def sign_in(self, headers: Mapping[str, str]) -> Principal | None:
        """Whom the header names."""
        return self.people.get(headers.get("name", ""))

    def listen(self, name: str) -> ClientConnection:
        """Connect as somebody."""
        return connect(self.address, additional_headers={"name": name}, proxy=None)


@pytest.fixture
def told(monkeypatch: pytest.MonkeyPatch) -> Iterator[Told]:
    told = Told()
    monkeypatch.setattr(principal, "_registered", [])
    register_sign_in(told.sign_in)
    app = Starlette(routes=arrivals_routes("/base", told.watch))
    listening = socket.socket()
    listening.bind(("127.0.0.1", 0))
    listening.listen()
    told.address = f"ws://127.0.0.1:{listening.getsockname()[1]}/base/arrivals"
    server = uvicorn.Server(uvicorn.Config(app, log_level="error", lifespan="off"))
    running = threading.Thread(target=server.run, args=([listening],), daemon=True)
    running.start()
    yield told
    told.came.put({})
    server.should_exit = True
    running.join(PATIENCE)


def newest(page: ClientConnection, at_least: int) -> int:
    """The number that a page is told, once it is as high."""
    while (number := int(page.recv(timeout=PATIENCE))) < at_least:
        pass
    return number


def test_a_page_hears_of_its_council_and_of_what_concerns_all(told: Told) -> None:
    with told.listen("officer") as north, told.listen("officer") as south:
        north.send(NORTH)
        south.send(SOUTH)
        assert newest(north, 5) == newest(south, 5) == 5
        told.came.put({NORTH: 6})
        assert newest(north, 6) == 6
        told.came.put({"": 7})
        # The first that the other page hears after 5 is what concerns all.
        assert newest(north, 7) == newest(south, 6) == 7
        south.send(NORTH)  # its page looks at another council now
        told.came.put({NORTH: 8})
        assert newest(south, 8) == 8


def test_nobody_who_may_not_see_a_council_hears_of_it(told: Told) -> None:
    with pytest.raises(InvalidStatus):
        told.listen("nobody")
    with told.listen("guest") as page:
        page.send(SOUTH)
        with pytest.raises(ConnectionClosed):
            page.recv(timeout=PATIENCE)
    with told.listen("guest") as page:
        page.send("x" * 1000)
        with pytest.raises(ConnectionClosed):
            page.recv(timeout=PATIENCE)


def test_one_person_does_not_take_the_room_of_all(
    told: Told, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(arrivals, "_MOST_OF_ONE", 2)
    told.people["ada"] = Principal("Ada", every_role(), subject="ada")
    told.people["bert"] = Principal("Bert", every_role(), subject="bert")
    with told.listen("ada") as first, told.listen("ada"):
        with pytest.raises(InvalidStatus):
            told.listen("ada")
        with told.listen("bert") as page:
            page.send(NORTH)
            assert newest(page, 5) == 5
        first.send(NORTH)
        assert newest(first, 5) == 5


def test_who_is_signed_out_meanwhile_hears_nothing_more(told: Told) -> None:
    with told.listen("guest") as page:
        page.send(NORTH)
        assert newest(page, 5) == 5
        del told.people["guest"]
        told.came.put({NORTH: 6})
        with pytest.raises(ConnectionClosed):
            page.recv(timeout=PATIENCE)
