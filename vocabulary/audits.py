"""What practice audits and reviews are about: parts of practice, and what is noted."""

from vocabulary.labels import LabelledEnum


class PracticeArea(LabelledEnum):
    """The part of practice a case was audited for."""

    ASSESSMENT = "assessment"
    SUPPORT_PLANNING = "support_planning"
    REVIEW = "review"
    SAFEGUARDING = "safeguarding"
    MENTAL_CAPACITY = "mental_capacity"
    CARERS = "carers"
    OCCUPATIONAL_THERAPY = "occupational_therapy"
    HOSPITAL_DISCHARGE = "hospital_discharge"
    TRANSITIONS = "transitions"
    MENTAL_HEALTH = "mental_health"
    DIRECT_PAYMENTS = "direct_payments"
    OTHER = "other"


class ReviewState(LabelledEnum):
    """Whether a review is going on."""

    OPEN = "open"
    PAUSED = "paused"
    FINISHED = "finished"


class NoteKind(LabelledEnum):
    """What a note is, and so what it becomes: a finding, a lesson, an action, or only minutes."""

    OBSERVATION = "observation"
    LESSON = "lesson"
    ACTION = "action"
    DECISION = "decision"
