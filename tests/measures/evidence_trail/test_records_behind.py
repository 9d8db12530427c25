"""The records behind a bar or a point."""

from __future__ import annotations

import polars as pl
import pytest

from measures.evidence_trail.records_behind import of_case, of_name, of_period, until_end_of
from measures.statistics.breakdown import break_down
from tests.measures.record_rows import day

FRAME = pl.DataFrame(
    {
        "reference": ["a", "b", "c", "d"],
        "on": [day("2026-01-31"), day("2026-02-01"), day("2026-03-31"), None],
        "team": ["North", None, "South", "North"],
        "groups": [["Unpaid carers", "Deaf people"], ["unpaid-carers"], [], None],
    }
)


def names(frame: pl.DataFrame) -> list[str]:
    return frame["reference"].to_list()


def test_a_month_and_a_quarter_end_where_they_end() -> None:
    assert names(of_period(FRAME, "on", day("2026-01-01"), "month")) == ["a"]
    assert names(of_period(FRAME, "on", day("2026-01-01"), "quarter")) == ["c", "b", "a"]


def test_what_is_added_up_so_far_reaches_to_the_end_of_the_month() -> None:
    assert names(until_end_of(FRAME, "on", day("2026-02-01"))) == ["b", "a"]


@pytest.mark.parametrize("column", ["team", "groups"])
def test_a_case_has_the_rows_that_measures_count_under_it(column: str) -> None:
    for (case,), rows in break_down(FRAME, column).group_by("case"):
        assert names(of_case(FRAME, column, str(case))) == sorted(set(names(rows)))


def test_a_name_may_be_written_in_any_way() -> None:
    assert names(of_name(FRAME, "groups", "Unpaid Carers")) == ["a", "b"]
    assert of_name(FRAME, "groups", "nobody").is_empty()
