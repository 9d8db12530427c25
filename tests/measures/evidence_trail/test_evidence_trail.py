"""The trail from score to proof: what hangs together, walked both ways, with its gaps named."""

from __future__ import annotations

from datetime import date
from typing import Any

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from measures.evidence_trail.links import KINDS, LINK_SCHEMA, trail_links
from measures.evidence_trail.records import RECORD_SCHEMA, Proof, trail_records
from measures.evidence_trail.steps import STEPS, StepStanding, trail_steps
from measures.evidence_trail.walk import TRAIL_SCHEMA, trail_of
from tests.measures.drawn_records import drawn_frames
from tests.measures.record_rows import day, records
from tests.sampling import FULL

TODAY = date(2026, 9, 30)
SEEDS = range(40 if FULL else 3)
Frames = dict[str, pl.DataFrame]


def council(**rows: list[dict[str, Any]]) -> Frames:
    plain: dict[str, dict[str, Any]] = {
        "finding": {
            "source_kind": "cqc_assessment",
            "published": day("2025-03-14"),
            "statement": "learning",
            "paragraph": 1,
            "sentence": 1,
            "text": "Some staff could not get training.",
            "category": "staff_and_leaders",
            "polarity": "shortfall",
        },
        "audit": {"audited": day("2025-02-01"), "auditor_grade": 2, "practice_area": "review"},
        "complaint": {"received": day("2025-02-01"), "outcome": "upheld"},
        "coproduction": {"held": day("2025-02-01"), "title": "A workshop", "level": "engage"},
        "learning": {"origin": "audit", "found": day("2025-04-01"), "lesson": "Ask first."},
        "action": {"opened": day("2025-05-01"), "action": "Agree a training plan."},
        "innovation": {"started": day("2025-05-01"), "name": "Sensors", "stage": "pilot"},
    }
    return {
        name: records(name, [{**given, **row} for row in rows.get(name, [])])
        for name, given in plain.items()
    }


def around(frames: Frames, kind: str, reference: str) -> list[tuple[str, int, str, str]]:
    trail = trail_of(trail_links(frames, TODAY), kind, reference)
    return trail.select("direction", "steps", "kind", "reference").rows()


def steps(frames: Frames, kind: str, reference: str) -> dict[str, tuple[str, str | None]]:
    trail = trail_of(trail_links(frames, TODAY), kind, reference)
    asked = pl.DataFrame({"kind": [kind], "reference": [reference]})
    [record] = trail_records(frames, asked, TODAY).to_dicts()
    told = trail_records(frames, trail, TODAY)
    return {step: (standing, said) for step, standing, said in
            trail_steps(record, trail, told).rows()}  # fmt: skip


WHOLE = council(
    finding=[{"reference": "P 1.4"}],
    audit=[
        {"reference": "A-1", "themes": ["carers"]},
        {"reference": "A-1-R", "re_audit_of": "a 1", "auditor_grade": 3},
    ],
    complaint=[{"reference": "C-1", "ombudsman_referred": True, "ombudsman_outcome": "upheld"}],
    learning=[
        {"reference": "L-1", "origin": "audit", "origin_reference": "A-1"},
        {"reference": "L-2", "origin": "ombudsman", "origin_reference": "C1"},
    ],
    action=[
        {"reference": "ACT-1", "answers_kind": "finding", "answers": ["p1.4"]},
        {"reference": "ACT-2", "answers_kind": "learning", "answers": ["L-1", "L 2"]},
    ],
)


def test_an_action_leads_up_through_its_lessons_to_what_was_found() -> None:
    assert around(WHOLE, "action", "ACT-2") == [
        ("up", 1, "learning", "L-1"),
        ("up", 1, "learning", "L-2"),
        ("up", 2, "audit", "A-1"),
        ("up", 2, "ombudsman", "C-1"),
        ("up", 3, "complaint", "C-1"),
    ]


def test_a_finding_leads_down_to_the_action_that_answers_it() -> None:
    assert around(WHOLE, "finding", "P 1.4") == [("down", 1, "action", "ACT-1")]


def test_an_audit_leads_down_to_its_lesson_action_and_later_audit() -> None:
    assert around(WHOLE, "audit", "A-1") == [
        ("down", 1, "audit", "A-1-R"),
        ("down", 1, "learning", "L-1"),
        ("down", 2, "action", "ACT-2"),
    ]


def test_what_names_a_record_that_is_not_there_says_so() -> None:
    frames = council(learning=[
        {"reference": "L-1", "origin": "safeguarding_adult_review", "origin_reference": "SAR 1"},
        {"reference": "L-2", "origin": "safeguarding_adult_review", "origin_reference": "SAR-1"},
        {"reference": "L-3", "origin": "audit", "origin_reference": "A-404"},
    ])  # fmt: skip
    links = trail_links(frames, TODAY)
    assert not links["on_record"].any()
    assert links.filter(pl.col("kind") == "safeguarding_adult_review")["reference"].n_unique() == 1
    assert steps(frames, "learning", "L-3")["found"][0] == "known"


def test_an_action_that_does_not_say_what_it_answers_is_looked_up_everywhere() -> None:
    frames = council(
        audit=[{"reference": "X-1"}], action=[{"reference": "ACT-1", "answers": ["X1"]}]
    )
    assert around(frames, "audit", "X-1") == [("down", 1, "action", "ACT-1")]


def test_a_decision_without_a_referral_is_the_complaint() -> None:
    frames = council(
        complaint=[{"reference": "C-1"}],
        learning=[{"reference": "L-1", "origin": "ombudsman", "origin_reference": "C-1"}],
    )
    assert around(frames, "learning", "L-1") == [("up", 1, "complaint", "C-1")]


def test_what_happened_later_has_not_happened() -> None:
    assert trail_links(WHOLE, date(2025, 4, 30)).filter(pl.col("to_kind") == "action").is_empty()


def test_a_record_that_names_itself_hangs_on_nothing() -> None:
    frames = council(audit=[{"reference": "A-1", "re_audit_of": "A-1"}])
    assert around(frames, "audit", "A-1") == []


def test_a_circle_is_walked_once() -> None:
    frames = council(audit=[{"reference": f"A-{n}", "re_audit_of": f"A-{(n + 1) % 5}"}
                            for n in range(5)])  # fmt: skip
    walked = around(frames, "audit", "A-0")
    assert sorted(step for way, step, *_ in walked if way == "down") == [1, 2, 3, 4]
    assert sorted(step for way, step, *_ in walked if way == "up") == [1, 2, 3, 4]


nodes = st.tuples(st.sampled_from(KINDS[:4]), st.sampled_from("abcde"))


@settings(deadline=None, max_examples=200 if FULL else 30)
@given(st.lists(st.tuples(nodes, nodes), max_size=16))
def test_every_chain_is_walkable_in_both_directions_and_ends(
    pairs: list[tuple[tuple[str, str], tuple[str, str]]],
) -> None:
    links = pl.DataFrame(
        [(*one, "lesson", *other, True) for one, other in pairs if one != other],
        schema=LINK_SCHEMA,
        orient="row",
    )
    walks = {node: trail_of(links, *node) for pair in pairs for node in pair}
    reached = {
        (node, (row["kind"], row["reference"]), row["direction"], row["steps"])
        for node, walk in walks.items()
        for row in walk.iter_rows(named=True)
    }
    turned = {"up": "down", "down": "up"}
    assert reached == {(other, one, turned[way], n) for one, other, way, n in reached}
    for node, walk in walks.items():
        assert not walk.select("direction", "kind", "reference").is_duplicated().any()
        assert node not in set(walk.select("kind", "reference").rows())


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("gaps", [0.0, 0.4, 1.0])
def test_whatever_is_missing_the_chain_can_be_told(seed: int, gaps: float) -> None:
    frames = drawn_frames(seed, gaps, required_too=True)
    links = trail_links(frames, TODAY)
    assert dict(links.schema) == LINK_SCHEMA
    assert links.filter(pl.all_horizontal(pl.col("kind", "reference").is_not_null())).equals(links)
    for kind in KINDS:
        frame = frames["complaint" if kind == "ombudsman" else kind]
        for reference in frame["reference"].drop_nulls().unique():
            trail = trail_of(links, kind, reference)
            assert dict(trail.schema) == TRAIL_SCHEMA
            told = trail_records(frames, trail, TODAY)
            assert dict(told.schema) == RECORD_SCHEMA
            asked = pl.DataFrame({"kind": [kind], "reference": [reference]})
            for record in trail_records(frames, asked, TODAY).to_dicts():
                assert record["proof"] is None or record["proof"] in set(Proof)
                answer = trail_steps(record, trail, told)
                assert answer["step"].to_list() == list(STEPS)
                assert set(answer["standing"]) <= set(StepStanding)
                assert not answer.filter(
                    (pl.col("standing") == "known") != pl.col("sentence").is_null()
                ).height


# What the steps say


def test_a_shortfall_that_nobody_answers_is_a_chain_of_gaps() -> None:
    told = steps(council(finding=[{"reference": "P 1"}]), "finding", "P 1")
    assert told["lesson"] == ("gap", "No lesson was drawn from this finding.")
    assert told["action"] == ("gap", "No action answers this finding.")
    assert told["evidence"][0] == "gap"


def test_nothing_need_follow_from_a_strength() -> None:
    frames = council(finding=[{"reference": "P 1", "polarity": "strength"}])
    told = steps(frames, "finding", "P 1")
    assert [told[step][0] for step in STEPS] == ["known", *["not needed"] * 3]


def test_an_open_action_is_not_yet_proven_and_a_closed_one_must_be() -> None:
    frames = council(
        finding=[{"reference": "P 1"}],
        action=[{"reference": "A", "answers_kind": "finding", "answers": ["P 1"]}],
    )
    assert steps(frames, "finding", "P 1")["evidence"] == ("not yet", "The action is still open.")
    closed = frames["action"].with_columns(closed=pl.lit(day("2026-01-01")))
    told = steps({**frames, "action": closed}, "finding", "P 1")
    assert told["evidence"][0] == "gap"
    proven = closed.with_columns(impact=pl.lit("Re-audit: 17 of 20 had it."))
    assert steps({**frames, "action": proven}, "finding", "P 1")["evidence"][0] == "known"


@pytest.mark.parametrize(
    ("found", "standing"),
    [("improved", "known"), ("partly_improved", "known"), ("not_improved", "gap"),
     (None, "not yet")],
)  # fmt: skip
def test_a_lesson_is_proven_by_a_check_after_its_change(found: str | None, standing: str) -> None:
    frames = council(learning=[{
        "reference": "L-1", "origin": "other", "change": "A new form.",
        "changed_on": day("2025-06-01"), "check_result": found,
        "checked_on": day("2025-09-01") if found else None,
    }])  # fmt: skip
    told = steps(frames, "learning", "L-1")
    assert told["action"] == ("known", None)
    assert told["evidence"][0] == standing


def test_a_check_before_the_change_proves_nothing() -> None:
    frames = council(learning=[{
        "reference": "L-1", "changed_on": day("2025-09-01"), "checked_on": day("2025-06-01"),
        "check_result": "improved", "change": "A new form.",
    }])  # fmt: skip
    assert steps(frames, "learning", "L-1")["evidence"][0] == "not yet"


def test_an_action_without_a_cause_says_so() -> None:
    frames = council(action=[{"reference": "A"}])
    assert steps(frames, "action", "A")["found"] == ("gap", "It answers nothing on record.")


def test_a_later_audit_graded_good_is_evidence_for_the_earlier_one() -> None:
    assert steps(WHOLE, "audit", "A-1")["evidence"] == ("known", None)


def test_an_audit_found_short_is_no_evidence_against_what_followed_from_it() -> None:
    frames = council(
        audit=[{"reference": "A", "auditor_grade": 1}, {"reference": "B", "re_audit_of": "A",
                                                        "auditor_grade": 1}],
        learning=[{"reference": "L", "origin_reference": "B"}],
    )  # fmt: skip
    assert "improved" not in str(steps(frames, "learning", "L")["evidence"][1])
    assert steps(frames, "audit", "A")["evidence"][0] == "gap"
