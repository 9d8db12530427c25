"""What was worked out of a large frame is kept for as long as the frame is.

Several measures of one page ask the same of it: which complaints stand in the period, and what each
was due by. Frames are never changed, so what was made of one is never stale.
"""

from __future__ import annotations

import weakref
from collections import OrderedDict
from collections.abc import Callable, Hashable, Mapping
from functools import wraps
from threading import Lock
from typing import Any, Concatenate, Final, ParamSpec, TypeVar

import polars as pl

More = ParamSpec("More")
Made = TypeVar("Made")

_MOST: Final = 2
"""Of one function and frame: whatever is asked for, no more is held than the newest of them."""


def kept_with_frame(
    work: Callable[Concatenate[pl.DataFrame, More], Made],
) -> Callable[Concatenate[pl.DataFrame, More], Made]:
    """Decorate a function of a frame and plain values, so that for the very same frame and equal
    values it works once. What is kept goes with its frame."""
    of_frames: dict[int, tuple[weakref.ref[pl.DataFrame], OrderedDict[Hashable, Made]]] = {}
    lock = Lock()

    def let_go_of(number: int) -> Callable[[weakref.ref[pl.DataFrame]], None]:
        def let_go(gone: weakref.ref[pl.DataFrame]) -> None:
            # Without the lock, which the thread may hold that lets go of the frame; and another
            # frame may have the number by now.
            found = of_frames.get(number)
            if found is not None and found[0] is gone:
                of_frames.pop(number, None)

        return let_go

    @wraps(work)
    def kept(frame: pl.DataFrame, /, *values: More.args, **named: More.kwargs) -> Made:
        asked = (*map(_plain, values), *((name, _plain(named[name])) for name in sorted(named)))
        number = id(frame)
        with lock:
            found = of_frames.get(number)
            if found is not None and found[0]() is frame and asked in found[1]:
                found[1].move_to_end(asked)
                return found[1][asked]
        made = work(frame, *values, **named)
        with lock:
            found = of_frames.get(number)
            if found is None or found[0]() is not frame:
                found = (weakref.ref(frame, let_go_of(number)), OrderedDict())
                of_frames[number] = found
            found[1][asked] = made
            while len(found[1]) > _MOST:
                found[1].popitem(last=False)
        return made

    return kept


def _plain(value: Any) -> Hashable:
    return frozenset(value.items()) if isinstance(value, Mapping) else value
