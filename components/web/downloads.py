"""Downloads, each at an address of its own: an exhibit's table, its figures as a file, its picture,
a pack, a written document.

Pages lead there by plain links. So a page makes none of it until somebody asks, and asking does not
run the page again. The gates and the view are the pages' own.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from typing import TYPE_CHECKING, Final

import anyio
import anyio.to_thread
from starlette.requests import Request
from starlette.responses import PlainTextResponse, RedirectResponse, Response
from starlette.routing import BaseRoute, Route

from components.exhibits.address import UnknownInAddressError, choice_asked
from components.exhibits.exhibit import Exhibit
from components.own_process.turns import asked_by
from components.own_process.work import NotDoneError, said_to
from components.web.services import registered
from vocabulary.activity import Act

if TYPE_CHECKING:
    from components.exhibits.catalogue import Records
    from components.exhibits.view import View

TABLE_ADDRESS: Final = "downloads/table"
FILE_ADDRESS: Final = "downloads/figures.csv"
IMAGE_ADDRESS: Final = "downloads/image"
PACK_ADDRESS: Final = "downloads/pack"
DOCUMENT_ADDRESS: Final = "downloads/document"
EDITION_ADDRESS: Final = "downloads/edition"
TURN_ADDRESS: Final = "downloads/turn"
"""Says what a file that somebody asked for waits for."""
SHOWN: Final = (TABLE_ADDRESS, EDITION_ADDRESS)
"""Addresses at which a page of HTML stands."""

Answer = Callable[[Mapping[str, str], "Records", "View"], Response | None]
"""What an address's parameters ask for of a view's records; None where there is no such thing."""

_MOST_WAITING: Final = 100  # files of one kind
# Figures are read anew each time, and nobody's browser or proxy keeps them.
_HEADERS: Final = {"Cache-Control": "no-store", "X-Robots-Tag": "noindex"}


def download_routes(base: str, answers: Mapping[str, Answer]) -> list[BaseRoute]:
    """A route for each address; `base`: the path the dashboard is served under."""

    async def moved(request: Request) -> Response:
        query = f"?{request.url.query}" if request.url.query else ""
        return RedirectResponse(f"../downloads/{request.path_params['name']}{query}", 308)

    return [
        *(
            Route(f"{base}/{address}", _endpoint(address, answer), methods=["GET"])
            for address, answer in answers.items()
        ),
        Route(f"{base}/{TURN_ADDRESS}", _turn, methods=["GET"]),
        Route(f"{base}/given/{{name}}", moved, methods=["GET"]),  # where they were before
    ]


def as_file(content: bytes | str, name: str, kind: str) -> Response:
    """An answer that a browser keeps as a file: `name`, of a media type."""
    disposition = {"Content-Disposition": f'attachment; filename="{name}"'}
    return Response(content, media_type=kind, headers=disposition)


async def _turn(request: Request) -> Response:
    """What whoever asks waits for, in a sentence; nothing where they wait for nothing."""
    from components.web.principal import asking

    with asking(request.headers) as principal:
        if principal is None:
            return PlainTextResponse("Nobody is signed in.", status_code=403, headers=_HEADERS)
        return PlainTextResponse(said_to(principal.known_by), headers=_HEADERS)


def _endpoint(address: str, answer: Answer) -> Callable[[Request], Awaitable[Response]]:
    def answered(request: Request) -> Response:
        from components.web.activity import done
        from components.web.principal import asking

        services, asked, found = registered(), request.query_params, None
        with asking(request.headers) as principal, services.consistent_read():
            if principal is None:
                return PlainTextResponse("Nobody is signed in.", status_code=403)
            if services.records is not None:
                try:
                    view = services.view(choice_asked(asked, services.choices()))
                    with asked_by(principal.known_by):
                        found = answer(asked, services.records(view), view)
                    if found is not None and address not in SHOWN:
                        done(Act.EXPORT, *_what(address, asked), council=view.council)
                except UnknownInAddressError as unknown:
                    return PlainTextResponse(f"{unknown.sentence}.", status_code=404)
                except NotDoneError as error:
                    return PlainTextResponse(str(error), status_code=503)
        return found or PlainTextResponse("There is no such thing.", status_code=404)

    # Files wait for their turn, each in a thread: nobody's tables wait behind them.
    threads = None if address in SHOWN else anyio.CapacityLimiter(_MOST_WAITING)

    async def endpoint(request: Request) -> Response:
        response = await anyio.to_thread.run_sync(answered, request, limiter=threads)
        response.headers.update(_HEADERS)
        return response

    return endpoint


def _what(address: str, asked: Mapping[str, str]) -> tuple[str, ...]:
    """What a file that was found is of, and its kind, by names of ours."""
    if address == FILE_ADDRESS:
        return asked["show"], "csv"
    return _NAMED.get(address) or asked["show"], asked["as"]


# What is not an exhibit, by its address: people name packs, and what an address says besides may be
# anything.
_NAMED: Final = {PACK_ADDRESS: "pack", DOCUMENT_ADDRESS: "document"}


def exhibit_asked(asked: Mapping[str, str], known: Records, view: View) -> Exhibit | None:
    """The exhibit that an address's parameters ask for; None where there is no such thing."""
    # Not needed to start the server, and long to load.
    from components.exhibits.catalogue import CATALOGUE, exhibit
    from components.exhibits.request import request_in_address

    entry = CATALOGUE.get(asked.get("show", ""))
    if entry is not None and entry.of_region:
        several = registered().region(view)
        if several is None:
            return None
        known = several
    request = request_in_address(asked, known, view)
    return exhibit(known, request, view) if request else None


def _table(asked: Mapping[str, str], known: Records, view: View) -> Response | None:
    from components.widgets.exhibits.table import table_html

    found = exhibit_asked(asked, known, view)
    return Response(table_html(found), media_type="text/html") if found else None


def _file(asked: Mapping[str, str], known: Records, view: View) -> Response | None:
    from components.exhibits.tables.csv_file import csv_text, file_name

    found = exhibit_asked(asked, known, view)
    return as_file(csv_text(found), file_name(found), "text/csv") if found else None


EXHIBIT_DOWNLOADS: Final[Mapping[str, Answer]] = {TABLE_ADDRESS: _table, FILE_ADDRESS: _file}
