"""A produced pack: a pack's exhibits as they stood at one moment, for one audience.

Board mode, PowerPoint, PDF and Excel are made from it, so they show the same figures. Its
digest is worked out from what they show: the same digest, the same numbers.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import date, datetime

import polars as pl

from components.exhibits.exhibit import Exhibit
from vocabulary.audience import Audience
from vocabulary.nature import Nature

_SHOWN = "shown:"


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
        """By exhibit, in the pack's order ("2 complaints_volume"), the digest of what it shows,
        after "shown:"."""
        return {
            f"{place} {exhibit.key}": f"{_SHOWN}{digest(exhibit)}"
            for place, exhibit in enumerate(self.exhibits, 1)
        }

    @property
    def digest(self) -> str:
        """One digest for the whole pack: SHA-256, 64 hexadecimal digits."""
        return self._digest_of(self.digests)

    def digests_like(self, kept: Mapping[str, str]) -> dict[str, str]:
        """The pack's digests, worked out as those that were kept were: before version 0.2 they
        covered the whole frame, also what is not shown of it."""
        if any(each.startswith(_SHOWN) for each in kept.values()):
            return self.digests
        return {
            f"{place} {exhibit.key}": _digest(exhibit, exhibit.frame)
            for place, exhibit in enumerate(self.exhibits, 1)
        }

    def shows(self, digest: str) -> bool:
        """Whether this pack shows what was kept under a digest, of this version or of before."""
        if digest == self.digest:
            return True
        return digest == self._digest_of(self.digests_like({}))

    def _digest_of(self, digests: Mapping[str, str]) -> str:
        return _sha256([self.council, self.audience, list(digests.items())])


def digest(exhibit: Exhibit) -> str:
    """SHA-256 of everything an exhibit shows, and of nothing else: texts, table and what is drawn.
    A number that is hidden cannot be tried until the digest fits. When it was made, and how, leave
    no mark in it."""
    return _digest(exhibit, exhibit.frame.select(drawn_columns(exhibit)))


def drawn_columns(exhibit: Exhibit) -> list[str]:
    """The columns of the frame that the chart is drawn from."""
    if exhibit.chart is None:
        return []
    named: set[str] = set()
    for each in fields(exhibit.chart):
        value = getattr(exhibit.chart, each.name)
        parts = value if isinstance(value, tuple) else (value,)
        for part in parts:
            named.update(text for text in (part if isinstance(part, tuple) else (part,)) if text)
    return [column for column in exhibit.frame.columns if column in named]


def _digest(exhibit: Exhibit, frame: pl.DataFrame) -> str:
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
            _rows(frame),
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
