"""The period before, set beside: said as it was, and no change claimed that chance can bring."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from components.exhibits.address import UnknownInAddressError
from components.exhibits.catalogue import CATALOGUE, Showing
from components.exhibits.exhibit import Exhibit
from components.exhibits.filters import filters_of
from components.exhibits.period_before import BEFORE, rates_beside
from components.exhibits.request import request_in_address
from components.packs.pack import Pack, PackItem, read_pack
from components.packs.produce import produce_pack
from data_access.snapshot import Snapshot, snapshot
from data_access.store.database import Store
from measures.statistics.two_periods import changed
from tests.components.exhibits.all_exhibits import TODAY, view_of
from tests.principals import OFFICER

YEAR = "Last 12 months"
OVER_PERIODS = {key: each for key, each in CATALOGUE.items() if each.periods}


@pytest.fixture(scope="module")
def known(example_store: Store) -> Snapshot:
    return snapshot("Example Borough", store=example_store, principal=OFFICER)


def shown(known: Snapshot, key: str, against: str = BEFORE) -> Exhibit:
    return Showing(known, filters_of(TODAY, YEAR), view_of(known), against=against)(key)


@pytest.mark.parametrize("key", OVER_PERIODS)
def test_it_says_what_it_said_then_and_whether_that_could_be_chance(
    known: Snapshot, key: str
) -> None:
    now, plain = shown(known, key), shown(known, key, "")
    filters = filters_of(TODAY, YEAR).before
    assert filters
    then = Showing(known, filters, replace(view_of(known), today=filters.until))(key)
    assert (now.headline, now.verdict, now.meaning) == (
        plain.headline,
        plain.verdict,
        plain.meaning,
    )
    assert not plain.before
    said = now.before.removeprefix(f"{then.headline}. {then.verdict}".strip()).strip()
    if OVER_PERIODS[key].periods == "said":
        assert said == "", "no change is claimed of what has no one rate"
        return
    assert now.rate
    assert then.rate
    tests = {"complaints": 3, "practice": 2, "coproduction": 2}[OVER_PERIODS[key].page]
    assert rates_beside(OVER_PERIODS[key].page) == tests
    assert said == changed(now.rate, then.rate, tests=tests).sentence
    assert said.startswith(("Could be chance: ", "More than chance: ", "Too few to judge: "))


def test_the_same_address_says_the_same(known: Snapshot) -> None:
    now, view = shown(known, "complaints_outcomes"), view_of(known)
    request = request_in_address(now.address, known, view)
    assert request
    assert request.against == BEFORE
    again = Showing(known, request.filters, view, against=request.against)("complaints_outcomes")
    assert again.before == now.before
    with pytest.raises(UnknownInAddressError):
        request_in_address({**now.address, "against": "last century"}, known, view)
    ever = request_in_address({**now.address, "period": "All time"}, known, view)
    assert ever
    assert not ever.against, "all time has no period before it"


def test_a_pack_keeps_the_period_that_is_set_beside(known: Snapshot) -> None:
    item = PackItem("complaints_outcomes", YEAR, against=BEFORE)
    pack = Pack("Complaints", (item, PackItem("complaints_outcomes", YEAR)))
    assert read_pack(pack.name, pack.definition, "internal").items == pack.items
    made, _ = produce_pack(
        pack, known, view_of(known), revision=1, produced=datetime(2026, 10, 1, tzinfo=UTC)
    )
    beside, alone = (screen.exhibit for screen in made.screens)
    before = shown(known, "complaints_outcomes").before
    assert beside.meaning == f"{alone.meaning} Before: {before}"
    assert beside.address["against"] == BEFORE
    assert "against" not in alone.address
