"""What complaints are about: how they arrive, what the council and the ombudsman conclude."""

from vocabulary.labels import LabelledEnum


class Channel(LabelledEnum):
    """How a complaint arrived."""

    PHONE = "phone"
    EMAIL = "email"
    LETTER = "letter"
    WEB_FORM = "web_form"
    IN_PERSON = "in_person"
    COUNCILLOR_OR_MP = "councillor_or_mp", "Councillor or MP"
    OTHER = "other"


class ComplaintOutcome(LabelledEnum):
    """What the council concluded."""

    UPHELD = "upheld"
    PARTLY_UPHELD = "partly_upheld"
    NOT_UPHELD = "not_upheld"
    WITHDRAWN = "withdrawn"


class OmbudsmanOutcome(LabelledEnum):
    """What the ombudsman decided."""

    UPHELD = "upheld"
    NOT_UPHELD = "not_upheld"
    CLOSED_AFTER_ENQUIRIES = "closed_after_enquiries"
    REFERRED_BACK = "referred_back"
    ADVICE_GIVEN = "advice_given"
    INCOMPLETE_OR_INVALID = "incomplete_or_invalid"


OUTCOME_OF_A_RECORD: dict[str, str] = OmbudsmanOutcome.labels() | {
    OmbudsmanOutcome.ADVICE_GIVEN: "Answered with advice",
}
"""What the ombudsman did, said of one complaint."""

OUTCOMES_SO_FAR: dict[str, str] = ComplaintOutcome.labels() | {
    "no_finding": "Answered, no finding recorded",
    "not_decided": "Not decided yet",
}
"""With what stands for complaints that have none: those answered, and those still open."""


class ComplaintStep(LabelledEnum):
    """What the council owes in time."""

    ACKNOWLEDGED = "acknowledged", "Acknowledged in 3 working days"
    ANSWERED = "answered", "Answered in time"


STEP_IN_TIME: dict[str, str] = {
    ComplaintStep.ACKNOWLEDGED: "acknowledged within 3 working days",
    ComplaintStep.ANSWERED: "answered by the day agreed, or within six months",
}
"""Within a sentence."""
