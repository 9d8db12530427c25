"""The gate of the address: the dashboard answers under its own names, and to its own pages alone.

A page of another address that stands open in the same browser must neither read the dashboard nor
act in it: not by a name that leads here (rebinding), not through a websocket, a form or an element
that loads what lies here. This is asked before Streamlit sees a request: it takes any `Host`, and
for a foreign `Origin` it asks a server outside for this machine's public address.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Collection
from typing import Final
from urllib.parse import urlsplit

from starlette.datastructures import Headers
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Receive, Scope, Send

LOOPBACK: Final = ("localhost", "127.0.0.1", "[::1]")
"""Names under which a computer reaches itself: always allowed, since nobody else is reached by
them."""
UNKNOWN_NAME: Final = (
    "The dashboard is not served under this name. Whoever runs it can allow the name with the "
    "setting DASHBOARD_HOSTS."
)
FOREIGN_PAGE: Final = "This was asked by a page that is not the dashboard's own."

_HOST: Final = re.compile(r"(?P<name>\[[0-9a-f:.]+\]|[a-z0-9._-]+)(:[0-9]{1,5})?", re.I)
_LONGEST_LOGGED: Final = 80


def host_name(host: str) -> str | None:
    """The name in a `Host` header, without the port, in small letters; None for what is none."""
    found = _HOST.fullmatch(host)
    return found["name"].casefold().rstrip(".") if found else None


class HostGate:
    """Refuses what is asked under a name that is not allowed, or by a page of another address.

    hosts: names that are allowed beside the computer's own for itself. A proxy in front must hand
    on the `Host` it was asked by.
    """

    def __init__(self, app: ASGIApp, hosts: Collection[str] = ()) -> None:
        self.app = app
        self.hosts = frozenset(name.casefold().rstrip(".") for name in (*LOOPBACK, *hosts))

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request, or let it pass."""
        if scope["type"] not in {"http", "websocket"}:
            await self.app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        said = headers.getlist("host")
        if len(said) != 1 or host_name(said[0]) not in self.hosts:
            refused = PlainTextResponse(UNKNOWN_NAME, status_code=421)
        elif _is_foreign(headers, said[0], scope):
            refused = PlainTextResponse(FOREIGN_PAGE, status_code=403)
        else:
            await self.app(scope, receive, send)
            return
        logging.getLogger(__name__).warning(
            "refused: asked under %.*r by %.*r",
            _LONGEST_LOGGED,
            ", ".join(said),
            _LONGEST_LOGGED,
            headers.get("origin", "no page"),
        )
        if scope["type"] == "websocket":
            await send({"type": "websocket.close", "code": 1008})
        else:
            await refused(scope, receive, send)


def _is_foreign(headers: Headers, host: str, scope: Scope) -> bool:
    """Whether a page of another address asks, as far as the browser says. A websocket whose page is
    not named is no browser's, and its sign-in would not be believed."""
    origins = headers.getlist("origin")
    if origins:
        asked_by = urlsplit(origins[0]) if _is_address(origins[0]) else None
        return len(origins) > 1 or asked_by is None or asked_by.netloc != host
    if scope["type"] == "websocket":
        return True
    if headers.get("sec-fetch-site", "same-origin") in {"same-origin", "none"}:
        return False
    # A link on another page may lead here; nothing of ours may be loaded into it.
    followed = headers.get("sec-fetch-mode") == "navigate" and scope["method"] in {"GET", "HEAD"}
    return not (followed and headers.get("sec-fetch-dest") == "document")


def _is_address(origin: str) -> bool:
    scheme, separator, host = origin.partition("://")
    return scheme in {"http", "https"} and bool(separator) and host_name(host) is not None
