"""What happened at the front door, and which of its measures there are."""

from __future__ import annotations

from typing import Any

from components.exhibits.indicators.judged import judged, measures_with_rows
from components.exhibits.indicators.since import events_on
from components.exhibits.memo import memo
from components.exhibits.records import Records
from vocabulary.front_door import FRONT_DOOR


def measures_touched(records: Records) -> list[str]:
    """The measures of the front door that have rows."""
    held = measures_with_rows(records)
    return [each for each in FRONT_DOOR if each in held]


def events_at_front_door(records: Records) -> list[dict[str, Any]]:
    """Events that touch them, as `events_on` gives them."""
    return memo(records, _events)


def _events(records: Records) -> list[dict[str, Any]]:
    return events_on(judged(records), records["event"], measures_touched(records))
