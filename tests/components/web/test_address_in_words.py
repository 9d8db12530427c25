"""Addresses in other words lead to those a page's controls write."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import anyio
import pytest
from starlette.responses import PlainTextResponse
from starlette.types import Message

from components.exhibits.address import (
    UnknownInAddressError,
    choice_asked,
    in_words,
    option_asked,
    place_asked,
)
from components.exhibits.view import Choices
from components.web.server import AddressInWords


def sent_on(path: str, query: bytes) -> bytes | None:
    """Where whoever asks for an address is sent on to; None: the page answers."""
    sent: list[Message] = []

    async def receive() -> Message:
        return {"type": "http.request"}

    async def send(message: Message) -> None:
        sent.append(message)

    scope = {"type": "http", "method": "GET", "path": path, "query_string": query, "headers": []}
    app = AddressInWords(PlainTextResponse("The page"))
    # In a thread of its own: a browser of another test may have a loop running in this one.
    with ThreadPoolExecutor() as thread:
        thread.submit(anyio.run, app, scope, receive, send).result()
    leads_to: bytes | None = dict(sent[0]["headers"]).get(b"location")
    assert sent[0]["status"] == (307 if leads_to else 200)
    return leads_to


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ("team=North&as_at=2026-09-30", "team=North&as_at=30+Sep+2026"),
        ("board=2026-08-31&team=North%20team", "board=31+August+2026&team=North+team"),
        ("team=North&as_at=30+Sep+2026", "team=North&as_at=30+Sep+2026"),
        ("as_at=soon&about=", "as_at=soon&about="),
        ("", ""),
    ],
)
def test_days_are_put_in_words(asked: str, said: str) -> None:
    assert in_words(asked) == said
    assert in_words(said) == said


@pytest.mark.parametrize(
    ("query", "leads_to"),
    [(b"as_at=2026-09-30", b"?as_at=30+Sep+2026"), (b"as_at=30+Sep+2026", None)],
)
def test_who_asks_in_other_words_is_sent_on_once(query: bytes, leads_to: bytes | None) -> None:
    assert sent_on("/plan", query) == leads_to


def test_an_address_with_another_name_of_a_council_leads_to_it() -> None:
    offered = Choices(
        ("Own Council", "Blackpool Borough Council"),
        (),
        {"Blackpool Council": "Blackpool Borough Council", "Gone": "Not offered"}.get,
    )
    for asked, council in (
        ("Blackpool Borough Council", "Blackpool Borough Council"),
        ("Blackpool Council", "Blackpool Borough Council"),
        ("", "Own Council"),
    ):
        assert choice_asked({"council": asked}, offered).council == council
    for asked in ("Gone", "Nobody"):
        with pytest.raises(UnknownInAddressError) as unknown:
            choice_asked({"council": asked}, offered)
        # Which other councils there are is not said, and neither is what was asked.
        assert unknown.value.sentence == "There is no council of that name here"


def test_a_day_that_cannot_be_looked_back_to_is_not_taken_for_today() -> None:
    offered = Choices(("Own Council",), ("2026-09-30",))
    assert choice_asked({"as_at": "30 sep 2026"}, offered).as_at == "2026-09-30"
    with pytest.raises(UnknownInAddressError, match="day to look back to"):
        choice_asked({"as_at": "30 Feb 2026"}, offered)


def test_an_option_is_understood_by_its_id_and_its_words_in_capitals_or_not() -> None:
    labels = {"waiting_times": "Waiting times", "carers": "Unpaid carers"}
    for said in ("waiting_times", "Waiting times", "WAITING TIMES", "Waiting_Times"):
        assert option_asked({"about": said}, "about", labels, "theme") == "waiting_times"
    assert option_asked({"about": " "}, "about", labels, "theme") is None


def test_of_what_means_nothing_is_said_what_may_have_been_meant() -> None:
    labels = {"": "All themes", "waiting_times": "Waiting times", "carers": "Unpaid carers"}
    with pytest.raises(UnknownInAddressError) as unknown:
        option_asked({"about": "Wating time"}, "about", labels, "theme")
    assert unknown.value.sentence == "There is no theme “Wating time” here"
    assert unknown.value.near == {"waiting_times": "Waiting times"}
    with pytest.raises(UnknownInAddressError) as unknown:
        option_asked({"about": "x" * 500}, "about", labels, "theme")
    assert len(unknown.value.sentence) < 90
    assert unknown.value.near == {}


@pytest.mark.parametrize(
    ("path", "said"),
    [
        ("/complaints", b"?about=waiting_times"),
        ("/statement", None),
        ("/theme", b"?about=waiting_times"),
    ],
)
def test_a_theme_may_be_asked_for_by_that_word_where_the_page_has_no_other_by_it(
    path: str, said: bytes | None
) -> None:
    assert sent_on(path, b"theme=waiting_times") == said


@pytest.mark.parametrize(
    ("said", "place"),
    [("3", 3), (" 3 ", 3), ("003", 3), ("0", 1), ("99", 7), ("9" * 10_000, 7),
     ("0" * 10_000 + "2", 2)],
)  # fmt: skip
def test_a_number_leads_to_the_nearest_place_there_is(said: str, place: int) -> None:
    assert place_asked(said, 7) == place


@pytest.mark.parametrize(
    "said", ["", "²", "٣", "½", "-1", "+2", "2.0", "2e3", "0x2", "two", "2\x00"]
)
def test_what_is_no_number_leads_to_the_first(said: str) -> None:
    assert place_asked(said, 7) == 1
