"""A store spread by council: every key has the council, none is left out, and it works as before.

Citus itself is not among Debian's packages; what it would be told is written down in its stead.
"""

from __future__ import annotations

import polars as pl
import psycopg
import pytest
from sqlmodel import SQLModel

from data_access.datasets import COMPLAINT
from data_access.example.scale import scaled_frame
from data_access.ledger.batch import Action
from data_access.ledger.entry import Entry
from data_access.ledger.history import withdraw
from data_access.ledger.ledger import append
from data_access.new_store import make_empty_store
from data_access.snapshot import snapshot
from data_access.store.database import open_store
from tests.paths import ROOT
from tests.postgres import Server
from tests.principals import OFFICER

SPREAD = ROOT / "deploy" / "citus.sql"
WRITTEN_DOWN = """
CREATE SCHEMA told;
CREATE TABLE told.spread (of_table text, by_column text);
CREATE FUNCTION create_distributed_table(of_table text, by_column text) RETURNS void
  LANGUAGE sql AS $$ INSERT INTO told.spread VALUES ($1, $2) $$;
CREATE FUNCTION create_reference_table(of_table text) RETURNS void
  LANGUAGE sql AS $$ INSERT INTO told.spread VALUES ($1, NULL) $$;
"""
COUNCILS = ("Borough of Aldermere", "Borough of Birchford")


@pytest.mark.postgres
def test_a_store_spread_by_council_works_as_before(postgres_server: Server) -> None:
    url = postgres_server.url(postgres_server.new_database())
    store = open_store(url)
    make_empty_store(store, principal=OFFICER)
    with psycopg.connect(url) as connection:
        connection.execute(WRITTEN_DOWN)
        connection.execute(SPREAD.read_text("utf-8").encode())
        spread: dict[str, str | None] = dict(
            connection.execute("SELECT of_table, by_column FROM told.spread").fetchall()
        )
        keys = connection.execute(
            "SELECT DISTINCT conrelid::regclass::text FROM pg_constraint "
            "JOIN pg_attribute ON attrelid = conrelid AND attnum = conkey[1] "
            "WHERE contype = 'p' AND attname = 'authority'"
        ).fetchall()
    tables = SQLModel.metadata.tables
    of_a_council = {name for name, table in tables.items() if "authority" in table.columns}
    assert {name for name, by in spread.items() if by == "authority"} == of_a_council
    assert {name for (name,) in keys} == of_a_council
    assert set(spread) == set(tables)
    for number, council in enumerate(COUNCILS):
        rows = scaled_frame(COMPLAINT, 20, seed=number).with_columns(authority=pl.lit(council))
        landed = append(
            store,
            [Entry(COMPLAINT, rows, guarded=True)],
            principal=OFFICER,
            source_name="a.csv",
            action=Action.IMPORT,
        )
        assert landed.counts["complaint"].new == 20
    for council in COUNCILS:
        assert snapshot(council, principal=OFFICER, store=store)["complaint"].height == 20
    withdraw(store, store.revision(), principal=OFFICER)
    assert snapshot(COUNCILS[1], principal=OFFICER, store=store)["complaint"].is_empty()
    assert snapshot(COUNCILS[0], principal=OFFICER, store=store)["complaint"].height == 20


def test_the_script_is_in_the_document() -> None:
    assert "deploy/citus.sql" in (ROOT / "docs" / "region.md").read_text("utf-8")
