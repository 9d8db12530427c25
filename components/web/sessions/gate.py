"""The gate of what belongs to a session: files made for a page, and uploads.

Streamlit gives `/media/…` to whoever has the address, and takes uploads from whoever knows a
session: as many as come, whether or not a page asked for them.
"""

from __future__ import annotations

from typing import Final

import anyio.to_thread
from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from streamlit import config, runtime

from components.web.paths import base, is_page, path_of
from components.web.sessions.media import MediaOfSessions
from components.web.sessions.owner import BROWSER, KEPT_SECONDS, browser_of, new_browser, person_of
from components.web.sessions.paths import MEDIA, UPLOADS
from components.web.sessions.uploads import AskedUploads, NoRoomError
from vocabulary.principal import Permission

GONE: Final = "This file is there for the page it was made for, as long as that is open."
NOT_ASKED: Final = "No open page of yours asked for this file. Open the page again and choose it."
NOT_ALLOWED: Final = "You may not bring in files."
NO_ROOM: Final = "Too many files are being brought in at once. Try again in some minutes."
_PRIVATE: Final = {"Cache-Control": "no-store"}
_FRAMING: Final = 1024**2  # what a form adds to the file it carries


class SessionGate:
    """Gives a page's files to the browser and the person it was opened by, while it is open; takes
    uploads that such a page asked for, and only so much at once. Gives each browser a name."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request, or let it pass."""
        path = path_of(scope) if scope["type"] == "http" else ""
        headers = Headers(scope=scope) if path else Headers()
        if path.startswith(f"{MEDIA}/"):
            await self._give(path, headers, scope, receive, send)
        elif path.startswith(UPLOADS) and scope["method"] != "OPTIONS":
            await self._take(path, headers, scope, receive, send)
        elif path and is_page(path) and browser_of(headers) is None:
            await self.app(scope, receive, _naming_the_browser(scope, send))
        else:
            await self.app(scope, receive, send)

    async def _give(
        self, path: str, headers: Headers, scope: Scope, receive: Receive, send: Send
    ) -> None:
        if not await anyio.to_thread.run_sync(_may_have, path, headers):
            await PlainTextResponse(GONE, 404, _PRIVATE)(scope, receive, send)
            return

        async def send_private(message: Message) -> None:
            if message["type"] == "http.response.start":
                MutableHeaders(scope=message).update(_PRIVATE)
            await send(message)

        await self.app(scope, receive, send_private)

    async def _take(
        self, path: str, headers: Headers, scope: Scope, receive: Receive, send: Send
    ) -> None:
        uploads = runtime.get_instance().uploaded_file_mgr if runtime.exists() else None
        session_id, _, file_id = path.removeprefix(f"{UPLOADS}/").partition("/")
        person, refused = None, None
        if isinstance(uploads, AskedUploads) and uploads.asked_for(session_id, file_id):
            person = await anyio.to_thread.run_sync(person_of, session_id, headers)
        if person is not None:
            refused = None if person.may_somewhere(Permission.ENTER) else (NOT_ALLOWED, 403)
            if not refused and scope["method"] == "PUT":
                refused = _too_large(headers)
        if refused or person is None or not isinstance(uploads, AskedUploads):
            said, status = refused or (NOT_ASKED, 403)
            await PlainTextResponse(said, status, _PRIVATE)(scope, receive, send)
            return
        size = int(headers.get("content-length", "0"))
        try:
            with uploads.room(size, session_id, person.subject):
                await self.app(scope, receive, send)
        except NoRoomError:
            await PlainTextResponse(NO_ROOM, 503, _PRIVATE)(scope, receive, send)


def _too_large(headers: Headers) -> tuple[str, int] | None:
    length = headers.get("content-length", "")
    largest = config.get_option("server.maxUploadSize") * 1024**2 + _FRAMING
    # Where both are said, what comes is as long as its chunks, whatever the length says.
    if "transfer-encoding" in headers or not (length.isascii() and length.isdecimal()):
        return "How large the file is must be said before it comes.", 411
    return ("This file is too large.", 413) if int(length[:20]) > largest else None


def _may_have(path: str, headers: Headers) -> bool:
    files = runtime.get_instance().media_file_mgr if runtime.exists() else None
    if not isinstance(files, MediaOfSessions):
        return False
    return any(person_of(session, headers) is not None for session in files.made_for(path))


def _naming_the_browser(scope: Scope, send: Send) -> Send:
    secure = "; Secure" if scope.get("scheme") == "https" else ""
    cookie = (
        f"{BROWSER}={new_browser()}; Path={base()}/; Max-Age={KEPT_SECONDS}; HttpOnly; "
        f"SameSite=Lax{secure}"
    )

    async def send_with_name(message: Message) -> None:
        if message["type"] == "http.response.start" and message["status"] == 200:
            MutableHeaders(scope=message).append("set-cookie", cookie)
        await send(message)

    return send_with_name
