"""What is worked out from records is kept with them, so that looking again costs no sums.

It is never stale: other records are another snapshot, with a memo of their own. Nor does it grow
without end, whatever addresses are asked for: what nobody looked at for longest goes.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, MutableMapping
from contextlib import AbstractContextManager
from functools import lru_cache
from threading import Lock, RLock
from typing import Any, Final, Protocol, TypeVar, cast
from weakref import WeakValueDictionary

Made = TypeVar("Made")


class HasMemo(Protocol):
    """Records that keep what was worked out from them."""

    @property
    def memo(self) -> MutableMapping[Any, Any]:
        """What there is so far, by place."""
        ...


MOST_PLACES: Final = 2000
"""What is kept with records at most: some 50 MB. The page of most measures has half as many."""
_NOTHING: Final = object()
_ordering = Lock()


def memo(records: HasMemo, place: Hashable, make: Callable[[], Made]) -> Made:
    """What was made from the records for a place; made now where it is asked for the first time, or
    was not for long. `place` names everything it depends on beside the records."""
    kept = records.memo
    made = _kept(kept, place)
    if made is _NOTHING:
        with _turn((id(kept), place)):
            made = _kept(kept, place)  # another may have made it meanwhile
            if made is _NOTHING:
                made = make()
                with _ordering:
                    kept[place] = made
                    while len(kept) > MOST_PLACES:
                        kept.pop(next(iter(kept)))
    return cast("Made", made)


def _kept(kept: MutableMapping[Any, Any], place: Hashable) -> Any:
    with _ordering:
        made = kept.pop(place, _NOTHING)
        if made is not _NOTHING:
            kept[place] = made  # the newest, as a dictionary keeps its order
        return made


_KEPT = 32
_making: Final[WeakValueDictionary[Hashable, Any]] = WeakValueDictionary()
_turns: Final = Lock()


def _turn(wanted: Hashable) -> AbstractContextManager[Any]:
    """Whose turn it is to make something: after an import many pages want the same at once, and
    one makes it while the others wait. What is made may want other things, but never itself."""
    with _turns:
        return cast("AbstractContextManager[Any]", _making.setdefault(wanted, RLock()))


def made_of(make: Callable[..., Made], *things: Any) -> Made:
    """What a function makes of frames and plain values, for the very same ones made once: records
    of another moment, or after an import, share the frames that are the same. Frames are never
    changed, so what was made of them is never stale. `make` is a function of a module, so that it
    is the same each time."""
    return cast("Made", _made(make, *map(_Same, things)))


class _Same:
    """A value to find what was made of it by: a frame, or several together, is equal to itself
    alone."""

    def __init__(self, value: Any) -> None:
        self.value = value
        self._plain = isinstance(value, Hashable) and not isinstance(value, tuple)
        try:
            self._hash = hash(value) if self._plain else id(value)
        except TypeError:
            self._plain, self._hash = False, id(value)

    def __hash__(self) -> int:
        return self._hash

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, _Same):
            return False
        if self._plain and other._plain:
            return bool(self.value == other.value)
        return self.value is other.value


@lru_cache(maxsize=_KEPT)
def _made(make: Callable[..., Any], *things: _Same) -> Any:
    return make(*(each.value for each in things))
