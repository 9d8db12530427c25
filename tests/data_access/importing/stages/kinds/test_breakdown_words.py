"""Groups of two kinds that have one word: neither stands in the other's place."""

from __future__ import annotations

import pytest

from data_access.importing.stages.plan import Plan, land, plan
from data_access.importing.stages.recipe import Recipe
from data_access.new_store import make_own_store
from data_access.snapshot import snapshot
from data_access.store.database import Store
from tests.data_access.importing.stages.kinds.files import OWN
from vocabulary.principal import Principal

HEADER = "Measure,{},Period start,Period end,Numerator"
APRIL, MAY = "2026-04-01,2026-04-30", "2026-05-01,2026-05-31"


@pytest.fixture
def store(sqlite_store: Store, officer: Principal) -> Store:
    make_own_store(sqlite_store, principal=officer, authority=OWN)
    return sqlite_store


def file(by: str, *rows: tuple[str, str, int]) -> str:
    told = [f"Lamps lit,{group},{days},{number}" for group, days, number in rows]
    return "\n".join([HEADER.format(by), *told]) + "\n"


def brought_in(store: Store, officer: Principal, content: str) -> Plan:
    planned = plan(store, "by group.csv", content.encode(), principal=officer, recipe=Recipe())
    assert (planned.needed, planned.reading.rejected) == ((), 0)
    land(store, planned, principal=officer)
    return planned


def held(store: Store, officer: Principal) -> set[tuple[str | None, str | None, float]]:
    rows = snapshot(OWN, store=store, principal=officer)["indicator"]
    return set(rows.select("breakdown", "breakdown_kind", "numerator").iter_rows())


def test_a_second_files_groups_do_not_take_the_place_of_the_first(
    store: Store, officer: Principal
) -> None:
    by_language = file("First language", ("Other", APRIL, 7), ("Urdu", APRIL, 3))
    brought_in(store, officer, file("Ethnicity", ("Other", APRIL, 5), ("White", APRIL, 9)))
    brought_in(store, officer, by_language)
    both = {("Other", "ethnicity", 5.0), ("White", "ethnicity", 9.0),
            ("Other (language)", "language", 7.0), ("Urdu", "language", 3.0)}  # fmt: skip
    assert held(store, officer) == both
    assert brought_in(store, officer, by_language).compared.unchanged == 2
    brought_in(store, officer, file("Language", ("Other", MAY, 8), ("Urdu", MAY, 3)))
    assert held(store, officer) == {*both, ("Other (language)", "language", 8.0)}
    brought_in(store, officer, file("Ethnic group", ("Other", MAY, 6), ("White", MAY, 9)))
    assert held(store, officer) >= {("Other", "ethnicity", 6.0)}


def test_both_in_one_file_are_rows_of_their_own(store: Store, officer: Principal) -> None:
    content = (
        "Measure,Breakdown,Kind of breakdown,Period start,Period end,Numerator\n"
        f"Lamps lit,Other,Language,{APRIL},7\n"
        f"Lamps lit,Other,Ethnicity,{APRIL},5\n"
        f"Lamps lit,Urdu,Language,{APRIL},3\n"
    )
    brought_in(store, officer, content)
    both = {("Other", "ethnicity", 5.0), ("Other (language)", "language", 7.0),
            ("Urdu", "language", 3.0)}  # fmt: skip
    assert held(store, officer) == both
    assert brought_in(store, officer, content).compared.unchanged == 3
    assert held(store, officer) == both


def test_a_word_that_a_kind_has_already_stays_its_own(store: Store, officer: Principal) -> None:
    brought_in(store, officer, file("Language", ("Other", APRIL, 7), ("Urdu", APRIL, 3)))
    content = (
        "Measure,Breakdown,Kind of breakdown,Period start,Period end,Numerator\n"
        f"Lamps lit,Other,Ethnicity,{MAY},5\n"
        f"Lamps lit,Other,Language,{MAY},8\n"
        f"Lamps lit,Urdu,Language,{MAY},3\n"
    )
    brought_in(store, officer, content)
    assert held(store, officer) == {
        ("Other", "language", 7.0), ("Other", "language", 8.0), ("Urdu", "language", 3.0),
        ("Other (ethnicity)", "ethnicity", 5.0),
    }  # fmt: skip


def test_a_row_whose_kind_nobody_had_said_is_the_same_row(store: Store, officer: Principal) -> None:
    brought_in(store, officer, file("Breakdown", ("Hall", APRIL, 7), ("Attic", APRIL, 2)))
    brought_in(store, officer, file("Ward", ("Hall", APRIL, 8), ("Attic", APRIL, 2)))
    assert held(store, officer) == {("Hall", "area", 8.0), ("Attic", "area", 2.0)}
