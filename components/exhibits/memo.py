"""What is worked out from records is kept with them, so that looking again costs no sums.

It is never stale: other records are another snapshot, with a keeping of their own.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, MutableMapping
from typing import Any, Protocol, TypeVar, cast

Made = TypeVar("Made")


class Keeping(Protocol):
    """Records that keep what was worked out from them."""

    @property
    def kept(self) -> MutableMapping[Any, Any]:
        """What there is so far, by place."""
        ...


def kept(records: Keeping, place: Hashable, make: Callable[[], Made]) -> Made:
    """What was made from the records for a place; made now where it is asked for the first time.
    `place` names everything it depends on beside the records."""
    if place not in records.kept:
        records.kept[place] = make()
    return cast("Made", records.kept[place])
