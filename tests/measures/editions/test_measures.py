"""Measures in editions: shares of the whole service at a quarter's end, and nothing finer."""

from __future__ import annotations

from datetime import date
from typing import Any

import polars as pl
import pytest

from measures.disclosure.joint import protect
from measures.editions.indicators import tables
from tests.measures.editions.adversary import attack, json_of
from tests.measures.indicators.indicator_rows import catalogue, rows, together

LIT = {"indicator": "lamps_lit", "name": "Lamps lit", "per": 100.0, "out_of": "Lamps"}
WHOLE = date(2024, 10, 15)
PARTS = [(120.0, 200.0), (130.0, 210.0), (140.0, 220.0), (150.0, 230.0), (160.0, 240.0),
         (170.0, 250.0), (180.0, 260.0)]  # April to October  # fmt: skip


def counted(indicators: pl.DataFrame, *entries: dict[str, Any], on: date | None = WHOLE) -> Any:
    told = tables(indicators, catalogue(*(entries or (LIT,))), on)
    return {(t.name, t.period): dict(t.counts.select("state", "count").iter_rows()) for t in told}


def test_a_measure_is_counted_in_the_month_that_ends_the_newest_whole_quarter() -> None:
    assert counted(rows("lamps_lit", parts=PARTS)) == {
        ("measure_lamps_lit", "2024-09-30"): {"counted": 170, "not counted": 80}
    }
    [early] = tables(rows("lamps_lit", parts=PARTS), catalogue(LIT), date(2024, 9, 29))
    assert (early.period, early.rounding, early.counts_of) == (
        "2024-06-30", 5, "lamps_lit: Lamps lit",
    )  # fmt: skip
    assert counted(rows("lamps_lit", parts=PARTS), on=None) == {}


@pytest.mark.parametrize(
    "given",
    [
        rows("lamps_lit", parts=PARTS, team="Hall"),
        rows("lamps_lit", parts=PARTS, breakdown="Oil", breakdown_kind="other"),
        rows("lamps_lit", figures=[70.0] * 7),
        rows("lamps_lit", parts=[(40.0, 99.0)] * 7),
        rows("lamps_lit", parts=[(240.0, 220.0)] * 7),
        rows("lamps_lit", parts=[(12.5, 120.0)] * 7),
        rows("lamps_lit", parts=PARTS).with_columns(value=pl.lit(12.0)),
        rows("unknown line", parts=PARTS, per=100.0),
    ],
    ids=["team", "group", "no parts", "few", "over 100", "part of one", "not its share", "unknown"],
)
def test_what_could_tell_of_few_or_is_no_share_is_in_no_edition(given: pl.DataFrame) -> None:
    assert counted(given) == {}


def test_small_numerators_and_small_rests_are_never_shown() -> None:
    both = together(
        rows("lamps_lit", parts=[(3.0, 200.0)] * 6),
        rows("wicks_cut", parts=[(198.0, 200.0)] * 6),
        rows("oil_left", parts=[(90.0, 200.0)] * 6),
    )
    entries = [{**LIT, "indicator": code, "name": code} for code in
               ("lamps_lit", "wicks_cut", "oil_left")]  # fmt: skip
    done = protect(tables(both, catalogue(*entries), WHOLE))
    assert [table.name for table in done.tables] == ["measure_oil_left"]
    assert {each.table for each in done.waiting} == {"measure_lamps_lit", "measure_wicks_cut"}
    assert attack([json_of(done.tables)]).leaks == []


def test_what_was_published_of_a_quarter_stays() -> None:
    first = protect(tables(rows("lamps_lit", parts=PARTS), catalogue(LIT), WHOLE))
    amended = [(x + 3, n) for x, n in PARTS]
    again = tables(rows("lamps_lit", parts=amended), catalogue(LIT), WHOLE)
    second = protect(again, first.tables)
    assert second.tables[0].cells.equals(first.tables[0].cells)
