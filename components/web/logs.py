"""What a server writes of itself: a line of JSON each, without anything that records say.

Text of libraries and exceptions can carry what stood in a file or an address. So of an exception
its kind and places are written, never its message; of a library's line its words as they stand in
the library's code, without what it would fill in; of a request the page, never what stands behind
the "?".
"""

from __future__ import annotations

import json
import logging
import secrets
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import Any, Final, TextIO

import streamlit.logger
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from streamlit import config

from components.web.paths import path_of

_OURS: Final = {"vocabulary", "data_access", "measures", "components", "reports", "pages"}
_UNHEARD: Final = ("static", "assets", "_stcore", "media", "readyz", "favicon.png")
_PLACES: Final = 12  # the innermost say what went wrong
_LONGEST: Final = 500

events = logging.getLogger(__name__)


def write_json(stream: TextIO | None = None) -> None:
    """Write every line of this process's log as JSON on standard error (or what is given), requests
    and pages too."""
    logging.setLogRecordFactory(_Line)
    handler = logging.StreamHandler(stream or sys.stderr)
    handler.setFormatter(_WithFields())
    root = logging.getLogger()
    root.handlers[:] = [handler]
    events.setLevel(logging.INFO)
    # Streamlit gives each of its loggers a handler of its own.
    config.set_option("logger.messageFormat", "%(line)s")
    streamlit.logger.update_formatter()


class _Line(logging.LogRecord):
    """A record that knows its line of JSON, and has given away what must not be written."""

    def __init__(self, *given: Any, **named: Any) -> None:
        super().__init__(*given, **named)
        ours = self.name.partition(".")[0] in _OURS
        self.said: dict[str, Any] = {
            "at": datetime.fromtimestamp(self.created, UTC).isoformat(timespec="milliseconds"),
            "level": self.levelname.lower(),
            "from": self.name,
            "said": (self.getMessage() if ours else str(self.msg))[:_LONGEST],
        }
        error = self.exc_info[1] if self.exc_info else None
        if error is not None:
            self.said |= {"error": type(error).__name__, "places": _places(error)}
        self.exc_info = self.stack_info = None  # a formatter would write all of it
        self.line = json.dumps(self.said, ensure_ascii=False)


class _WithFields(logging.Formatter):
    """A line with the fields that an event has beside its words."""

    def format(self, record: logging.LogRecord) -> str:
        """The line; a record made before there were such has its words."""
        said = record.said if isinstance(record, _Line) else {"said": str(record.msg)}
        return json.dumps(said | getattr(record, "fields", {}), ensure_ascii=False)


def _places(error: BaseException) -> list[str]:
    """Where an exception came from, innermost last; what it was raised from stands before it."""
    found: list[str] = []
    cause = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
    if cause is not None:
        found += [*_places(cause), f"then {type(error).__name__}"]
    trace = error.__traceback__
    while trace is not None:
        code = trace.tb_frame.f_code
        module = trace.tb_frame.f_globals.get("__name__", "?")
        found.append(f"{module}:{trace.tb_lineno} {code.co_name}")
        trace = trace.tb_next
    return found[-_PLACES:]


def error_number(error: Exception) -> str:
    """A short number for an error that a person meets: it stands on screen and in the log."""
    number = secrets.token_hex(3).upper()
    events.error("a page could not be shown", exc_info=error, extra={"fields": {"number": number}})
    return number


@contextmanager
def page_run(page: str) -> Iterator[None]:
    """Writes how long a page's script took, by the clock and of computing, in milliseconds."""
    began, computed = time.perf_counter(), time.thread_time()
    try:
        yield
    finally:
        took = {
            "page": page,
            "ms": round((time.perf_counter() - began) * 1000),
            "computing_ms": round((time.thread_time() - computed) * 1000),
        }
        events.info("page", extra={"fields": took})


class RequestLog:
    """Writes each request for a page or a file: which, what came of it, and how long it took."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        first = path_of(scope).strip("/").partition("/")[0] if scope["type"] == "http" else ""
        if scope["type"] != "http" or first in _UNHEARD or not events.isEnabledFor(logging.INFO):
            await self.app(scope, receive, send)
            return
        began, status, size = time.perf_counter(), 0, 0

        async def sending(message: Message) -> None:
            nonlocal status, size
            if message["type"] == "http.response.start":
                status = message["status"]
            size += len(message.get("body", b""))
            await send(message)

        try:
            await self.app(scope, receive, sending)
        finally:
            found = 0 < status < 400
            asked = {
                "method": scope["method"] if found else "",
                # What is no address of ours could be anything.
                "address": f"/{first}" if found else "",
                "status": status,
                "bytes": size,
                "ms": round((time.perf_counter() - began) * 1000),
            }
            events.info("request", extra={"fields": asked})
