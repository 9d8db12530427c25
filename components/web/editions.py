"""What is published, at addresses of its own: plain pages and files that need neither Streamlit
nor a signed-in reader, and are the same for everybody whatever is asked of them.
"""

from __future__ import annotations

import base64
import hashlib
import re
from typing import Final

import anyio
import anyio.to_thread
from starlette.requests import Request
from starlette.responses import PlainTextResponse, RedirectResponse, Response
from starlette.routing import BaseRoute, Route

from components.own_process.work import NotDoneError
from components.web.paths import PUBLISHED
from components.web.services import PublishedFile, registered

# Nothing runs in these pages, nothing is fetched for them, and nothing is sent from them.
_POLICY: Final = (
    "default-src 'none'; style-src {styles}; img-src data:; font-src data:; base-uri 'none'; "
    "form-action 'none'; frame-ancestors 'none'"
)
_STYLE: Final = re.compile(rb"<style>(.*?)</style>", re.S)
# An edition never changes, but it may be withdrawn at any moment: whoever keeps a copy asks whether
# it still holds, which costs next to nothing.
_KEPT: Final = "public, no-cache"
# Anybody may ask here, and wait: whoever works has threads of their own.
_threads: Final = anyio.CapacityLimiter(20)


def published_routes(under: str) -> list[BaseRoute]:
    """The route of everything published; `under`: the path the dashboard is served under."""
    return [Route(f"{under}{PUBLISHED}{{rest:path}}", _endpoint, methods=["GET"])]


async def _endpoint(request: Request) -> Response:
    rest = str(request.path_params["rest"])
    try:
        found = await anyio.to_thread.run_sync(_found, rest, limiter=_threads)
    except NotDoneError as error:
        again = {**_headers(b""), "Cache-Control": "no-store", "Retry-After": "60"}
        return PlainTextResponse(str(error), 503, again)
    if found is None:
        return PlainTextResponse(
            "Nothing is published here.", 404, {**_headers(b""), "Cache-Control": "no-store"}
        )
    if found is _ELSEWHERE:
        return RedirectResponse(f"{request.url.path}/", 308, {"Cache-Control": "no-store"})
    mark = f'"{hashlib.sha256(found.content).hexdigest()}"'
    headers = {**_headers(found.content), "ETag": mark}
    if found.name:
        headers["Content-Disposition"] = f'attachment; filename="{found.name}"'
    if not found.gone and mark in request.headers.get("if-none-match", ""):
        return Response(status_code=304, headers=headers)
    return Response(found.content, 410 if found.gone else 200, headers, found.kind)


def _headers(content: bytes) -> dict[str, str]:
    digests = (base64.b64encode(hashlib.sha256(css).digest()) for css in _STYLE.findall(content))
    styles = " ".join(f"'sha256-{digest.decode()}'" for digest in digests) or "'none'"
    return {"Content-Security-Policy": _POLICY.format(styles=styles), "Cache-Control": _KEPT}


_ELSEWHERE: Final = PublishedFile(b"", "")  # a list, whose address ends in a stroke


def _found(rest: str) -> PublishedFile | None:
    services = registered()
    first, *parts = rest.split("/")
    if services.published is None or first:  # such as "/publishedx"
        return None
    with services.consistent_read():
        found = services.published(parts)
        if found is None and len(parts) < 2 and services.published([*parts, ""]):
            return _ELSEWHERE
    return found
