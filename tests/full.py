"""How much a run tries: a plain one a part of the long lists, FULL=1 (`make heavy`) all."""

from __future__ import annotations

import os
from collections.abc import Sequence
from typing import TypeVar

FULL = bool(os.environ.get("FULL"))
Item = TypeVar("Item")


def one_in(many: int, items: Sequence[Item], *, start: int = 0) -> list[Item]:
    """One in so `many` of a list, from place `start` on; all with FULL=1."""
    return list(items if FULL else items[start::many])
