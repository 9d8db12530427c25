"""Training access: the funnel, where people fall out, gaps, months and duties."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import binom

from measures.statistics.comparison import difference, proportions
from measures.training.access import (
    DUTIES,
    LossVerdict,
    duties,
    funnel,
    largest_loss,
    losses,
    registration_year,
)
from measures.training.gaps import (
    GapVerdict,
    ThresholdVerdict,
    against_threshold,
    specialist_gap,
)
from measures.training.rows import DUTY_COURSES, STEPS
from tests.measures.training.training_figures import SEPTEMBER, line, training
from vocabulary.training import STATUTORY_COURSES

OCTOBER = date(2026, 10, 1)


def row(frame: pl.DataFrame, **where: Any) -> dict[str, Any]:
    found = frame.filter(**where) if where else frame
    assert found.height == 1
    return found.row(0, named=True)


def steps_of(frame: pl.DataFrame, name: str = "count") -> list[Any]:
    return frame[name].to_list()


# The funnel


def test_counts_how_far_people_got() -> None:
    steps = funnel(training(line(), line("Hospital team", (14, 12, 10, 9, 9))))
    assert steps["step"].to_list() == list(STEPS)
    assert steps_of(steps) == [24, 20, 16, 14, 14]
    assert steps_of(steps, "required") == [24] * 5
    assert steps_of(steps, "not_known") == [0] * 5
    assert steps["share"].to_list() == pytest.approx([1, 20 / 24, 16 / 24, 14 / 24, 14 / 24])


def test_interval_is_wilsons_where_each_person_needs_one_course() -> None:
    frame = training(line(), line("Hospital team", (14, 12, 10, 9, 9)))
    last = row(funnel(frame), step="in_date")
    wilson = row(proportions(pl.DataFrame({"x": [14], "n": [24], "expected": [0.5]})))
    assert (last["low"], last["high"]) == pytest.approx(
        (wilson["wilson_low"], wilson["wilson_high"])
    )
    first = row(funnel(frame), step="required")
    assert first["low"] is None


def test_several_courses_of_the_same_people_do_not_narrow_the_interval() -> None:
    courses = ("sensory_specific", "care_act", "domestic_abuse", "mental_capacity_act")
    one = row(funnel(training(line())), step="in_date")
    four = row(funnel(training(*(line(course=course) for course in courses))), step="in_date")
    assert (four["count"], four["required"], four["people"]) == (20, 40, 10)
    assert (four["low"], four["high"]) == pytest.approx((one["low"], one["high"]))


def test_a_step_nobody_recorded_stays_unknown() -> None:
    steps = funnel(training(line(counts=(10, None, None, None, 5))))
    assert steps_of(steps) == [10, None, None, None, 5]
    assert steps_of(steps, "not_known") == [0, 10, 10, 10, 0]
    assert steps_of(steps, "share") == [1, None, None, None, 0.5]
    assert row(steps, step="offered")["low"] is None


def test_a_step_some_teams_recorded_is_out_of_those_teams_needs() -> None:
    steps = funnel(training(line(), line("Hospital team", (14, None, None, None, 9))))
    offered = row(steps, step="offered")
    assert (offered["count"], offered["required"], offered["not_known"]) == (8, 10, 14)
    assert offered["share"] == 0.8


def test_only_the_newest_month_counts_and_another_can_be_asked_for() -> None:
    frame = training(line(), line(month=OCTOBER, counts=(11, 11, 11, 11, 11)))
    assert steps_of(funnel(frame)) == [11] * 5
    assert steps_of(funnel(frame, month=date(2026, 9, 30))) == [10, 8, 6, 5, 5]
    assert funnel(frame, month=date(2020, 1, 1)).is_empty()


def test_duties_are_never_added_to_courses() -> None:
    frame = training(line(), line(course="amhp_annual", counts=(15, 15, 15, 15, 12)))
    assert steps_of(funnel(frame)) == [10, 8, 6, 5, 5]
    assert steps_of(funnel(frame, duties=True)) == [15, 15, 15, 15, 12]


def test_is_told_apart_by_team_role_and_course_and_keeps_courses_by_name_apart() -> None:
    frame = training(
        line(),
        line("Hospital team", role="Social worker", team_kind="general"),
        line(course="other", course_name="Hoarding"),
        line(course="other", course_name="Section 42"),
    )
    assert (
        funnel(frame, ("team",))["team"].to_list() == ["Hospital team"] * 5 + ["Sensory team"] * 5
    )
    by_course = funnel(frame, ("course",)).filter(step="required")
    assert by_course.select("course", "course_name", "count").rows() == [
        ("other", "Hoarding", 10),
        ("other", "Section 42", 10),
        ("sensory_specific", None, 20),
    ]
    assert funnel(frame, ("team", "role", "course")).height == 4 * 5
    with pytest.raises(ValueError, match="by: 'postcode' is not one of"):
        funnel(frame, ("postcode",))


counts = st.integers(0, 40).flatmap(
    lambda n: st.tuples(st.just(n), *[st.none() | st.integers(0, n)] * 4)
)
frames = st.lists(
    st.tuples(
        st.sampled_from(["North", "South", "Sensory"]),
        st.sampled_from(["Social worker", "Assessor"]),
        st.sampled_from(["care_act", "ot_specific", "cpd_two_records"]),
        st.sampled_from([SEPTEMBER, OCTOBER]),
        counts,
    ),
    max_size=14,
    unique_by=lambda r: r[:4],
).map(
    lambda rows: training(
        *(
            line(
                team,
                counted,
                role=role,
                course=course,
                month=month,
                team_kind="specialist" if team == "Sensory" else "general",
                course_kind="general" if course == "care_act" else "role_specific",
            )
            for team, role, course, month, counted in rows
        )
    )
)


@settings(max_examples=40, deadline=None)
@given(frames)
def test_groups_add_up_to_the_total_and_shares_lie_in_their_intervals(frame: pl.DataFrame) -> None:
    for apart in (False, True):
        total = funnel(frame, duties=apart)
        for by in (("team",), ("role", "course"), ("team", "role", "course", "course_kind")):
            parts = funnel(frame, by, duties=apart)
            added = parts.group_by("step").agg(pl.col("required", "not_known").sum())
            both = total.join(added, on="step", suffix="_added")
            assert both["required"].equals(both["required_added"], null_equal=True)
            assert both["not_known"].equals(both["not_known_added"], null_equal=True)
            judged = parts.drop_nulls("low")
            assert (judged["low"] <= judged["share"] + 1e-12).all()
            assert (judged["high"] >= judged["share"] - 1e-12).all()
            assert (parts["people"] <= parts["required"]).all()


# Where people fall out


def test_finds_the_largest_loss() -> None:
    frame = training(line(counts=(60, 55, 20, 18, 17)))
    lost = losses(frame)
    assert lost.select("from_step", "to_step", "lost", "required").rows() == [
        ("required", "offered", 5, 60),
        ("offered", "released", 35, 60),
        ("released", "attended", 2, 60),
        ("attended", "in_date", 1, 60),
    ]
    worst = row(largest_loss(frame))
    assert (worst["from_step"], worst["to_step"]) == ("offered", "released")
    assert (worst["lost"], worst["next_lost"], worst["all_lost"]) == (35, 5, 43)
    assert worst["verdict"] == "one step stands out"
    assert worst["sentence"] == (
        "Most are lost between being offered a place and being given the time to go: 35 of 43."
    )


def test_passes_over_a_step_that_is_not_recorded() -> None:
    lost = losses(training(line(counts=(10, 8, None, 5, 5)), line("Hospital team")))
    assert lost.select("from_step", "to_step", "lost", "required").rows() == [
        ("required", "offered", 4, 20),
        ("offered", "released", 2, 10),
        ("offered", "attended", 3, 10),
        ("released", "attended", 1, 10),
        ("attended", "in_date", 0, 20),
    ]


@pytest.mark.parametrize(
    ("counted", "verdict"),
    [
        ((10, None, None, None, 5), "not known"),
        ((10, 10, 10, 10, 10), "nobody falls out"),
        ((0, 0, 0, 0, 0), "nobody falls out"),
        ((10, 8, 6, 6, 6), "too few to judge"),
        ((10, 5, 5, 5, 5), "too few to judge"),
        ((40, 28, 18, 18, 18), "no step stands out"),
        ((40, 28, 27, 27, 27), "one step stands out"),
        ((10, 4, 9, 9, 9), "one step stands out"),
    ],
)
def test_says_whether_a_step_stands_out(counted: tuple[int | None, ...], verdict: str) -> None:
    assert row(largest_loss(training(line(counts=counted))))["verdict"] == verdict


def test_more_at_a_later_step_is_shown_as_it_is() -> None:
    lost = losses(training(line(counts=(10, 4, 9, 9, 9))))
    assert lost["lost"].to_list() == [6, -5, 0, 0]


@settings(max_examples=40, deadline=None)
@given(frames)
def test_losses_add_up_to_those_who_are_not_in_date(frame: pl.DataFrame) -> None:
    known = frame.filter(pl.col("in_date").is_not_null())
    last = funnel(known).filter(step="in_date")
    if last.is_empty():
        assert losses(known).is_empty()
        return
    missing = int(last["required"].sum()) - int(last["count"].sum())
    assert losses(known)["lost"].sum() == missing
    assert set(largest_loss(frame, ("team",))["verdict"]) <= set(LossVerdict)


# Teams below a threshold


@pytest.mark.parametrize(
    ("counted", "verdict"),
    [
        ((20, None, None, None, 8), "below the threshold"),
        ((20, None, None, None, 15), "could be either side"),
        ((60, None, None, None, 59), "at or above the threshold"),
        ((24, None, None, None, 24), "at or above the threshold"),  # from 86%
        ((4, None, None, None, 0), "too few to judge"),
        ((5, None, None, None, 0), "below the threshold"),
        ((0, 0, 0, 0, 0), "nobody needs it"),
        ((9, 9, 9, 9, None), "not known"),
    ],
)
def test_says_who_is_below_a_threshold(counted: tuple[int | None, ...], verdict: str) -> None:
    judged = row(against_threshold(training(line(counts=counted)), 0.85))
    assert judged["verdict"] == verdict
    assert judged["threshold"] == 0.85


def test_below_a_threshold_is_said_with_its_interval() -> None:
    judged = row(against_threshold(training(line(counts=(20, None, None, None, 8))), 0.85))
    assert judged["high"] < 0.85
    assert judged["sentence"] == (
        "8 of 20 (40%) in date: below 85%, by more than chance explains (22% to 61%)."
    )


def test_a_team_of_ten_is_a_team_of_ten_however_many_courses_it_needs() -> None:
    lines = [line(counts=(10, 9, 8, 7, 6), course=c) for c in ("care_act", "domestic_abuse")]
    judged = row(against_threshold(training(*lines), 0.8))
    assert judged["verdict"] == "could be either side"
    assert "12 of 20 (60%) in date, counting each course apart" in judged["sentence"]


@settings(max_examples=40, deadline=None)
@given(frames, st.floats(0, 1))
def test_below_means_that_the_whole_interval_is_below(frame: pl.DataFrame, bar: float) -> None:
    judged = against_threshold(frame, bar, ("team", "course"))
    assert set(judged["verdict"]) <= set(ThresholdVerdict)
    assert (judged.filter(verdict="below the threshold")["high"] < bar).all()
    assert (judged.filter(verdict="at or above the threshold")["low"] >= bar).all()
    enough = judged.filter(pl.col("people") >= 5)
    assert set(enough.filter(pl.col("low") >= bar)["verdict"]) <= {"at or above the threshold"}
    assert set(enough.filter(pl.col("high") < bar)["verdict"]) <= {"below the threshold"}
    for verdict in ("below the threshold", "at or above the threshold", "could be either side"):
        assert (judged.filter(verdict=verdict)["people"] >= 5).all()


# Specialist teams beside others


def test_finds_the_gap_between_specialist_and_other_teams() -> None:
    frame = training(
        line(counts=(84, 71, 55, 50, 50)),
        line("North team", (171, 169, 152, 142, 142), team_kind="general"),
        line("North team", (500, 500, 500, 500, 500), course="care_act", course_kind="general"),
    )
    gap = row(specialist_gap(frame), step="in_date")
    theirs = row(difference(pl.DataFrame({"x1": [50], "n1": [84], "x2": [142], "n2": [171]})))
    for name in ("difference", "newcombe_low", "newcombe_high"):
        assert gap[name] == pytest.approx(theirs[name])
    assert gap["verdict"] == "specialist teams lower"
    assert gap["sentence"] == (
        "50 of 84 (60%) in date in specialist teams, 142 of 171 (83%) in other teams: "
        "specialist teams are lower, by 12 to 35 percentage points."
    )
    assert specialist_gap(frame)["step"].to_list() == list(STEPS[1:])


@pytest.mark.parametrize(
    ("others", "verdict", "sentence"),
    [
        (None, "nothing to compare with", "Only specialist teams need it: nothing to compare"),
        ((9, 9, 9, 9, None), "nothing to compare with", "For specialist or other teams it is not"),
        ((2, 2, 2, 2, 2), "too few to judge", "1 of 3 (33%) in date in specialist teams, 2 of 2"),
        ((9, 9, 9, 9, 4), "within chance", "1 of 3 (33%) in date in specialist teams, 4 of 9"),
        ((99, 99, 99, 99, 98), "specialist teams lower", "1 of 3 (33%) in date in specialist"),
    ],
)
def test_says_when_a_gap_cannot_be_told(others: Any, verdict: str, sentence: str) -> None:
    lines = [line(counts=(3, 2, 2, 1, 1))]
    if others:
        lines.append(line("North team", others, team_kind="general"))
    gap = row(specialist_gap(training(*lines), steps=["in_date"]))
    assert gap["verdict"] == verdict
    assert gap["sentence"].startswith(sentence)


def test_all_of_three_against_none_of_three_are_too_few_to_judge() -> None:
    none = line("North team", (3, 0, 0, 0, 0), team_kind="general")
    gaps = specialist_gap(training(line(counts=(3, 3, 3, 3, 3)), none))
    assert set(gaps["verdict"]) == {"too few to judge"}


def test_gap_refuses_what_it_cannot_tell_apart() -> None:
    with pytest.raises(ValueError, match="by: 'team' is not one of course, role"):
        specialist_gap(training(line()), ("team",))
    with pytest.raises(ValueError, match="step: 'required' is not one of"):
        specialist_gap(training(line()), steps=["required"])


@settings(max_examples=40, deadline=None)
@given(frames)
def test_gap_agrees_with_the_comparison_of_two_shares(frame: pl.DataFrame) -> None:
    gaps = specialist_gap(frame, ("course", "role")).drop_nulls(
        ["specialist", "others", "specialist_required", "others_required"]
    )
    theirs = difference(
        gaps.select(x1="specialist", n1="specialist_required", x2="others", n2="others_required")
    )
    said = dict(zip(GapVerdict, GapVerdict, strict=True)) | {
        "first is higher": "specialist teams higher",
        "first is lower": "specialist teams lower",
    }
    assert gaps["verdict"].to_list() == [said[verdict] for verdict in theirs["verdict"]]
    for name in ("newcombe_low", "newcombe_high"):
        assert gaps[name].to_list() == pytest.approx(theirs[name].to_list(), nan_ok=True)


def test_verdicts_on_teams_that_do_not_differ_rarely_cry_wolf() -> None:
    outcomes = [(x1, x2) for x1 in range(13) for x2 in range(31)]
    lines = [
        made
        for at, (x1, x2) in enumerate(outcomes)
        for made in (
            line(counts=(12, 12, 12, 12, x1), role=f"{at:04}"),
            line("North", (30, 30, 30, 30, x2), role=f"{at:04}", team_kind="general"),
        )
    ]
    judged = specialist_gap(training(*lines), ("role",), steps=["in_date"])
    chance = [binom.pmf(x1, 12, 0.8) * binom.pmf(x2, 30, 0.8) for x1, x2 in outcomes]
    told = judged["verdict"].str.starts_with("specialist")
    assert sum(c for c, wrong in zip(chance, told, strict=True) if wrong) < 0.08


# From month to month


# Duties of law and registration


@pytest.mark.parametrize(
    ("day", "year"),
    [
        (date(2026, 11, 30), (date(2025, 12, 1), date(2026, 11, 30))),
        (date(2026, 12, 1), (date(2026, 12, 1), date(2027, 11, 30))),
        (date(2026, 1, 1), (date(2025, 12, 1), date(2026, 11, 30))),
    ],
)
def test_registration_year_runs_from_december(day: date, year: tuple[date, date]) -> None:
    assert registration_year(day) == year


@given(st.dates(date(1990, 1, 1), date(2100, 1, 1)))
def test_every_day_lies_in_its_registration_year(day: date) -> None:
    first, last = registration_year(day)
    assert first <= day <= last
    assert registration_year(last + timedelta(1))[0] == last + timedelta(1)


def duty(course: str, counted: tuple[int | None, ...], **columns: Any) -> dict[str, Any]:
    return line("Mental health team", counted, course=course, **columns)


def test_says_what_is_still_due_by_when() -> None:
    frame = training(
        duty("cpd_two_records", (108, None, None, None, 51)),
        duty("amhp_annual", (15, 15, 15, 12, 11)),
        line(),
    )
    due = duties(frame, date(2026, 10, 12))
    assert due["course"].to_list() == ["amhp_annual", "cpd_two_records"]
    records = row(due, course="cpd_two_records")
    assert (records["met"], records["not_met"], records["state"]) == (51, 57, "still due")
    assert (records["due"], records["days_left"]) == (date(2026, 11, 30), 49)
    assert records["sentence"] == (
        "51 of 108 (47%) met it by the count of September 2026; 57 still to do by 30 November 2026."
    )
    hours = row(due, course="amhp_annual")
    assert (hours["due"], hours["state"]) == (None, "out of date")
    assert hours["sentence"].endswith("; 4 are out of date.")
    assert "SI 2008/1206" in hours["source"]


def test_says_when_the_registration_year_has_ended() -> None:
    frame = training(duty("cpd_peer_reflection", (10, None, None, None, 9)))
    over = row(duties(frame, date(2026, 12, 1)))
    assert (over["state"], over["days_left"]) == ("out of date", -1)
    assert over["sentence"].endswith(
        "; 1 had not when last counted, and the year ended on 30 November 2026."
    )
    last_day = row(duties(frame, date(2026, 11, 30)))
    assert (last_day["state"], last_day["days_left"]) == ("still due", 0)


def test_a_count_of_december_is_of_the_new_registration_year() -> None:
    frame = training(duty("cpd_two_records", (10, None, None, None, 0), month=date(2026, 12, 1)))
    assert row(duties(frame, date(2026, 12, 20)))["due"] == date(2027, 11, 30)


@pytest.mark.parametrize(
    ("counted", "state"),
    [
        ((10, 10, 10, 10, 10), "met"),
        ((0, 0, 0, 0, 0), "nobody needs it"),
        ((10, 10, 10, 10, None), "not known"),
        ((10, 10, 10, 10, 9), "out of date"),
    ],
)
def test_states_of_a_duty(counted: tuple[int | None, ...], state: str) -> None:
    frame = training(duty("bia_refresher", counted))
    assert row(duties(frame, SEPTEMBER))["state"] == state


def test_duties_of_one_team_unknown_do_not_hide_those_of_another() -> None:
    frame = training(
        duty("bia_refresher", (4, None, None, None, 3)),
        line("North team", (6, None, None, None, None), course="bia_refresher"),
    )
    both = row(duties(frame, SEPTEMBER))
    assert (both["required"], both["met"], both["not_met"], both["not_known"]) == (10, 3, 1, 6)
    assert both["sentence"].endswith("; 1 is out of date; not recorded for 6.")
    apart = duties(frame, SEPTEMBER, ("team",))
    assert apart.select("team", "state").rows() == [
        ("Mental health team", "out of date"),
        ("North team", "not known"),
    ]


def test_each_duty_counts_from_its_own_newest_month_and_none_from_the_future() -> None:
    frame = training(
        duty("bia_refresher", (4, None, None, None, 3), month=date(2026, 8, 1)),
        duty("amhp_annual", (4, None, None, None, 4)),
        duty("amhp_annual", (4, None, None, None, 0), month=OCTOBER),
    )
    assert duties(frame, date(2026, 9, 30)).select("month", "met").rows() == [
        (SEPTEMBER, 4),
        (date(2026, 8, 1), 3),
    ]


def test_knows_the_duties_that_the_dataset_knows() -> None:
    assert set(DUTY_COURSES) == set(STATUTORY_COURSES)
    assert tuple(DUTIES) == DUTY_COURSES


# Edges


def test_nothing_recorded_gives_an_empty_answer_of_the_same_shape() -> None:
    frame = training(line(), duty("bia_refresher", (4, None, None, None, 3)))
    for by in ((), ("team", "course")):
        for measure in (funnel, losses, largest_loss):
            assert measure(frame.clear(), by).schema == measure(frame, by).schema
            assert measure(frame.clear(), by).is_empty()
    assert against_threshold(frame.clear(), 0.8).schema == against_threshold(frame, 0.8).schema
    assert specialist_gap(frame.clear()).schema == specialist_gap(frame).schema
    assert duties(frame.clear(), OCTOBER).schema == duties(frame, OCTOBER).schema


@pytest.mark.parametrize(
    ("frame", "message"),
    [
        (training(line()).drop("in_date"), "missing column: in_date"),
        (training(line()).drop("team_kind"), "missing column: team_kind"),
        (training(line(counts=(3, 4, 0, 0, 0))), "offered is larger than required"),
        (training(line(counts=(-3, None, None, None, None))), "required has a value below 0"),
    ],
)
def test_refuses_impossible_figures(frame: pl.DataFrame, message: str) -> None:
    for measure in (funnel, losses, largest_loss, specialist_gap):
        with pytest.raises(ValueError, match=message):
            measure(frame)


def test_threshold_is_a_share() -> None:
    with pytest.raises(ValueError, match="threshold must be between 0 and 1, not 85"):
        against_threshold(training(line()), 85)
