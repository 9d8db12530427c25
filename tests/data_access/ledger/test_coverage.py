"""A period is whole once a file extracted after its end has landed, and not before."""

from __future__ import annotations

from datetime import date, timedelta

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from data_access.datasets import CLOSED_PERIOD, COMPLAINT
from data_access.ledger.batch import Action
from data_access.ledger.coverage import whole_to_of
from data_access.ledger.entry import Entry
from data_access.ledger.history import withdraw
from data_access.ledger.ledger import append
from data_access.snapshot import snapshot
from data_access.store.database import Store
from vocabulary.principal import Principal, every_role

COUNCIL = "Northvale Council"
OFFICER = Principal("Officer", every_role())


def rows(*days: date, outcome: str | None = None) -> pl.DataFrame:
    return pl.DataFrame(
        {
            "authority": COUNCIL,
            "reference": [f"C-{day:%y%m%d}" for day in days],
            "received": list(days),
            "outcome": [outcome] * len(days),
        },
        schema_overrides={"outcome": pl.String},
    )


def land(
    store: Store, frame: pl.DataFrame, extracted: date | None = None, action: Action = Action.IMPORT
) -> int:
    done = append(
        store,
        [Entry(COMPLAINT, frame)],
        principal=OFFICER,
        source_name="log.csv",
        action=action,
        extracted=extracted,
    )
    assert done.import_id is not None
    return done.import_id


def whole(store: Store) -> date | None:
    return snapshot(COUNCIL, principal=OFFICER, store=store).whole_to.get("complaint")


LOG = [date(2026, month, day) for month in (2, 3, 4) for day in (3, 9, 20, 27)]


def test_the_month_an_extract_was_taken_in_is_not_whole(store: Store) -> None:
    land(store, rows(*LOG, date(2026, 5, 4)), date(2026, 5, 5))
    assert whole(store) == date(2026, 5, 4)


def test_a_later_extract_makes_the_month_whole(store: Store) -> None:
    land(store, rows(*LOG, date(2026, 5, 4)), date(2026, 5, 5))
    land(store, rows(*LOG, *(date(2026, 5, d) for d in (4, 11, 18, 29))), date(2026, 6, 2))
    assert whole(store) == date(2026, 6, 1)


def test_silence_since_long_before_the_extract_is_not_an_empty_month(store: Store) -> None:
    land(store, rows(*LOG), date(2026, 6, 15))
    assert whole(store) == date(2026, 4, 30)


def test_a_corrected_row_or_a_form_closes_nothing(store: Store) -> None:
    land(store, rows(*LOG, date(2026, 5, 4)), date(2026, 5, 5))
    land(store, rows(date(2026, 5, 4), outcome="upheld"), date(2026, 6, 9))
    land(store, rows(date(2026, 5, 20)), date(2026, 6, 9))
    land(store, rows(date(2026, 5, 21)), action=Action.FORM)
    assert whole(store) == date(2026, 5, 4)


def test_an_import_withdrawn_opens_what_it_closed(store: Store) -> None:
    land(store, rows(*LOG), date(2026, 5, 2))
    later = land(store, rows(*(date(2026, 5, d) for d in (4, 11, 18, 29))), date(2026, 6, 2))
    assert whole(store) == date(2026, 6, 1)
    withdraw(store, later, principal=OFFICER)
    assert whole(store) == date(2026, 5, 1)


def test_a_person_closes_a_period_of_what_is_entered_on_screen(store: Store) -> None:
    land(store, rows(*LOG), action=Action.FORM)
    assert whole(store) is None
    closed = pl.DataFrame(
        {"authority": [COUNCIL], "dataset": ["complaint"], "closed_to": [date(2026, 4, 30)]}
    )
    append(
        store,
        [Entry(CLOSED_PERIOD, closed)],
        principal=OFFICER,
        source_name="Closed",
        action=Action.FORM,
    )
    assert whole(store) == date(2026, 4, 30)


@settings(max_examples=200, deadline=None)
@given(
    newest=st.dates(date(2020, 1, 1), date(2030, 1, 1)),
    gap=st.integers(0, 400),
    rhythm=st.sampled_from([None, 35, 100]),
)
def test_no_day_after_the_extract_and_no_month_in_silence_is_whole(
    newest: date, gap: int, rhythm: int | None
) -> None:
    extracted = newest + timedelta(days=gap)
    found = whole_to_of(newest, extracted, rhythm)
    assert found < extracted
    if gap > (rhythm or 31):
        assert (found.year, found.month) == (newest.year, newest.month)
    else:
        assert found == extracted - timedelta(days=1)


@pytest.mark.parametrize("extra", [1, 5, 30])
def test_a_period_once_whole_stays_whole_when_more_comes(store: Store, extra: int) -> None:
    land(store, rows(*LOG), date(2026, 5, 2))
    before = whole(store)
    land(
        store, rows(*(date(2026, 5, 1) + timedelta(days=n) for n in range(extra))), date(2026, 6, 2)
    )
    after = whole(store)
    assert before is not None
    assert after is not None
    assert after >= before
