"""Which frames an exhibit reads: noted while its inputs are picked from the records.

So what an import touches, and which exhibits stand on a file of which only a part came in, need no
list that somebody keeps.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, cast

import polars as pl

from components.exhibits.declaration import Declaration, ExhibitRequest
from components.exhibits.records import Part, Records
from components.exhibits.view import View


@dataclass
class Reading:
    """What was read: frames in the order of asking, and parts of files that went into them."""

    frames: list[pl.DataFrame] = field(default_factory=list)
    days: list[date] = field(default_factory=list)  # up to which records are whole
    parts: list[Part] = field(default_factory=list)

    def note(self, frame: pl.DataFrame, parts: tuple[Part, ...]) -> pl.DataFrame:
        """A frame that was asked for, and the parts that went into it."""
        self.frames.append(frame)
        self.parts += [part for part in parts if part not in self.parts]
        return frame


def reading_of(
    declaration: Declaration, records: Records, request: ExhibitRequest, view: View
) -> Reading:
    """What the exhibit of a declaration reads of some records."""
    reading = Reading()
    declaration.inputs(cast("Records", _NotedRecords(records, reading)), request, view)
    return reading


class _NotedRecords:
    """Records that note what is read of them."""

    def __init__(self, whole: Records, reading: Reading) -> None:
        self._whole, self._reading = whole, reading

    def __getitem__(self, name: str, /) -> pl.DataFrame:
        return self._reading.note(self._whole[name], self._whole.parts.get(name, ()))

    @property
    def peers(self) -> Mapping[str, pl.DataFrame]:
        return _NotedPeers(self._whole, self._reading)

    @property
    def whole_to(self) -> Mapping[str, date]:
        return _NotedDays(self._whole, self._reading)

    @property
    def councils(self) -> pl.DataFrame:
        return self._reading.note(self._whole.councils, ())

    @property
    def freshness(self) -> pl.DataFrame:
        parts = tuple(part for each in self._whole.parts.values() for part in each)
        return self._reading.note(self._whole.freshness, parts)

    def as_known(self, day: date, /) -> _NotedRecords:
        # What was a part then may be whole by now.
        earlier = Reading(frames=self._reading.frames, days=self._reading.days)
        return _NotedRecords(self._whole.as_known(day), earlier)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._whole, name)


class _NotedPeers(Mapping[str, pl.DataFrame]):
    """What is published about other councils, noted likewise."""

    def __init__(self, whole: Records, reading: Reading) -> None:
        self._whole, self._reading = whole, reading

    def __getitem__(self, name: str) -> pl.DataFrame:
        parts = self._whole.peer_parts.get(name, ())
        return self._reading.note(self._whole.peers[name], parts)

    def __iter__(self) -> Iterator[str]:
        return iter(self._whole.peers)

    def __len__(self) -> int:
        return len(self._whole.peers)


class _NotedDays(Mapping[str, date]):
    """Up to when records are whole, noted likewise."""

    def __init__(self, whole: Records, reading: Reading) -> None:
        self._whole, self._reading = whole, reading

    def __getitem__(self, name: str) -> date:
        day = self._whole.whole_to[name]
        self._reading.days.append(day)
        return day

    def __iter__(self) -> Iterator[str]:
        return iter(self._whole.whole_to)

    def __len__(self) -> int:
        return len(self._whole.whole_to)
