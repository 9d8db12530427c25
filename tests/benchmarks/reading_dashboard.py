"""The dashboard with one more address, where the server reads a file as its pages do.

Not shipped: `bench_hostile_files.py` serves it to see what others notice meanwhile.
"""

from __future__ import annotations

import os
import time
from datetime import date
from pathlib import Path

import anyio.to_thread
import streamlit as st
from starlette.requests import Request
from starlette.responses import PlainTextResponse
from starlette.routing import Route

import dashboard
from components.web import server
from components.web.sessions.app import keep_sessions_apart
from data_access.errors import DataError
from data_access.importing.own_process.pool import read_report, read_table
from data_access.importing.reports.parsing.result import ReportSource
from data_access.importing.stages.context import Context
from data_access.importing.stages.recipe import Recipe

FOLDER = Path(os.environ["FILES_TO_READ"])


def _tell(share: float, what: str) -> None:
    """As a page that shows a bar."""
    del share, what


def answer(kind: str, name: str) -> str:
    """Read a file of the folder; says in a sentence what came of it."""
    content = (FOLDER / kind / name).read_bytes()
    began = time.monotonic()
    try:
        if kind == "reports":
            read = read_report([ReportSource(name, content)], _tell)
            said = f"{len(read.documents)} documents"
        else:
            context = Context("Exampleshire Council")
            found = read_table(
                name,
                content,
                recipe=Recipe(),
                kept={},
                context=context,
                today=date.today(),
                progress=_tell,
            )
            said = f"{found.reading.rows.height} rows"
    except DataError as error:
        said = str(error)
    return f"{time.monotonic() - began:.1f} {said}"


async def _read(request: Request) -> PlainTextResponse:
    kind, name = request.path_params["kind"], request.path_params["name"]
    return PlainTextResponse(await anyio.to_thread.run_sync(answer, kind, name))


app = st.App(
    dashboard.ROOT / "components" / "web" / "shell.py",
    middleware=server.middleware(),
    routes=[
        Route("/read/{kind}/{name}", _read),
        *server.routes(first=dashboard.SCREENS[0].address),
    ],
    on_script_error=server.show_error,
)
keep_sessions_apart(app)
