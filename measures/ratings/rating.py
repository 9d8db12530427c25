"""The regulator's arithmetic: from quality statement scores to an overall rating.

Source: CQC, "How we determine ratings" (local authority assessments): every statement weighs the
same; the scores are added and divided by the highest possible total. CQC does not say how it
rounds; rounding the percentage up gives what it published in every case where both are known.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from vocabulary.ratings import (
    BANDS,
    HIGHEST_SCORE,
    LOWEST_SCORE,
    SCORE_NAMES,
    band_of,
    percentage_of,
)

__all__ = [
    "BANDS",
    "BAND_NAMES",
    "HIGHEST_SCORE",
    "LOWEST_SCORE",
    "Overall",
    "Step",
    "band_of",
    "overall",
    "percentage_of",
    "single_steps",
    "total_needed",
]

BAND_NAMES: tuple[str, ...] = tuple(SCORE_NAMES.values())


@dataclass(frozen=True)
class Overall:
    """An overall score.

    total: sum of the known scores. known: how many are known. possible: the highest total there
    can be. percentage, band: None while a score is missing. lowest, highest: the percentages
    still possible (both equal percentage once all scores are known). points_to_next_band: points
    the total lacks to the band above (None if incomplete, or in the highest). points_to_band_below:
    points whose loss would bring the band below (None if incomplete, or in the lowest).
    """

    total: int
    known: int
    statements: int
    percentage: int | None
    band: str | None
    lowest: int
    highest: int
    points_to_next_band: int | None
    points_to_band_below: int | None

    @property
    def possible(self) -> int:
        """The highest total there can be."""
        return self.statements * HIGHEST_SCORE

    @property
    def missing(self) -> int:
        """How many scores are not known."""
        return self.statements - self.known

    @property
    def next_band(self) -> str | None:
        """The band above, or None."""
        if self.band is None or self.band == BAND_NAMES[-1]:
            return None
        return BAND_NAMES[BAND_NAMES.index(self.band) + 1]

    @property
    def band_below(self) -> str | None:
        """The band below, or None."""
        if self.band is None or self.band == BAND_NAMES[0]:
            return None
        return BAND_NAMES[BAND_NAMES.index(self.band) - 1]

    @property
    def lowest_band(self) -> str:
        """Band of the lowest percentage still possible."""
        return band_of(self.lowest)

    @property
    def highest_band(self) -> str:
        """Band of the highest percentage still possible."""
        return band_of(self.highest)


@dataclass(frozen=True)
class Step:
    """One statement moved by one point, and the overall score that gives."""

    position: int
    score: int
    becomes: int
    overall: Overall


def total_needed(band: str, statements: int) -> int:
    """The lowest total of so many statements that is rated `band`. KeyError for an unknown band."""
    threshold = dict(BANDS)[band]
    return max((threshold - 1) * statements * HIGHEST_SCORE // 100 + 1, statements * LOWEST_SCORE)


def overall(scores: Sequence[int | None], statements: int) -> Overall:
    """The overall score of an assessment: one score (1 to 4, or None where not known) for each of
    the `statements` of the framework it was made under.

    ValueError for a score outside 1 to 4, or where there are not as many scores as statements: a
    rating of fewer would be one that nobody gave.
    """
    if statements < 1:
        raise ValueError("an assessment has at least one statement")
    if len(scores) != statements:
        raise ValueError(f"{statements} scores are needed, one a statement; got {len(scores)}")
    for score in scores:
        if score is not None and (
            isinstance(score, bool)
            or not isinstance(score, int)
            or not LOWEST_SCORE <= score <= HIGHEST_SCORE
        ):
            raise ValueError(f"a score is a whole number from 1 to 4, not {score!r}")
    known = [score for score in scores if score is not None]
    total, missing = sum(known), statements - len(known)
    lowest = percentage_of(total + missing * LOWEST_SCORE, statements)
    highest = percentage_of(total + missing * HIGHEST_SCORE, statements)
    if missing:
        return Overall(total, len(known), statements, None, None, lowest, highest, None, None)
    band = band_of(lowest)
    place = BAND_NAMES.index(band)
    up = down = None
    if place + 1 < len(BAND_NAMES):
        up = total_needed(BAND_NAMES[place + 1], statements) - total
    if place > 0:
        down = total - total_needed(band, statements) + 1
    return Overall(total, len(known), statements, lowest, band, lowest, highest, up, down)


def single_steps(scores: Sequence[int], statements: int) -> list[Step]:
    """Every statement raised by one point, in order (those at 4 left out), with what it gives.
    ValueError as `overall`."""
    steps = []
    for position, score in enumerate(scores):
        if score < HIGHEST_SCORE:
            raised = [*scores[:position], score + 1, *scores[position + 1 :]]
            steps.append(Step(position, score, score + 1, overall(raised, statements)))
    return steps
