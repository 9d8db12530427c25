"""A database server that is restarted is found again, and nothing lands by halves meanwhile."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from contextlib import closing
from queue import SimpleQueue

import psycopg
import pytest

from data_access.arrivals import watch
from data_access.errors import StoreError
from data_access.settings import settings
from data_access.store.database import Store
from tests.data_access.made_up_rows import SOMEWHERE, land, scores, shown_scores

pytestmark = pytest.mark.postgres


@pytest.fixture
def store(new_postgres_store: Callable[[], Store]) -> Store:
    return new_postgres_store()


def url_of(store: Store) -> str:
    return store.engine.url.render_as_string(hide_password=False)


def cut_off(store: Store) -> None:
    """End every connection to the store's database, as a restart of its server does."""
    url = store.engine.url.set(drivername="postgresql", database="postgres")
    with psycopg.connect(url.render_as_string(hide_password=False), autocommit=True) as other:
        other.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s",
            [store.engine.url.database],
        )


def test_reading_and_writing_go_on_after_a_restart(store: Store) -> None:
    land(store, scores(learning=2))
    assert shown_scores(store) == {"learning": 2}
    cut_off(store)
    assert store.revision() == 1
    land(store, scores(learning=3))
    cut_off(store)
    assert shown_scores(store) == {"learning": 3}


def test_what_is_written_when_the_server_goes_does_not_land(store: Store) -> None:
    land(store, scores(learning=2))
    before = store.revision()

    def write_and_lose_the_server() -> None:
        with store.writing() as connection:
            connection.exec_driver_sql("DELETE FROM batch")
            cut_off(store)

    with pytest.raises(StoreError):
        write_and_lose_the_server()
    assert store.revision() == before
    assert shown_scores(store) == {"learning": 2}


def test_what_comes_after_a_restart_is_announced(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DATABASE_URL", url_of(store))
    settings.cache_clear()
    heard: SimpleQueue[dict[str, int]] = SimpleQueue()
    with closing(watch()) as coming:

        def listen() -> None:
            for told in coming:
                if told:
                    heard.put(dict(told))
                if SOMEWHERE in told:
                    return

        listening = threading.Thread(target=listen, daemon=True)
        listening.start()
        assert heard.get(timeout=30) == {"": 0}
        time.sleep(0.2)  # it listens by now
        cut_off(store)
        landed = land(store, scores(learning=2))
        assert heard.get(timeout=30) == {SOMEWHERE: landed.batch_ids[0]}
        listening.join(30)
