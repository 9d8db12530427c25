"""In which order leaders hear of what needs attention, and its months."""

from __future__ import annotations

from datetime import date

import polars as pl
import pytest

from measures.attention.ranking import HIGHEST, ranked, sure_of, when
from measures.attention.series import answered_in_time, in_usual_range, overdue_actions
from tests.measures.complaints.complaint_cases import complaint, complaints
from vocabulary.attention import Stake, Sureness, Timing


def matters(*rows: tuple[str, Stake, Sureness, Timing, date | None]) -> pl.DataFrame:
    return pl.DataFrame(
        [(*row, place) for place, row in enumerate(rows)],
        schema={
            "key": pl.String,
            "stake": pl.Int64,
            "sureness": pl.Int64,
            "timing": pl.Int64,
            "due": pl.Date,
            "place": pl.Int64,
        },
        orient="row",
    )


def test_a_duty_still_to_be_met_comes_before_every_old_shortfall() -> None:
    found = ranked(
        matters(
            ("old shortfall", Stake.DUTY, Sureness.SURE, Timing.STANDING, None),
            ("getting worse", Stake.PEOPLE, Sureness.SURE, Timing.WORSENING, None),
            ("duty", Stake.DUTY, Sureness.SURE, Timing.DEADLINE, date(2026, 11, 30)),
        )
    )
    assert found["key"].to_list()[0] == "duty"
    assert found["points"].to_list() == [HIGHEST, 8, 8]
    assert found["rank"].to_list() == [1, 2, 3]


def test_of_as_many_points_what_worsens_and_what_is_due_sooner_comes_first() -> None:
    found = ranked(
        matters(
            ("standing duty", Stake.DUTY, Sureness.SURE, Timing.STANDING, None),
            ("worse for people", Stake.PEOPLE, Sureness.SURE, Timing.WORSENING, None),
            ("later", Stake.PRACTICE, Sureness.SURE, Timing.DEADLINE, date(2026, 12, 9)),
            ("sooner", Stake.PRACTICE, Sureness.SURE, Timing.DEADLINE, date(2026, 12, 1)),
        )
    )
    assert found["key"].to_list() == ["sooner", "later", "worse for people", "standing duty"]


def test_what_is_equal_stays_in_the_order_it_came_in() -> None:
    same = (Stake.PEOPLE, Sureness.SURE, Timing.STANDING, None)
    assert ranked(matters(("b", *same), ("a", *same)))["key"].to_list() == ["b", "a"]


def test_part_of_a_file_is_less_sure_than_few_figures() -> None:
    assert sure_of(in_part=True, few=True) < sure_of(in_part=False, few=True) < Sureness.SURE
    assert when(ahead=True, worse=True) > when(ahead=False, worse=True) > Timing.STANDING


def test_a_missing_column_is_named() -> None:
    with pytest.raises(ValueError, match="timing"):
        ranked(matters().drop("timing"))


def test_months_stand_in_their_usual_range() -> None:
    months = pl.DataFrame(
        {
            "period": pl.date_range(date(2025, 1, 1), date(2026, 9, 1), "1mo", eager=True),
            "overdue": [2, 3] * 9 + [3, 9, 10],
            "complete": [True] * 20 + [False],
        }
    )
    shown = in_usual_range(overdue_actions(months))
    assert shown is not None
    assert shown.figures[-1] == 9, "the month that is not whole is left out"
    assert shown.uppers[-1] is not None
    assert shown.uppers[-1] < 9
    assert shown.meaning == "concern"
    assert in_usual_range(overdue_actions(months.clear())) is None


def test_a_month_whose_answers_are_not_all_due_is_left_out() -> None:
    january, february = date(2026, 1, 5), date(2026, 2, 5)
    rows = complaints(
        complaint(january, acknowledged=january, answer_due=february, responded=february),
        complaint(january, acknowledged=january, answer_due=february),
        complaint(date(2026, 9, 20), answer_due=date(2026, 10, 20)),
    )
    found = answered_in_time(rows, date(2026, 9, 30))
    assert found.select("date", "value").rows() == [(date(2026, 1, 1), 0.5)]
