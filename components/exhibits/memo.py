"""What is worked out from records is kept with them, so that looking again costs no sums.

It is never stale: other records are another snapshot, with a memo of their own. What is known to
hold for these too is taken over: all that was read while it was made is noted, and where each frame
of it is the very same in the newer snapshot, so is what was made of them. So an import of training
makes nothing anew that rests on complaints. Nor does it grow without end, whatever addresses are
asked for: what nobody looked at for longest goes.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping, MutableMapping
from contextlib import AbstractContextManager
from dataclasses import dataclass, replace
from functools import lru_cache
from threading import Lock, RLock
from types import FunctionType
from typing import Any, Final, Protocol, TypeVar, TypeVarTuple, cast
from weakref import WeakValueDictionary

from components.exhibits.tracked import (
    FilteredRecords,
    Path,
    Tracked,
    of_other_days,
    reads_of,
    still_so,
)

Made = TypeVar("Made")
Kept_By = TypeVar("Kept_By", bound="HasMemo")
Asked = TypeVarTuple("Asked")


class HasMemo(Protocol):
    """Records, or an exhibit, that keep what was worked out from them."""

    @property
    def memo(self) -> MutableMapping[Any, Any]:
        """What there is so far, by place."""
        ...


MOST_PLACES: Final = 2000
"""What is kept with records at most: some 50 MB. The page of most measures has half as many."""
_ordering = Lock()


@dataclass(frozen=True, slots=True)
class Kept:
    """What was made, and what was read for it. holds_for_others: whether all that it depends on was
    noted. proved: whether what it read of other days is known to be the same in these records."""

    made: Any
    reads: Mapping[Path, Any]
    holds_for_others: bool = True
    proved: bool = True

    def for_newer(self, records: Any) -> Kept | None:
        """The same for newer records, where nothing that was read of the older ones is otherwise in
        these; else None. What was read of other days is looked at when somebody asks."""
        if not self.holds_for_others:
            return None
        other_days = False
        for path, value in self.reads.items():
            if of_other_days(path):
                other_days = True
            elif not still_so(records, path, value):
                return None
        return replace(self, proved=False) if other_days else self

    def holds(self, records: Any) -> bool:
        """Whether it holds for the records, with what it read of other days."""
        return self.proved or all(
            still_so(records, path, value)
            for path, value in self.reads.items()
            if of_other_days(path)
        )


def memo(records: Kept_By, make: Callable[[Kept_By, *Asked], Made], *asked: *Asked) -> Made:
    """What a function makes of the records and of what is asked for; made now where it is asked for
    the first time, or was not for long.

    `make` is a function of a module and has nothing at hand but what it is given, so that what it
    depends on is known: plain values, and what it reads of the records, which note it. TypeError
    for any other. Of an exhibit, too, something is made and kept with it.
    """
    if not isinstance(make, FunctionType) or make.__closure__ or make.__module__ == "__main__":
        raise TypeError(f"{make} is no function of a module alone: it may know more than it says")
    place: tuple[Hashable, ...] = (make, *asked)
    given: Any = records
    if isinstance(given, FilteredRecords):
        place = (given.filtered_by, *place)
        given = given.filtered
    whole = given.whole if isinstance(given, Tracked) else given
    kept = whole.memo
    found = _kept(kept, place, whole)
    if found is None:
        with _turn((id(kept), place)):
            found = _kept(kept, place, whole)  # another may have made it meanwhile
            if found is None:
                found = _made_now(records, make, asked)
                with _ordering:
                    kept[place] = found
                    while len(kept) > MOST_PLACES:
                        kept.pop(next(iter(kept)))
    if isinstance(given, Tracked):
        given.note_all(found.reads)
    return cast("Made", found.made)


def _made_now(records: Any, make: Callable[..., Any], asked: tuple[Any, ...]) -> Kept:
    if isinstance(records, FilteredRecords):
        holds_for_others = records.holds_for_others
    elif hasattr(records, "__getitem__"):
        holds_for_others = True
    else:  # an exhibit: it is what it is
        return Kept(make(records, *asked), {})
    made, reads = reads_of(records, lambda tracked: make(tracked, *asked))
    return Kept(made, reads, holds_for_others)


def _kept(kept: MutableMapping[Any, Any], place: Hashable, whole: Any) -> Kept | None:
    with _ordering:
        found: Kept | None = kept.pop(place, None)
        if found is None:
            return None
        kept[place] = found  # the newest, as a dictionary keeps its order
    if found.proved:
        return found
    # Records of other days may have to be read: that keeps nobody else waiting.
    proved = replace(found, proved=True) if found.holds(whole) else None
    with _ordering:
        if kept.get(place) is found:
            if proved is None:
                del kept[place]
            else:
                kept[place] = proved
    return proved


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
