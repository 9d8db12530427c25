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


class LessonStage(LabelledEnum):
    """How far round the learning loop a lesson has come."""

    FOUND = "found"
    SHARED = "shared"
    CHANGED = "changed"
    CHECKED = "checked", "Checked again"
    EMBEDDED = "embedded"


STAGE_IN_FULL: dict[str, str] = {
    LessonStage.FOUND: "Found only",
    LessonStage.SHARED: "Shared, nothing changed yet",
    LessonStage.CHANGED: "Changed, not checked again",
    LessonStage.CHECKED: "Checked again",
    LessonStage.EMBEDDED: "Embedded, and a check shows it",
}
"""In a list of lessons."""

STAGE_IN_A_DOCUMENT: dict[str, str] = {
    LessonStage.FOUND: "Found, not shared yet",
    LessonStage.SHARED: "Shared; nothing changed yet",
    LessonStage.CHANGED: "Practice changed",
    LessonStage.CHECKED: "Checked again",
    LessonStage.EMBEDDED: "Embedded",
}
"""In the self-assessment."""

STAGE_OF_A_RECORD: dict[str, str] = {
    LessonStage.FOUND: "found, not shared yet",
    LessonStage.SHARED: "shared, nothing changed yet",
    LessonStage.CHANGED: "changed, not checked yet",
    LessonStage.CHECKED: "checked again",
    LessonStage.EMBEDDED: "embedded",
}
"""Within a sentence about the record."""

STAGE_WAITED_FOR: dict[str, str] = {
    LessonStage.FOUND: "not shared yet",
    LessonStage.SHARED: "nothing changed yet",
    LessonStage.CHANGED: "not checked yet",
    LessonStage.CHECKED: "checked, not embedded yet",
    LessonStage.EMBEDDED: "embedded",
}
"""What has not happened yet, within a sentence."""

STAGE_WHERE_LOST: dict[str, str] = {
    LessonStage.FOUND: "were never shared",
    LessonStage.SHARED: "led to no change",
    LessonStage.CHANGED: "were not checked again",
    LessonStage.CHECKED: "were not embedded",
}
"""What became of the lessons that came no further."""

STAGE_WHERE_STUCK: dict[str, str] = {
    LessonStage.FOUND: "not been shared",
    LessonStage.SHARED: "led to no change",
    LessonStage.CHANGED: "not been checked again",
    LessonStage.CHECKED: "not been embedded",
    LessonStage.EMBEDDED: "",
}
"""What has not become of those that are stuck, after "has" or "have"."""

ORIGIN_IN_SHORT: dict[str, str] = Origin.labels() | {
    Origin.AUDIT: "Practice audit",
    Origin.FINDING: "Assessment or review",
}
"""In a table's cell."""
