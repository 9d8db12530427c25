"""What a server writes of itself can be read by a program, and says nothing that records say."""

from __future__ import annotations

import asyncio
import json
import logging
from collections.abc import Iterator
from io import StringIO
from typing import Any

import pytest
import streamlit.logger
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route
from streamlit import config

from components.web import logs
from tests.components.web.admission.test_host_gate import asked

NAME = "Mrs Wren of Larkspur Close"


@pytest.fixture
def written() -> Iterator[StringIO]:
    """What is written as JSON; afterwards the log is as it was."""
    factory, root = logging.getLogRecordFactory(), logging.getLogger()
    handlers, level = list(root.handlers), logs.events.level
    layout = config.get_option("logger.messageFormat")
    stream = StringIO()
    logs.write_json(stream)
    yield stream
    logging.setLogRecordFactory(factory)
    root.handlers[:] = handlers
    logs.events.setLevel(level)
    config.set_option("logger.messageFormat", layout)
    streamlit.logger.update_formatter()


def lines(written: StringIO) -> list[dict[str, Any]]:
    return [json.loads(line) for line in written.getvalue().splitlines()]


def meet_an_error() -> Exception:
    """An error whose message, and whose cause's, says what stood in a record."""
    try:
        try:
            int(NAME)
        except ValueError as error:
            raise LookupError(f"there is no {NAME}") from error
    except LookupError as error:
        met = error
    return met


def test_an_error_is_told_by_kind_and_place_and_found_by_its_number(
    written: StringIO,
) -> None:
    number = logs.error_number(meet_an_error())
    [line] = lines(written)
    assert line["number"] == number
    assert (line["level"], line["error"]) == ("error", "LookupError")
    assert line["places"][0].startswith(f"{__name__}:")
    assert "meet_an_error" in str(line["places"])
    assert "Wren" not in json.dumps(line)


def test_a_librarys_words_are_written_without_what_it_fills_in(
    written: StringIO,
) -> None:
    logging.getLogger("urllib3").warning("cannot read %s", NAME, exc_info=meet_an_error())
    theirs = streamlit.logger.get_logger("streamlit.of_a_test")
    theirs.streamlit_console_handler.setStream(written)  # type: ignore[attr-defined]
    theirs.error("no %s", NAME)
    logging.getLogger("components.web.admission.host_gate").warning(
        "refused: asked under %r", "a.example"
    )
    said = [(line["from"], line["said"]) for line in lines(written)]
    assert said == [
        ("urllib3", "cannot read %s"),
        ("streamlit.of_a_test", "no %s"),
        ("components.web.admission.host_gate", "refused: asked under 'a.example'"),
    ]


def test_requests_and_pages_say_how_long_they_took_and_never_what_was_looked_for(
    written: StringIO,
) -> None:
    async def page(_request: Request) -> Response:
        await asyncio.sleep(0.02)
        return PlainTextResponse("12345")

    app = Starlette(routes=[Route("/complaints", page), Route("/readyz", page)])
    for path in ("/complaints", f"/{NAME}", "/readyz"):
        asked(logs.RequestLog(app), [], path=path, query_string=f"team={NAME}")
    with logs.page_run("complaints"):
        pass
    found, unknown, script = [line for line in lines(written) if line["from"] == logs.__name__]
    assert (found["address"], found["status"], found["bytes"]) == ("/complaints", 200, 5)
    assert found["ms"] >= 20
    assert (unknown["address"], unknown["status"]) == ("", 404)
    assert (script["said"], script["page"]) == ("page", "complaints")


def test_on_a_laptop_nothing_is_written_of_requests(capsys: pytest.CaptureFixture[str]) -> None:
    asked(logs.RequestLog(Starlette()), [], path="/complaints")
    with logs.page_run("complaints"):
        pass
    assert "complaints" not in capsys.readouterr().err
