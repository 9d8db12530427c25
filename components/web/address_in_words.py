"""Addresses written by hand or by machine, put in the words that the controls on a page write.

Streamlit binds a select box to the address by its labels; what is no label it drops. So a page
asked for with `audience=public` would lose that when it is reloaded, and show internal figures.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from urllib.parse import parse_qsl, urlencode

from starlette.responses import RedirectResponse
from starlette.types import ASGIApp, Receive, Scope, Send

from components.exhibits.address import day_in_address
from vocabulary.audience import AUDIENCES
from vocabulary.wording import long_date

_IN_WORDS: dict[str, Callable[[str], str]] = {
    "audience": lambda asked: AUDIENCES.get(asked, asked),
    "as_at": lambda asked: _day(asked, day_in_address),
    "board": lambda asked: _day(asked, long_date),
}


def in_words(query: str) -> str:
    """A query such as "audience=public&as_at=2026-09-30" with each value as a page's controls write
    it: "audience=Public&as_at=30+Sep+2026"; the query itself where nothing differs."""
    asked = parse_qsl(query, keep_blank_values=True)
    said = [(name, _IN_WORDS[name](value) if name in _IN_WORDS else value) for name, value in asked]
    return query if said == asked else urlencode(said)


class AddressInWords:
    """Sends whoever asks for a page in other words to the address in the page's own."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] == "http" and scope["method"] in {"GET", "HEAD"}:
            query = scope.get("query_string", b"").decode("ascii", "replace")
            said = in_words(query)
            if said != query:
                await RedirectResponse(f"?{said}", status_code=307)(scope, receive, send)
                return
        await self.app(scope, receive, send)


def _day(asked: str, say: Callable[[date], str]) -> str:
    try:
        return say(date.fromisoformat(asked))
    except ValueError:
        return asked
