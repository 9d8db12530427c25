"""A file of which only a part came in is called a part, until the rest came or is set aside."""

from __future__ import annotations

from datetime import date
from typing import Any

import polars as pl
import pytest

from data_access.datasets import COMPLAINT, OMBUDSMAN
from data_access.errors import DataError, NotAllowedError
from data_access.ledger.entry import Entry, keys_of
from data_access.ledger.history import await_rest, history, restore, set_rest_aside, withdraw
from data_access.ledger.left_out import name_of_rest
from data_access.snapshot import snapshot
from data_access.store.database import Store
from tests.data_access.made_up_rows import ELSEWHERE, OFFICER, SOMEWHERE, land
from vocabulary.nature import Nature
from vocabulary.principal import Principal, every_role

pytestmark = pytest.mark.both_databases


def log(*references: str, missing: dict[str, int] | None = None, unread: int = 0) -> Entry:
    """A log with these cases; `missing`: cases left out, with how many rows each has; `unread`:
    rows left out whose case cannot be told."""
    frame = cases(*references)
    left_out = dict(zip(keys_of(COMPLAINT, cases(*(missing or {}))), (missing or {}).values(),
                        strict=True))  # fmt: skip
    rejected = sum(left_out.values()) + unread
    return Entry(COMPLAINT, frame, used=frame.height, rejected=rejected, left_out=left_out)


def cases(*references: str) -> pl.DataFrame:
    return pl.DataFrame(
        {"authority": SOMEWHERE, "reference": list(references), "received": date(2026, 1, 5)},
        schema_overrides={"reference": pl.String()},
    )


def said(store: Store, at: Any = None) -> list[str]:
    shown = snapshot(SOMEWHERE, at, principal=OFFICER, store=store)
    return [f"{p.rows} of {p.of} rows of {p.source_name}" for p in shown.parts.get("complaint", ())]


def test_a_file_that_came_in_whole_is_no_part(store: Store) -> None:
    land(store, log("a", "b"))
    assert said(store) == []
    assert history(store, principal=OFFICER).row(0, named=True)["rows_used"] == 2


def test_rows_left_out_are_told_of_until_each_came(store: Store) -> None:
    land(store, log("a", "b", missing={"c": 1, "d": 2}), source="log.xlsx")
    assert said(store) == ["2 of 5 rows of log.xlsx"]
    land(store, log("d", "x"), source="mended.csv")
    assert said(store) == ["4 of 5 rows of log.xlsx"]
    land(store, cases_by_form("c"), source="By hand")
    assert said(store) == []


def cases_by_form(*references: str) -> Entry:
    return Entry(COMPLAINT, cases(*references))


def test_a_later_file_with_all_that_this_one_brought_stands_in_its_place(store: Store) -> None:
    land(store, log("a", "b", missing={"c": 1}, unread=3), source="log.xlsx")
    land(store, log("a", "e"), source="other month.xlsx")
    assert said(store) == ["2 of 6 rows of log.xlsx"]
    land(store, log("a", "b", "c", "d", "f", "g"), source="log v2.xlsx")
    assert said(store) == []


def test_a_row_left_out_again_is_the_later_files_matter(store: Store) -> None:
    land(store, log("a", "b", missing={"c": 1, "d": 1}), source="april.csv")
    land(store, log("b", "d", "e", missing={"c": 1}), source="may.csv")
    assert said(store) == ["3 of 4 rows of may.csv"]
    land(store, log("a", "b", "c"), source="june.csv")
    assert said(store) == []


def test_rows_whose_case_cannot_be_told_come_with_the_file_of_rows_to_mend(store: Store) -> None:
    land(store, log("a", missing={"b": 1}, unread=3), source="Log, May.xlsx")
    assert name_of_rest("Log, May.xlsx") == "to-mend-log-may.csv"
    land(store, log("c", "d"), source="to-mend-log.csv")
    assert said(store) == ["1 of 5 rows of Log, May.xlsx"]
    land(store, log("b", "e"), source="to-mend-log-may (2).xlsx")
    assert said(store) == ["3 of 5 rows of Log, May.xlsx"]
    [rest] = land(store, log("f", unread=1), source="to-mend-log-may.csv").batch_ids
    assert said(store) == ["1 of 2 rows of to-mend-log-may.csv"]
    withdraw(store, rest, principal=OFFICER)
    assert said(store) == ["3 of 5 rows of Log, May.xlsx"]


def test_a_part_comes_and_goes_with_its_batches(store: Store) -> None:
    [part] = land(store, log("a", missing={"b": 1}), source="log.xlsx").batch_ids
    [rest] = land(store, log("b"), source="rest.csv").batch_ids
    past = history(store, principal=OFFICER)
    before = past.filter(batch_id=part).item(0, "recorded_at")
    assert said(store) == []
    assert said(store, before) == ["1 of 2 rows of log.xlsx"]
    withdraw(store, rest, principal=OFFICER)
    assert said(store) == ["1 of 2 rows of log.xlsx"]
    restore(store, rest, principal=OFFICER)
    assert said(store) == []
    withdraw(store, rest, principal=OFFICER)
    withdraw(store, part, principal=OFFICER)
    assert said(store) == []


def test_a_person_can_set_the_rest_aside_and_ask_for_it_again(store: Store) -> None:
    [part] = land(store, log("a", missing={"b": 1}), source="log.xlsx").batch_ids
    assert history(store, principal=OFFICER).item(0, "rows_awaited") == 1
    assert set_rest_aside(store, part, principal=OFFICER) == (part,)
    shown = snapshot(SOMEWHERE, principal=OFFICER, store=store)
    assert said(store) == []
    assert shown["complaint"].height == 1
    past = history(store, principal=OFFICER)
    assert past.item(0, "action") == "set_rest_aside"
    assert past.filter(batch_id=part).item(0, "visible")
    with pytest.raises(DataError, match="set aside already"):
        set_rest_aside(store, part, principal=OFFICER)
    await_rest(store, part, principal=OFFICER)
    assert said(store) == ["1 of 2 rows of log.xlsx"]
    with pytest.raises(DataError, match="is awaited"):
        await_rest(store, part, principal=OFFICER)
    withdraw(store, part, principal=OFFICER)
    restore(store, part, principal=OFFICER)
    assert said(store) == ["1 of 2 rows of log.xlsx"]


def test_only_who_may_see_the_records_decides_and_only_where_rows_were_left_out(
    store: Store,
) -> None:
    [whole] = land(store, log("a")).batch_ids
    [part] = land(store, log("b", missing={"c": 1})).batch_ids
    with pytest.raises(DataError, match="Nothing was left out"):
        set_rest_aside(store, whole, principal=OFFICER)
    guest = Principal("Guest", every_role({ELSEWHERE}))
    with pytest.raises(NotAllowedError):
        set_rest_aside(store, part, principal=guest)


def test_nothing_of_a_row_left_out_is_kept(store: Store) -> None:
    land(store, log("a", missing={"Case of a name": 1}))
    with store.reading() as connection:
        kept = connection.exec_driver_sql("SELECT * FROM left_out").all()
    assert len(kept) == 1
    assert "name" not in str(kept)


def test_a_part_of_others_figures_is_told_beside_those(store: Store) -> None:
    row = {"authority": ELSEWHERE, "year": "2024-25", "scope": "adult social care", "upheld": 3}
    entry = Entry(OMBUDSMAN, pl.DataFrame([row]), used=1, rejected=2)
    land(store, entry, source="all councils.csv", nature=Nature.PUBLISHED)
    shown = snapshot(SOMEWHERE, principal=OFFICER, store=store)
    assert shown.parts == {}
    assert [part.of for part in shown.peer_parts["ombudsman"]] == [3]
    theirs = snapshot(ELSEWHERE, principal=OFFICER, store=store)
    assert [part.of for part in theirs.parts["ombudsman"]] == [3]
