"""A large file lands the same in a process of its own: as much, as safely, and nothing of it where
somebody stops it or it is ended."""

from __future__ import annotations

import random
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any, NoReturn

import pytest
from sqlalchemy import func, select

from components.own_process.turns import Kind
from components.own_process.work import EndedError, in_own_process
from data_access.activity.read import activities
from data_access.datasets import COMPLAINT
from data_access.errors import DataError, NotAllowedError, StoreError
from data_access.importing.stages.landing.to_land import land_it
from data_access.importing.stages.plan import Plan, land, plan, to_land
from data_access.importing.stages.recipe import Recipe
from data_access.ledger.as_known import table_of
from data_access.ledger.ledger import Landed
from data_access.snapshot import snapshot
from data_access.store.database import Store, forget, open_store
from pages.parts.data.bring_in import land_apart as made_here
from pages.parts.data.bring_in.land_apart import land_apart
from tests.data_access.made_up_rows import SOMEWHERE
from tests.data_access.store.kill_imports import complaints
from tests.example_store import OFFICER
from vocabulary.principal import Grant, Principal, Role

ROWS = 300


class StoppedError(BaseException):
    """Somebody let the file go, as a page's run ends."""


@pytest.fixture(autouse=True)
def apart(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(made_here, "MANY", 0)


def read(store: Store) -> Plan:
    recipe = Recipe(dataset="complaint", constants={"authority": SOMEWHERE})
    content = complaints("large", ROWS, random.Random(1))
    return plan(store, "large.csv", content, principal=OFFICER, recipe=recipe, own=SOMEWHERE)


def landing(store: Store, planned: Plan, **asked: Any) -> Landed:
    return land_apart(
        store, planned, **{"principal": OFFICER, "progress": lambda share, what: None, **asked}
    )


def rows_in(store: Store) -> int:
    with store.reading() as connection:
        rows = select(func.count()).select_from(table_of(COMPLAINT.table))
        return int(connection.execute(rows).scalar() or 0)


def test_it_lands_as_it_does_here(own: Store, own_file: Path, tmp_path: Path) -> None:
    there = open_store(f"sqlite:///{shutil.copy(own_file, tmp_path / 'there.db')}")
    told: list[str] = []
    done = landing(there, read(there), progress=lambda share, what: told.append(what))
    here = land(own, read(own), principal=OFFICER)
    assert done.counts == here.counts
    assert told == ["Recording, 100%"]
    assert there.revision() == done.batch_ids[-1]
    columns = list(COMPLAINT.columns)
    frames = [
        snapshot(SOMEWHERE, principal=OFFICER, store=store)["complaint"].select(columns)
        for store in (own, there)
    ]
    assert frames[0].sort("reference").equals(frames[1].sort("reference"))
    acts = [activities(store, principal=OFFICER).rows.row(0)[1:-2] for store in (own, there)]
    assert acts[0] == acts[1]
    assert landing(there, read(there)).import_id is None  # it is there already
    forget(there)


def test_nothing_lands_that_somebody_stops(own: Store) -> None:
    before, rows = own.revision(), rows_in(own)

    def stop(share: float, what: str) -> NoReturn:
        raise StoppedError

    with pytest.raises(StoppedError):
        landing(own, read(own), progress=stop)
    assert own.revision() == before
    assert rows_in(own) == rows
    assert land(own, read(own), principal=OFFICER).import_id  # nobody holds the store


def test_what_is_refused_here_is_refused_there(own: Store) -> None:
    planned, before = read(own), own.revision()
    reader = Principal("Reader", frozenset({Grant(Role.READER)}))
    with pytest.raises(NotAllowedError, match="Reader may not"):
        landing(own, planned, principal=reader)
    assert own.revision() == before


def test_a_store_put_in_the_place_of_the_one_that_is_open_is_not_written(
    own: Store, own_file: Path, tmp_path: Path
) -> None:
    """The process opens the store by its address, where another may lie by then."""
    other = open_store(f"sqlite:///{shutil.copy(own_file, tmp_path / 'other.db')}")
    planned, before = read(own), other.revision()
    what = to_land(planned)
    assert what is not None
    with pytest.raises(StoreError, match="other records than it did"):
        in_own_process(
            Kind.IMPORT,
            made_here._landed,
            other.url,
            (before, "2001-01-01 00:00:00.000000"),
            what.light(),
            OFFICER,
            progress=lambda share, what: None,
        )
    assert other.revision() == before
    forget(other)


@pytest.mark.parametrize("when", ["before", "after"])
def test_a_process_that_is_ended_is_told_as_what_became_of_it(
    own: Store, monkeypatch: pytest.MonkeyPatch, when: str
) -> None:
    planned, before = read(own), own.revision()

    def ended(kind: Kind, work: Callable[..., Landed], *_: object, **__: object) -> NoReturn:
        if when == "after":
            what = to_land(planned)
            assert what is not None
            land_it(own, what.light(), principal=OFFICER)
        raise EndedError("This took too long.")

    monkeypatch.setattr(made_here, "in_own_process", ended)
    if when == "after":
        done = landing(own, planned)
        assert done.batch_ids == (own.revision(),)
        assert done.counts["complaint"].new == planned.compared.new
    else:
        with pytest.raises(DataError, match="took too long"):
            landing(own, planned)
        assert own.revision() == before
