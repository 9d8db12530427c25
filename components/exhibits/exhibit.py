"""An exhibit: one thing to look at, that explains itself wherever it is shown.

Screens, board mode, PowerPoint, PDF, Excel and CSV are renderers of exhibits, so they cannot
disagree. An exhibit holds no arithmetic: its frame comes from a measure.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Final, Literal

import polars as pl

from components.charts.spec import ChartSpec
from vocabulary.audience import Audience
from vocabulary.nature import Nature

Signal = Literal["attention", "usual", "improved", "unknown"]
ALONE: Final = "exhibit"  # the address at which one exhibit stands by itself


@dataclass(frozen=True)
class Definition:
    """What an exhibit means, for everyone who looks at one: registered once, shown under "How to
    read this" and on the Definitions page."""

    key: str
    title: str
    meaning: str
    formula: str
    source: str
    how_to_read: str
    caveats: tuple[str, ...] = ()


@dataclass(frozen=True)
class Exhibit:
    """A headline that states the finding, and everything that stands behind it.

    headline: the finding as a sentence someone could say aloud. subtitle: measure, place, period.
    frame: the tidy frame behind it, from a measure; columns: its columns' names for people, in the
    order shown. chart: what to draw, or None for a list. alternative: the chart's finding in words.
    verdict, meaning: what to conclude and why. source: where the figures come from. as_at: None for
    now. rebuild: makes the exhibit anew for another audience, where its figures count people (None:
    it holds nothing that would need suppressing, such as published scores).
    """

    definition: Definition
    headline: str
    subtitle: str
    frame: pl.DataFrame
    columns: Mapping[str, str]
    council: str
    nature: Nature
    source: str
    alternative: str
    verdict: str = ""
    meaning: str = ""
    chart: ChartSpec | None = None
    signal: Signal = "unknown"
    as_at: datetime | None = None
    audience: Audience = "internal"
    caveats: tuple[str, ...] = ()
    rebuild: Callable[[Audience], Exhibit] | None = field(default=None, compare=False)
    address: Mapping[str, str] = field(default_factory=dict, compare=False)

    @property
    def key(self) -> str:
        """The registered name, as used in addresses and packs."""
        return self.definition.key

    @property
    def all_caveats(self) -> tuple[str, ...]:
        """The definition's caveats and this exhibit's own."""
        return (*self.definition.caveats, *self.caveats)

    def for_audience(self, audience: Audience) -> Exhibit:
        """The exhibit as this audience may see it: built anew from suppressed figures, so that
        headline, chart and text alternative hold nothing the table does not."""
        if audience == self.audience:
            return self
        return self.rebuild(audience) if self.rebuild else replace(self, audience=audience)

    def table(self) -> pl.DataFrame:
        """The frame with its columns named and ordered for people."""
        return self.frame.select(pl.col(name).alias(label) for name, label in self.columns.items())


_definitions: dict[str, Definition] = {}


def define(
    *,
    key: str,
    title: str,
    meaning: str,
    formula: str,
    source: str,
    how_to_read: str,
    caveats: tuple[str, ...] = (),
) -> Definition:
    """Register what an exhibit means. ValueError if the key is taken or a text is empty."""
    if key in _definitions:
        raise ValueError(f"there is an exhibit '{key}' already")
    definition = Definition(key, title, meaning, formula, source, how_to_read, caveats)
    for name in ("title", "meaning", "formula", "source", "how_to_read"):
        if not getattr(definition, name).strip():
            raise ValueError(f"exhibit '{key}' has no {name}")
    _definitions[key] = definition
    return definition


def defined() -> dict[str, Definition]:
    """The definitions registered so far, by key; `components.exhibits.definitions` has them all."""
    return dict(_definitions)
