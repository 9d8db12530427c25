"""What an exhibit concludes, for whoever compares: how it is said stands beside it."""

from enum import StrEnum


class Verdict(StrEnum):
    """Whether what is recorded tells anything, and whether that is more than chance."""

    NOT_RECORDED = "not_recorded"
    NOTHING_TO_COMPARE = "nothing_to_compare"
    TOO_FEW = "too_few"
    USUAL_VARIATION = "usual_variation"
    WITHIN_CHANCE = "within_chance"
    BEYOND_CHANCE = "beyond_chance"
