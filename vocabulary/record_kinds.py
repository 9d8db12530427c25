"""What kinds of record are called, by the kind's id."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

KIND_NAMES: Final[Mapping[str, str]] = {
    "finding": "Finding",
    "audit": "Practice audit",
    "complaint": "Complaint",
    "ombudsman": "Ombudsman decision",
    "coproduction": "Coproduction activity",
    "learning": "Lesson",
    "action": "Action",
    "innovation": "Pilot or study",
    "safeguarding_adult_review": "Safeguarding adult review",
    "compliment": "Compliment",
    "other": "Other source",
}
KIND_PLURALS: Final[Mapping[str, str]] = {
    "finding": "findings",
    "audit": "practice audits",
    "complaint": "complaints",
    "ombudsman": "ombudsman decisions",
    "coproduction": "coproduction activities",
    "learning": "lessons",
    "action": "actions",
    "innovation": "pilots and studies",
}
