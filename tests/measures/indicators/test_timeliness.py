"""A figure is late once the next should have come, by how often it comes."""

from __future__ import annotations

from datetime import date

import polars as pl
import pytest

from measures.indicators.timeliness import timeliness


def held(last: date | None, frequency: str | None) -> pl.DataFrame:
    return pl.DataFrame(
        {"last_date": [last], "frequency": [frequency]},
        schema={"last_date": pl.Date, "frequency": pl.String},
    )


@pytest.mark.parametrize(
    ("last", "frequency", "due"),
    [
        (date(2026, 9, 27), "weekly", date(2026, 10, 11)),
        (date(2026, 9, 30), "monthly", date(2026, 11, 30)),
        (date(2026, 9, 30), "quarterly", date(2027, 3, 2)),
        (date(2025, 3, 31), "yearly", date(2026, 12, 31)),
        (date(2025, 3, 31), "every_two_years", date(2027, 12, 31)),
    ],
)
def test_the_next_figure_is_due_a_period_later_with_time_to_put_it_together(
    last: date, frequency: str, due: date
) -> None:
    on_the_day = timeliness(held(last, frequency), due).row(0, named=True)
    assert on_the_day["due"] == due
    assert not on_the_day["late"]
    [after] = timeliness(held(last, frequency), due.replace(day=1).replace(year=due.year + 1))[
        "late"
    ]
    assert after


@pytest.mark.parametrize("row", [(None, "monthly"), (date(2020, 1, 31), None)])
def test_what_nobody_can_expect_is_never_late(row: tuple[date | None, str | None]) -> None:
    answer = timeliness(held(*row), date(2026, 9, 30)).row(0, named=True)
    assert (answer["due"], answer["late"]) == (None, False)


def test_a_column_that_is_missing_is_named() -> None:
    with pytest.raises(ValueError, match="frequency"):
        timeliness(held(None, None).drop("frequency"), date(2026, 9, 30))
