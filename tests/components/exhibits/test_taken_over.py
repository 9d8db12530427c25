"""After an import exhibits are what they would be had nothing been kept, and what does not rest on
what came is not made again."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from components.exhibits.catalogue import CATALOGUE, exhibit
from components.exhibits.declaration import ExhibitRequest
from components.exhibits.digest import digest
from components.exhibits.every_request import requests_of
from components.exhibits.exhibit import Exhibit
from components.exhibits.filters import filters_of
from data_access.datasets import DATASETS
from data_access.new_store import add_scaled_rows
from data_access.snapshot import Snapshot, snapshot
from data_access.store.database import Store
from tests.components.exhibits.all_exhibits import TODAY, view_of
from tests.example_store import example_at
from tests.principals import OFFICER
from tests.sampling import SEED, one_in

COUNCIL = "Example Borough"
NAMES = [name for name in DATASETS if name not in ("council", "council_profile")]
"""Datasets of which rows can be invented."""


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    made = example_at(tmp_path / "store.db")
    yield made
    made.engine.dispose()


def known_in(store: Store) -> Snapshot:
    return snapshot(COUNCIL, store=store, principal=OFFICER)


def as_just_read(known: Snapshot) -> Snapshot:
    """The same records with nothing kept, of whatever day."""
    earlier = known.earlier
    assert earlier is not None
    return replace(known, memo={}, earlier=lambda moment: as_just_read(earlier(moment)))


def requests(known: Snapshot) -> list[ExhibitRequest]:
    filters = filters_of(TODAY)
    return [
        request
        for declaration in CATALOGUE.values()
        for request, _ in requests_of(declaration, filters, known)
    ]


def said(shown: Exhibit) -> tuple[object, ...]:
    also = (shown.before, shown.in_part, shown.due, shown.signal, shown.judged, shown.rate)
    return digest(shown), *also


def test_what_was_taken_over_is_what_would_be_made_now(store: Store) -> None:
    known = known_in(store)
    asked = one_in(12, requests(known))
    names = one_in(16, NAMES)
    random.Random(SEED).shuffle(names)
    for name in names:
        for request in asked:
            exhibit(known, request, view_of(known))
        add_scaled_rows(store, DATASETS[name], 2, principal=OFFICER)
        known = known_in(store)
        anew = as_just_read(known)
        view = view_of(known)
        for request in asked:
            shown, made = exhibit(known, request, view), exhibit(anew, request, view)
            assert said(shown) == said(made), (name, request)


OTHERS = [
    ("training", ("complaints", "practice", "coproduction", "front_door", "compare")),
    ("complaint", ("learning", "front_door", "compare")),
    ("indicator", ("complaints", "learning", "plan", "coproduction")),
]
"""A dataset, and pages that show nothing of it."""


@pytest.mark.parametrize(("name", "others"), one_in(3, OTHERS))
def test_pages_of_other_records_are_not_made_again(
    store: Store, name: str, others: tuple[str, ...]
) -> None:
    before = known_in(store)
    asked = [each for each in requests(before) if CATALOGUE[each.exhibit].page in others]
    assert asked
    shown = [exhibit(before, each, view_of(before)) for each in asked]
    add_scaled_rows(store, DATASETS[name], 3, principal=OFFICER)
    after = known_in(store)
    assert after is not before
    for request, was in zip(asked, shown, strict=True):
        assert exhibit(after, request, view_of(after)) is was, request
