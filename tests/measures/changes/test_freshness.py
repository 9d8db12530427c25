"""Whether data is late, judged from a given day."""

from __future__ import annotations

from datetime import date, timedelta

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from measures.changes.freshness import FRESHNESS_SCHEMA, freshness

TODAY = date(2026, 9, 30)

held_rows = st.lists(
    st.tuples(
        st.integers(0, 500), st.dates(date(2020, 1, 1), TODAY), st.none() | st.integers(1, 400)
    ),
    max_size=10,
)


def datasets(*rows: tuple[str, int, date | None, int | None]) -> pl.DataFrame:
    return pl.DataFrame(
        [(name, name.title(), count, day, rhythm) for name, count, day, rhythm in rows],
        schema={
            "dataset": pl.String,
            "title": pl.String,
            "rows": pl.Int64,
            "recorded": pl.Date,
            "rhythm_days": pl.Int64,
        },
        orient="row",
    )


@pytest.mark.parametrize(
    ("rows", "recorded", "rhythm", "state"),
    [
        (5, TODAY - timedelta(days=30), 30, "on time"),
        (5, TODAY - timedelta(days=31), 30, "late"),
        (5, TODAY - timedelta(days=900), None, "held"),
        (0, None, 30, "empty"),
        (0, None, None, "empty"),
    ],
)
def test_a_dataset_is_late_once_its_rhythm_is_over(
    rows: int, recorded: date | None, rhythm: int | None, state: str
) -> None:
    frame = freshness(datasets(("audit", rows, recorded, rhythm)), TODAY)
    assert frame.item(0, "state") == state


def test_what_is_late_comes_first_and_what_is_empty_last() -> None:
    old, new = TODAY - timedelta(days=400), TODAY
    frame = freshness(
        datasets(
            ("empty", 0, None, 30),
            ("held", 3, old, None),
            ("on time", 3, new, 30),
            ("b late", 3, old, 30),
            ("a late", 3, old, 30),
        ),
        TODAY,
    )
    assert frame["dataset"].to_list() == ["a late", "b late", "on time", "held", "empty"]
    assert frame["age_days"].to_list() == [400, 400, 0, 400, None]


def test_nothing_held_gives_the_columns() -> None:
    assert freshness(datasets(), TODAY).schema == pl.Schema(FRESHNESS_SCHEMA)


@given(held_rows)
def test_every_dataset_keeps_its_place_in_one_state(
    rows: list[tuple[int, date, int | None]],
) -> None:
    given_rows = [
        (f"d{number}", count, day if count else None, rhythm)
        for number, (count, day, rhythm) in enumerate(rows)
    ]
    frame = freshness(datasets(*given_rows), TODAY)
    assert sorted(frame["dataset"]) == sorted(name for name, *_ in given_rows)
    for row in frame.iter_rows(named=True):
        late = row["rows"] and row["rhythm_days"] and row["age_days"] > row["rhythm_days"]
        assert (row["state"] == "late") == bool(late)
        assert (row["state"] == "empty") == (row["rows"] == 0)
