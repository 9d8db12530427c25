"""Who signed out is known to every process of a server, and after a restart."""

from __future__ import annotations

import time
from collections.abc import Callable, Generator, Iterator, Mapping
from typing import Any

import pytest

from components.web.admission.sign_outs import Shared, SignOuts
from data_access.errors import StoreError
from data_access.ledger.as_known import batches
from data_access.signed_out import keep
from data_access.signed_out.keep import keep_signed_out, signed_out, watch_signed_out
from data_access.store import waiting
from data_access.store.database import Store, open_store


def wait_until(holds: Callable[[], bool], seconds: float) -> bool:
    """Whether it holds within so long."""
    end = time.monotonic() + seconds
    while not holds():
        if time.monotonic() > end:
            return False
        time.sleep(0.02)
    return True


@pytest.fixture
def hearing() -> Iterator[Callable[..., SignOuts]]:
    """Makes what a process knows of who signed out."""
    made: list[SignOuts] = []

    def make(*arguments: Any) -> SignOuts:
        made.append(SignOuts(*arguments))
        return made[-1]

    yield make
    for each in made:
        each.close()


@pytest.mark.both_databases
def test_what_is_kept_is_read_by_others_until_it_is_past(store: Store) -> None:
    soon = time.time() + 600
    keep_signed_out("a" * 64, soon, store)
    keep_signed_out("a" * 64, soon, store)  # of two browsers with one cookie
    assert signed_out(store) == {"a" * 64: soon}
    keep_signed_out("b" * 64, time.time() - 1, store)
    keep_signed_out("c" * 64, soon, store)
    assert set(signed_out(store)) == {"a" * 64, "c" * 64}
    with store.reading() as connection:  # it is no matter of the ledger
        assert batches(connection).is_empty()


@pytest.mark.both_databases
def test_another_process_hears_of_it_within_two_seconds_and_so_does_one_started_later(
    store: Store, monkeypatch: pytest.MonkeyPatch, hearing: Callable[..., SignOuts]
) -> None:
    for module in (keep, waiting):
        monkeypatch.setattr(module, "open_store", lambda: store)
    shared = Shared(keep_signed_out, watch_signed_out)
    here, there = hearing(shared), hearing(shared)
    ended: list[str] = []
    there.when_ended(ended.append)
    assert "somebody" not in there
    here.add("somebody", time.time() + 600)
    assert "somebody" in here  # at once
    assert wait_until(lambda: "somebody" in there, 10)  # 2 s, on a machine that has time
    assert "somebody else" not in there
    assert len(ended) == 1
    assert "somebody" not in ended[0]  # only its digest is known elsewhere
    assert "somebody" in hearing(shared)  # with its first answer, as after a restart


def test_where_nothing_can_be_written_it_holds_in_this_process_and_the_log_says_so(
    store: Store,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
    hearing: Callable[..., SignOuts],
) -> None:
    store.read_only = True
    for module in (keep, waiting):
        monkeypatch.setattr(module, "open_store", lambda: store)
    here = hearing(Shared(keep_signed_out, watch_signed_out))
    here.add("somebody", time.time() + 600)
    assert "somebody" in here
    assert wait_until(lambda: "in this process alone" in caplog.text, 10)
    assert not here.unsure()


def test_what_could_not_be_kept_is_tried_again(hearing: Callable[..., SignOuts]) -> None:
    kept: list[str] = []
    away = [True]

    def keeps(digest: str, _until: float) -> None:
        if away[0]:
            raise StoreError("away")
        kept.append(digest)

    def watch() -> Generator[Mapping[str, float] | None]:
        while True:
            yield None if away[0] else {}
            time.sleep(0.02)

    clock = [0.0]
    here = hearing(Shared(keeps, watch), lambda: clock[0])
    here.add("somebody", time.time() + 600)
    away[0] = False
    assert "somebody" in here
    assert wait_until(lambda: bool(kept), 5)
    away[0] = True  # nobody can say who signed out elsewhere
    time.sleep(0.1)
    clock[0] = 30.0
    assert not here.unsure()
    clock[0] = 90.0
    assert here.unsure()
    away[0] = False
    assert wait_until(lambda: not here.unsure(), 5)


def test_a_store_of_the_release_before_has_the_table_once_it_is_opened(store: Store) -> None:
    assert signed_out(open_store(store.url)) == {}
