"""What scores and ratings are about."""

from vocabulary.labels import LabelledEnum


class ScoreKind(LabelledEnum):
    """Who gave the score. A self-assessment must never be taken for the regulator's."""

    PUBLISHED = "published"
    SELF_ASSESSED = "self_assessed", "Self-assessed"
    PEER_REVIEW = "peer_review"


SCORE_NAMES: dict[int, str] = {
    1: "inadequate",
    2: "requires improvement",
    3: "good",
    4: "outstanding",
}
"""What a score of a quality statement, a grade of an audit and a band of ratings are called."""
