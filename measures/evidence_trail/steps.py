"""The trail from score to proof, step by step, with what is missing named."""

from __future__ import annotations

from enum import StrEnum
from typing import Any, Final

import polars as pl

from measures.complaints.states import NO_FINDING
from measures.evidence_trail.links import ELSEWHERE, FOUND
from measures.evidence_trail.records import RECORD_SCHEMA, Proof
from measures.evidence_trail.walk import TRAIL_SCHEMA
from measures.plan.progress import OPEN_STATES
from measures.statistics.columns import require
from vocabulary.record_kinds import KIND_WITHIN

STEPS: Final = ("found", "lesson", "action", "evidence")


class StepStanding(StrEnum):
    """Whether a step from score to proof is taken.

    known: there is a record or a text; gap: there ought to be and is not; not yet: it is too
    early; not needed: nothing has to stand here.
    """

    KNOWN = "known"
    GAP = "gap"
    NOT_YET = "not yet"
    NOT_NEEDED = "not needed"


STEP_OF: Final = dict.fromkeys((*FOUND, *ELSEWHERE), "found") | {
    "learning": "lesson",
    "action": "action",
    "innovation": "action",
}


def trail_steps(record: dict[str, Any], trail: pl.DataFrame, others: pl.DataFrame) -> pl.DataFrame:
    """Say for each of `STEPS` whether it is taken, and if not, what that means.

    `record`: the row of `records.trail_records` for the record itself. `trail`: what
    `walk.trail_of` gave for it. `others`: what `trail_records` gave for the records of the trail.
    What a lesson or an activity changed counts as the action. Evidence is an action's evidence of
    impact, a check of a lesson that found practice better, a later audit graded good or better,
    what a pilot showed, or that people were told. Nothing need follow from a strength, a good
    audit or a complaint that was not upheld. Gives four rows in order: step, standing (one of
    `StepStanding`), sentence (where it is not known, else missing).

    Raises ValueError naming the column that is missing.
    """
    require(trail, *TRAIL_SCHEMA)
    require(others, *RECORD_SCHEMA)
    with_kinds = {
        direction: set(trail.filter(pl.col("direction") == direction).get_column("kind"))
        for direction in ("up", "down")
    }
    later = trail.filter(
        (pl.col("direction") == "down") | pl.col("kind").is_in(["learning", "action"])
    )
    rows = [record, *others.join(later, on=["kind", "reference"], how="semi").to_dicts()]
    found = _found(record, with_kinds["up"])
    action = _action(record, rows, with_kinds)
    answers = (
        found,
        _lesson(record, with_kinds, acted=action[0] == StepStanding.KNOWN),
        action,
        _evidence(record, rows, acted=action[0] == StepStanding.KNOWN),
    )
    return pl.DataFrame(
        [(step, *answer) for step, answer in zip(STEPS, answers, strict=True)],
        schema={"step": pl.String, "standing": pl.String, "sentence": pl.String},
        orient="row",
    )


_NOT_SHOWN: Final = {
    Proof.FAILED: "It was looked at again, and practice had not improved.",
    Proof.NOT_SHOWN: "It is said to be done, but nothing on record shows that it worked.",
}

Answer = tuple[StepStanding, str | None]
_KNOWN: Final[Answer] = (StepStanding.KNOWN, None)


def _step(kind: str) -> str:
    return STEP_OF.get(kind, "found")


def _found(record: dict[str, Any], above: set[str]) -> Answer:
    if _step(record["kind"]) == "found" or any(_step(kind) == "found" for kind in above):
        return _KNOWN
    if record["kind"] == "innovation":
        return (
            StepStanding.NOT_NEEDED,
            "A pilot may begin with an idea; none of its causes are recorded.",
        )
    if record["kind"] == "action" and "learning" not in above:
        return StepStanding.GAP, "It answers nothing on record."
    return StepStanding.GAP, "It is not on record where the lesson was found."


def _lesson(record: dict[str, Any], kinds: dict[str, set[str]], *, acted: bool) -> Answer:
    if record["kind"] == "learning" or "learning" in kinds["up"] | kinds["down"]:
        return _KNOWN
    if record["kind"] == "innovation":
        return StepStanding.NOT_NEEDED, "No lesson need come before a pilot."
    if record["kind"] == "action":
        return (
            StepStanding.NOT_NEEDED,
            "The action answers what was found directly, without a lesson.",
        )
    if not record["short"]:
        return StepStanding.NOT_NEEDED, _nothing(record)
    if acted:
        return StepStanding.NOT_NEEDED, "An action answers it directly, without a lesson."
    return (
        StepStanding.GAP,
        f"No lesson was drawn from this {KIND_WITHIN.get(record['kind'], 'record')}.",
    )


def _action(
    record: dict[str, Any], rows: list[dict[str, Any]], kinds: dict[str, set[str]]
) -> Answer:
    if _step(record["kind"]) == "action" or "action" in kinds["up"] | kinds["down"]:
        return _KNOWN
    if any(row["done_on"] is not None or row["done"] for row in rows):
        return _KNOWN
    if record["kind"] == "coproduction" and "learning" not in kinds["down"]:
        return StepStanding.NOT_YET, "It is not decided yet what comes of it."
    if not record["short"] and "learning" not in kinds["down"]:
        return StepStanding.NOT_NEEDED, _nothing(record)
    return StepStanding.GAP, f"No action answers this {KIND_WITHIN.get(record['kind'], 'record')}."


def _evidence(record: dict[str, Any], rows: list[dict[str, Any]], *, acted: bool) -> Answer:
    proofs = {row["proof"] for row in rows}
    if Proof.SHOWN in proofs:
        return _KNOWN
    for proof, said in _NOT_SHOWN.items():
        if proof in proofs:
            return StepStanding.GAP, said
    if acted or Proof.WAITING in proofs:
        still = any(row["kind"] == "action" and row["state"] in OPEN_STATES for row in rows)
        return StepStanding.NOT_YET, (
            "The action is still open." if still else "Nobody has looked yet whether it worked."
        )
    if not record["short"]:
        return StepStanding.NOT_NEEDED, _nothing(record)
    return StepStanding.GAP, "Nothing has been done on record, so nothing can show that it worked."


def _nothing(record: dict[str, Any]) -> str:
    if record["kind"] == "complaint" and record["state"] is None:
        return "It is not decided yet, so nothing need follow yet."
    if record["kind"] == "complaint" and record["state"] == NO_FINDING:
        return "It was answered and no finding is recorded, so nothing need follow."
    if record["kind"] == "ombudsman" and record["state"] is None:
        return "The ombudsman has not decided yet."
    return (
        f"Nothing need follow: the {KIND_WITHIN.get(record['kind'], 'record')} does not fall short."
    )
