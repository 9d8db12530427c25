"""What the judging of a statement against the published rating characteristics is about."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from vocabulary.labels import LabelledEnum
from vocabulary.ratings import SCORE_NAMES


class CharacteristicOf(LabelledEnum):
    """The judgement that a characteristic describes, worst first."""

    INADEQUATE = "inadequate"
    REQUIRES_IMPROVEMENT = "requires_improvement"
    GOOD = "good"
    OUTSTANDING = "outstanding"


SCORE_OF: Final[Mapping[str, int]] = {
    member.value: score for member, score in zip(CharacteristicOf, SCORE_NAMES, strict=True)
}
"""The score that each judgement is."""


class Met(LabelledEnum):
    """How far a characteristic is met, by the council's own judgement."""

    MET = "met"
    PARTLY = "partly", "Partly met"
    NOT_MET = "not_met", "Not met"
    NOT_KNOWN = "not_known", "Not known"


class Standing(LabelledEnum):
    """How a characteristic stands: as judged, where evidence is chosen; else that there is none."""

    MET = "met", "Met, with evidence"
    PARTLY = "partly", "Partly met, with evidence"
    NOT_MET = "not_met", "Not met, with evidence"
    NO_EVIDENCE = "no_evidence", "No evidence yet"


class AssessmentKind(LabelledEnum):
    """What comes next, for which evidence has to be there."""

    YEARLY = "yearly", "Yearly self-assessment, discussed with the regulator"
    REASSESSMENT = "reassessment", "Reassessment by the regulator"


NEXT_IN_SHORT: Final[Mapping[str, str]] = {
    AssessmentKind.YEARLY: "yearly self-assessment",
    AssessmentKind.REASSESSMENT: "reassessment",
}
"""Within a sentence."""

RESTS_ON: Final[Mapping[str, tuple[str, str]]] = {
    "findings": ("finding", "Finding"),
    "measures": ("indicator", "Measure"),
    "audits": ("audit", "Audit"),
    "lessons": ("learning", "Lesson"),
    "actions": ("action", "Action"),
}
"""What a judgement may rest on: by its field, the kind of record, and what one is called."""
