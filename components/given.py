"""What one exhibit gives away at an address of its own: its table, and its figures as a file.

Pages lead there by plain links. So a page draws neither until somebody asks, and opening a table
does not run the page again.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

import anyio.to_thread
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import BaseRoute, Route

from components.exhibit import FILE_ADDRESS, TABLE_ADDRESS, Exhibit
from components.navigation import registered

# Figures are read anew each time, and nobody's browser or proxy keeps them.
_HEADERS = {"Cache-Control": "no-store", "X-Robots-Tag": "noindex"}

Given = Callable[[Exhibit], Response]


def exhibit_routes(base: str) -> list[BaseRoute]:
    """The two addresses; `base`: the path the dashboard is served under."""
    return [
        Route(f"{base}/{TABLE_ADDRESS}", _giving(_table), methods=["GET"]),
        Route(f"{base}/{FILE_ADDRESS}", _giving(_file), methods=["GET"]),
    ]


def asked_exhibit(asked: Mapping[str, str]) -> Exhibit | None:
    """The exhibit that an address's parameters ask for; None where there is none, or none that the
    audience may see.

    Raises:
        PermissionError: nobody is signed in.
    """
    # Not needed to start the server, and long to load.
    from components.catalogue import NotForPublicError, exhibit
    from components.question import question_asked
    from components.view_picker import choice_asked

    house = registered()
    if house.principal() is None:
        raise PermissionError("Nobody is signed in.")
    if house.records is None:
        return None
    view = house.view(choice_asked(asked, house.choices()))
    known = house.records(view)
    question = question_asked(asked, known, view)
    if question is None:
        return None
    try:
        return exhibit(known, question, view)
    except NotForPublicError:
        return None


def _giving(write: Given) -> Callable[[Request], object]:
    def answer(asked: Mapping[str, str]) -> Response:
        try:
            found = asked_exhibit(asked)
        except PermissionError as error:
            return PlainTextResponse(str(error), status_code=403, headers=_HEADERS)
        if found is None:
            return PlainTextResponse("No such exhibit", status_code=404, headers=_HEADERS)
        return write(found)

    async def endpoint(request: Request) -> Response:
        return await anyio.to_thread.run_sync(answer, dict(request.query_params))

    return endpoint


def _table(exhibit: Exhibit) -> Response:
    from components.exhibit_table import table_html

    return Response(table_html(exhibit), media_type="text/html", headers=_HEADERS)


def _file(exhibit: Exhibit) -> Response:
    from components.exhibit_csv import csv_text, file_name

    disposition = f'attachment; filename="{file_name(exhibit)}"'
    headers = {**_HEADERS, "Content-Disposition": disposition}
    return Response(csv_text(exhibit), media_type="text/csv", headers=headers)
