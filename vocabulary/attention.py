"""What puts one matter before another: what is at stake, how sure it is, and when."""

from __future__ import annotations

from enum import IntEnum
from typing import Final


class Stake(IntEnum):
    """What is at stake, gravest highest."""

    FOLLOW_THROUGH = 1
    PRACTICE = 2
    PEOPLE = 3
    DUTY = 4


class Sureness(IntEnum):
    """How sure it is, surest highest."""

    PART = 1
    SHORT = 2
    SURE = 3


class Timing(IntEnum):
    """When, most urgent highest."""

    STANDING = 1
    WORSENING = 2
    DEADLINE = 3


STAKES: Final = {
    Stake.DUTY: "a duty of law or registration, or people's safety",
    Stake.PEOPLE: "what people who draw on care and support live through",
    Stake.PRACTICE: "what good practice rests on: training, learning, promises kept",
    Stake.FOLLOW_THROUGH: "proof of what was done",
}
SURENESS: Final = {
    Sureness.SURE: "counted one by one, or more than chance allows",
    Sureness.SHORT: "from few figures, or nobody says which way is better",
    Sureness.PART: "only part of a file is in",
}
TIMINGS: Final = {
    Timing.DEADLINE: "the day is ahead and can still be met",
    Timing.WORSENING: "getting worse, or past its day",
    Timing.STANDING: "as it has been",
}
