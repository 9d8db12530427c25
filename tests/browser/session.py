"""A session with the dashboard without a browser: the websocket that a page opens, spoken by hand.

Whoever attacks a server does not use its pages. This says what Streamlit's own script says, and
keeps all that comes back.
"""

from __future__ import annotations

import socket
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.client import HTTPConnection, HTTPResponse
from urllib.parse import urlsplit

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.sync.client import ClientConnection, connect
from websockets.typing import Origin, Subprotocol

PATIENCE = 60  # seconds; busy machines are slow


@dataclass(frozen=True)
class Answered:
    """An answer of the server. headers: by name in small letters."""

    status: int
    headers: Mapping[str, str]
    body: bytes


@dataclass
class Visitor:
    """Somebody who asks a server by hand, with the headers of their choice on every request."""

    address: str
    headers: dict[str, str] = field(default_factory=dict)

    def ask(
        self, path: str, method: str = "GET", body: bytes | None = None, **more: str
    ) -> Answered:
        """What the server answers; no redirect is followed. more: headers, `_` for `-`."""
        place = urlsplit(self.address)
        connection = HTTPConnection(place.hostname or "", place.port, timeout=PATIENCE)
        said = {**self.headers, **{name.replace("_", "-"): value for name, value in more.items()}}
        connection.putrequest(method, f"/{path}", skip_host="Host" in said)
        for name, value in said.items():
            connection.putheader(name, value)
        if body is not None and not {"Content-Length", "Transfer-Encoding"} & said.keys():
            connection.putheader("Content-Length", str(len(body)))
        connection.endheaders(body)
        answer: HTTPResponse = connection.getresponse()
        told = Answered(
            answer.status, {name.lower(): value for name, value in answer.headers.items()},
            answer.read(),
        )  # fmt: skip
        connection.close()
        return told

    def open_page(self) -> None:
        """Take the cookies that a browser gets with its first page."""
        given = [
            self.ask("").headers.get("set-cookie"),
            self.ask("_stcore/health").headers.get("set-cookie"),
        ]
        cookies = [each.partition(";")[0] for each in given if each]
        self.headers["Cookie"] = "; ".join(filter(None, [self.headers.get("Cookie"), *cookies]))

    def cookie(self, name: str) -> str:
        """The value of a cookie; empty where there is none."""
        pairs = (each.strip().partition("=") for each in self.headers.get("Cookie", "").split(";"))
        return next((value for each, _, value in pairs if each == name), "")

    @contextmanager
    def session(self, *, existing: str = "", **more: str) -> Iterator[Session]:
        """The websocket of an open page. existing: the session that it means to go on with. more:
        headers, `_` for `-`.

        websockets.exceptions.InvalidStatus: the server refuses it.
        """
        place = urlsplit(self.address)
        said = {**self.headers, **{name.replace("_", "-"): value for name, value in more.items()}}
        origin, host = said.pop("Origin", self.address), said.pop("Host", place.netloc)
        token = self.cookie("_streamlit_xsrf") or "none"
        protocols = [Subprotocol(each) for each in ("streamlit", token, existing) if each]
        with (
            socket.create_connection((place.hostname, place.port), PATIENCE) as line,
            connect(
                f"ws://{host}/_stcore/stream", sock=line, subprotocols=protocols,
                origin=Origin(origin) if origin else None, additional_headers=said,
                max_size=None, open_timeout=PATIENCE, compression=None,
            ) as opened,
        ):  # fmt: skip
            yield Session(opened)


@dataclass
class Session:
    """An open websocket. came: every message so far."""

    connection: ClientConnection
    came: list[ForwardMsg] = field(default_factory=list)

    def run(self, page: str = "", query: str = "") -> list[ForwardMsg]:
        """Ask for a page, and wait until its script has run; what came meanwhile."""
        asked = BackMsg()
        asked.rerun_script.page_name = page
        asked.rerun_script.query_string = query
        return self.say(asked)

    def say(self, asked: BackMsg) -> list[ForwardMsg]:
        """Send a message, and wait until the script it starts has run."""
        begun = len(self.came)
        self.connection.send(asked.SerializeToString())
        while not (self.came[begun:] and self.came[-1].WhichOneof("type") == "script_finished"):
            self._receive()
        return self.came[begun:]

    def files_asked(self, *names: str) -> list[str]:
        """The addresses to which files may be sent, as a page that asks for them is told."""
        asked = BackMsg()
        asked.file_urls_request.request_id = "files"
        asked.file_urls_request.file_names.extend(names)
        self.connection.send(asked.SerializeToString())
        while self.came[-1:] == [] or self.came[-1].WhichOneof("type") != "file_urls_response":
            self._receive()
        return [each.upload_url for each in self.came[-1].file_urls_response.file_urls]

    def file_made(self, kind: str) -> str:
        """The address of the first download of a kind, such as "xlsx", that is made when somebody
        asks for it."""
        return self.made(self.deferred(kind)[0])

    def deferred(self, kind: str = "") -> list[str]:
        """The numbers of the downloads shown that are made when they are asked for."""
        shown = (message.delta.new_element for message in self.came)
        buttons = [e.download_button for e in shown if e.WhichOneof("type") == "download_button"]
        return [b.deferred_file_id for b in buttons if b.deferred_file_id and kind in b.id]

    def made(self, file_id: str) -> str:
        """The address of a file that is made when it is asked for; empty where it is refused."""
        asked = BackMsg()
        asked.backend_operation_request.request_id = "file"
        asked.backend_operation_request.session_id = self.session_id
        asked.backend_operation_request.deferred_file.file_id = file_id
        self.connection.send(asked.SerializeToString())
        while (
            self.came[-1:] == [] or self.came[-1].WhichOneof("type") != "backend_operation_response"
        ):
            self._receive()
        return self.came[-1].backend_operation_response.deferred_file.url.lstrip("/")

    def _receive(self) -> None:
        message = ForwardMsg()
        received = self.connection.recv(timeout=PATIENCE)
        message.ParseFromString(received if isinstance(received, bytes) else received.encode())
        self.came.append(message)

    @property
    def session_id(self) -> str:
        """The session's name, which the server tells its page."""
        begun = next(m for m in self.came if m.WhichOneof("type") == "new_session")
        return begun.new_session.initialize.session_id

    @property
    def text(self) -> bytes:
        """All that came, as bytes to be searched."""
        return b"".join(each.SerializeToString() for each in self.came)
