"""How much a run tries: a plain one some of the long lists, FULL=1 (`make heavy`) all of them.

What a plain run takes changes from day to day, so that over a few days everything is met; the
header of the run names its seed, and TEST_SEED=… takes the same once more. ALL_ROOMS=1 takes every
test, of the long lists still a part.
"""

from __future__ import annotations

import os
import random
from collections.abc import Sequence
from datetime import date
from typing import Final, TypeVar

FULL = bool(os.environ.get("FULL"))
ALL_ROOMS = FULL or bool(os.environ.get("ALL_ROOMS"))
# Kept in the environment, so that the workers of a run that goes past midnight agree.
SEED = int(os.environ.setdefault("TEST_SEED", str(date.today().toordinal())))
SLOW_ROOMS: Final = 6
"""A plain run takes one in so many tests of the slow rooms (`SLOW` in `tests/conftest.py`)."""
Item = TypeVar("Item")


def one_in(many: int, items: Sequence[Item], *, turn: int = 0, seed: int = SEED) -> list[Item]:
    """One in so `many` of a list, in its order; all with FULL=1.

    So many seeds in a row from a multiple of `many` on meet each item once, in an order drawn
    anew each time. Another `turn` takes another part of the list with the same seed.
    """
    if FULL:
        return list(items)
    round_, place = divmod(seed + turn, many)
    order = list(range(len(items)))
    random.Random(round_).shuffle(order)
    return [items[index] for index in sorted(order[place::many])]


def one_in_slow(many: int, items: Sequence[Item], *, turn: int = 0, seed: int = SEED) -> list[Item]:
    """`one_in` for a list in one of the slow rooms, of whose tests a plain run takes one in
    `SLOW_ROOMS`: the part it takes stays for so many days, in which each test of it comes once. So
    each item comes once in `many` × `SLOW_ROOMS` days, and not only when two draws meet."""
    return one_in(many, items, turn=turn, seed=seed // SLOW_ROOMS)
