"""The front door of a council nobody knows: its steps, its ways of contact, and what changed."""

from __future__ import annotations

from datetime import date
from typing import Any

import polars as pl
import pytest

from measures.front_door.chain import chain
from measures.front_door.channels import OTHERS, channels
from measures.front_door.technology import WHOLE, interrupted
from measures.indicators.before_after import Since
from measures.indicators.series import IndicatorSeries, indicator_series
from tests.measures.indicators.indicator_rows import catalogue, events, months, rows, together
from vocabulary.front_door import (
    ANSWER_TIME,
    ANSWERED_IN_TIME,
    CONTACTS,
    KNOWN_ALREADY,
    RESOLVED,
    ChainStep,
)

WOBBLE = [3.0, -4.0, 2.0, -1.0, 4.0, -3.0, 1.0, -2.0, 3.0, -3.0, 2.0, -2.0]
DAY = months(25)[12]
SHARES = [
    {"indicator": name, "per": 100.0, "out_of": "Contacts", "unit": "percent"}
    for name in (KNOWN_ALREADY, RESOLVED, ANSWERED_IN_TIME)
]


def judged(*frames: pl.DataFrame, told: Any = (), whole_to: date | None = None) -> IndicatorSeries:
    happened = events(*told) if told else events().clear()
    return indicator_series(together(*frames), catalogue(*SHARES), happened, whole_to)


def by(kind: str, group: str, figures: list[float], indicator: str = CONTACTS) -> pl.DataFrame:
    return rows(indicator, figures=figures, breakdown=group, breakdown_kind=kind)


def steps(found: IndicatorSeries) -> dict[str, list[dict[str, Any]]]:
    frame = chain(found)
    return {step: frame.filter(pl.col("step") == step).to_dicts() for step in ChainStep}


def test_every_step_is_there_and_says_what_is_not_recorded() -> None:
    found = steps(judged(rows(CONTACTS, figures=[80.0, 90.0])))
    assert [row["count"] for row in found["contacts"]] == [90.0]
    assert found["contacts"][0]["date"] == date(2024, 5, 31)
    for step in ("who", "channel", "reason", "known", "outcome", "in_time"):
        [row] = found[step]
        assert (row["part"], row["date"], row["count"], row["share"]) == (None, None, None, None)


def test_parts_are_shares_of_their_own_sum_the_largest_first() -> None:
    found = steps(
        judged(
            by("channel", "Letter", [20.0, 10.0]),
            by("channel", "Telephone", [60.0, 70.0]),
            by("reason", "Falls", [5.0, 6.0]),
            by("known", "Known", [30.0, 32.0]),
            by("outcome", "Advice", [50.0, 44.0]),
            by("carer", "Carers", [11.0, 12.0]),
        )
    )
    channel = [(row["part"], row["count"], row["share"]) for row in found["channel"]]
    assert channel == [("Telephone", 70.0, 0.875), ("Letter", 10.0, 0.125)]
    # Nobody counted all contacts: they are those of all ways.
    assert [row["count"] for row in found["contacts"]] == [80.0]
    assert [each[0]["part"] for each in (found["who"], found["reason"], found["outcome"])] == [
        "Carers", "Falls", "Advice",
    ]  # fmt: skip


def test_shares_keep_their_own_parts_and_one_without_parts_is_a_share_still() -> None:
    found = steps(
        judged(
            rows(CONTACTS, figures=[100.0, 120.0]),
            rows(KNOWN_ALREADY, parts=[(20.0, 80.0), (27.0, 90.0)]),
            rows(ANSWERED_IN_TIME, figures=[71.0, 75.0], target=80.0),
            rows(RESOLVED, figures=[40.0]),
        )
    )
    [known], [in_time], [resolved] = found["known"], found["in_time"], found["outcome"]
    assert (known["count"], known["of"], known["share"]) == (27.0, 90.0, pytest.approx(0.3))
    assert (in_time["count"], in_time["share"], in_time["target"]) == (None, 0.75, 0.8)
    # Of another month than the rest, and so dated.
    assert (resolved["date"], in_time["date"]) == (date(2024, 4, 30), date(2024, 5, 31))


def test_a_month_that_is_not_whole_is_not_the_newest() -> None:
    found = steps(judged(rows(CONTACTS, figures=[80.0, 90.0, 12.0]), whole_to=date(2024, 5, 31)))
    assert [row["count"] for row in found["contacts"]] == [90.0]


def test_ways_of_contact_change_only_with_a_signal() -> None:
    more = [100 + each for each in WOBBLE] + [150 + each for each in WOBBLE[:8]]
    same = [80 + each for each in (WOBBLE + WOBBLE)[:20]]
    found = channels(judged(by("channel", "Online", more), by("channel", "Telephone", same)))
    assert found.names == ("Online", "Telephone")
    assert found.periods.height == 20
    assert found.periods.item(-1, "way_0") == more[-1]
    online, telephone = found.standing.to_dicts()
    assert (online["change"], telephone["change"]) == ("more", None)
    assert online["since"] is not None
    assert telephone["since"] is None
    assert online["share"] + telephone["share"] == pytest.approx(1.0)


def test_the_least_used_ways_are_put_together_and_nothing_is_said_of_them() -> None:
    ways = {name: [float(size), float(size)] for size, name in enumerate("ABCDEF", start=1)}
    found = channels(judged(*(by("channel", name, each) for name, each in ways.items())))
    assert found.names == ("F", "E", "D", OTHERS)
    assert found.periods.select("way_0", "way_3").row(-1) == (6.0, 1.0 + 2.0 + 3.0)
    assert found.standing.get_column("name").to_list() == ["F", "E", "D"]


def test_a_way_without_a_figure_is_not_nought() -> None:
    found = channels(judged(by("channel", "Online", [5.0, 6.0]), by("channel", "Letter", [4.0])))
    assert found.periods.get_column("way_1").to_list() == [4.0, None]


def test_without_ways_there_is_nothing() -> None:
    found = channels(judged(rows(CONTACTS, figures=[80.0, 90.0])))
    assert (found.names, found.periods.height, found.standing.height) == ((), 0, 0)


BEFORE = [14 + each / 10 for each in WOBBLE]
AFTER = [6 + each / 10 for each in WOBBLE[:8]]
STEADY = [6 + each / 10 for each in WOBBLE + WOBBLE[:8]]


def calls(told: dict[str, Any]) -> IndicatorSeries:
    return judged(
        by("reason", "Complex", BEFORE + AFTER, ANSWER_TIME),
        by("reason", "Other", STEADY, ANSWER_TIME),
        rows(ANSWER_TIME, figures=[9 + each / 10 for each in WOBBLE + WOBBLE[:8]]),
        told=[{"day": DAY, "indicators": [ANSWER_TIME], **told}],
    )


@pytest.mark.parametrize("effect", ["annotates", "rebases"])
def test_old_limits_go_on_after_the_event_and_hold_only_before_it(effect: str) -> None:
    found = interrupted(calls({"effect": effect, "why": "Sorted by need."}))
    assert found is not None
    verdicts = dict(found.since.select("group", "verdict").iter_rows())
    assert verdicts == {"Complex": Since.LOWER, "Other": Since.NO_SIGNAL}
    points = found.points.filter(pl.col("group") == "Complex")
    before, after = points.filter(~pl.col("after")), points.filter("after")
    assert (before.height, after.height) == (12, 8)
    mean = sum(BEFORE) / len(BEFORE)
    assert before.get_column("mean").unique().to_list() == [pytest.approx(mean)]
    assert after.get_column("mean_before").unique().to_list() == [pytest.approx(mean)]
    assert after.get_column("upper_before").null_count() == 0
    assert before.get_column("upper_before").null_count() == 12
    rebased = effect == "rebases"
    assert (after.get_column("mean").null_count() == 0) is rebased
    assert set(before.get_column("range")).isdisjoint(after.get_column("range"))


def test_the_newest_event_with_figures_on_both_sides_counts() -> None:
    early = {"event": "Doors painted", "day": months(25)[4], "indicators": [ANSWER_TIME]}
    late = {"event": "Doors mended", "day": date(2031, 1, 1), "indicators": [ANSWER_TIME]}
    found = interrupted(
        judged(by("reason", "Complex", BEFORE + AFTER, ANSWER_TIME), told=[early, late])
    )
    assert found is not None
    assert found.event == "Doors painted"


def test_without_reasons_it_is_the_whole_service_and_without_events_nothing() -> None:
    told = [{"day": DAY, "indicators": [ANSWERED_IN_TIME]}]
    found = interrupted(judged(rows(ANSWERED_IN_TIME, figures=BEFORE + AFTER), told=told))
    assert found is not None
    assert found.since.get_column("group").to_list() == [WHOLE]
    assert interrupted(judged(rows(ANSWER_TIME, figures=BEFORE + AFTER))) is None
