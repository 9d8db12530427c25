"""What a record of a trail is, in a few words: what it says, how it stands, when it was."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from components.exhibits.exhibit import Signal
from measures.evidence_trail.links import ELSEWHERE
from measures.evidence_trail.records import Proof
from measures.plan.progress import ActionState
from vocabulary.complaints import OUTCOME_OF_A_RECORD, OUTCOMES_SO_FAR
from vocabulary.coproduction import RESULT_OF_A_RECORD
from vocabulary.findings import Polarity
from vocabulary.learning import STAGE_OF_A_RECORD, CheckedBy
from vocabulary.ratings import SCORE_NAMES
from vocabulary.record_kinds import KIND_NAMES
from vocabulary.wording import long_date, sentence, within

_STATES: Final[Mapping[str, Mapping[str, str]]] = {
    "finding": Polarity.labels(),
    "complaint": OUTCOMES_SO_FAR,
    "ombudsman": OUTCOME_OF_A_RECORD,
    "coproduction": RESULT_OF_A_RECORD,
    "learning": STAGE_OF_A_RECORD,
}
_UNDECIDED: Final = ("complaint", "ombudsman", "coproduction")


def record_text(row: Mapping[str, Any]) -> str:
    """What the record says: its own sentence, or what it is where it has none.

    `row`: of `measures.evidence_trail.records.trail_records`.
    """
    if row["text"]:
        return str(row["text"])
    kind = KIND_NAMES.get(row["kind"], "Record")
    about = f" of {_small(row['about'])}" if row["about"] else ""
    team = f", {row['team']}" if row["team"] else ""
    state = record_state(row)
    return f"{kind}{about}{team}{': ' if state else ''}{within(state)}"


def record_state(row: Mapping[str, Any]) -> str:
    """How it stands, such as "Overdue" or "Partly upheld"; empty where nothing is known."""
    kind, state = str(row["kind"]), row["state"]
    if not state:
        return "Not decided yet" if kind in _UNDECIDED else ""
    if kind == "audit":
        return sentence(SCORE_NAMES[int(state)])
    words = _STATES.get(kind, {}).get(state)
    return sentence(words or _small(state))


def record_standing(row: Mapping[str, Any]) -> str:
    """Such as ": overdue", to follow its label; empty where its text says it already."""
    state = record_state(row) if row["text"] else ""
    return f": {within(state)}" if state else ""


def record_label(row: Mapping[str, Any]) -> str:
    """Such as "Lesson L-024, 3 June 2026"; a finding's reference says its day itself."""
    if row["kind"] == "finding":
        return str(row["reference"])
    if row["kind"] in ELSEWHERE:
        return f"{KIND_NAMES[row['kind']]}, kept elsewhere: only what names it is on record here"
    day = f", {long_date(row['day'])}" if row["day"] else ""
    return f"{KIND_NAMES.get(row['kind'], 'Record')} {row['reference']}{day}"


def record_meaning(row: Mapping[str, Any]) -> Signal:
    """The shape that stands before it."""
    if row["kind"] == "action":
        return (
            "attention"
            if row["state"] in (ActionState.OVERDUE, ActionState.CLOSED_WITHOUT_EVIDENCE)
            else _by_proof(row)
        )
    if row["kind"] in ("learning", "innovation"):
        return _by_proof(row)
    if row["short"]:
        return "attention"
    return "improved" if row["state"] in ("strength", "3", "4", "changed") else "usual"


def proof_text(row: Mapping[str, Any]) -> str:
    """The evidence that it worked, as a sentence; empty where there is none."""
    if row["proof"] != Proof.SHOWN:
        return ""
    day = f" on {long_date(row['proof_on'])}" if row["proof_on"] else ""
    text = str(row["proof_text"] or "")
    if row["kind"] == "learning":
        how = f" by {within(CheckedBy.labels().get(text, text))}" if text else ""
        return f"Checked{how}{day}: practice had improved, at least in part."
    if row["kind"] == "audit":
        return f"Audited again{day}: {_small(record_state(row))}."
    if row["kind"] == "coproduction":
        return f"People were told what came of it{day}."
    return text


def done_text(row: Mapping[str, Any]) -> str:
    """What was changed, as a sentence; empty where nothing was, or an action says it itself."""
    if row["kind"] == "action" or not (row["done"] or row["done_on"]):
        return ""
    return str(row["done"] or "A change was made; what it was is not recorded.")


def _by_proof(row: Mapping[str, Any]) -> Signal:
    signals: dict[str, Signal] = {
        Proof.SHOWN: "improved",
        Proof.FAILED: "attention",
        Proof.NOT_SHOWN: "attention",
    }
    return signals.get(str(row["proof"]), "usual")


def _small(code: object) -> str:
    """A stored code, or a name, as it stands within a sentence."""
    return within(str(code).replace("_", " "))
