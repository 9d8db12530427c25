"""Staff voice: who agrees, and specialist teams beside others."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import binomtest

from measures.statistics.comparison import difference
from measures.statistics.shares import ShareVerdict
from measures.training.gaps import GapVerdict
from measures.training.staff_voice import agreement, specialist_gap

SCHEMA: dict[str, Any] = {
    "authority": pl.String,
    "team": pl.String,
    "team_kind": pl.String,
    "question": pl.String,
    "wording": pl.String,
    "period_start": pl.Date,
    "period_end": pl.Date,
    "invited": pl.Int64,
    "responses": pl.Int64,
    "agree": pl.Int64,
}
SPRING = (date(2026, 1, 1), date(2026, 3, 31))
SUMMER = (date(2026, 4, 1), date(2026, 6, 30))


def answers(
    agree: int,
    responses: int,
    invited: int | None = None,
    team: str = "Sensory team",
    period: tuple[date, date] = SPRING,
    **columns: Any,
) -> dict[str, Any]:
    return {
        "authority": "Example Borough",
        "team": team,
        "team_kind": "specialist",
        "question": "training_for_my_role",
        "wording": None,
        "period_start": period[0],
        "period_end": period[1],
        "invited": invited,
        "responses": responses,
        "agree": agree,
        **columns,
    }


def voice(*rows: dict[str, Any]) -> pl.DataFrame:
    return pl.DataFrame(list(rows), schema=SCHEMA)


def row(frame: pl.DataFrame, **where: Any) -> dict[str, Any]:
    found = frame.filter(**where) if where else frame
    assert found.height == 1
    return found.row(0, named=True)


def test_gives_the_share_that_agrees_with_its_interval() -> None:
    frame = voice(answers(4, 12, 16), answers(26, 30, 40, "North team", team_kind="general"))
    everybody = row(agreement(frame))
    assert (everybody["agree"], everybody["responses"], everybody["invited"]) == (30, 42, 56)
    assert everybody["response_rate"] == 0.75
    assert everybody["share"] == pytest.approx(30 / 42)
    exact = binomtest(30, 42).proportion_ci(method="exact")
    assert (everybody["low"], everybody["high"]) == pytest.approx((exact.low, exact.high))
    assert everybody["sentence"] == "30 of 42 (71%) agree: more than half."
    assert agreement(frame, ("team",))["team"].to_list() == ["North team", "Sensory team"]


@pytest.mark.parametrize(
    ("agree", "responses", "verdict", "sentence"),
    [
        (0, 0, ShareVerdict.NOTHING_YET, "Nobody answered."),
        (1, 1, ShareVerdict.TOO_FEW, "1 of 1 agree: too few to judge."),
        (5, 5, ShareVerdict.TOO_FEW, "5 of 5 agree: too few to judge."),
        (6, 11, ShareVerdict.EITHER, "6 of 11 (55%) agree: could be more or less than half."),
        (12, 14, ShareVerdict.MORE_THAN_HALF, "12 of 14 (86%) agree: more than half."),
        (1, 14, ShareVerdict.FEWER_THAN_HALF, "1 of 14 (7%) agree: fewer than half."),
    ],
)
def test_says_what_answers_are_worth(
    agree: int, responses: int, verdict: str, sentence: str
) -> None:
    judged = row(agreement(voice(answers(agree, responses))))
    assert (judged["verdict"], judged["sentence"]) == (verdict, sentence)


def test_who_was_not_invited_on_record_is_not_in_the_response_rate() -> None:
    both = row(agreement(voice(answers(4, 12, 16), answers(5, 9, None, "North team"))))
    assert (both["responses"], both["invited"], both["response_rate"]) == (21, 16, 0.75)
    alone = row(agreement(voice(answers(4, 12))))
    assert (alone["invited"], alone["response_rate"]) == (None, None)


def test_questions_and_periods_are_never_added_together() -> None:
    frame = voice(
        answers(4, 12),
        answers(5, 12, period=SUMMER),
        answers(6, 12, question="other", wording="I am proud of what we do"),
        answers(7, 12, question="other", wording="I know whom to ask"),
    )
    told = agreement(frame)
    assert sorted(told["agree"]) == [4, 5, 6, 7]
    assert told.filter("newest")["agree"].sort().to_list() == [5, 6, 7]


def test_finds_the_gap_between_specialist_and_other_teams() -> None:
    frame = voice(
        answers(29, 54),
        answers(60, 80, None, "North team", team_kind="general"),
        answers(25, 32, None, "South team", team_kind="general"),
    )
    gap = row(specialist_gap(frame))
    theirs = row(difference(pl.DataFrame({"x1": [29], "n1": [54], "x2": [85], "n2": [112]})))
    for name in ("difference", "newcombe_low", "newcombe_high"):
        assert gap[name] == theirs[name]
    assert gap["verdict"] == "specialist teams lower"
    assert gap["sentence"] == (
        "29 of 54 (54%) agree in specialist teams, 85 of 112 (76%) in other teams: specialist "
        "teams are lower, by 7 to 37 percentage points."
    )


@pytest.mark.parametrize(
    ("others", "verdict", "ending"),
    [
        (None, "nothing to compare with", "No other teams were asked: nothing to compare with."),
        ((2, 2), "too few to judge", ": too few to judge."),
        ((0, 0), "too few to judge", ": too few to judge."),
        ((4, 9), "within chance", ": a gap within chance."),
        ((0, 99), "specialist teams higher", " percentage points."),
    ],
)
def test_says_when_a_gap_cannot_be_told(others: Any, verdict: str, ending: str) -> None:
    rows = [answers(1, 3)]
    if others:
        rows.append(answers(others[0], others[1], team="North team", team_kind="general"))
    gap = row(specialist_gap(voice(*rows)))
    assert gap["verdict"] == verdict
    assert gap["sentence"].endswith(ending)


frames = st.lists(
    st.tuples(
        st.sampled_from(["North", "South", "Sensory"]),
        st.sampled_from(["training_for_my_role", "time_to_absorb"]),
        st.integers(0, 3),
        st.integers(0, 30).flatmap(
            lambda n: st.tuples(st.integers(0, n), st.just(n), st.none() | st.integers(n, 60))
        ),
    ),
    max_size=14,
    unique_by=lambda r: r[:3],
).map(
    lambda rows: voice(
        *(
            answers(
                *figures,
                team,
                (date(2024, 1, 1) + timedelta(200 * at), date(2024, 6, 1) + timedelta(200 * at)),
                question=question,
                team_kind="specialist" if team == "Sensory" else "general",
            )
            for team, question, at, figures in rows
        )
    )
)


@settings(max_examples=30, deadline=None)
@given(frames)
def test_parts_add_up_and_verdicts_are_of_the_list(frame: pl.DataFrame) -> None:
    everybody = agreement(frame)
    for by in (("team",), ("team_kind",)):
        parts = agreement(frame, by)
        added = parts.group_by("question", "period_end").agg(pl.col("agree", "responses").sum())
        both = everybody.join(added, on=["question", "period_end"], suffix="_added")
        assert both.height == everybody.height
        assert both["agree"].equals(both["agree_added"])
        assert both["responses"].equals(both["responses_added"])
    judged = everybody.drop_nulls("share")
    assert judged["share"].is_between(judged["low"] - 1e-9, judged["high"] + 1e-9).all()
    assert everybody["response_rate"].drop_nulls().is_between(0, 1).all()
    assert set(everybody["verdict"]) <= set(ShareVerdict)
    assert set(specialist_gap(frame)["verdict"]) <= set(GapVerdict)


def test_nothing_recorded_gives_an_empty_answer_of_the_same_shape() -> None:
    frame = voice(answers(4, 12, 16), answers(9, 12, 16, period=SUMMER))
    for by in ((), ("team", "team_kind")):
        assert agreement(frame.clear(), by).schema == agreement(frame, by).schema
        assert agreement(frame.clear(), by).is_empty()
    assert specialist_gap(frame.clear()).schema == specialist_gap(frame).schema


@pytest.mark.parametrize(
    ("frame", "message"),
    [
        (voice(answers(4, 12)).drop("wording"), "missing column: wording"),
        (voice(answers(13, 12)), "agree is larger than responses"),
        (voice(answers(4, 12, 11)), "responses is larger than invited"),
        (voice(answers(-1, 12)), "agree has a value below 0"),
    ],
)
def test_refuses_impossible_figures(frame: pl.DataFrame, message: str) -> None:
    for measure in (agreement, specialist_gap):
        with pytest.raises(ValueError, match=message):
            measure(frame)
    with pytest.raises(ValueError, match="by: 'question' is not one of"):
        agreement(frame, ("question",))
