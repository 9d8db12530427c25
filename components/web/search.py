"""Search, at an address of its own: asked when somebody types, and by no page.

The words stand in the body and never in an address, so that no log keeps them; the address names
the page that is searched from. The gates and the view are the pages' own: what is found is what the
records in view hold, for whoever is asking. On the page that shows what the public may see, others
may be looking at the screen: nothing that is internal is found there.
"""

from __future__ import annotations

from typing import Final

import anyio.to_thread
from starlette.requests import Request
from starlette.responses import HTMLResponse, PlainTextResponse, Response
from starlette.routing import BaseRoute, Route

from components.exhibits.address import UnknownInAddressError, choice_asked
from components.web.admission.audience_gate import PREVIEW
from components.web.services import registered
from vocabulary.activity import Act

SEARCH_ADDRESS: Final = "search"
_MOST_BYTES: Final = 1000
_HEADERS: Final = {"Cache-Control": "no-store", "X-Robots-Tag": "noindex"}


def search_routes(base: str) -> list[BaseRoute]:
    """The route of the search; `base`: the path the dashboard is served under."""
    return [Route(f"{base}/{SEARCH_ADDRESS}/{{page:path}}", _endpoint, methods=["POST"])]


async def _endpoint(request: Request) -> Response:
    asked = b""
    async for part in request.stream():
        asked += part
        if len(asked) > _MOST_BYTES:
            return PlainTextResponse("Search for fewer words.", 413, _HEADERS)
    words = asked.decode("utf-8", "replace")
    response = await anyio.to_thread.run_sync(_answer, request, words)
    response.headers.update(_HEADERS)
    return response


def _answer(request: Request, words: str) -> Response:
    # Not needed to start the server, and long to load.
    from components.search.answer import answer_html, found
    from components.web.activity import done
    from components.web.principal import asking

    services, asked = registered(), request.query_params
    with asking(request.headers) as principal, services.consistent_read():
        if principal is None:
            return PlainTextResponse("Nobody is signed in.", status_code=403)
        if services.records is None:
            return PlainTextResponse("There is nothing to search.", status_code=404)
        try:
            view = services.view(choice_asked(asked, services.choices()))
        except UnknownInAddressError as unknown:
            return PlainTextResponse(f"{unknown.sentence}.", status_code=404)
        previewed = request.path_params["page"] == PREVIEW
        groups = found(
            words, services.records(view), view, services.screens_for(), with_records=not previewed
        )
        if not previewed:
            done(Act.LOOK, SEARCH_ADDRESS, council=view.council)
        return HTMLResponse(answer_html(groups, asked))
