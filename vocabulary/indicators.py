"""What indicators are about."""

from vocabulary.labels import LabelledEnum


class Direction(LabelledEnum):
    """Which way is better."""

    INCREASE = "increase"
    DECREASE = "decrease"
    NEUTRAL = "neutral"
