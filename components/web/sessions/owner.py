"""Whose a session is: of one person, in one browser.

A browser is known again by a random name that it is given with its first page. Nothing else is
known by it, and it opens nothing by itself.
"""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from typing import Final

from starlette.datastructures import Headers
from starlette.requests import cookie_parser
from streamlit import runtime
from streamlit.runtime.session_manager import SessionClient

from components.web.principal import asking
from vocabulary.principal import Principal

BROWSER: Final = "dashboard_browser"
KEPT_SECONDS: Final = 30 * 24 * 3600
_LENGTH: Final = 32


def new_browser() -> str:
    """A name for a browser that has none."""
    return secrets.token_urlsafe(24)


def browser_of(headers: Mapping[str, str]) -> str | None:
    """The name of the browser that asks; None where it has none."""
    name = cookie_parser(headers.get("cookie", "")).get(BROWSER, "")
    return name if len(name) == _LENGTH else None


def headers_of(client: SessionClient | None) -> Headers | None:
    """The headers that a session's browser came with."""
    context = client.client_context if client else None
    if context is None:
        return None
    said = [(name.encode("latin-1"), value.encode("latin-1")) for name, value in context.headers]
    return Headers(raw=said)


def began_with(session_id: str) -> Headers | None:
    """The headers that a session which goes on began with; None where there is no such session."""
    return headers_of(runtime.get_instance().get_client(session_id)) if runtime.exists() else None


def person_of(session_id: str, headers: Mapping[str, str]) -> Principal | None:
    """Who asks now, if a session goes on that is theirs, in the browser that asks; else None."""
    began, browser = began_with(session_id), browser_of(headers)
    if began is None or browser is None:
        return None
    if not secrets.compare_digest(browser, browser_of(began) or ""):
        return None
    with asking(began) as person:
        pass
    with asking(headers) as now:
        return now if now == person else None
