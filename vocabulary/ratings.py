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


SCORE_GIVEN_BY: dict[str, str] = ScoreKind.labels() | {ScoreKind.PUBLISHED: "Published by CQC"}
"""Where nothing else says that CQC publishes."""

SCORE_OF_KIND: dict[str, str] = {
    ScoreKind.PUBLISHED: "published score",
    ScoreKind.SELF_ASSESSED: "self-assessed score",
    ScoreKind.PEER_REVIEW: "peer review's score",
}
"""Within a sentence."""

SCORED_AT: dict[str, str] = {
    ScoreKind.SELF_ASSESSED: "self-assessed at",
    ScoreKind.PEER_REVIEW: "scored by a peer review at",
}
"""Within a sentence, before the score."""
