"""What changed between two moments, and in which order a leader hears of it."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from measures.changes.change import CHANGE_SCHEMA, WEIGHTS, Change, ranked
from measures.changes.differences import (
    action_changes,
    data_changes,
    finding_changes,
    lesson_changes,
    measure_changes,
    score_changes,
    signal_changes,
)
from measures.changes.freshness import freshness
from measures.changes.what_changed import changes_in_words, what_changed
from measures.learning.learning_loop import lesson_stages
from measures.plan.progress import action_states
from measures.process_control.charts import xmr
from tests.measures.record_rows import day, records

BEFORE, NOW = date(2026, 6, 30), date(2026, 9, 30)
STATEMENTS = pl.DataFrame(
    {
        "framework": ["2023"] * 3,
        "statement": ["needs", "equity", "learning"],
        "order": [1, 2, 3],
        "name": ["Assessing needs", "Equity", "Learning"],
        "short_name": ["Needs", "Equity", "Learning"],
        "theme": ["People", "People", "Leadership"],
    },
    schema_overrides={"order": pl.Int64},
)


def scores(*values: int | None, kind: str = "published") -> pl.DataFrame:
    names = STATEMENTS["statement"].to_list()
    return records(
        "score",
        [
            {
                "statement": name,
                "framework": "2023",
                "score": value,
                "kind": kind,
                "published": day("2025-03-14"),
            }
            for name, value in zip(names, values, strict=False)
        ],
    )


def findings(*rows: dict[str, Any]) -> pl.DataFrame:
    plain = {
        "source_kind": "cqc_assessment",
        "published": day("2026-08-14"),
        "statement": "needs",
        "polarity": "shortfall",
        "coded_by": "rule",
    }
    return records("finding", [{**plain, "row_key": str(n), **row} for n, row in enumerate(rows)])


def lessons(*rows: dict[str, Any]) -> pl.DataFrame:
    plain = {"origin": "audit", "found": day("2026-01-01"), "lesson": "Ask first."}
    return records(
        "learning", [{"reference": f"L-{n}", **plain, **row} for n, row in enumerate(rows)]
    )


def actions(*rows: dict[str, Any]) -> pl.DataFrame:
    plain = {"action": "Do it.", "opened": day("2026-02-01"), "complete": False}
    return records(
        "action", [{"reference": f"A-{n}", **plain, **row} for n, row in enumerate(rows)]
    )


def said(changes: list[Change]) -> list[str]:
    return [change.sentence for change in changes]


# Scores


def test_a_published_score_that_moved_moves_the_overall_rating() -> None:
    changes = score_changes(scores(2, 2, 2), scores(2, 3, 3), STATEMENTS)
    assert [(c.kind, c.change, c.direction, c.size) for c in changes] == [
        ("rating", "rating_band", "better", 17),
        ("score", "published_score", "better", 1),
        ("score", "published_score", "better", 1),
    ]
    assert said(changes)[:2] == [
        "The overall rating went from requires improvement (50%) to good (67%).",
        "Equity: published score went from 2 (requires improvement) to 3 (good).",
    ]
    assert (changes[1].target_kind, changes[1].targets) == ("statement", ("equity",))


def test_an_overall_score_that_stays_in_its_band_says_so() -> None:
    changes = score_changes(scores(3, 3, 3), scores(3, 3, 2), STATEMENTS)
    assert said(changes)[0] == "The overall score went from 75% to 67%, still good."
    assert changes[0].direction == "worse"


@pytest.mark.parametrize(
    ("before", "after", "sentences"),
    [
        (
            scores(),
            scores(3),
            ["Assessing needs: published score of 14 March 2025 is now on record, 3 (good)."],
        ),
        (
            scores(2),
            scores(),
            ["Assessing needs: published score of 2 (requires improvement) is not on record any "
             "more."],
        ),
        (
            scores(2, kind="self_assessed"),
            scores(3, kind="self_assessed"),
            ["Assessing needs: self-assessed score went from 2 (requires improvement) to 3 "
             "(good)."],
        ),
        (
            scores(2, 3),
            scores(2, 3, 3),
            ["The overall rating is now known: good (67%).",
             "Learning: published score of 14 March 2025 is now on record, 3 (good)."],
        ),
        (scores(2, 3), scores(2, 3), []),
    ],
)  # fmt: skip
def test_scores_that_came_or_went(
    before: pl.DataFrame, after: pl.DataFrame, sentences: list[str]
) -> None:
    assert said(score_changes(before, after, STATEMENTS)) == sentences


# Findings


def test_a_report_that_came_is_one_change() -> None:
    changes = finding_changes(
        findings({}),
        findings(
            {},
            {"polarity": "strength"},
            {"statement": "equity"},
            {"source_kind": "peer_review", "published": None, "polarity": "context"},
        ),
    )
    assert said(changes) == [
        "CQC assessment of 14 August 2026: 2 new findings, 1 shortfall and 1 strength.",
        "Peer review: 1 new finding, no shortfalls and no strengths.",
    ]
    assert changes[0].targets == ("needs", "equity")


def test_codings_that_people_decided_are_one_change() -> None:
    changes = finding_changes(
        findings({}, {}, {"coded_by": "person"}),
        findings({"coded_by": "person"}, {}, {"coded_by": "person"}),
    )
    assert said(changes) == ["1 coding of findings confirmed or corrected by a person."]


# Signals


def verdicts(**values: list[float]) -> pl.DataFrame:
    rows = [
        {
            "series": series,
            "date": date(2024, 1, 1) + timedelta(days=31 * n),
            "value": value,
            "direction": "decrease",
            "target": 8.0,
        }
        for series, listed in values.items()
        for n, value in enumerate(listed)
    ]
    schema = {
        "series": pl.String, "date": pl.Date, "value": pl.Float64, "direction": pl.String,
        "target": pl.Float64,
    }  # fmt: skip
    return xmr(pl.DataFrame(rows, schema=schema)).latest


STEADY = [10.0, 11, 9, 10, 12, 8, 10, 11, 9, 10, 11, 9, 10]


def test_a_signal_that_appeared_and_one_that_cleared() -> None:
    before = verdicts(waits=STEADY, calls=[*STEADY[:-1], 30.0])
    after = verdicts(waits=[*STEADY[:-1], 30.0], calls=STEADY).with_columns(
        name=pl.col("series").replace({"waits": "People waiting", "calls": "Calls lost"})
    )
    changes = {change.change: change for change in signal_changes(before, after)}
    assert set(changes) == {"concern_appeared", "concern_cleared"}
    assert changes["concern_appeared"].direction == "worse"
    assert changes["concern_appeared"].targets == ("waits",)
    assert changes["concern_appeared"].size > 1
    assert changes["concern_appeared"].sentence.startswith(
        "People waiting. Something has changed for the worse: "
    )
    assert changes["concern_cleared"].sentence.startswith(
        "Calls lost is no concern any more. Nothing has changed: "
    )


def test_measures_that_were_not_held_before_are_one_change_and_no_signal() -> None:
    before = pl.DataFrame([verdict("waits", "common_cause")])
    after = pl.DataFrame([verdict("waits", "concern"), verdict("calls", "concern"),
                          verdict("visits", "improvement")])  # fmt: skip
    changes = {change.change: change for change in measure_changes(before, after)}
    assert set(changes) == {"concern_appeared", "measures_new"}
    assert changes["concern_appeared"].targets == ("waits",)
    assert changes["concern_appeared"].target_kind == "measure"
    assert changes["measures_new"].sentence == "2 measures newly held: calls and visits."
    assert changes["measures_new"].direction == "neutral"


def verdict(series: str, meaning: str, assurance: str = "none", last: float = 5) -> dict[str, Any]:
    return {
        "series": series,
        "variation": meaning,
        "assurance": assurance,
        "sentence": "So it is.",
        "mean": 3.0,
        "upper_limit": 4.0,
        "last_value": last,
    }


@pytest.mark.parametrize(
    ("before", "after", "change", "direction"),
    [
        ("common_cause", "improvement", "improvement_appeared", "better"),
        ("concern", "improvement", "improvement_appeared", "better"),
        ("improvement", "concern", "concern_appeared", "worse"),
        ("improvement", "common_cause", "improvement_lost", "worse"),
        ("common_cause", "neutral_high", "signal_neutral", "neutral"),
        ("neutral_high", "common_cause", None, None),
        ("concern", "concern", None, None),
    ],
)
def test_how_a_verdict_turned(
    before: str, after: str, change: str | None, direction: str | None
) -> None:
    changes = signal_changes(
        pl.DataFrame([verdict("a", before)]), pl.DataFrame([verdict("a", after)])
    )
    assert [(c.change, c.direction) for c in changes] == ([(change, direction)] if change else [])


def test_a_target_that_went_out_of_reach_counts_unless_the_signal_did() -> None:
    before = pl.DataFrame([verdict("a", "common_cause"), verdict("b", "common_cause")])
    after = pl.DataFrame(
        [
            verdict("a", "common_cause", "consistent_fail"),
            verdict("b", "concern", "consistent_fail"),
            verdict("new", "common_cause", "consistent_pass"),
        ]
    )
    changes = signal_changes(before, after)
    assert sorted((c.targets[0], c.change) for c in changes) == [
        ("a", "target_out_of_reach"),
        ("b", "concern_appeared"),
        ("new", "target_in_reach"),
    ]


def test_many_signals_of_one_kind_do_not_fill_the_page() -> None:
    names = "abcdefgh"
    before = pl.DataFrame([verdict(name, "common_cause") for name in names])
    after = pl.DataFrame(
        [verdict(name, "concern", last=5 + place) for place, name in enumerate(names)]
    )
    changes = signal_changes(before, after)
    assert [change.targets for change in changes] == [
        ("h",), ("g",), ("f",), ("e", "d", "c", "b", "a")
    ]  # fmt: skip
    assert changes[-1].sentence == "Also a new concern: e, d, c and 2 more."
    assert [change.size for change in changes] == [9, 8, 7, 0]


# Lessons, actions, data


def test_lessons_that_moved() -> None:
    proven = {
        "changed_on": day("2026-03-01"),
        "checked_on": day("2026-07-01"),
        "check_result": "improved",
        "embedded_on": day("2026-08-01"),
    }
    frame = lessons(
        proven,
        {"shared_on": day("2026-07-01")},
        {"embedded_on": day("2026-07-05")},
        {"found": day("2026-08-01")},
        {"shared_on": day("2026-05-01")},
    )
    changes = lesson_changes(lesson_stages(frame, BEFORE), lesson_stages(frame, NOW))
    assert [(c.change, c.size) for c in changes] == [
        ("lessons_embedded", 1),
        ("lessons_not_evidenced", 1),
        ("lessons_on", 1),
        ("lessons_found", 1),
    ]
    assert said(changes)[1] == "1 lesson said to be embedded without a check that shows it: L-2."


def test_a_lesson_whose_day_was_taken_back_went_back() -> None:
    changes = lesson_changes(
        lesson_stages(lessons({"changed_on": day("2026-03-01")}), BEFORE),
        lesson_stages(lessons({}), NOW),
    )
    assert said(changes) == ["1 lesson gone back a stage: L-0."]


def test_actions_that_moved() -> None:
    soon = {"due": day("2026-08-01")}
    before = actions(
        soon, soon, soon, {**soon, "closed": day("2026-06-01")}, {"due": day("2026-01-01")}, soon
    )
    after = actions(
        soon,
        {**soon, "closed": day("2026-07-01"), "impact": "Re-audit: 17 of 20."},
        {"due": day("2026-12-01")},
        {"due": day("2026-12-01")},
        {"due": day("2026-01-01")},
        {**soon, "closed": day("2026-07-01")},
        {"opened": day("2026-07-01")},
        {"opened": day("2026-07-01"), "due": day("2026-07-10")},
    )
    changes = action_changes(action_states(before, BEFORE), action_states(after, NOW))
    assert said(changes) == [
        "2 actions newly overdue: A-7 and A-0.",
        "1 action closed with evidence of impact: A-1.",
        "1 action closed without evidence of impact: A-5.",
        "1 action open again: A-3.",
        "1 action put back to a later date: A-2.",
        "1 action newly agreed: A-6.",
    ]


def datasets(*rows: tuple[str, int, date | None, int | None]) -> pl.DataFrame:
    return pl.DataFrame(
        [(name, name.title(), *rest) for name, *rest in rows],
        schema={
            "dataset": pl.String,
            "title": pl.String,
            "rows": pl.Int64,
            "recorded": pl.Date,
            "rhythm_days": pl.Int64,
        },
        orient="row",
    )


def test_data_that_became_late_and_data_that_came() -> None:
    before = freshness(
        datasets(
            ("audit", 5, BEFORE, 35),
            ("complaint", 0, None, 35),
            ("action", 1, date(2026, 1, 1), 35),
        ),
        BEFORE,
    )
    after = freshness(
        datasets(("audit", 5, BEFORE, 35), ("complaint", 9, NOW, 35), ("action", 2, NOW, 35)), NOW
    )
    changes = data_changes(before, after)
    assert said(changes) == [
        "Audit: the newest is 92 days old, and late.",
        "New data came: Action and Complaint.",
    ]
    assert data_changes(after, after) == []


def test_several_kinds_of_records_that_became_late_are_one_change() -> None:
    kinds = ("audit", "complaint", "learning", "training")
    before = freshness(datasets(*((name, 5, BEFORE, 35) for name in kinds)), BEFORE)
    after = freshness(datasets(*((name, 5, BEFORE, 35) for name in kinds)), NOW)
    [change] = data_changes(before, after)
    assert change.sentence == (
        "4 kinds of records became late: Audit, Complaint, Learning and 1 more. "
        "The longest wait is 92 days."
    )
    assert change.targets == kinds


# All together


def test_what_nobody_recorded_is_no_change_for_the_worse() -> None:
    open_ones = actions({"complete": None, "due": day("2026-07-01")})
    closed = actions({"closed": day("2026-08-01")})
    claims = lessons({"embedded_on": day("2026-08-01")})
    frame = what_changed(
        {"action": open_ones, "learning": lessons({})},
        {"action": open_ones, "learning": claims},
        BEFORE,
        NOW,
        STATEMENTS,
    )
    assert frame.is_empty(), "whether actions are closed, and lessons checked, is not recorded"
    told = what_changed({"action": actions({})}, {"action": closed}, BEFORE, NOW, STATEMENTS)
    assert told["sentence"].to_list() == ["1 action closed: A-0."]


def test_the_most_important_come_first() -> None:
    checked = {"checked_on": day("2026-03-01"), "check_result": "improved"}
    earlier = {
        "score": scores(2, 2, 2),
        "finding": findings(),
        "learning": lessons({}, checked),
        "action": actions({"due": day("2026-07-01")}),
    }
    later = {
        "score": scores(2, 2, 3),
        "finding": findings({}),
        "learning": lessons({"embedded_on": day("2026-08-01")}, checked),
        "action": earlier["action"],
    }
    calm, alarmed = (
        pl.DataFrame([verdict("waits", meaning)]) for meaning in ("common_cause", "concern")
    )
    frame = what_changed(earlier, later, BEFORE, NOW, STATEMENTS, signals=(calm, alarmed))
    assert frame["change"].to_list() == [
        "rating_score",
        "published_score",
        "concern_appeared",
        "report_published",
        "actions_overdue",
        "lessons_not_evidenced",
    ]
    assert frame["rank"].to_list() == [1, 2, 3, 4, 5, 6]
    assert frame.select("target_kind", "target_id").rows() == [
        ("rating", "overall"),
        ("statement", "learning"),
        ("signal", "waits"),
        ("statement", "needs"),
        ("action", "A-0"),
        ("lesson", "L-0"),
    ]
    assert changes_in_words(frame, BEFORE) == (
        "Since 30 June 2026: 3 changes for the worse, 2 for the better, 1 other."
    )


def test_nothing_changed() -> None:
    frames = {"score": scores(2, 2, 2), "learning": lessons({})}
    frame = what_changed(frames, frames, NOW, NOW, STATEMENTS)
    assert frame.is_empty()
    assert frame.schema == pl.Schema(CHANGE_SCHEMA)
    assert changes_in_words(frame, NOW) == "Nothing has changed since 30 September 2026."


def test_what_one_moment_has_no_frame_for_is_left_out() -> None:
    assert what_changed({"score": scores(2)}, {}, BEFORE, NOW, STATEMENTS).is_empty()
    empty = {"score": scores(), "finding": findings(), "learning": lessons(), "action": actions()}
    assert what_changed(empty, empty, BEFORE, NOW, STATEMENTS).is_empty()
    assert what_changed(empty, empty, BEFORE, NOW, STATEMENTS[:0]).is_empty()


def test_moments_the_wrong_way_round_are_refused() -> None:
    with pytest.raises(ValueError, match="before since"):
        what_changed({}, {}, NOW, BEFORE, STATEMENTS)


@given(
    st.lists(
        st.builds(
            lambda change, size, target: Change(
                "lesson", change, "better", f"{target} moved.", size, (target,)
            ),
            st.sampled_from(sorted(WEIGHTS)),
            st.integers(0, 9),
            st.sampled_from("abcd"),
        ),
        max_size=15,
    ),
    st.randoms(),
)
def test_the_order_goes_by_weight_then_size_however_changes_come(
    changes: list[Change], random: Any
) -> None:
    frame = ranked(changes)
    shuffled = list(changes)
    random.shuffle(shuffled)
    assert ranked(shuffled).equals(frame)
    keys = frame.select(-pl.col("importance"), -pl.col("size")).rows()
    assert keys == sorted(keys)
    assert frame["rank"].to_list() == list(range(1, len(changes) + 1))


some_scores = st.lists(st.none() | st.integers(1, 4), min_size=3, max_size=3)
some_lessons = st.lists(
    st.fixed_dictionaries(
        {
            "found": st.dates(date(2026, 1, 1), date(2026, 12, 1)),
            "shared_on": st.none() | st.dates(date(2026, 1, 1), date(2026, 12, 1)),
            "embedded_on": st.none() | st.dates(date(2026, 1, 1), date(2026, 12, 1)),
        }
    ),
    max_size=8,
)


@given(some_scores, some_scores, some_lessons)
@settings(max_examples=40, deadline=None)
def test_two_equal_moments_have_no_change_and_swapped_scores_the_opposite(
    first: list[int | None], second: list[int | None], rows: list[dict[str, Any]]
) -> None:
    one = {"score": scores(*first), "learning": lessons(*rows)}
    assert what_changed(one, one, NOW, NOW, STATEMENTS).is_empty()
    there = score_changes(scores(*first), scores(*second), STATEMENTS)
    back = score_changes(scores(*second), scores(*first), STATEMENTS)
    opposite = {"better": "worse", "worse": "better", "neutral": "neutral"}
    moved = {c.targets: opposite[c.direction] for c in there if c.kind == "score"}
    assert moved == {c.targets: c.direction for c in back if c.kind == "score"}
    for change in what_changed(
        one, {**one, "score": scores(*second)}, BEFORE, NOW, STATEMENTS
    ).iter_rows(named=True):
        assert change["change"] in WEIGHTS
        assert "None" not in change["sentence"]
        assert change["target_id"] in change["targets"]


def test_a_score_recorded_twice_on_one_day_counts_as_recorded_last() -> None:
    again = scores(4).with_columns(recorded_at=pl.lit(datetime(2026, 9, 1)))
    changes = score_changes(scores(2), pl.concat([again, scores(2)]), STATEMENTS)
    assert said(changes) == [
        "Assessing needs: published score went from 2 (requires improvement) to 4 (outstanding)."
    ]
