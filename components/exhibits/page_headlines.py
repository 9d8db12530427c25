"""The first line of a subject's page: its question answered in one sentence, from its exhibits."""

from __future__ import annotations

from components.exhibits.exhibit import Exhibit
from vocabulary.wording import within

_GAP = {
    "A real gap:": {
        "attention": "Specialist teams miss more of the training their role needs",
        "usual": "Specialist teams get the training their role needs more often than others",
    },
    "Within chance.": {
        "usual": "Specialist teams get the training their role needs as often as others",
    },
}
_OMBUDSMAN = {
    "Within chance.": "what the ombudsman upheld is within chance",
    "Too few to judge.": "the ombudsman's findings are too few to judge",
}


def learning_answer(gap: Exhibit, duties: Exhibit) -> str:
    """Who cannot get the training their role needs, from `training_gap` and `training_duties`."""
    if gap.frame.is_empty() and duties.frame.is_empty():
        return "Who misses the training their role needs is not on record for this choice"
    answer = _GAP.get(gap.verdict, {}).get(
        gap.signal, "Whether specialist teams miss training cannot be told from what is recorded"
    )
    return f"{answer}; {within(duties.headline)}" if duties.signal == "attention" else answer


def complaints_answer(volume: Exhibit, times: Exhibit, upheld: Exhibit) -> str:
    """Whether complaints are as usual, from `complaints_volume`, `complaints_timeliness` and
    `ombudsman_upheld`."""
    if volume.signal == "attention":
        lead = volume.headline
    elif volume.verdict.startswith("Usual variation"):
        lead = "Complaints are as usual"
    else:
        lead = "Too few complaints are on record to say what is usual"
    if upheld.signal == "attention":
        return f"{lead}, but more is upheld than at similar councils"
    if times.signal == "attention":
        return f"{lead}, but some answers are overdue"
    found = _OMBUDSMAN.get(upheld.verdict)
    return f"{lead}, and {found}" if found else lead
