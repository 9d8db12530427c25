"""What comes is told as it comes, of the councils whose pages it changes, whoever wrote it."""

from __future__ import annotations

import threading
import time
from contextlib import closing
from queue import SimpleQueue

import pytest

from data_access.arrivals import EVERYBODY, arrivals, watch
from data_access.datasets import FINDING
from data_access.ledger.entry import Entry
from data_access.ledger.history import withdraw
from data_access.ledger.ledger import append
from data_access.settings import settings
from data_access.store.database import Store
from tests.data_access.made_up_rows import (
    ELSEWHERE,
    OFFICER,
    SOMEWHERE,
    findings,
    land,
    scores,
)
from vocabulary.nature import Nature

SECONDS = 2.0


def own(store: Store, text: str, council: str) -> int:
    """Record a finding of a council's own; returns its batch."""
    entry = Entry(FINDING, findings(text, authority=council))
    return append(store, [entry], principal=OFFICER, source_name="A file").batch_ids[0]


@pytest.mark.both_databases
def test_what_came_concerns_the_councils_that_have_rows_in_it(store: Store) -> None:
    first = own(store, "One.", SOMEWHERE)
    second = own(store, "Two.", ELSEWHERE)
    assert arrivals(store, 0) == {SOMEWHERE: first, ELSEWHERE: second}
    assert arrivals(store, first) == {ELSEWHERE: second}
    assert arrivals(store, second) == {}
    withdraw(store, first, principal=OFFICER)
    assert arrivals(store, second) == {SOMEWHERE: second + 1}


def test_what_is_published_of_one_council_is_compared_with_by_all(store: Store) -> None:
    landed = land(store, scores(learning=3), nature=Nature.PUBLISHED)
    assert arrivals(store, 0) == {EVERYBODY: landed.batch_ids[0]}


@pytest.mark.both_databases
def test_somebody_else_s_write_is_told_within_two_seconds(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DATABASE_URL", store.engine.url.render_as_string(hide_password=False))
    settings.cache_clear()
    first = own(store, "One.", SOMEWHERE)
    heard: SimpleQueue[tuple[float, dict[str, int]]] = SimpleQueue()
    with closing(watch()) as coming:
        assert dict(next(coming)) == {EVERYBODY: first}

        def listen() -> None:
            for told in coming:
                if told:
                    heard.put((time.monotonic(), dict(told)))
                    return

        listening = threading.Thread(target=listen)
        listening.start()
        time.sleep(0.2)  # it waits by now
        second = own(store, "Two.", ELSEWHERE)
        written = time.monotonic()
        at, told = heard.get(timeout=30)
        listening.join()
    assert told == {ELSEWHERE: second}
    assert at - written < SECONDS
