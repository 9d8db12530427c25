"""What a screen is looking at: whose records, as known when, for which audience."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime

from vocabulary.audience import Audience
from vocabulary.nature import Nature
from vocabulary.wording import short_date


@dataclass(frozen=True)
class View:
    """A council's records of a nature, as known at a moment (None: now), for an audience: screens
    are for the internal one, packs may be for the public.

    `today` is the day the figures are judged from: the as-at day, or the day of looking.
    """

    council: str
    nature: Nature
    today: date
    as_at: datetime | None = None
    audience: Audience = "internal"

    @property
    def as_at_label(self) -> str:
        """Such as "As at 30 Sep 2026"."""
        return f"As at {short_date(self.today)}"


@dataclass(frozen=True)
class Choice:
    """What somebody chose to look at; as_at is a day in ISO form, or "now"."""

    council: str
    as_at: str


def _no_other_names(_name: str) -> None:
    return None


@dataclass(frozen=True)
class Choices:
    """What there is to choose from: councils, the store's own first, and days in ISO form one can
    look back to, newest first. `called`: the council that another name means, such as one that an
    older address has; None for a name that means none."""

    councils: tuple[str, ...]
    days: tuple[str, ...]
    called: Callable[[str], str | None] = field(default=_no_other_names, compare=False, repr=False)

    def council(self, asked: str) -> str | None:
        """The council offered that is asked for by this or another of its names."""
        if asked in self.councils or not asked:
            return asked or None
        meant = self.called(asked)
        return meant if meant in self.councils else None
