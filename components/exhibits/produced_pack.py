"""A produced pack: a pack's exhibits as they stood at one moment, for one audience.

Board mode, PowerPoint, PDF and Excel are made from it, so they show the same figures. Its
digest is worked out from what they show: the same digest, the same numbers.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

import polars as pl

from components.exhibits.exhibit import Exhibit
from vocabulary.audience import Audience
from vocabulary.nature import Nature


@dataclass(frozen=True)
class ProducedPack:
    """A pack's exhibits, and what stands on every file made from them.

    title: the pack's name. day: the day the figures are judged from. as_at: the moment the records
    are shown as known at (UTC; None: when produced). filters: in words, such as "all teams, 1
    October 2024 to 30 September 2026". revision: the number of the ledger's newest batch known
    then. produced: when this was made (UTC).
    """

    title: str
    council: str
    nature: Nature
    audience: Audience
    day: date
    as_at: datetime | None
    filters: str
    revision: int
    produced: datetime
    exhibits: tuple[Exhibit, ...]

    @property
    def digests(self) -> dict[str, str]:
        """By exhibit, in the pack's order ("2 complaints_volume"), the digest of what it shows."""
        return {
            f"{place} {exhibit.key}": digest(exhibit)
            for place, exhibit in enumerate(self.exhibits, 1)
        }

    @property
    def digest(self) -> str:
        """One digest for the whole pack: SHA-256, 64 hexadecimal digits."""
        return _sha256([self.council, self.audience, list(self.digests.items())])


def digest(exhibit: Exhibit) -> str:
    """SHA-256 of everything an exhibit shows: texts, table and chart. When it was made, and how,
    leave no mark in it."""
    table = exhibit.table()
    return _sha256(
        [
            exhibit.key,
            exhibit.headline,
            exhibit.subtitle,
            exhibit.verdict,
            exhibit.meaning,
            exhibit.alternative,
            exhibit.source,
            exhibit.all_caveats,
            exhibit.audience,
            exhibit.nature,
            repr(exhibit.chart),
            table.columns,
            [str(kind) for kind in table.dtypes],
            _rows(exhibit.frame),
            _rows(table),
        ]
    )


def _rows(frame: pl.DataFrame) -> Sequence[object]:
    return [[_plain(value) for value in row] for row in frame.iter_rows()]


def _plain(value: object) -> object:
    # The last digits of a sum can depend on the processor; no screen shows more than these.
    return f"{value:.9g}" if isinstance(value, float) else value


def _sha256(value: object) -> str:
    text = json.dumps(value, ensure_ascii=False, sort_keys=True, default=str)
    return hashlib.sha256(text.encode()).hexdigest()
