"""What the improvement plan is about: actions, and new ways of working."""

from vocabulary.labels import LabelledEnum


class AnswersKind(LabelledEnum):
    """What kind of thing an action answers."""

    FINDING = "finding"
    LEARNING = "learning", "Lesson"
    AUDIT = "audit"
    COMPLAINT = "complaint"
    OMBUDSMAN = "ombudsman"
    SAFEGUARDING_ADULT_REVIEW = "safeguarding_adult_review"
    COPRODUCTION = "coproduction"
    OTHER = "other"


class InnovationKind(LabelledEnum):
    """What kind of new work it is."""

    PILOT = "pilot"
    RESEARCH = "research"
    ADOPTED_PRACTICE = "adopted_practice"


class Stage(LabelledEnum):
    """How far it has come."""

    IDEA = "idea"
    PILOT = "pilot"
    EVALUATED = "evaluated"
    ADOPTED = "adopted"
    SPREAD = "spread"
    STOPPED = "stopped"


INNOVATION_OF_OURS: dict[str, str] = InnovationKind.labels() | {
    InnovationKind.ADOPTED_PRACTICE: "Adopted from elsewhere",
}
"""Said of the council's own work."""
