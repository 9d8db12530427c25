"""What is worked out from records is kept with them, so that looking again costs no sums.

It is never stale: other records are another snapshot, with a memo of their own.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, MutableMapping
from typing import Any, Protocol, TypeVar, cast

Made = TypeVar("Made")


class HasMemo(Protocol):
    """Records that keep what was worked out from them."""

    @property
    def memo(self) -> MutableMapping[Any, Any]:
        """What there is so far, by place."""
        ...


def memo(records: HasMemo, place: Hashable, make: Callable[[], Made]) -> Made:
    """What was made from the records for a place; made now where it is asked for the first time.
    `place` names everything it depends on beside the records."""
    if place not in records.memo:
        records.memo[place] = make()
    return cast("Made", records.memo[place])
