"""What is always in sight: whose records these are, of what nature, as at when, for whom."""

from __future__ import annotations

from dataclasses import dataclass

from vocabulary.audience import Audience
from vocabulary.nature import Nature


@dataclass(frozen=True)
class Status:
    """The status strip's content.

    Attributes:
        council: the council's name as it should read, such as "Example Borough".
        nature: what kind of records the screen shows.
        as_at: a ready label, such as "As at 30 Sep 2026".
        audience: who the screen may be shown to.
    """

    council: str
    nature: Nature
    as_at: str
    audience: Audience = "internal"
