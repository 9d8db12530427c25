"""What has changed since the regulator's assessment: which way it speaks, and what says so."""

from __future__ import annotations

from vocabulary.labels import LabelledEnum


class Side(LabelledEnum):
    """Which way a line of evidence speaks. missing: what an assessor would ask for and nothing on
    record shows."""

    FOR = "for"
    AGAINST = "against"
    MISSING = "missing", "Cannot be shown"
    NEITHER = "neither", "No change shown"


class EvidenceKind(LabelledEnum):
    """What says so, in the order in which it is shown: no kind counts for more than another."""

    MEASURE = "measure", "Measures"
    SHORTFALL = "shortfall", "What was found short"
    REVIEW = "review", "Reviews since"
    COMPLAINT = "complaint", "Complaints"
    OMBUDSMAN = "ombudsman", "The ombudsman"
    AUDIT = "audit", "Practice audits"
    LESSON = "lesson", "Lessons"
    VOICE = "voice", "People's voices"
    STAFF = "staff", "Staff voice"
    INNOVATION = "innovation", "Innovation"


class Basis(LabelledEnum):
    """Which day is counted from."""

    PUBLISHED = "published", "the day the assessment was published"
    MONTH = "month", "the first of the month the assessment was published in"
    YEAR = "year", "the first of the year the assessment was published in"
    NONE = "none", "12 months ago, because no published assessment is on record"
