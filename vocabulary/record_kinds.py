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


KIND_IN_SHORT: Final[Mapping[str, str]] = {
    **KIND_NAMES,
    "coproduction": "Coproduction",
    "innovation": "Innovation",
}
"""In a table's cell."""

KIND_WITHIN: Final[Mapping[str, str]] = {
    "finding": "finding",
    "audit": "audit",
    "complaint": "complaint",
    "ombudsman": "ombudsman's decision",
    "coproduction": "activity",
    "learning": "lesson",
}
"""Within a sentence, where the record has been named before."""
