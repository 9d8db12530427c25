"""Grades, the person's voice, coverage, moderation, repeats, and the next sample."""

from __future__ import annotations

import hashlib
import itertools
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from measures.audits.coverage import (
    ANY_AREA,
    CoverageVerdict,
    cases_by,
    coverage,
    next_sample,
    open_cases,
    strata,
)
from measures.audits.grades import (
    KAPPA_WORDS,
    grades_by,
    grades_over_time,
    kappa_in_words,
    moderation,
    voice_sought,
)
from measures.audits.repeat_findings import (
    re_audit_results,
    re_audits,
    repeat_findings,
    repeat_summary,
)
from tests.measures.record_rows import day, records

TODAY = date(2026, 9, 30)
TEAMS = ("North", "South", "Sensory")
AREAS = ("assessment", "mental_capacity")


def audits(*rows: dict[str, Any]) -> pl.DataFrame:
    plain = {
        "audited": day("2026-02-10"),
        "team": "North",
        "practice_area": "assessment",
        "auditor_grade": 3,
    }
    return records("audit", [{**plain, **row} for row in rows])


def lessons(*rows: dict[str, Any]) -> pl.DataFrame:
    plain = {"origin": "audit", "found": day("2026-01-01"), "lesson": "Ask first."}
    return records("learning", [{**plain, **row} for row in rows])


some = st.lists(
    st.fixed_dictionaries(
        {
            "audited": st.dates(date(2025, 6, 1), date(2026, 12, 31)),
            "team": st.sampled_from(TEAMS),
            "practice_area": st.sampled_from(AREAS),
            "auditor_grade": st.integers(1, 4),
            "moderator_grade": st.none() | st.integers(1, 4),
            "voice_sought": st.none() | st.booleans(),
            "themes": st.none() | st.lists(st.sampled_from(["carers", "waiting"]), max_size=3),
            "fed_back": st.none() | st.dates(date(2025, 6, 1), date(2026, 12, 31)),
            "re_audit_of": st.none() | st.sampled_from(["1", "2", "3", "99"]),
        }
    ),
    max_size=25,
)


# Grades


def test_the_moderators_grade_counts_where_there_is_one() -> None:
    frame = grades_over_time(
        audits({"auditor_grade": 3, "moderator_grade": 2}, {"auditor_grade": 4}), day("2026-03-31")
    )
    assert frame.select("name", "grade_1", "grade_2", "grade_3", "grade_4", "good").rows() == [
        ("January to March 2026", 0, 1, 0, 1, 1)
    ]


def test_a_quarter_without_audits_has_a_row_without_a_share() -> None:
    frame = grades_over_time(
        audits({"audited": day("2026-01-05")}, {"audited": day("2026-07-05")}), TODAY
    )
    assert frame["audits"].to_list() == [1, 0, 1]
    assert frame["share"].to_list() == [1.0, None, 1.0]
    assert frame["verdict"].to_list() == [
        "too few to judge",
        "nothing to judge yet",
        "too few to judge",
    ]


def test_teams_with_few_audits_are_not_judged() -> None:
    frame = grades_by(
        audits(
            *[{"auditor_grade": 1, "team": "Sensory"}] * 5,
            *[{"auditor_grade": 3}] * 55,
            *[{"auditor_grade": 2}] * 5,
            *[{"auditor_grade": 1, "team": "South"}] * 30,
            *[{"auditor_grade": 3, "team": "South"}] * 10,
        ),
        TODAY,
    )
    assert frame.select("team", "audits", "good", "enough").rows() == [
        ("North", 60, 55, True),
        ("Sensory", 5, 0, False),
        ("South", 40, 10, True),
    ]
    assert frame["verdict"][1] == "too few to judge"
    assert frame["sentence"][1] == "Sensory: 0 of 5 good or better, too few to judge."
    assert frame["sentence"][0].startswith("North: 55 of 60 (92%) good or better, ")


def test_a_team_far_from_many_alike_is_told_apart() -> None:
    alike = [
        {"team": f"Team {number:02}", "auditor_grade": 3 if case < 14 + number % 3 else 2}
        for number in range(12)
        for case in range(20)
    ]
    frame = grades_by(audits(*alike, *[{"team": "Far", "auditor_grade": 1}] * 20), TODAY)
    verdicts = dict(frame.select("team", "verdict").iter_rows())
    assert verdicts.pop("Far") == "lower than peers"
    assert set(verdicts.values()) == {"within chance"}
    assert frame["sentence"][0] == "Far: 0 of 20 (0%) good or better, lower than the others."


def test_one_team_alone_has_nothing_to_be_compared_with() -> None:
    assert grades_by(audits(*[{}] * 8), TODAY)["verdict"].to_list() == ["nothing to compare with"]


def test_two_teams_are_compared() -> None:
    frame = grades_by(audits(*[{}] * 8, *[{"team": "South"}] * 8), TODAY)
    assert frame["verdict"].to_list() == ["within chance", "within chance"]


def test_teams_by_practice_area() -> None:
    frame = grades_by(
        audits({}, {"practice_area": "mental_capacity"}, {}), TODAY, by=("team", "practice_area")
    )
    assert frame.select("team", "practice_area", "audits").rows() == [
        ("North", "assessment", 2),
        ("North", "mental_capacity", 1),
    ]
    assert frame["sentence"][1].startswith("North, mental capacity: ")


@given(some)
@settings(max_examples=30, deadline=None)
def test_no_audit_is_lost_or_counted_twice(rows: list[dict[str, Any]]) -> None:
    frame = audits(*rows)
    known = frame.filter(pl.col("audited") <= TODAY).height
    grades = [f"grade_{grade}" for grade in range(1, 5)]
    for counts in (
        grades_over_time(frame, TODAY, by="team"),
        grades_by(frame, TODAY, by=("team", "practice_area")),
    ):
        assert counts["audits"].sum() == known
        assert counts.select(pl.sum_horizontal(grades)).to_series().to_list() == (
            counts["audits"].to_list()
        )
    assert moderation(frame, TODAY, by="team")["audits"].sum() == known
    assert voice_sought(frame, TODAY, by="team")["audits"].sum() == known


# The person's voice


def test_voice_counts_out_of_those_where_it_was_recorded() -> None:
    row = voice_sought(
        audits(*[{"voice_sought": True}] * 9, {"voice_sought": False}, {"voice_sought": None}),
        TODAY,
    ).row(0, named=True)
    assert (row["audits"], row["recorded"], row["sought"], row["not_recorded"]) == (11, 10, 9, 1)
    assert row["sentence"] == (
        "The person was asked in 9 of 10 (90%): more than half; not recorded in 1."
    )


def test_voice_that_nobody_recorded_is_not_taken_for_no() -> None:
    row = voice_sought(audits({}, {}), TODAY).row(0, named=True)
    assert (row["share"], row["verdict"]) == (None, "nothing to judge yet")
    assert row["sentence"] == "Whether the person was asked is not recorded in any of 2 audits."


# Coverage


def indicators(*rows: dict[str, Any]) -> pl.DataFrame:
    plain = {
        "indicator": "open_cases",
        "period_start": day("2026-09-01"),
        "period_end": TODAY,
        "team": "North",
    }
    return records("indicator", [{**plain, **row} for row in rows])


def test_open_cases_are_those_of_each_teams_newest_period_that_is_over() -> None:
    frame = open_cases(
        indicators(
            {"numerator": 400.0, "period_end": day("2026-08-31")},
            {"numerator": 410.0},
            {"numerator": 999.0, "period_end": day("2026-10-31")},
            {"value": 30.0, "team": "Sensory", "breakdown": "Mental capacity",
             "period_end": day("2026-08-31")},
            {"numerator": 5.0, "indicator": "contacts"},
            {"numerator": 900.0, "team": None},
        ),
        TODAY,
    )  # fmt: skip
    assert frame.rows() == [
        ("North", None, 410, TODAY),
        ("Sensory", "mental_capacity", 30, day("2026-08-31")),
    ]
    both = open_cases(
        indicators({"numerator": 4.0}, {"numerator": 3.0, "breakdown": "Review"}), TODAY
    )
    assert both["practice_area"].to_list() == ["review", None]


def some_cases(**teams: int | None) -> pl.DataFrame:
    rows = [(team, None, many) for team, many in teams.items()]
    return pl.DataFrame(
        rows,
        schema={"team": pl.String, "practice_area": pl.String, "cases": pl.Int64},
        orient="row",
    )


def test_says_which_team_has_fewer_audits_than_its_cases_call_for() -> None:
    frame = coverage(
        audits(*[{}] * 70, *[{"team": "South"}] * 10, *[{"team": "Elsewhere"}] * 3,
               {"team": "sensory", "audited": day("2024-05-01")}),
        some_cases(North=500, South=480, Sensory=20),
        day("2025-09-30"),
        TODAY,
    )  # fmt: skip
    assert frame.select("team", "cases", "audits", "expected", "verdict").rows() == [
        ("Sensory", 20, 0, 1.6, "too few to judge"),
        ("South", 480, 10, 38.4, "fewer than its share"),
        ("North", 500, 70, 40.0, "more than its share"),
        ("Elsewhere", None, 3, None, "open cases not known"),
    ]
    assert frame["last_audit"][0] == day("2024-05-01")
    assert frame["sentence"].to_list()[1:] == [
        "South: 10 audits where its 480 open cases would have brought 38.4: fewer than its share.",
        "North: 70 audits where its 500 open cases would have brought 40: more than its share.",
        "Elsewhere: 3 audits; open cases not known.",
    ]


def test_a_team_that_has_about_its_share_is_within_chance() -> None:
    frame = coverage(
        audits(
            *[{"audited": day("2026-03-01")}] * 45,
            {"audited": day("2026-02-01"), "team": "north"},
            *[{"team": "South"}] * 50,
        ),
        some_cases(North=500, South=500),
        None,
        TODAY,
    )
    assert frame.select("team", "audits", "verdict").rows() == [
        ("North", 46, "its share, within chance"),
        ("South", 50, "its share, within chance"),
    ]
    assert frame["last_audit"].to_list() == [day("2026-03-01"), day("2026-02-10")]


def test_a_team_without_open_cases_is_not_judged() -> None:
    frame = coverage(audits({}), some_cases(South=0), None, TODAY)
    assert frame.select("team", "verdict", "sentence").rows() == [
        ("North", "open cases not known", "North: 1 audit; open cases not known."),
        ("South", "too few to judge", "South: no audits; no open cases."),
    ]


def test_a_teams_whole_counts_before_the_sum_of_its_practice_areas() -> None:
    cases = pl.DataFrame(
        {
            "team": ["North", "North", "North", "South", "South"],
            "practice_area": [None, "assessment", "review", "assessment", "review"],
            "cases": [100, 30, 40, 20, 5],
        }
    )
    assert cases_by(cases, "team").rows() == [("North", 100), ("South", 25)]
    assert cases_by(cases, "practice_area").rows() == [("assessment", 50), ("review", 45)]
    by_area = coverage(audits({}), cases, None, TODAY, by="practice_area")
    assert by_area["practice_area"].to_list() == ["review", "assessment"]


@given(some, st.dictionaries(st.sampled_from(TEAMS), st.integers(0, 500)))
@settings(max_examples=30, deadline=None)
def test_expected_audits_add_up_to_those_there_were(
    rows: list[dict[str, Any]], cases: dict[str, int | None]
) -> None:
    frame = coverage(audits(*rows), some_cases(**cases), None, TODAY)
    assert set(frame["verdict"]) <= set(CoverageVerdict)
    known = frame.filter(pl.col("cases").is_not_null())
    if known["cases"].sum():
        assert known["expected"].sum() == pytest.approx(known["audits"].sum())
    assert not any("None" in said or "nan" in said for said in frame["sentence"])


# Moderation


def graded(*pairs: tuple[int, int | None]) -> pl.DataFrame:
    return audits(*({"auditor_grade": a, "moderator_grade": m} for a, m in pairs))


def test_says_that_moderators_grade_lower() -> None:
    pairs = [(4, 3), (3, 2)] * 5 + [(3, 3), (2, 2), (4, 4), (1, 1)] * 5 + [(3, None)] * 10
    row = moderation(graded(*pairs), TODAY).row(0, named=True)
    assert (row["audits"], row["moderated"], row["same"]) == (40, 30, 20)
    assert (row["lower"], row["higher"]) == (10, 0)
    assert row["direction"] == "moderators grade lower"
    assert row["verdict"] == "beyond chance"
    assert row["sentence"] == (
        "30 audits graded twice, 20 alike: auditors and moderators agree beyond chance: "
        f"{row['words']} agreement. Moderators grade lower: 10 went down, 0 up."
    )


def test_says_that_moderators_grade_higher() -> None:
    row = moderation(graded(*[(2, 3)] * 8, *[(3, 2)]), TODAY).row(0, named=True)
    assert row["direction"] == "moderators grade higher"
    assert row["sentence"].endswith("Moderators grade higher: 8 went up, 1 down.")


@pytest.mark.parametrize(
    ("pairs", "verdict", "direction", "said"),
    [
        ([(3, None)] * 4, "no spread to judge by", "none moderated",
         "Not one of 4 audits was moderated."),
        ([(3, 3)] * 9, "no spread to judge by", "no grade was changed",
         "9 audits graded twice, 9 alike: every grade is the same, so agreement cannot be judged."),
        ([(3, 2), (2, 3), (4, 4)], "too few to judge", "too few to judge",
         "3 audits graded twice, 1 alike: too few to judge agreement."),
    ],
)  # fmt: skip
def test_few_or_equal_grades_are_not_judged(
    pairs: list[tuple[int, int | None]], verdict: str, direction: str, said: str
) -> None:
    row = moderation(graded(*pairs), TODAY).row(0, named=True)
    assert (row["verdict"], row["direction"], row["sentence"]) == (verdict, direction, said)
    assert row["words"] is None


@pytest.mark.parametrize(
    ("low", "high", "words"),
    [
        (-0.3, -0.1, "poor"),
        (0.0, 0.0, "poor"),
        (0.41, 0.6, "moderate"),
        (0.4, 0.61, "fair to substantial"),
        (0.81, 1.0, "almost perfect"),
        (0.1, 0.7, None),
        (-0.2, 0.9, None),
        (0.1, 0.6, "slight to moderate"),
        (None, 0.9, None),
    ],
)
def test_kappa_is_worded_by_its_whole_interval(
    low: float | None, high: float | None, words: str | None
) -> None:
    assert kappa_in_words(low, high) == words


@given(st.floats(-1, 1), st.floats(-1, 1))
def test_every_interval_for_kappa_has_words_or_none(one: float, other: float) -> None:
    known = {word for _, word in KAPPA_WORDS}
    words = kappa_in_words(min(one, other), max(one, other))
    assert words is None or set(words.split(" to ")) <= known


# Found again


def test_a_theme_that_comes_back_after_feedback_is_found_again() -> None:
    frame = repeat_findings(
        audits(
            {"themes": ["carers", "waiting"], "fed_back": day("2026-02-20")},
            {"themes": ["carers"], "audited": day("2026-02-20")},  # not yet since
            *({"audited": day("2026-03-01") + timedelta(days=n)} for n in range(6)),
            {"themes": ["carers"], "audited": day("2026-05-01"), "reference": "A-9"},
            {"themes": ["carers"], "audited": day("2026-05-01"), "team": "South"},
        ),
        lessons(),
        TODAY,
    )
    assert frame.select(
        "team", "theme", "told_on", "told_by", "audits_before", "found_before", "audits_since",
        "found_since", "references", "verdict", "sentence",
    ).rows() == [
        ("North", "carers", day("2026-02-20"), "audit fed back", 2, 2, 7, 1, ["A-9"],
         "found again", "North, carers: found again in 1 of 7 audits since."),
        ("North", "waiting", day("2026-02-20"), "audit fed back", 2, 1, 7, 0, [],
         "not found again", "North, waiting: not found in 7 audits since."),
    ]  # fmt: skip
    summary = repeat_summary(frame).row(0, named=True)
    assert (summary["told"], summary["looked_at"], summary["again"]) == (2, 2, 1)
    assert summary["sentence"] == (
        "Of the themes a team was told of and audited on since, found again: "
        "1 of 2: too few to judge."
    )


@pytest.mark.parametrize(
    ("since", "verdict"),
    [(0, "no audit since"), (5, "too few audits since"), (6, "not found again")],
)
def test_few_audits_are_no_sign_that_it_is_gone(since: int, verdict: str) -> None:
    rows = [{"themes": ["carers"], "fed_back": day("2026-02-10")}]
    later = [{"audited": day("2026-03-01")}] * since
    frame = repeat_findings(audits(*rows, *later), lessons(), TODAY)
    assert frame["verdict"].to_list() == [verdict]


@pytest.mark.parametrize(
    ("early", "late", "trend", "tail"),
    [
        (20, 2, "less often lately", ", less often lately."),
        (2, 20, "more often lately", ", more often lately."),
        (8, 9, "as often as before, within chance", " since."),
    ],
)
def test_says_whether_it_is_found_less_often_lately(
    early: int, late: int, trend: str, tail: str
) -> None:
    told = {"themes": ["carers"], "fed_back": day("2026-02-10")}
    then = [{"audited": day("2026-03-01"), "themes": ["carers"] * (n < early)} for n in range(30)]
    now = [{"audited": day("2026-09-01"), "themes": ["carers"] * (n < late)} for n in range(30)]
    row = repeat_findings(audits(told, *then, *now), lessons(), TODAY).row(0, named=True)
    assert (row["audits_lately"], row["found_lately"], row["trend"]) == (30, late, trend)
    assert row["sentence"].endswith(tail)


def test_lately_is_the_last_half_year() -> None:
    told = {"themes": ["carers"], "fed_back": day("2026-02-10")}
    edge = [{"audited": TODAY - timedelta(days=n), "themes": ["carers"]} for n in (181, 182)]
    row = repeat_findings(audits(told, *edge), lessons(), TODAY).row(0, named=True)
    assert (row["found_since"], row["found_lately"]) == (2, 1)
    assert row["last_found"] == TODAY - timedelta(days=181)


def test_themes_not_audited_since_are_told_but_not_looked_at_and_come_last() -> None:
    frame = repeat_findings(
        audits(
            {"themes": ["carers"], "fed_back": day("2026-02-10")},
            {"themes": ["carers"], "fed_back": day("2026-02-10"), "team": "South"},
            {"team": "South", "audited": day("2026-05-01")},
        ),
        lessons(),
        TODAY,
    )
    assert frame.select("team", "share").rows() == [("South", 0.0), ("North", None)]
    assert repeat_summary(frame).select("told", "looked_at", "again").row(0) == (2, 1, 0)


def test_few_audits_show_no_trend() -> None:
    told = {"themes": ["carers"], "fed_back": day("2026-02-10")}
    frame = repeat_findings(audits(told, {"audited": day("2026-09-01")}), lessons(), TODAY)
    assert frame["trend"].to_list() == ["too few to judge"]


def test_a_lesson_tells_its_team_or_every_team_that_had_it() -> None:
    found = audits(
        {"themes": ["carers"], "audited": day("2026-01-05")},
        {"themes": ["carers"], "audited": day("2026-06-05")},
        {"themes": ["carers"], "audited": day("2026-06-05"), "team": "South"},
        {"themes": ["waiting"], "audited": day("2026-07-05"), "team": "South"},
    )
    shared = lessons(
        {"themes": ["carers"], "shared_on": day("2026-01-05"), "reference": "L-1"},
        {"themes": ["waiting"], "shared_on": day("2026-02-01"), "team": "South"},
        {"themes": ["waiting"], "shared_on": day("2026-02-01"), "team": "North",
         "origin": "compliment"},
        {"themes": ["carers"], "shared_on": day("2026-12-01"), "team": "South"},
    )  # fmt: skip
    frame = repeat_findings(found, shared, TODAY)
    assert frame.select("team", "theme", "told_by", "found_since").rows() == [
        ("North", "carers", "lesson shared", 1),
        ("South", "waiting", "lesson shared", 1),
    ]


@given(some)
@settings(max_examples=30, deadline=None)
def test_found_again_never_exceeds_the_audits_since(rows: list[dict[str, Any]]) -> None:
    frame = repeat_findings(audits(*rows), lessons(), TODAY)
    assert not frame.select("team", "theme").is_duplicated().any()
    for row in frame.iter_rows(named=True):
        assert row["found_since"] == len(row["references"]) <= row["audits_since"]
        assert row["found_before"] <= row["audits_before"]
        assert row["told_on"] <= TODAY
        assert (row["last_found"] is None) == (row["found_since"] == 0)


# Re-audits


def test_re_audits_came_out_better_the_same_or_worse() -> None:
    frame = re_audits(
        audits(
            {"reference": "A-1", "auditor_grade": 2, "moderator_grade": 1,
             "themes": ["carers", "waiting"]},
            {"reference": "A-2", "audited": day("2026-05-10"), "re_audit_of": "a1",
             "themes": ["waiting"]},
            {"reference": "A-3", "audited": day("2026-06-10"), "re_audit_of": "A-2"},
            {"reference": "A-4", "audited": day("2026-07-10"), "re_audit_of": "A-3",
             "auditor_grade": 1},
            {"reference": "A-5", "re_audit_of": "gone"},
            {"reference": "A-6", "re_audit_of": "A-6"},
            {"reference": "A-7", "re_audit_of": "A-4"},  # audited before what it checks
        ),
        TODAY,
    )  # fmt: skip
    none = "earlier audit not on record"
    assert frame.select("reference", "change", "result", "themes_again", "themes_gone").rows() == [
        ("A-4", -2, "worse", [], []),
        ("A-3", 0, "same", [], ["waiting"]),
        ("A-2", 2, "better", ["waiting"], ["carers"]),
        ("A-5", None, none, [], []),
        ("A-6", None, none, [], []),
        ("A-7", None, none, [], []),
    ]
    assert frame["days_between"].to_list() == [30, 31, 89, None, None, None]
    row = re_audit_results(frame).row(0, named=True)
    assert (row["better"], row["same"], row["worse"], row["unmatched"]) == (1, 1, 1, 3)
    assert row["sentence"] == ("6 re-audits: 1 better, 1 the same, 1 worse; too few to judge.")


def test_a_re_audit_on_the_same_day_counts() -> None:
    pairs = re_audits(audits({"reference": "A-1"}, {"re_audit_of": "A-1"}), TODAY)
    assert pairs["result"].to_list() == ["same"]


def test_says_when_re_audits_are_more_often_better() -> None:
    pairs = pl.DataFrame({"result": ["better"] * 9 + ["worse"] + ["same"] * 3})
    assert re_audit_results(pairs)["verdict"].to_list() == ["more often better"]


@given(some)
@settings(max_examples=30, deadline=None)
def test_every_re_audit_has_one_result(rows: list[dict[str, Any]]) -> None:
    frame = audits(*rows)
    pairs = re_audits(frame, TODAY)
    known = frame.filter((pl.col("audited") <= TODAY) & pl.col("re_audit_of").is_not_null())
    assert sorted(pairs["reference"]) == sorted(known["reference"])
    row = re_audit_results(pairs).row(0, named=True)
    assert row["better"] + row["same"] + row["worse"] + row["unmatched"] == pairs.height


# The next sample


def kinds(*rows: tuple[str, str, int, date | None]) -> pl.DataFrame:
    return pl.DataFrame(
        rows,
        schema={
            "team": pl.String,
            "practice_area": pl.String,
            "cases": pl.Int64,
            "last_audited": pl.Date,
        },
        orient="row",
    )


SOME_KINDS = kinds(
    ("North", "assessment", 60, day("2026-08-01")),
    ("North", "carers", 30, day("2026-09-01")),
    ("Sensory", "assessment", 10, None),
)


def test_strata_are_the_practice_areas_with_open_cases() -> None:
    cases = pl.DataFrame(
        {
            "team": ["North", "North", "South", "Empty"],
            "practice_area": ["assessment", "carers", None, "assessment"],
            "cases": [40, 12, 300, 0],
        }
    )
    frame = strata(
        cases,
        audits(
            {"audited": day("2026-03-01")},
            {"audited": day("2026-01-01")},
            {"team": "SOUTH", "practice_area": "review"},
            {"team": "SOUTH", "audited": day("2026-01-01")},
        ),
        TODAY,
    )
    assert frame.rows() == [
        ("North", "assessment", 40, day("2026-03-01")),
        ("North", "carers", 12, None),
        ("South", ANY_AREA, 300, day("2026-02-10")),
    ]


def test_a_draw_is_the_same_for_everybody_who_has_the_seed() -> None:
    drawn = next_sample(SOME_KINDS, 10, "2026-10")
    assert drawn["audits"].to_list() == [5, 3, 2]
    # The rule restated: the lowest hashes of seed, team, practice area and place.
    assert drawn["places"].to_list()[2] == sorted(
        sorted(
            range(1, 11),
            key=lambda place: hashlib.sha256(
                f"2026-10\x1fSensory\x1fassessment\x1f{place}".encode()
            ).hexdigest(),
        )[:2]
    )
    # What sha256sum on a command line gives.
    assert drawn["places"].to_list()[0] == [14, 23, 29, 53, 56]
    assert next_sample(SOME_KINDS, 10, "2026-11")["places"].to_list() != drawn["places"].to_list()


def test_the_order_of_the_rows_makes_no_difference() -> None:
    draws = [
        next_sample(SOME_KINDS[list(order)], 7, "x").rows()
        for order in itertools.permutations(range(3))
    ]
    assert all(draw == draws[0] for draw in draws)


def test_a_short_sample_begins_where_nobody_has_looked_longest() -> None:
    assert next_sample(SOME_KINDS, 1, "x")["audits"].to_list() == [0, 0, 1]
    assert next_sample(SOME_KINDS, 2, "x")["audits"].to_list() == [1, 0, 1]


def test_a_sample_never_asks_for_more_cases_than_there_are() -> None:
    drawn = next_sample(SOME_KINDS, 500, "x")
    assert drawn["audits"].to_list() == [60, 30, 10]
    assert drawn["places"].to_list()[2] == list(range(1, 11))


@given(st.lists(st.integers(0, 90), max_size=8), st.integers(0, 120), st.integers(0, 3), st.text())
@settings(max_examples=60, deadline=None)
def test_a_sample_is_as_large_as_asked_and_every_place_is_in_its_list(
    cases: list[int], size: int, least: int, seed: str
) -> None:
    frame = kinds(*((f"T{n}", "review", many, None) for n, many in enumerate(cases)))
    drawn = next_sample(frame, size, seed, least)
    assert drawn["audits"].sum() == min(size, sum(cases))
    for row in drawn.iter_rows(named=True):
        places = row["places"]
        assert len(places) == row["audits"] == len(set(places))
        assert places == sorted(places)
        assert all(1 <= place <= row["cases"] for place in places)
        if size >= least * len(cases):
            assert row["audits"] >= min(least, row["cases"])


@pytest.mark.parametrize(
    ("frame", "size", "message"),
    [
        (SOME_KINDS, -1, "size and least"),
        (pl.concat([SOME_KINDS, SOME_KINDS[:1]]), 5, "more than once"),
        (SOME_KINDS.with_columns(cases=pl.lit(-1)), 5, "cases has a value below 0"),
        (SOME_KINDS.drop("team"), 5, "missing column: team"),
    ],
)
def test_refuses_what_cannot_be_drawn_from(frame: pl.DataFrame, size: int, message: str) -> None:
    with pytest.raises(ValueError, match=message):
        next_sample(frame, size, "x")


# Nothing at all


def test_nothing_audited_gives_columns_and_no_rows() -> None:
    one = audits(
        {"moderator_grade": 2, "voice_sought": True, "themes": ["carers"],
         "fed_back": day("2026-03-01"), "re_audit_of": "1"}
    )  # fmt: skip
    empty, none, cases = one[:0], lessons(), some_cases()
    measures: list[Callable[[pl.DataFrame], pl.DataFrame]] = [
        lambda frame: grades_over_time(frame, TODAY),
        lambda frame: grades_by(frame, TODAY),
        lambda frame: voice_sought(frame, TODAY),
        lambda frame: moderation(frame, TODAY),
        lambda frame: coverage(frame, cases, None, TODAY),
        lambda frame: repeat_findings(frame, none, TODAY),
        lambda frame: re_audits(frame, TODAY),
    ]
    for measure in measures:
        assert measure(empty).is_empty()
        assert measure(empty).schema == measure(one).schema
    assert open_cases(indicators(), TODAY).is_empty()
    assert next_sample(strata(cases, empty, TODAY), 10, "x").is_empty()
    assert "cannot be judged" in repeat_summary(repeat_findings(empty, none, TODAY))["sentence"][0]
    assert re_audit_results(re_audits(empty, TODAY))["sentence"].to_list() == [
        "No case has been audited again."
    ]
