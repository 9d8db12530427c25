"""Lines of a scorecard that nobody has placed."""

from __future__ import annotations

from datetime import date

from measures.indicators.placing import PLACING_SCHEMA, without_place
from measures.indicators.series import indicator_series
from tests.measures.indicators.indicator_rows import catalogue, events, rows, together

PLACED = catalogue({"indicator": "lit", "statements": ["equity"]}, {"indicator": "bare"})


def test_lines_that_bear_on_no_statement_are_told_newest_first() -> None:
    found = indicator_series(
        together(
            rows("lit", [1, 2, 3]),
            rows("old", [1, 2], first=date(2023, 4, 1), unit="lamps"),
            rows("bare", [4, 5, 6]),
            rows("of teams", [7, 8], team="Hall"),
            rows("by its row", [1, 2], statements=["equity"]),
        ),
        PLACED,
        events(),
    )
    waiting = without_place(found)
    assert waiting.schema == PLACING_SCHEMA
    assert waiting.select("measure", "figures", "last_date", "figure").rows() == [
        ("bare", 3, date(2024, 6, 30), 6.0),
        ("old", 2, date(2023, 5, 31), 2.0),
        ("of teams", 0, None, None),
    ]
    assert waiting.row(1, named=True)["unit"] == "lamps"
