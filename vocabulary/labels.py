"""The field's words for stored codes, as people read them."""

from __future__ import annotations

POLARITIES: dict[str, str] = {
    "strength": "Strength",
    "shortfall": "Shortfall",
    "mixed": "Mixed",
    "in_progress": "In progress",
    "context": "Context",
}
CATEGORIES: dict[str, str] = {
    "people_experience": "People's experience",
    "staff_and_leaders": "Staff and leaders",
    "partners": "Partners",
    "processes": "Processes",
}
SOURCE_KINDS: dict[str, str] = {
    "cqc_assessment": "CQC assessment",
    "peer_review": "Peer review",
    "self_assessment": "Self-assessment",
    "practice_review": "Practice review",
}
NATURES: dict[str, str] = {
    "published": "Published",
    "own": "Own records",
    "illustrative": "Example",
}
