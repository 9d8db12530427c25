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


REVIEW_GOES_ON: dict[str, str] = ReviewState.labels() | {ReviewState.OPEN: "Going on"}
"""In the list of reviews."""

NOTE_BECOMES: dict[str, str] = {
    NoteKind.OBSERVATION: "Becomes a finding, beside those of the assessment.",
    NoteKind.LESSON: "Becomes a lesson, followed round the learning loop.",
    NoteKind.ACTION: "Becomes an action of the improvement plan.",
    NoteKind.DECISION: "Stays in the minutes.",
}
"""As a sentence under the choice of what to note."""

NOTES_IN_MINUTES: dict[str, str] = {
    NoteKind.OBSERVATION: "What was observed",
    NoteKind.LESSON: "What was learnt",
    NoteKind.ACTION: "What will be done",
    NoteKind.DECISION: "What was decided",
}
"""As headings of the minutes."""
