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
    """Whether the coding is the rules' suggestion, a person's decision, or a suggestion that a
    person accepted together with others, without deciding each."""

    RULE = "rule"
    PERSON = "person"
    TOGETHER = "together", "Accepted together"


POLARITY_IN_A_LIST: dict[str, str] = Polarity.labels() | {Polarity.CONTEXT: "Done or context"}
"""Where actions stand beside findings."""

POLARITY_COUNTED: dict[str, tuple[str, str]] = {
    Polarity.STRENGTH: ("strength", "strengths"),
    Polarity.SHORTFALL: ("shortfall", "shortfalls"),
    Polarity.MIXED: ("mixed", "mixed"),
    Polarity.IN_PROGRESS: ("in progress", "in progress"),
    Polarity.CONTEXT: ("context", "context"),
}
"""After one, and after any other number."""

SORTED_BY: dict[str, str] = CodedBy.labels() | {
    CodedBy.RULE: "Suggested",
    CodedBy.PERSON: "Confirmed",
}
"""In a table's cell."""
