"""What findings are about: what they say, on whose evidence, and who coded them."""

from vocabulary.labels import LabelledEnum


class Polarity(LabelledEnum):
    """What a finding says about the council."""

    STRENGTH = "strength"
    SHORTFALL = "shortfall"
    MIXED = "mixed"
    IN_PROGRESS = "in_progress"
    CONTEXT = "context"


class EvidenceCategory(LabelledEnum):
    """CQC's evidence categories in use for local authorities."""

    PEOPLE_EXPERIENCE = "people_experience", "People's experience"
    STAFF_AND_LEADERS = "staff_and_leaders"
    PARTNERS = "partners"
    PROCESSES = "processes"


class SourceKind(LabelledEnum):
    """What kind of document a finding was read in."""

    CQC_ASSESSMENT = "cqc_assessment", "CQC assessment"
    PEER_REVIEW = "peer_review"
    SELF_ASSESSMENT = "self_assessment", "Self-assessment"
    PRACTICE_REVIEW = "practice_review"


class CodedBy(LabelledEnum):
    """Whether the coding is the rules' suggestion or a person's decision."""

    RULE = "rule"
    PERSON = "person"
