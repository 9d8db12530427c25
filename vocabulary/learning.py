"""What lessons are about: where they come from, and how far round the loop they get."""

from vocabulary.labels import LabelledEnum


class Origin(LabelledEnum):
    """Where a lesson was found."""

    AUDIT = "audit"
    COMPLAINT = "complaint"
    OMBUDSMAN = "ombudsman"
    SAFEGUARDING_ADULT_REVIEW = "safeguarding_adult_review"
    COMPLIMENT = "compliment"
    COPRODUCTION = "coproduction"
    FINDING = "finding", "External assessment or review"
    OTHER = "other"


class SharedBy(LabelledEnum):
    """How a lesson was passed on."""

    SEVEN_MINUTE_BRIEFING = "seven_minute_briefing", "7-minute briefing"
    SUPERVISION = "supervision"
    TEAM_MEETING = "team_meeting"
    TRAINING = "training"
    PROCEDURE_CHANGE = "procedure_change"


class CheckedBy(LabelledEnum):
    """How it was checked whether practice had changed."""

    RE_AUDIT = "re_audit", "Re-audit"
    CASE_SAMPLE = "case_sample"
    PERFORMANCE_DATA = "performance_data"
    OBSERVATION = "observation"
    STAFF_FEEDBACK = "staff_feedback"
    PEOPLE_FEEDBACK = "people_feedback"
    OTHER = "other"


class CheckResult(LabelledEnum):
    """What the check found."""

    IMPROVED = "improved"
    PARTLY_IMPROVED = "partly_improved"
    NOT_IMPROVED = "not_improved"
