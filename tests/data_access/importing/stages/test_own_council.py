"""A council's own rows land under its one name, however files, answers and options spell it."""

from __future__ import annotations

import polars as pl
import pytest

from data_access.importing.stages.plan import land, plan
from data_access.importing.stages.recipe import read_recipe
from data_access.new_store import make_own_store
from data_access.snapshot import councils
from data_access.store.database import Store
from vocabulary.principal import Principal

OWN = "London Borough of Hillingdon"
HEAD = "Reference,Received,Outcome"
ROWS = "C-1,13/04/2026,Upheld\nC-2,14/04/2026,Not upheld\n"
SPELLINGS = ["Hillingdon", "HILLINGDON ", "LB Hillingdon", "Hillingdon Council",
             "Hillingdon (London Borough)", "E09000017"]  # fmt: skip


@pytest.fixture
def own(sqlite_store: Store, officer: Principal) -> Store:
    make_own_store(sqlite_store, principal=officer, authority=OWN)
    return sqlite_store


def landed(store: Store, officer: Principal, text: str, recipe: str = "", **told: str) -> set[str]:
    """The councils whose complaints a file brought in."""
    made = plan(store, "log.csv", text.encode(), principal=officer, recipe=read_recipe(recipe),
                own=told.get("own"))  # fmt: skip
    land(store, made, principal=officer)
    names: set[str] = set(made.compared.rows.get_column("authority"))
    known = councils(store, principal=officer)
    assert known.filter(pl.col("authority").str.contains("(?i)hillingdon")).height == 1
    return names


@pytest.mark.parametrize("said", SPELLINGS)
def test_a_column_of_councils(own: Store, officer: Principal, said: str) -> None:
    head = "LA code" if said.startswith("E0") else "Council"
    text = f"{HEAD},{head}\n" + ROWS.replace("\n", f",{said}\n")
    assert landed(own, officer, text) == {OWN}


@pytest.mark.parametrize("said", SPELLINGS[:-1])
def test_an_answer(own: Store, officer: Principal, said: str) -> None:
    recipe = f'dataset = "complaint"\n[constants]\nauthority = "{said}"\n'
    assert landed(own, officer, f"{HEAD}\n{ROWS}", recipe) == {OWN}


@pytest.mark.parametrize("said", SPELLINGS[:-1])
def test_an_option(own: Store, officer: Principal, said: str) -> None:
    assert landed(own, officer, f"{HEAD}\n{ROWS}", own=said) == {OWN}


def test_a_council_that_spells_itself_otherwise_since_before(
    sqlite_store: Store, officer: Principal
) -> None:
    make_own_store(sqlite_store, principal=officer, authority="East Surrey Council")
    text = f"{HEAD},Council\n" + ROWS.replace("\n", ",EAST SURREY UA\n")
    made = plan(sqlite_store, "log.csv", text.encode(), principal=officer, recipe=read_recipe(""))
    assert set(made.compared.rows.get_column("authority")) == {"East Surrey Council"}
