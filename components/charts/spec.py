"""What a chart shows, said without a drawing library, so that every renderer draws the same.

Each specification names columns of the exhibit's frame; none holds figures of its own except
marks that are rules (a band's start).
"""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True)
class OpposedBars:
    """Two counts per category, drawn left and right of a middle line, with direct labels.

    shown: how many rows are drawn; the table has them all.
    """

    category: str
    left: str
    right: str
    left_label: str
    right_label: str
    shown: int


@dataclass(frozen=True)
class DotDistribution:
    """Whole values stacked as dots along a scale; ours marked apart by shape and label.

    value: column on the scale. name: whose value (hover). highlight: boolean column for peers to
    set apart. own: our value, or None; own_low and own_high: the range still possible.
    """

    value: str
    name: str
    highlight: str
    highlight_label: str
    other_label: str
    low: int
    high: int
    bands: tuple[tuple[str, int], ...] = ()
    own: int | None = None
    own_low: int | None = None
    own_high: int | None = None
    own_label: str = ""


@dataclass(frozen=True)
class ScoreShares:
    """Per category the number of councils with each score, as a row of four blocks; ours marked."""

    category: str
    counts: tuple[str, str, str, str]
    own: str


@dataclass(frozen=True)
class ScoreTimeline:
    """Scores from 1 to 4 over time, one shape per kind."""

    day: str
    score: str
    kind: str
    kinds: tuple[tuple[str, str], ...] = field(default=())


ChartSpec = OpposedBars | DotDistribution | ScoreShares | ScoreTimeline
