"""What needs attention: the exhibits of all subjects that hold a signal, the gravest first."""

from __future__ import annotations

from components.catalogue import Showing
from components.exhibit import Exhibit

# In the order leaders should hear of them: people first, then proof, then what supports both.
WATCHED = (
    "ombudsman_upheld",
    "complaints_volume",
    "complaints_timeliness",
    "training_gap",
    "training_duties",
    "learning_loop",
    "learning_not_evidenced",
    "audit_repeats",
    "audit_moderation",
    "coproduction_answers",
    "coproduction_voices",
    "plan_due",
    "plan_without_evidence",
    "staff_voice",
)
MOST = 5


def attention(showing: Showing) -> tuple[list[Exhibit], int]:
    """The exhibits to look at first, `MOST` at most, and how many more there are."""
    found = [
        exhibit
        for exhibit in (showing(key) for key in WATCHED if showing.may(key))
        if exhibit.signal == "attention"
    ]
    return found[:MOST], max(0, len(found) - MOST)
