"""The gate of the audience: the public sees editions, and of the working screens nothing.

A request that says anything of its audience but "internal" (`vocabulary/audience.py` decides what
speaks of it) is led to the preview of the edition to be, or refused. It is asked for twice: where
requests come in, and where the shell runs a page, since a page can be changed for another without
a request.
"""

from __future__ import annotations

from typing import Any, Final
from urllib.parse import parse_qsl, urlencode

from starlette.responses import PlainTextResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Receive, Scope, Send

from components.web.paths import base, is_page, is_published, path_of
from components.web.services import registered
from vocabulary.audience import audience_asked, speaks_of_audience

PREVIEW: Final = "editions"  # the address of the screen with the edition to be
REFUSED: Final = "The public sees published editions, and nothing else."


def for_the_public(asked: Any) -> bool:
    """Whether a page's parameters (as Streamlit hands them) ask for what the public may see."""
    every = ((name, value) for name in asked for value in asked.get_all(name))
    return audience_asked(every) == "public"


class AudienceGate:
    """Leads requests of a page for the public to the preview, and refuses all others for it. What
    is published passes: it is the same whatever is asked."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request, or let it pass."""
        asks = scope["type"] in {"http", "websocket"} and not is_published(path_of(scope))
        query = scope.get("query_string", b"").decode("latin-1")
        if not asks or audience_asked(parse_qsl(query, keep_blank_values=True)) != "public":
            await self.app(scope, receive, send)
        elif scope["type"] == "websocket":
            await send({"type": "websocket.close", "code": 1008})
        else:
            await _answer(path_of(scope), query)(scope, receive, send)


def _answer(path: str, query: str) -> Response:
    kept = {"Cache-Control": "no-store"}
    if not is_page(path) or all(each.address != PREVIEW for each in registered().screens):
        return PlainTextResponse(REFUSED, status_code=403, headers=kept)
    council = next((value for name, value in parse_qsl(query) if name == "council"), "")
    plain = council and not speaks_of_audience("", council)
    asked = f"?{urlencode({'council': council})}" if plain else ""
    return RedirectResponse(f"{base()}/{PREVIEW}{asked}", status_code=307, headers=kept)
