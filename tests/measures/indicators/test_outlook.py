"""What is said of a target after a change, with few figures, and where limits lie on it."""

from __future__ import annotations

from typing import Any

import polars as pl
import pytest

from measures.indicators.outlook import Outlook
from measures.indicators.series import indicator_series
from measures.indicators.standings import StandingVerdict, standings
from measures.indicators.yearly import against_peers
from measures.process_control.charts import xmr
from tests.measures.indicators.indicator_rows import catalogue, events, months, rows

LEVEL = [10.0, 11.0, 9.0, 10.5, 9.5, 10.0, 11.0, 9.0, 10.5, 9.5, 10.0, 10.4]
RISEN = [value + 8 for value in LEVEL]


def standing(figures: list[float] | None = None, **columns: Any) -> dict[str, Any]:
    [row] = indicator_series(
        rows("lamps", figures=figures, **{"direction": "increase", "target": 15.0, **columns}),
        catalogue(*([{"indicator": "lamps", "per": 100.0, "out_of": "L"}] if not figures else [])),
        events(),
    ).latest.to_dicts()
    return row


def test_after_a_great_change_the_target_is_held_against_the_figures_since() -> None:
    row = standing(LEVEL + RISEN)
    # The limits of both levels together say that chance decides: it does not.
    assert row["assurance"] == "inconsistent"
    assert row["outlook"] == Outlook.CONSISTENT_PASS
    since = xmr(pl.DataFrame({"series": "s", "date": months(12), "value": RISEN})).latest
    assert row["points_since"] == 12
    assert row["mean_since"] == pytest.approx(since.item(0, "mean"))
    assert row["lower_since"] == pytest.approx(since.item(0, "lower_limit"))
    assert row["upper_since"] == pytest.approx(since.item(0, "upper_limit"))
    worse = standing(RISEN + LEVEL)
    assert (worse["outlook"], worse["variation"]) == (Outlook.CONSISTENT_FAIL, "concern")


def test_soon_after_a_change_it_is_too_early() -> None:
    row = standing(LEVEL + LEVEL + RISEN[:4])
    assert row["assurance"] == "consistent_fail"  # of the level that is past
    assert (row["outlook"], row["points_since"], row["mean_since"]) == (
        Outlook.TOO_EARLY, 4, None,
    )  # fmt: skip


def test_a_change_that_does_not_reach_the_target_leaves_what_was_said() -> None:
    far = standing(LEVEL + LEVEL + RISEN[:4], target=40.0)
    assert (far["variation"], far["outlook"]) == ("improvement", Outlook.CONSISTENT_FAIL)
    met = standing(LEVEL + LEVEL + RISEN[:4], target=2.0)
    assert met["outlook"] == Outlook.CONSISTENT_PASS


def test_figures_that_still_move_are_no_level() -> None:
    row = standing([*LEVEL, *(12.0 + i * 2 for i in range(12))], target=25.0)
    assert row["variation"] == "improvement"
    assert row["outlook"] == Outlook.TOO_EARLY


def test_without_a_change_the_limits_speak() -> None:
    assert standing(LEVEL, target=5.0)["outlook"] == Outlook.CONSISTENT_PASS
    assert standing(LEVEL, target=10.0)["outlook"] == Outlook.INCONSISTENT
    assert standing(LEVEL, target=20.0)["outlook"] == Outlook.CONSISTENT_FAIL
    assert standing(LEVEL)["points_since"] is None


@pytest.mark.parametrize("many", [1, 2, 3, 7])
def test_of_few_figures_nothing_is_said(many: int) -> None:
    assert standing([10.0] * many)["outlook"] == Outlook.TOO_EARLY


@pytest.mark.parametrize(
    ("figure", "direction", "target", "outlook"),
    [
        (0.0, "decrease", 0.0, Outlook.CONSISTENT_PASS),
        (100.0, "increase", 100.0, Outlook.CONSISTENT_PASS),
        (4.0, "decrease", 3.0, Outlook.CONSISTENT_FAIL),
        (4.0, "neutral", 3.0, Outlook.NONE),
        (4.0, "increase", None, Outlook.NONE),
    ],
)
def test_a_target_that_is_met_exactly_every_time_is_met(
    figure: float, direction: str, target: float | None, outlook: Outlook
) -> None:
    columns: dict[str, Any] = {"direction": direction, "target": target}
    assert standing([figure] * 20, **columns)["outlook"] == outlook
    if figure in (0.0, 100.0):
        share = standing(parts=[(figure, 100.0)] * 20, **columns)
        assert (share["chart"], share["outlook"]) == ("p", outlook)


def test_a_signal_does_not_reach_back_over_an_event() -> None:
    told = {"day": months(13)[12], "effect": "rebases", "why": "New lamps."}
    figures = LEVEL[:11] + [30.0] + [value + 20 for value in LEVEL[:9]] + [60.0, 61.0]
    [row] = indicator_series(
        rows("lamps", figures=figures), catalogue(), events(told)
    ).latest.to_dicts()
    assert row["points_since"] == 2
    [quiet] = indicator_series(
        rows("lamps", figures=[*LEVEL[:11], 30.0, 30.0]), catalogue(), events(told)
    ).latest.to_dicts()
    assert quiet["since"] is None


def test_one_figure_that_moves_the_average_is_named() -> None:
    mistyped = [*LEVEL, 1040.0, *LEVEL]
    row = standing(mistyped, direction="decrease")
    assert row["variation"] == "improvement"  # by the rules: all others lie below the average
    assert row["moved_by"] == months(13)[12].replace(day=30)
    assert row["outlook"] == Outlook.CONSISTENT_PASS  # by the figures since
    assert standing(LEVEL + RISEN)["moved_by"] is None
    assert standing(LEVEL)["moved_by"] is None


@pytest.mark.parametrize(
    ("figures", "direction", "said", "not_said"),
    [
        (
            LEVEL + RISEN,
            "increase",
            "By the figures since then the target of 15 will be met",
            "chance",
        ),
        (LEVEL + LEVEL + RISEN[:4], "increase", "too early since then to say", "Unless"),
        (LEVEL[:6], "increase", "too few figures to say", "Unless"),
        (LEVEL, "increase", "Unless something changes, the target of 15 will be missed", "since"),
        ([*LEVEL, 1040.0, *LEVEL], "decrease", "of April 2025, moves the average", "Unless"),
    ],
)
def test_the_sentence_says_the_outlook(
    figures: list[float], direction: str, said: str, not_said: str
) -> None:
    found = indicator_series(
        rows("lamps", figures=figures, direction=direction, target=15.0), catalogue(), events()
    )
    [row] = standings(found, against_peers(found.yearly, found.yearly.with_columns(
        authority=pl.lit("Theirs")))).to_dicts()  # fmt: skip
    assert said in row["sentence"]
    assert not_said not in row["sentence"]


def test_a_mistyped_figure_long_past_is_no_improvement() -> None:
    found = indicator_series(
        rows("lamps", figures=[*LEVEL, 1040.0, *LEVEL], direction="decrease", target=15.0),
        catalogue(), events(),
    )  # fmt: skip
    nobody = found.yearly.with_columns(authority=pl.lit("Theirs"))
    [row] = standings(found, against_peers(found.yearly, nobody)).to_dicts()
    assert (row["verdict"], row["signal"]) == (StandingVerdict.AS_USUAL, "usual")
