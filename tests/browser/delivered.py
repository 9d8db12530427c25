"""Everything that reaches a browser: documents, frames of the websocket, files, what is drawn."""

from __future__ import annotations

import base64
import io
import json
import re
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import polars as pl
from google.protobuf.json_format import MessageToDict  # type: ignore[import-untyped]
from google.protobuf.message import DecodeError  # type: ignore[import-untyped]
from playwright.sync_api import Error as PlaywrightError
from playwright.sync_api import Page, Response, WebSocket
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

# What of a chart is figures or words of the records, not its looks.
_FIGURES = ("x", "y", "z", "base", "values", "text", "hovertext", "customdata", "labels", "name")
_NUMBER = re.compile(r"(?<![\w.,/#%-])\d[\d,]*(?:\.\d+)?(?![\w])")


@dataclass
class Delivered:
    """What came while this was attached to a page."""

    frames: list[bytes] = field(default_factory=list)
    responses: list[Response] = field(default_factory=list)
    bodies: list[bytes] = field(default_factory=list)
    files: dict[str, bytes] = field(default_factory=dict)

    def attach(self, page: Page) -> None:
        """Listen to a page from now on."""
        page.on("websocket", self._listen)
        page.on("response", self._keep)

    def _listen(self, socket: WebSocket) -> None:
        socket.on("framereceived", lambda payload: self.frames.append(_bytes(payload)))

    def _keep(self, response: Response) -> None:
        kind = response.request.resource_type
        if kind in {"document", "fetch", "xhr", "image"} and response.url.startswith("http"):
            self.responses.append(response)

    def read(self, page: Page) -> None:
        """Take in what the page holds now, and the answers to its requests."""
        self.bodies.append(page.content().encode())
        while self.responses:
            with suppress(PlaywrightError):  # a redirect has no body
                self.bodies.append(self.responses.pop().body())

    def everything(self) -> Iterator[bytes]:
        """All of it, packed tables and numbers of charts unpacked as text besides."""
        yield from self.frames
        yield from self.bodies
        yield from self.files.values()
        for text in self.texts():
            yield text.encode()

    def texts(self) -> Iterator[str]:
        """What elements say: texts, cells of tables, figures and words of charts."""
        for frame in self.frames:
            message = ForwardMsg()
            try:
                message.ParseFromString(frame)
            except DecodeError:
                continue
            for element in _elements(message):
                yield from _said(element)

    def numbers(self) -> set[float]:
        """Every number that elements and files say."""
        found: set[float] = set()
        for text in (*self.texts(), *(_text(data) for data in self.files.values())):
            found |= {float(n.replace(",", "")) for n in _NUMBER.findall(text) if n.strip(",")}
        return found


def _bytes(payload: str | bytes) -> bytes:
    return payload.encode() if isinstance(payload, str) else payload


def _text(data: bytes) -> str:
    return data.decode("utf-8", errors="ignore")


def _elements(message: ForwardMsg) -> Iterator[Any]:
    if message.WhichOneof("type") == "delta" and message.delta.HasField("new_element"):
        yield message.delta.new_element


def _said(element: Any) -> Iterator[str]:
    kind = element.WhichOneof("type")
    if kind == "plotly_chart":
        yield from _drawn(json.loads(element.plotly_chart.spec)["data"])
    elif kind == "arrow_data_frame":
        table = pl.read_ipc_stream(io.BytesIO(element.arrow_data_frame.data))
        yield from (str(value) for row in table.iter_rows() for value in row if value is not None)
    elif kind == "html":
        yield re.sub(r"<[^>]*>", " ", element.html.body)
    else:
        yield from _leaves(MessageToDict(getattr(element, kind or "empty")))


def _leaves(node: Any, name: str = "") -> Iterator[str]:
    """What a message says, without its packed bytes and the names machines give."""
    if isinstance(node, dict):
        for key, value in node.items():
            yield from _leaves(value, key)
    elif isinstance(node, list):
        for value in node:
            yield from _leaves(value, name)
    elif isinstance(node, str) and name not in {"data", "id", "url", "formId", "userKey"}:
        yield node


def _drawn(node: Any, name: str = "") -> Iterator[str]:
    if isinstance(node, dict) and "bdata" in node:
        values = np.frombuffer(base64.b64decode(node["bdata"]), dtype=node["dtype"])
        if name in _FIGURES:
            yield from (f"{value:g}" for value in values)
    elif isinstance(node, dict):
        for key, value in node.items():
            yield from _drawn(value, key if key != "bdata" else name)
    elif isinstance(node, list):
        for value in node:
            yield from _drawn(value, name)
    elif name in _FIGURES and node is not None:
        yield str(node)
