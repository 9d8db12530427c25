"""Every exhibit can be had by its name, once, and none meant for inside reaches the public."""

from __future__ import annotations

from dataclasses import replace

import pytest

from components.exhibits import definitions
from components.exhibits.catalogue import (
    CATALOGUE,
    ExhibitRequest,
    NotForPublicError,
    Showing,
    exhibit,
)
from components.exhibits.filters import filters_of
from data_access.snapshot import Snapshot, snapshot
from data_access.store.database import Store
from tests.components.exhibits.all_exhibits import TODAY, view_of
from tests.principals import OFFICER


def test_every_defined_exhibit_is_in_the_catalogue() -> None:
    assert set(CATALOGUE) == set(definitions())


@pytest.fixture(scope="module")
def example(example_store: Store) -> Snapshot:
    """Example Borough as known now."""
    return snapshot("Example Borough", store=example_store, principal=OFFICER)


@pytest.mark.parametrize("key", sorted(CATALOGUE))
def test_each_is_what_it_is_called_and_built_once(key: str, example: Snapshot) -> None:
    showing = Showing(example, filters_of(TODAY), view_of(example), statement="safeguarding")
    built = showing(key)
    assert built.key == key
    assert built.headline
    assert built.alternative
    assert showing(key) is built


@pytest.mark.parametrize("key", sorted(key for key, e in CATALOGUE.items() if not e.public))
def test_what_is_internal_is_never_built_for_the_public(key: str, example: Snapshot) -> None:
    public = replace(view_of(example), audience="public")
    with pytest.raises(NotForPublicError):
        exhibit(example, ExhibitRequest(key, filters_of(TODAY)), public)


def test_another_question_gives_another_exhibit(example: Snapshot) -> None:
    view = view_of(example)
    everything = Showing(example, filters_of(TODAY, "All time"), view)("complaints_volume")
    lately = Showing(example, filters_of(TODAY, "Last 6 months"), view)("complaints_volume")
    assert everything.frame.height > lately.frame.height
