"""Which frames an exhibit reads: noted while its inputs are picked from the records.

So what an import touches, and which exhibits stand on a file of which only a part came in, need no
list that somebody keeps.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

import polars as pl

from components.exhibits.declaration import Declaration, ExhibitRequest
from components.exhibits.records import Part, Records
from components.exhibits.tracked import ATTRIBUTE, ENTRY, FRAME, Reads, reads_of
from components.exhibits.view import View


@dataclass(frozen=True)
class Reading:
    """What was read: frames in the order of asking, days up to which records are whole, and parts
    of files that went into the frames."""

    frames: tuple[pl.DataFrame, ...]
    days: tuple[date, ...]
    parts: tuple[Part, ...]


def reading_of(
    declaration: Declaration, records: Records, request: ExhibitRequest, view: View
) -> Reading:
    """What the exhibit of a declaration reads of some records."""
    _, reads = reads_of(records, lambda tracked: declaration.inputs(tracked, request, view))
    return _told(reads, records)


def _told(reads: Reads, records: Records) -> Reading:
    frames: list[pl.DataFrame] = []
    days: list[date] = []
    parts: dict[Part, None] = {}
    for path, value in reads.items():
        if isinstance(value, pl.DataFrame):
            frames.append(value)
            parts |= dict.fromkeys(_parts(path, records))
        elif path[-2:-1] == ((ATTRIBUTE, "whole_to"),) and isinstance(value, date):
            days.append(value)
    return Reading(tuple(frames), tuple(days), tuple(parts))


def _parts(path: Any, records: Records) -> tuple[Part, ...]:
    """The parts of files in a frame; of a frame of an earlier day none: what was a part then may be
    whole by now."""
    match path:
        case ((kind, name),) if kind == FRAME:
            return records.parts.get(name, ())
        case ((kind, "peers"), (entry, name)) if (kind, entry) == (ATTRIBUTE, ENTRY):
            return records.peer_parts.get(name, ())
        case ((kind, "freshness"),) if kind == ATTRIBUTE:
            return tuple(part for each in records.parts.values() for part in each)
    return ()
