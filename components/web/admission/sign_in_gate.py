"""The gate of the sign-in: who is not signed in sees what is published and the sign-in screen, and
nothing of Streamlit: no page, no websocket, no upload, no file.

Asked of every request before anything else answers it, and of a websocket for as long as it is
open: when the sign-in ends, or its owner signs out in another window, it is closed. Where no
sign-in is set up, whoever sits at this computer is let in, and nobody else.
"""

from __future__ import annotations

import asyncio
from contextlib import suppress
from ipaddress import ip_address
from typing import Final
from urllib.parse import parse_qsl, quote, unquote, urlencode

from anyio import to_thread
from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import cookie_parser
from starlette.responses import HTMLResponse, PlainTextResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from streamlit.auth_util import encode_provider_token
from streamlit.web.server.starlette.starlette_server_config import USER_COOKIE_NAME

from components.web.admission.sign_in import OpenIdSignIn, Session
from components.web.admission.sign_in_page import no_role_page, sign_in_page
from components.web.admission.sign_outs import digest_of
from components.web.paths import base, is_page, is_published, path_of
from vocabulary.activity import Act
from vocabulary.principal import Permission

SIGN_IN: Final = "/sign-in"
SIGN_OUT: Final = "/auth/logout"
_CALLBACK: Final = "/oauth2callback"
_OPEN: Final = frozenset(
    {SIGN_IN, SIGN_OUT, _CALLBACK, "/auth/login", "/favicon.png", "/readyz", "/_stcore/health"}
)
_ASSETS: Final = "/assets/"
_BACK_TO: Final = "dashboard_back_to"  # the cookie with the page that was asked for
_FAILED: Final = "sign_in"
_NOT_KEPT: Final = {"Cache-Control": "no-store"}
NOT_HERE: Final = (
    "The dashboard is for its own computer alone until sign-in is set up: see docs/signing-in.md."
)
_NOBODY: Final = "Sign in first."
_NO_ROLE: Final = "You have no role here."
_UNSURE: Final = (
    "The records cannot be reached, so nobody can say who has signed out, and nobody is let in. "
    "Try again in a minute."
)


class SignInGate:
    """Lets whoever is signed in pass, and anybody to what is for everybody.

    sign_in: reads who is signed in; None: nobody has to, on this computer.
    """

    def __init__(self, app: ASGIApp, sign_in: OpenIdSignIn | None = None) -> None:
        self.app = app
        self.sign_in = sign_in
        self._open: dict[str, dict[asyncio.Event, asyncio.AbstractEventLoop]] = {}
        if sign_in is not None:
            sign_in.signed_out.when_ended(self._ended_elsewhere)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request, or let it pass."""
        if scope["type"] not in {"http", "websocket"}:
            await self.app(scope, receive, send)
        elif self.sign_in is None:
            if _is_of_this_computer(scope):
                await self.app(scope, receive, send)
            else:
                await _refuse(PlainTextResponse(NOT_HERE, 403, _NOT_KEPT), scope, receive, send)
        else:
            await self._asked(self.sign_in, scope, receive, send)

    async def _asked(
        self, sign_in: OpenIdSignIn, scope: Scope, receive: Receive, send: Send
    ) -> None:
        path, headers = path_of(scope), Headers(scope=scope)
        session = sign_in.session(headers)
        if scope["type"] == "http":
            send = _encrypted_cookies(sign_in, send)
            if path == SIGN_IN:
                await _to_provider(scope)(scope, receive, send)
                return
            if path == _CALLBACK:
                send = _back_to(sign_in, scope, headers, send)
            if path == SIGN_OUT and session is not None:
                sign_in.sign_out(session)
                for ended in self._open.pop(digest_of(session.key), ()):
                    ended.set()
                await to_thread.run_sync(sign_in.told, session.principal, Act.SIGN_OUT)
        if is_open(path):
            await self.app(scope, receive, send)
        elif sign_in.signed_out.unsure():
            await _refuse(PlainTextResponse(_UNSURE, 503, _NOT_KEPT), scope, receive, send)
        elif session is None:
            await _refuse(_signed_out(scope, path, headers), scope, receive, send)
        elif not session.principal.may_somewhere(Permission.SEE):
            await _refuse(_without_role(path, session), scope, receive, send)
        elif scope["type"] == "websocket":
            await self._while_signed_in(sign_in, session, scope, receive, send)
        else:
            await self.app(scope, receive, send)

    async def _while_signed_in(
        self, sign_in: OpenIdSignIn, session: Session, scope: Scope, receive: Receive, send: Send
    ) -> None:
        """Let a websocket pass until the sign-in ends."""
        ended, key = asyncio.Event(), digest_of(session.key)
        self._open.setdefault(key, {})[ended] = asyncio.get_running_loop()
        left = session.until - sign_in.clock()
        timer = asyncio.get_running_loop().call_later(max(left, 0), ended.set)
        ending = asyncio.ensure_future(ended.wait())
        closed = False

        async def receive_while_signed_in() -> Message:
            nonlocal closed
            coming = asyncio.ensure_future(receive())
            try:
                await asyncio.wait({coming, ending}, return_when=asyncio.FIRST_COMPLETED)
                holds = sign_in.session(Headers(scope=scope)) is not None
                if coming.done() and holds and not ended.is_set():
                    return coming.result()
                if not closed:
                    closed = True
                    await send({"type": "websocket.close", "code": 1008})
                return {"type": "websocket.disconnect", "code": 1008}
            finally:
                if not coming.done():
                    coming.cancel()

        async def send_while_signed_in(message: Message) -> None:
            if not closed and not ended.is_set():
                await send(message)

        try:
            await self.app(scope, receive_while_signed_in, send_while_signed_in)
        finally:
            timer.cancel()
            ending.cancel()
            there = self._open.get(key, {})
            there.pop(ended, None)
            if not there:
                self._open.pop(key, None)

    def _ended_elsewhere(self, digest: str) -> None:
        """End the websockets of a sign-in that was signed out in another process; called from a
        thread of its own."""
        for ended, loop in list(self._open.get(digest, {}).items()):
            with suppress(RuntimeError):  # its loop has ended
                loop.call_soon_threadsafe(ended.set)


def is_open(path: str) -> bool:
    """Whether anybody may have what stands at this path."""
    asset = path.startswith(_ASSETS) and "/" not in path.removeprefix(_ASSETS)
    plain = ".." not in path and "\\" not in path
    return plain and (path in _OPEN or asset or is_published(path))


def _is_of_this_computer(scope: Scope) -> bool:
    client = scope.get("client")
    try:
        return client is None or ip_address(client[0]).is_loopback
    except ValueError:  # no address: a socket of this computer
        return True


async def _refuse(response: Response, scope: Scope, receive: Receive, send: Send) -> None:
    if scope["type"] == "websocket":
        await send({"type": "websocket.close", "code": 1008})
    else:
        await response(scope, receive, send)


def _signed_out(scope: Scope, path: str, headers: Headers) -> Response:
    if scope["type"] == "websocket" or scope["method"] not in {"GET", "HEAD"} or not is_page(path):
        return PlainTextResponse(_NOBODY, 401, _NOT_KEPT)
    query = scope.get("query_string", b"").decode("latin-1")
    failed = (_FAILED, "failed") in parse_qsl(query)
    asked = "" if failed or not query else f"?{query}"
    way = f"{base()}{SIGN_IN}?{urlencode({'to': path.removeprefix('/') + asked})}"
    was_signed_in = USER_COOKIE_NAME in cookie_parser(headers.get("cookie", ""))
    page = sign_in_page(base(), way, failed=failed, ended=was_signed_in and not failed)
    return HTMLResponse(page, 401, _NOT_KEPT)


def _without_role(path: str, session: Session) -> Response:
    if not is_page(path):
        return PlainTextResponse(_NO_ROLE, 403, _NOT_KEPT)
    too_many = session.too_many_groups
    page = no_role_page(base(), session.principal.name, too_many_groups=too_many)
    return HTMLResponse(page, 403, _NOT_KEPT)


def _to_provider(scope: Scope) -> Response:
    """Lead to the provider, and keep for ten minutes which page was asked for."""
    query = dict(parse_qsl(scope.get("query_string", b"").decode("latin-1")))
    token = encode_provider_token("default")
    way = f"{base()}/auth/login?{urlencode({'provider': token})}"
    response = RedirectResponse(way, 303, _NOT_KEPT)
    page, _, asked = query.get("to", "").partition("?")
    if is_page(f"/{page}"):
        to = quote(f"{page}?{asked}" if asked else page)
        response.set_cookie(_BACK_TO, to, max_age=600, httponly=True, samesite="lax")
    return response


def _back_to(sign_in: OpenIdSignIn, scope: Scope, headers: Headers, send: Send) -> Send:
    """After the provider's answer: to the page that was asked for, or to the sign-in screen, which
    then says that it did not work."""
    tried = {"code", "error"} & dict(parse_qsl(scope["query_string"].decode("latin-1"))).keys()

    async def send_back(message: Message) -> None:
        if tried and message["type"] == "http.response.start" and message["status"] == 302:
            answer = MutableHeaders(scope=message)
            given = [each.partition(";")[0] for each in answer.getlist("set-cookie")]
            session = sign_in.session(Headers({"cookie": "; ".join(given)}))
            if session is not None:
                await to_thread.run_sync(sign_in.told, session.principal, Act.SIGN_IN)
                answer["location"] = f"{base()}/{_page_asked(headers)}"
            else:
                answer["location"] = f"{base()}/?{_FAILED}=failed"
            answer.append("set-cookie", f"{_BACK_TO}=; Max-Age=0; Path=/; HttpOnly; SameSite=lax")
        await send(message)

    return send_back


def _page_asked(headers: Headers) -> str:
    """The page that was asked for before signing in, with what was asked of it."""
    kept = unquote(cookie_parser(headers.get("cookie", "")).get(_BACK_TO, ""))
    page, _, asked = kept.partition("?")
    if not is_page(f"/{page}"):
        return ""
    return f"{page}?{urlencode(parse_qsl(asked))}" if asked else page


def _encrypted_cookies(sign_in: OpenIdSignIn, send: Send) -> Send:
    """Where the dashboard's address is encrypted, its cookies go no other way."""
    if not sign_in.origin.startswith("https://"):
        return send

    async def send_secure(message: Message) -> None:
        if message["type"] == "http.response.start":
            message["headers"] = [
                (name, value + b"; Secure")
                if name.lower() == b"set-cookie" and b"; secure" not in value.lower()
                else (name, value)
                for name, value in message["headers"]
            ]
        await send(message)

    return send_secure
