"""Whatever is missing, every measure of the council's record answers with the same columns, and
no sentence says None or nan. With FULL=1 many more records are drawn."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

import polars as pl
import pytest

from measures.audits import coverage, repeat_findings
from measures.audits import grades as audits
from measures.changes import what_changed
from measures.coproduction import activities as coproduction
from measures.learning import learning_loop
from measures.plan import progress as plan
from measures.plan import shortfalls as plan_links
from measures.themes import timeline
from tests.measures.drawn_records import drawn_frames
from tests.sampling import FULL
from vocabulary.framework import CQC_2023

TODAY, BEFORE = date(2026, 9, 30), date(2026, 6, 30)
STATEMENTS = CQC_2023.frame()
SEEDS = range(30 if FULL else 4)
GAPS = ((0.0, False), (0.3, False), (0.9, False), (0.3, True), (1.0, True))

Answers = Iterator[tuple[str, pl.DataFrame]]


def of_coproduction(known: dict[str, pl.DataFrame]) -> Answers:
    held = known["coproduction"]
    for by in (None, "level", "groups"):
        yield f"over time by {by}", coproduction.over_time(held, TODAY, by)
        yield f"changed by {by}", coproduction.changed(held, TODAY, by)
        yield f"heard back by {by}", coproduction.days_to_hear_back(held, TODAY, by)
    yield "level", coproduction.by_level(held, TODAY)
    yield "shaped", coproduction.shaped(held, TODAY)
    reached = coproduction.reach(held, known["seldom_heard"], TODAY)
    yield "reach", reached
    yield "you said", coproduction.you_said(held, TODAY)


def of_audits(known: dict[str, pl.DataFrame]) -> Answers:
    done, lessons = known["audit"], known["learning"]
    for by in (None, "team", "practice_area"):
        yield f"grades by {by}", audits.grades_over_time(done, TODAY, by)
        yield f"voice by {by}", audits.voice_sought(done, TODAY, by)
        yield f"moderation by {by}", audits.moderation(done, TODAY, by)
    yield "teams", audits.grades_by(done, TODAY, ("team", "practice_area"))
    cases = coverage.open_cases(known["indicator"], TODAY)
    yield "cases", cases
    yield "coverage", coverage.coverage(done, cases, BEFORE, TODAY)
    yield "coverage by area", coverage.coverage(done, cases, None, TODAY, "practice_area")
    kinds = coverage.strata(cases, done, TODAY)
    yield "sample", coverage.next_sample(kinds, 12, "2026-10")
    repeats = repeat_findings.repeat_findings(done, lessons, TODAY)
    yield "repeats", repeats
    yield "repeats in all", repeat_findings.repeat_summary(repeats)
    pairs = repeat_findings.re_audits(done, TODAY)
    yield "re-audits", pairs
    yield "re-audits in all", repeat_findings.re_audit_results(pairs)


def of_learning(known: dict[str, pl.DataFrame]) -> Answers:
    stages = learning_loop.lesson_stages(known["learning"], TODAY)
    yield "stages", stages
    yield "not evidenced", learning_loop.not_evidenced(stages)
    for by in (None, "origin", "themes"):
        flow = learning_loop.flow(stages, by)
        yield f"flow by {by}", flow
        yield "leak", pl.DataFrame({"sentence": [learning_loop.biggest_leak(flow)]})


def of_the_plan(known: dict[str, pl.DataFrame]) -> Answers:
    agreed, findings, lessons = known["action"], known["finding"], known["learning"]
    states = plan.action_states(agreed, TODAY)
    yield "states", states
    for by in (None, "statement", "owner", "themes"):
        yield f"summary by {by}", plan.summary(states, by)
    yield "burn-up", plan.burn_up(states, TODAY)
    short = plan_links.shortfalls(findings, lessons, agreed, TODAY)
    yield "shortfalls", short
    yield "shortfalls by", plan_links.shortfalls_by(short, "themes")


def of_themes(known: dict[str, pl.DataFrame]) -> Answers:
    codebook = known["theme"]
    evidence = timeline.theme_evidence(known, TODAY)
    yield "evidence", evidence
    yield "by statement", timeline.by_statement(evidence, codebook, STATEMENTS)


@pytest.mark.parametrize(
    "measure", [of_coproduction, of_audits, of_learning, of_the_plan, of_themes]
)
@pytest.mark.parametrize(("gaps", "required_too"), GAPS)
def test_whatever_is_missing_the_answer_has_the_same_columns(
    measure: object, gaps: float, required_too: bool
) -> None:
    assert callable(measure)
    schemas: dict[str, pl.Schema] = {}
    for seed in SEEDS:
        known = drawn_frames(seed, gaps, required_too=required_too)
        if seed == 0:
            known = {name: frame[:0] for name, frame in known.items()}
        for name, answer in measure(known):
            assert answer.schema == schemas.setdefault(name, answer.schema), name
            check_sentences(answer)


@pytest.mark.parametrize(("gaps", "required_too"), GAPS)
def test_whatever_is_missing_what_changed_can_be_said(gaps: float, required_too: bool) -> None:
    for seed in SEEDS:
        earlier = drawn_frames(seed, gaps, required_too=required_too)
        later = drawn_frames(seed + 1000, gaps, required_too=required_too)
        check_sentences(what_changed.what_changed(earlier, later, BEFORE, TODAY, STATEMENTS))


def check_sentences(answer: pl.DataFrame) -> None:
    if "sentence" in answer.columns:
        assert answer["sentence"].null_count() == 0
        for sentence in answer["sentence"]:
            assert not re.search(r"\b(None|nan|null|inf)\b", sentence), sentence
