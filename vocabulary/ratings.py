"""What scores and ratings are about."""

from collections.abc import Sequence
from datetime import timedelta

from vocabulary.labels import LabelledEnum
from vocabulary.wording import number_word


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

PRESS_RELEASE = "Press release: "
"""What the source of a score read in a press release begins with: the report goes first."""
SAME_ASSESSMENT = timedelta(days=60)
"""What is published within so many days of each other is of one assessment: a press release and
the report, a rating and its scores."""

LOWEST_SCORE = 1
HIGHEST_SCORE = 4
BANDS: tuple[tuple[str, int], ...] = tuple(zip(SCORE_NAMES.values(), (25, 39, 63, 88), strict=True))
"""Lowest whole percentage of each band, worst first (CQC)."""


def scores_in_words(scores: Sequence[tuple[str, Sequence[int | None]]]) -> str:
    """ "Working with people: 3, 3, 2. Leadership: 2, not known." """
    return " ".join(
        f"{theme}: {', '.join('not known' if each is None else str(each) for each in given)}."
        for theme, given in scores
    )


def percentage_of(total: int, statements: int) -> int:
    """Total of the scores of so many statements, as a whole percentage of the highest possible
    one, rounded up."""
    return -(-100 * total // (statements * HIGHEST_SCORE))


def band_of(percentage: int) -> str:
    """Band of a whole percentage. ValueError below 25 or above 100."""
    if not BANDS[0][1] <= percentage <= 100:
        raise ValueError(f"an overall score lies between 25 and 100 percent, not {percentage}")
    return next(name for name, lowest in reversed(BANDS) if percentage >= lowest)


def stated_differs(
    scores: Sequence[int | None], rating: str | None, percentage: int | None
) -> str | None:
    """Say in a sentence that a published rating or overall percentage is not what its scores come
    to; None where it is, can still be while scores are missing, or no score is known.

    `scores`: one for each statement of the framework; `rating`: such as "requires improvement".
    Source: CQC's arithmetic, see `measures.ratings.rating`.
    """
    known = [score for score in scores if score is not None]
    if not known:
        return None
    missing = len(scores) - len(known)
    lowest, highest = (
        percentage_of(sum(known) + missing * each, len(scores))
        for each in (LOWEST_SCORE, HIGHEST_SCORE)
    )
    names = list(SCORE_NAMES.values())
    possible = names[names.index(band_of(lowest)) : names.index(band_of(highest)) + 1]
    wrong = rating is not None and rating.casefold() not in possible
    if not (wrong or (percentage is not None and not lowest <= percentage <= highest)):
        return None
    at = f" at {percentage}%" if percentage is not None else ""
    comes = f"come to {possible[0]} ({lowest}%)"
    if missing:
        comes = f"can only come to {lowest}% to {highest}%"
    return (
        f"Published as {rating or 'an overall score'}{at}, but the {number_word(len(known))} "
        f"scores known {comes}. One of them is not as CQC gave it: look into the report."
    )
