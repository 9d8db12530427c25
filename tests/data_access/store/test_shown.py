"""Newer records wait until they are ready: not for long, not for whoever wrote them, and never
where something is taken back."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta

import pytest

from data_access.datasets import SCORE
from data_access.erasure.erase import erase
from data_access.erasure.wanted import Wanted
from data_access.errors import ConflictError
from data_access.ledger.entry import Entry
from data_access.ledger.history import withdraw
from data_access.snapshot import snapshot
from data_access.store.database import Store, consistent_read, has_written
from data_access.store.shown import HOLD_SECONDS, Came, ShownRevision
from tests.data_access.made_up_rows import OFFICER, SOMEWHERE, land, report, scores
from vocabulary.erasure import ErasedKind
from vocabulary.principal import Principal, every_role

NOON = datetime(2026, 11, 29, 12)
READER = "Somebody who reads"
COLLEAGUE = Principal("A colleague", every_role())


class Clock:
    """Seconds that pass when a test says so."""

    def __init__(self) -> None:
        self.seconds = 1000.0

    def __call__(self) -> float:
        return self.seconds

    def now(self) -> datetime:
        return NOON + timedelta(seconds=self.seconds - 1000)


def came(number: int, clock: Clock, *, action: str = "import", dataset: str = "score") -> Came:
    return Came(number, clock.now().isoformat(sep=" "), action, dataset, "Importer")


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def shown(clock: Clock) -> ShownRevision:
    made = ShownRevision(clock, clock.now)
    made.came([came(7, clock)])
    return made


def test_what_came_is_shown_once_it_is_ready_and_to_whoever_brought_it_at_once(
    shown: ShownRevision, clock: Clock
) -> None:
    shown.came([came(8, clock)])
    assert (shown.at(READER), shown.at("Importer")) == (7, 8)
    assert shown.at(READER, least=8) == 8, "who asked for it, or has seen it, sees it"
    assert shown.at(READER, least=10**15) == 8
    assert shown.to_make_ready() == 8
    shown.came([came(9, clock)])
    shown.ready(8)
    assert shown.at(READER) == 8
    assert shown.to_make_ready() == 9


def test_nobody_waits_longer_than_the_bound_whatever_comes_and_whenever_one_looks(
    shown: ShownRevision, clock: Clock
) -> None:
    first = came(8, clock)
    clock.seconds += 3
    shown.came([first])  # nobody looked before
    assert shown.to_make_ready() == 8
    clock.seconds += 4
    shown.came([came(9, clock)])
    clock.seconds += HOLD_SECONDS - 7.1
    assert shown.at(READER) == 7
    clock.seconds += 0.2
    assert shown.at(READER) == 8, "most of it is ready: not even newer ones, of which nothing is"
    clock.seconds += 7
    assert shown.at(READER) == 9


@pytest.mark.parametrize(
    ("action", "dataset"),
    [
        ("withdraw", "score"),
        ("restore", "score"),
        ("erase", "score"),
        ("form", "published_edition"),
    ],
)
def test_what_is_taken_back_or_published_is_shown_at_once(
    shown: ShownRevision, clock: Clock, action: str, dataset: str
) -> None:
    shown.came([came(8, clock), came(9, clock, action=action, dataset=dataset)])
    assert shown.at(READER) == 9
    assert shown.to_make_ready() is None


def shown_to(store: Store, name: str) -> dict[str, int]:
    """The scores that a person of a name is shown, asked for by a page of their own."""

    def look() -> dict[str, int]:
        with consistent_read(lambda store, _newest: store.shown.at(name)):
            frame = snapshot(SOMEWHERE, principal=OFFICER, store=store)["score"]
        return dict(frame.select("statement", "score").iter_rows())

    with ThreadPoolExecutor(1) as page:
        return page.submit(look).result()


@pytest.mark.both_databases
def test_a_page_shows_the_records_as_they_stood_while_others_wait(store: Store) -> None:
    land(store, scores(learning=2))
    assert shown_to(store, READER) == {"learning": 2}
    land(store, scores(learning=3, equity=1))
    assert shown_to(store, OFFICER.name) == {"learning": 3, "equity": 1}
    assert shown_to(store, READER) == {"learning": 2}
    revision = store.shown.to_make_ready()
    assert revision == store.revision()
    store.shown.ready(revision)
    assert shown_to(store, READER) == {"learning": 3, "equity": 1}
    withdraw(store, revision, principal=OFFICER)
    assert shown_to(store, READER) == {"learning": 2}


@pytest.mark.both_databases
def test_an_edit_of_what_an_import_changed_meanwhile_is_a_conflict_and_then_it_is_seen(
    store: Store,
) -> None:
    land(store, scores(learning=2))

    def looked() -> int:
        return int(snapshot(SOMEWHERE, principal=OFFICER, store=store)["score"].item(0, "row_id"))

    has_written()
    with consistent_read(lambda store, _newest: store.shown.at(READER)):
        seen = looked()
        with ThreadPoolExecutor(1) as another:
            another.submit(land, store, scores(learning=3), principal=COLLEAGUE).result()
    with consistent_read(lambda store, _newest: store.shown.at(READER)):
        assert looked() == seen, "an import does not change what somebody works on"
        edit = scores(learning=4).with_columns(based_on=seen)
        with pytest.raises(ConflictError):
            land(store, Entry(SCORE, edit))
        assert looked() != seen, "they see what the other wrote"
    assert has_written(), "and go on seeing it"
    assert shown_to(store, COLLEAGUE.name) == {"learning": 3}


def test_what_is_erased_nobody_is_shown_any_more(store: Store) -> None:
    land(store, report("Ada Quillfeather waited."))

    def told() -> list[str]:
        with consistent_read(lambda store, _newest: store.shown.at(READER)):
            frame = snapshot(SOMEWHERE, principal=OFFICER, store=store)["finding"]
        return frame.get_column("text").to_list()

    with ThreadPoolExecutor(1) as page:
        assert page.submit(told).result() == ["Ada Quillfeather waited."]
        land(store, scores(learning=3))  # waits
        erase(
            store,
            SOMEWHERE,
            Wanted("Ada Quillfeather"),
            kind=ErasedKind.NAME,
            reason="A name in a report.",
            principal=COLLEAGUE,
        )
        [text] = page.submit(told).result()
    assert "Quillfeather" not in text
