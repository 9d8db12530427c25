"""What needs attention: the exhibits of all subjects that hold a signal, the gravest first."""

from __future__ import annotations

from components.exhibits.catalogue import Showing
from components.exhibits.exhibit import Exhibit

# In the order leaders should hear of them: people first, then proof, then what supports both.
WATCHED = (
    "complaints_volume",
    "ombudsman_upheld",
    "training_gap",
    "learning_loop",
    "audit_repeats",
    "complaints_timeliness",
    "plan_due",
    "training_duties",
    "learning_not_evidenced",
    "coproduction_voices",
    "coproduction_answers",
    "audit_moderation",
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
