"""What there is to look at: councils, moments, natures."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from data_access.datasets import COUNCIL
from data_access.ledger.batch import Action
from data_access.ledger.entry import Entry
from data_access.ledger.history import MONTHS_BACK, month_ends
from data_access.moments import end_of, today
from data_access.new_store import make_empty_store, make_own_store
from data_access.snapshot import council_names, snapshot
from data_access.store.database import Store
from tests.data_access.made_up_rows import SOMEWHERE, land, scores
from tests.principals import OFFICER
from vocabulary.nature import Nature
from vocabulary.principal import Principal

EXAMPLE = "Example Borough"


def illustrative(store: Store, at: datetime) -> None:
    land(
        store,
        Entry(COUNCIL, pl.DataFrame({"authority": [EXAMPLE], "home": [True]})),
        scores(authority=EXAMPLE, learning=2),
        nature=Nature.ILLUSTRATIVE,
        action=Action.EXAMPLE,
        recorded_at=at,
    )


def test_the_stores_own_council_comes_first_then_by_name(
    sqlite_store: Store, officer: Principal
) -> None:
    make_own_store(sqlite_store, principal=officer, authority="Somewhere Council")
    names = council_names(sqlite_store, principal=officer)
    assert names[0] == "Somewhere Council"
    assert names[1:] == sorted(names[1:])
    assert len(names) == len(set(names)) > 10


def test_a_store_made_empty_has_no_council(sqlite_store: Store, officer: Principal) -> None:
    make_empty_store(sqlite_store, principal=officer)
    assert council_names(sqlite_store, principal=officer) == []


def test_one_can_look_back_to_the_end_of_every_month_since_the_first_record(
    sqlite_store: Store,
) -> None:
    illustrative(sqlite_store, datetime(2026, 1, 31, 23, 0))
    assert month_ends(sqlite_store, date(2026, 4, 15), principal=OFFICER) == [
        date(2026, 3, 31),
        date(2026, 2, 28),
        date(2026, 1, 31),
    ]


def test_before_the_first_month_has_ended_there_is_nothing_to_look_back_to(
    sqlite_store: Store,
) -> None:
    assert month_ends(sqlite_store, date(2026, 4, 15), principal=OFFICER) == []
    illustrative(sqlite_store, datetime(2026, 4, 3))
    assert month_ends(sqlite_store, date(2026, 4, 30), principal=OFFICER) == []
    assert month_ends(sqlite_store, date(2026, 5, 1), principal=OFFICER) == [date(2026, 4, 30)]


def test_two_years_are_enough(sqlite_store: Store) -> None:
    illustrative(sqlite_store, datetime(2020, 1, 1))
    ends = month_ends(sqlite_store, date(2026, 4, 15), principal=OFFICER)
    assert len(ends) == MONTHS_BACK == 24
    assert ends[-1] == date(2024, 4, 30)


@given(st.dates(date(2023, 1, 1), date(2030, 12, 31)))
def test_the_end_of_a_day_is_within_it_and_the_next_moment_is_not(day: date) -> None:
    end = end_of(day)
    assert end.date() == day
    assert (end + timedelta(microseconds=1)).date() == day + timedelta(days=1)
    assert end.time() == time.max


def test_records_are_of_the_nature_they_came_with(sqlite_store: Store) -> None:
    illustrative(sqlite_store, datetime(2026, 1, 1))
    land(sqlite_store, scores(learning=2), nature=Nature.PUBLISHED)
    assert snapshot(EXAMPLE, store=sqlite_store, principal=OFFICER).nature is Nature.ILLUSTRATIVE
    assert snapshot(SOMEWHERE, store=sqlite_store, principal=OFFICER).nature is Nature.PUBLISHED
    land(sqlite_store, scores(equity=2), nature=Nature.OWN)
    assert snapshot(SOMEWHERE, store=sqlite_store, principal=OFFICER).nature is Nature.OWN


@pytest.mark.parametrize("moment", [None, datetime(2001, 1, 1)])
def test_an_unknown_council_is_nobodys_invention(
    sqlite_store: Store, moment: datetime | None
) -> None:
    shown = snapshot("Nowhere Council", moment, store=sqlite_store, principal=OFFICER)
    assert shown.nature is Nature.PUBLISHED


def test_today_is_a_day() -> None:
    assert abs(today() - datetime.now().date()) <= timedelta(days=1)
