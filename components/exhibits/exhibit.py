"""An exhibit: one thing to look at, that explains itself wherever it is shown.

Screens, board mode, PowerPoint, PDF, Excel and CSV are renderers of exhibits, so they cannot
disagree. An exhibit holds no arithmetic: its frame comes from a measure.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cached_property
from typing import Any, Final, Literal

import polars as pl

from components.charts.spec import ChartSpec
from measures.statistics.two_periods import Rate
from vocabulary.audience import Audience
from vocabulary.nature import Nature
from vocabulary.verdict import Verdict

Signal = Literal["attention", "usual", "improved", "unknown"]
ALONE: Final = "exhibit"  # the address at which one exhibit stands by itself


@dataclass(frozen=True)
class Definition:
    """What an exhibit means, for everyone who looks at one: shown under "How to read this" and on
    the Definitions page."""

    key: str
    title: str
    meaning: str
    formula: str
    source: str
    how_to_read: str
    caveats: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Content:
    """What an exhibit says, as a builder makes it.

    headline: the finding as a sentence someone could say aloud. subtitle: measure, place, period.
    frame: the tidy frame behind it, from a measure; columns: its columns' names for people, in the
    order shown. counts_of_people: columns in which the public is shown [c] where the row's hidden
    is true. chart: what to draw where the frame has rows, or None for a list. alternative: the
    chart's finding in words, where the headline is not all of it. verdict, meaning: what to
    conclude and why, in words; judged: the verdict as a value, where somebody compares it. source:
    where the figures come from. due: the day by which what needs attention can still be done.
    unrecorded: there are records, and none says anything of what this rests on. whose: whose
    records they are, where not those of the council in view, such as "33 councils". rate: what the
    headline's figure comes to, for a comparison with another period.
    """

    headline: str
    subtitle: str
    frame: pl.DataFrame
    columns: Mapping[str, str]
    counts_of_people: tuple[str, ...] = ()
    source: str
    alternative: str = ""
    verdict: str = ""
    judged: Verdict | None = None
    meaning: str = ""
    chart: ChartSpec | None = None
    signal: Signal = "unknown"
    caveats: tuple[str, ...] = ()
    due: date | None = None
    unrecorded: bool = False
    whose: str = ""
    rate: Rate | None = None


@dataclass(frozen=True, kw_only=True)
class Exhibit(Content):
    """A headline that states the finding, and everything that stands behind it: whose records, of
    what nature, as known when (None: now), for whom, and the address that asks for it. before: what
    it said at the end of the period before, where that is set beside. in_part: that only part of a
    file is in, for screens that show neither subtitle nor caveats, which say so too. memo: what
    renderers made of it (`components.exhibits.memo`), which another made from it does not share."""

    definition: Definition
    council: str
    nature: Nature
    as_at: datetime | None = None
    audience: Audience = "internal"
    address: Mapping[str, str] = field(default_factory=dict, compare=False)
    in_part: str = ""
    before: str = ""
    memo: dict[Any, Any] = field(default_factory=dict, init=False, repr=False, compare=False)

    @property
    def key(self) -> str:
        """The registered name, as used in addresses and packs."""
        return self.definition.key

    @property
    def all_caveats(self) -> tuple[str, ...]:
        """The definition's caveats and this exhibit's own."""
        return (*self.definition.caveats, *self.caveats)

    def table(self) -> pl.DataFrame:
        """The frame with its columns named and ordered for people; worked out once."""
        return self._table

    @cached_property
    def _table(self) -> pl.DataFrame:
        return self.frame.select(pl.col(name).alias(label) for name, label in self.columns.items())
