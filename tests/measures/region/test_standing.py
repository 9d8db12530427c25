"""Councils together: a distribution, and who has a signal, by name."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import polars as pl
import pytest

from measures.region.signals import SIGNALS_SCHEMA, signals
from measures.region.standing import distribution, with_signals
from tests.measures.record_rows import day, records
from vocabulary.framework import framework_on
from vocabulary.region import RegionMeasure

TODAY = date(2026, 9, 30)
STATEMENTS = framework_on(TODAY).frame()
READ = (
    "score", "rating", "ombudsman", "complaint", "action", "training", "indicator",
    "indicator_definition", "event",
)  # fmt: skip


def held(**days: date | None) -> pl.DataFrame:
    """Kinds of record, each with the day something last came and a rhythm of a month."""
    return pl.DataFrame(
        [(name, name, int(each is not None), each, 31) for name, each in days.items()],
        schema={
            "dataset": pl.String,
            "title": pl.String,
            "rows": pl.Int64,
            "recorded": pl.Date,
            "rhythm_days": pl.Int64,
        },
        orient="row",
    )


def told(
    kinds: pl.DataFrame | None = None, **frames: list[dict[str, Any]]
) -> dict[str, dict[str, Any]]:
    """The signals of a council with these records, by measure."""
    every = {name: records(name, frames.get(name, [])) for name in READ}
    whole = dict.fromkeys(every, TODAY)
    found = signals(every, whole, held() if kinds is None else kinds, STATEMENTS, TODAY)
    assert found.schema == pl.Schema(SIGNALS_SCHEMA)
    assert found["measure"].to_list() == [each.value for each in RegionMeasure]
    return {row["measure"]: row for row in found.iter_rows(named=True)}


def test_a_council_without_records_has_no_figure_and_no_signal() -> None:
    for measure, row in told().items():
        if measure != RegionMeasure.NOT_RECORDED:
            assert row["value"] is None
        assert row["signal"] is None
        assert row["why"] == ""


def score(statement: str, value: int) -> dict[str, Any]:
    return {
        "kind": "published", "statement": statement, "score": value, "published": day("2025-03-14"),
        "framework": framework_on(TODAY).version, "recorded_at": None,
    }  # fmt: skip


def test_a_score_of_one_is_a_signal_and_a_two_is_none() -> None:
    names = STATEMENTS["statement"].to_list()
    fair = told(score=[score(each, 2) for each in names])["overall"]
    assert (fair["value"], fair["signal"]) == (50.0, False)
    low = told(score=[score(each, 1 if each == "learning" else 2) for each in names])["overall"]
    assert low["value"] == 48.0  # 17 of 36, rounded up
    assert low["signal"]
    assert low["why"] == "scored 1 on learning"


def test_actions_overdue_are_counted_of_the_open_ones() -> None:
    def action(number: int, due: date, closed: date | None = None) -> dict[str, Any]:
        return {
            "reference": f"A{number}", "action": "Agree it.", "opened": day("2026-02-01"),
            "due": due, "closed": closed,
        }  # fmt: skip

    late, soon = TODAY - timedelta(40), TODAY + timedelta(40)
    found = told(action=[action(1, late), action(2, soon), action(3, late, late)])["overdue"]
    assert (found["part"], found["of"], found["value"]) == (1, 2, 0.5)
    done = told(action=[action(1, late, late)])["overdue"]
    assert (done["part"], done["of"], done["value"]) == (0, 0, 0.0)  # known, and none


def test_late_records_are_a_signal_and_what_is_not_held_is_counted() -> None:
    kinds = held(complaint=TODAY - timedelta(3), action=TODAY - timedelta(90), audit=None)
    found = told(kinds)
    assert (found["newest"]["value"], found["newest"]["signal"]) == (3.0, True)
    assert found["newest"]["why"] == "one kind of record late"
    missing = found["not_recorded"]
    assert (missing["part"], missing["of"], missing["signal"]) == (1, 3, None)


def region(**of: tuple[float | None, bool | None]) -> pl.DataFrame:
    """Councils with a figure of one measure and whether it is a signal."""
    return pl.DataFrame(
        [(name, "answered", value, None, None, signal, "late" if signal else "")
         for name, (value, signal) in of.items()],
        schema={"authority": pl.String, **SIGNALS_SCHEMA}, orient="row",
    )  # fmt: skip


def test_the_middle_half_is_told_of_five_councils_or_more() -> None:
    four = region(a=(0.1, False), b=(0.2, False), c=(0.3, False), d=(None, None), e=(0.4, True))
    [row] = distribution(four).rows(named=True)
    assert (row["councils"], row["told"], row["judged"], row["with_signal"]) == (5, 4, 4, 1)
    assert (row["least"], row["most"], row["low"], row["high"]) == (0.1, 0.4, None, None)
    five = region(**{name: (place / 10, False) for place, name in enumerate("abcde")})
    [row] = distribution(five).rows(named=True)
    assert row["low"] == pytest.approx(0.1)
    assert row["high"] == pytest.approx(0.3)
    assert row["middle"] == pytest.approx(0.2)


def test_councils_with_a_signal_stand_by_name() -> None:
    found = with_signals(region(Zeal=(0.1, True), Ash=(0.9, True), Moor=(0.5, False)))
    assert found["authority"].to_list() == ["Ash", "Zeal"]
    assert found["number"].to_list() == [1, 1]
    assert found["measures"].to_list() == [["answered"], ["answered"]]
