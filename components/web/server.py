"""How pages leave the server: addresses of our own, compression and security headers."""

from __future__ import annotations

import gzip
import logging
from collections.abc import Callable, Collection, Mapping
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType
from typing import Final

import anyio.to_thread
import streamlit as st
from starlette.datastructures import Headers, MutableHeaders
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import (
    HTMLResponse,
    PlainTextResponse,
    RedirectResponse,
    Response,
)
from starlette.routing import BaseRoute, Route
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from streamlit.file_util import get_static_dir

from components import look
from components.exhibits.address import OTHER_NAMES, in_words
from components.look import assets
from components.web import logs
from components.web.admission.audience_gate import AudienceGate
from components.web.admission.host_gate import HostGate
from components.web.admission.sign_in import OpenIdSignIn
from components.web.admission.sign_in_gate import SignInGate
from components.web.arrivals import Watch, arrivals_routes
from components.web.document import could_not_be_shown, document, not_found
from components.web.downloads import EXHIBIT_DOWNLOADS, SHOWN, Answer, download_routes
from components.web.editions import published_routes
from components.web.paths import base, is_page, is_published, path_of
from components.web.search import search_routes
from components.web.sessions.gate import SessionGate

# What a browser may load: everything from this server alone. Styles need 'unsafe-inline' because
# Streamlit writes them into the page while it runs; scripts do not.
CONTENT_SECURITY_POLICY: Final = "; ".join(
    (
        "default-src 'self'",
        "script-src 'self'",
        "style-src 'self' 'unsafe-inline'",
        "img-src 'self' data: blob:",
        "font-src 'self' data:",
        "media-src 'self' blob:",
        "connect-src 'self'",
        "worker-src 'self' blob:",
        "object-src 'none'",
        "base-uri 'self'",
        "form-action 'self'",
        "frame-ancestors 'none'",
    )
)
SECURITY_HEADERS: Final = {
    "Content-Security-Policy": CONTENT_SECURITY_POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "X-Frame-Options": "DENY",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
}
# Streamlit answers anyone here with figures about who is connected, or with a way to drive the
# product without a browser. Neither is offered.
CLOSED_PREFIXES: Final = ("/_stcore/metrics", "/_stcore/agent")

OWN_THEMES: Final = ("statement",)
"""Pages that call a choice of their own "theme"."""
_BUNDLES: Final = "/static/"
_COMPRESSED_KINDS: Final = {".js": "text/javascript", ".css": "text/css"}
_KEEP_FOR_A_YEAR: Final = "public, max-age=31536000, immutable"
_KEPT: Final = ("/static/", "/assets/")  # a browser may ask whether its copy is good
_CONDITIONS: Final = (b"if-none-match", b"if-modified-since", b"range")


class SecurityHeaders:
    """Adds the security headers to every answer, also to that of an error, and closes the addresses
    not offered."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return

        begun = False

        async def send_with_headers(message: Message) -> None:
            nonlocal begun
            if message["type"] == "http.response.start":
                begun = True
                headers = MutableHeaders(scope=message)
                for name, value in SECURITY_HEADERS.items():
                    headers.setdefault(name, value)  # what is published has a stricter policy
            await send(message)

        if path_of(scope).startswith(CLOSED_PREFIXES):
            closed = PlainTextResponse("Not found", status_code=404)
            await closed(scope, receive, send_with_headers)
            return
        try:
            await self.app(scope, receive, send_with_headers)
        except Exception:
            # Left to Starlette, the answer would be given outside of this, without the headers.
            if begun:
                raise
            logging.getLogger(__name__).exception("a request could not be answered")
            failed = HTMLResponse(could_not_be_shown(f"{base()}/"), status_code=500)
            await failed(scope, receive, send_with_headers)


class CompressedBundles:
    """Serves Streamlit's scripts and styles compressed, each compressed once and then kept.

    Streamlit sends them as they are, because compressing on each request costs more than it
    saves. Their names change with their content, so compressing once is safe.
    """

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        path = path_of(scope) if scope["type"] == "http" else ""
        kind = _COMPRESSED_KINDS.get(Path(path).suffix)
        if (
            kind is None
            or not path.startswith(_BUNDLES)
            or scope["method"] not in {"GET", "HEAD"}
            or "gzip" not in Headers(scope=scope).get("accept-encoding", "")
        ):
            await self.app(scope, receive, send)
            return
        body = await anyio.to_thread.run_sync(_compressed_bundle, path.removeprefix("/"))
        if body is None:
            await self.app(scope, receive, send)
            return
        headers = {
            "Content-Encoding": "gzip",
            "Vary": "Accept-Encoding",
            "Cache-Control": _KEEP_FOR_A_YEAR,
        }
        response = Response(body, media_type=kind, headers=headers)
        await response(scope, receive, send)


class AddressInWords:
    """Sends whoever asks for a page in other words to the address in the page's own.

    Streamlit binds a select box to the address by its labels; what is no label it drops. So a page
    asked for with `as_at=2026-09-30` would lose that when it is reloaded, and show other figures.
    """

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        asked = scope["type"] == "http" and scope["method"] in {"GET", "HEAD"}
        if asked and not is_published(path_of(scope)):
            query = scope.get("query_string", b"").decode("ascii", "replace")
            own = path_of(scope).removeprefix("/") in OWN_THEMES
            said = in_words(query, {} if own else OTHER_NAMES)
            if said != query:
                await RedirectResponse(f"?{said}", status_code=307)(scope, receive, send)
                return
        await self.app(scope, receive, send)


class OwnDocument:
    """Replaces Streamlit's HTML document by ours where a page stands. Streamlit would serve it at
    any other address, too, and show the first page there: we say that there is none."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] != "http" or scope["method"] not in {"GET", "HEAD"}:
            await self.app(scope, receive, send)
            return
        replaced = False

        async def send_document(message: Message) -> None:
            nonlocal replaced
            if message["type"] == "http.response.start":
                kind = Headers(raw=message["headers"]).get("content-type", "")
                is_html = message["status"] in {200, 206} and kind.startswith("text/html")
                replaced = is_html and not ours
                if replaced:
                    await _own_document(path)(scope, receive, send)
                    return
            if not replaced:
                await send(message)

        path = path_of(scope)
        ours = path.removeprefix("/") in SHOWN or is_published(path)
        asked = scope
        if not ours and not path.startswith(_KEPT):
            # A conditional request could be answered "not modified" about Streamlit's document.
            plain = [(k, v) for k, v in scope["headers"] if k not in _CONDITIONS]
            asked = {**scope, "headers": plain}
        await self.app(asked, receive, send_document)


def middleware(
    hosts: Collection[str] = (), sign_in: OpenIdSignIn | None = None
) -> list[Middleware]:
    """What every request passes through, outermost first. hosts: names the dashboard is served
    under, beside the computer's own for itself. sign_in: reads who is signed in; None: nobody has
    to, on this computer."""
    inside = (AudienceGate, SessionGate, CompressedBundles, AddressInWords, OwnDocument)
    return [
        Middleware(logs.RequestLog),
        Middleware(SecurityHeaders),
        Middleware(HostGate, hosts=hosts),
        Middleware(SignInGate, sign_in=sign_in),
        *(Middleware(each) for each in inside),
    ]


def routes(
    first: str,
    ready: Callable[[], bool] = lambda: True,
    downloads: Mapping[str, Answer] = MappingProxyType({}),
    watch: Watch | None = None,
) -> list[BaseRoute]:
    """Addresses beside Streamlit's: our assets, whether the server is ready, downloads, the search,
    and what is published.

    Args:
        first: the address of the page that opens at the root. Streamlit knows that page at the
            root alone, so its own address leads there.
        ready: whether pages could be shown now, such as whether the store answers; /readyz says
            so with 200 or 503.
        downloads: what answers at further addresses, beside what every exhibit gives.
        watch: what comes while pages stand open; None: nothing is announced in them.
    """
    under = base()

    async def to_root(request: Request) -> Response:
        query = f"?{request.url.query}" if request.url.query else ""
        return RedirectResponse(f"./{query}", status_code=307)

    async def whether_ready(_request: Request) -> Response:
        try:
            well = await anyio.to_thread.run_sync(ready)
        except Exception:
            logging.getLogger(__name__).exception("the readiness check failed")
            well = False
        return PlainTextResponse(
            "ready" if well else "not ready",
            status_code=200 if well else 503,
            headers={"Cache-Control": "no-store"},
        )

    return [
        Route(f"{under}/{first}", to_root, methods=["GET"]),
        Route(f"{under}/assets/{{name}}", _asset, methods=["GET"]),
        Route(f"{under}/favicon.png", _favicon, methods=["GET"]),
        Route(f"{under}/readyz", whether_ready, methods=["GET"]),
        *download_routes(under, {**EXHIBIT_DOWNLOADS, **downloads}),
        *search_routes(under),
        *(arrivals_routes(under, watch) if watch else ()),
        *published_routes(under),
    ]


def show_signed_out() -> bool:
    """Say that the sign-in has ended, in a session that was open meanwhile."""
    with st.container(key="failed"), look.card("signed_out"):
        look.empty("Your sign-in has ended", "Reload the page to sign in again.")
    return True


def show_refused(why: str) -> bool:
    """Say what whoever is asking may not do."""
    with st.container(key="failed"), look.card("refused"):
        look.empty("This is not yours to do", why)
    return True


def show_error(
    error: Exception,
    title: str = "This page could not be shown",
    next_step: str = "Reload the page. If it happens again, tell whoever looks after the dashboard "
    "what you were doing, and the number below.",
) -> bool:
    """Show our own error screen in place of Streamlit's; the log has the detail."""
    with st.container(key="failed"), look.card("failed"):
        detail = f"{type(error).__name__}, number {logs.error_number(error)} in the log"
        look.error(title, next_step, detail=detail)
    return True


def _own_document(path: str) -> Response:
    if not is_page(path):
        return HTMLResponse(not_found(f"{base()}/"), status_code=404)
    return HTMLResponse(document(), headers={"Cache-Control": "no-cache"})


@lru_cache(maxsize=256)
def _compressed_bundle(relative: str) -> bytes | None:
    static = Path(get_static_dir()).resolve()
    file = (static / relative).resolve()
    if not file.is_relative_to(static) or not file.is_file():
        return None
    return gzip.compress(file.read_bytes(), compresslevel=6, mtime=0)


async def _asset(request: Request) -> Response:
    found = assets.find(request.path_params["name"])
    if found is None:
        return PlainTextResponse("Not found", status_code=404)
    body, kind = found
    # Asset addresses carry a hash of the content as a query, so they never go stale.
    keep = _KEEP_FOR_A_YEAR if "v" in request.query_params else "no-cache"
    return Response(body, media_type=kind, headers={"Cache-Control": keep})


async def _favicon(_request: Request) -> Response:
    keep = {"Cache-Control": "public, max-age=86400"}
    return Response(assets.favicon(), media_type="image/png", headers=keep)
