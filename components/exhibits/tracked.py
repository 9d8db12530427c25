"""Records that note what is read of them: what was made from them holds for other records too, as
long as all that was read is the very same there."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator, Mapping
from copy import copy
from datetime import date
from typing import Any, Final

import polars as pl

Path = tuple[tuple[str, Hashable], ...]
"""How something was read: step by step from the records, such as a frame as known at a day."""
Reads = dict[Path, Any]
"""What was read, by its path."""

FRAME: Final = "frame"
ATTRIBUTE: Final = "attribute"
ENTRY: Final = "entry"
_NAMES: Final = "names"
_AS_KNOWN: Final = "as known"
_ABSENT: Final = "absent"
_SMALL: Final = 500  # rows: frames that are worked out anew, such as how old each dataset is


class Tracked:
    """Records that note what is read of them, for as long as something is made of them: what reads
    them later was not there when it was asked what was read, and is refused."""

    def __init__(self, whole: Any, reads: Reads, path: Path = (), over: list[str] | None = None):
        self._tracked, self._reads, self._path = whole, reads, path
        self._over: list[str] = [] if over is None else over

    def closed(self) -> Reads:
        """What was read; nothing more can be from now on."""
        self._over.append("over")
        return self._reads

    @property
    def whole(self) -> Any:
        """The records themselves, which note nothing."""
        return self._tracked

    def note_all(self, reads: Mapping[Path, Any]) -> None:
        """Note what was read of the same records by what was made before."""
        self._may_read()
        for path, value in reads.items():
            self._reads.setdefault((*self._path, *path), value)

    def __getitem__(self, name: str, /) -> pl.DataFrame:
        try:
            frame: pl.DataFrame = self._tracked[name]
        except KeyError:
            self._noted((FRAME, name), _ABSENT)
            raise
        self._noted((FRAME, name), frame)
        return frame

    def as_known(self, day: date, /) -> Tracked:
        """The same records as known at the end of a day; what is read of these is noted too."""
        self._may_read()
        path = (*self._path, (_AS_KNOWN, day))
        return Tracked(self._tracked.as_known(day), self._reads, path, self._over)

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        value = getattr(self._tracked, name)
        if isinstance(value, Mapping):
            return _TrackedMapping(self, name, value)
        if callable(value):
            raise TypeError(f"what {name}() reads of the records would not be known")
        self._noted((ATTRIBUTE, name), value)
        return value

    def _noted(self, *steps_and_value: Any) -> None:
        self._may_read()
        *steps, value = steps_and_value
        self._reads.setdefault((*self._path, *steps), value)

    def _may_read(self) -> None:
        if self._over:
            raise RuntimeError("records are read after what was made of them is done")


class _TrackedMapping(Mapping[str, Any]):
    """Values by name, such as what is published of others by dataset, noted one by one."""

    def __init__(self, records: Tracked, name: str, whole: Mapping[str, Any]) -> None:
        self._records, self._of, self._whole = records, (ATTRIBUTE, name), whole

    def __getitem__(self, name: str) -> Any:
        value = self._whole.get(name, _ABSENT)
        self._records._noted(self._of, (ENTRY, name), value)
        return self._whole[name]

    def __contains__(self, name: object) -> bool:
        self._records._noted(self._of, (ENTRY, name), self._whole.get(str(name), _ABSENT))
        return name in self._whole

    def __iter__(self) -> Iterator[str]:
        self._records._noted(self._of, (_NAMES, ""), tuple(self._whole))
        return iter(self._whole)

    def __len__(self) -> int:
        self._records._noted(self._of, (_NAMES, ""), tuple(self._whole))
        return len(self._whole)


class FilteredRecords:
    """Whole records with some datasets' frames in place of their own.

    What is built from them is kept with the whole records under `name`, which says what they were
    filtered by, and apart from what is built from the whole. `again`: filters other records in the
    same way; without it, what was built holds for these alone.
    """

    def __init__(
        self, whole: Any, frames: Mapping[str, pl.DataFrame], name: str, again: Any = None
    ) -> None:
        self._whole, self._frames, self.filtered_by, self._again = whole, frames, name, again

    def __getitem__(self, name: str, /) -> pl.DataFrame:
        frame: pl.DataFrame = self._frames[name] if name in self._frames else self._whole[name]
        return frame

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__") or name == "_whole":
            raise AttributeError(name)
        return getattr(self._whole, name)

    @property
    def filtered(self) -> Any:
        """The whole records."""
        return self._whole

    @property
    def holds_for_others(self) -> bool:
        """Whether what filters them is known, so that others can be filtered in the same way."""
        return self._again is not None

    def over(self, whole: Any) -> FilteredRecords:
        """Other whole records, or the same ones tracked, filtered in the same way."""
        if self._again is not None:
            filtered: FilteredRecords = self._again(whole)
            return filtered
        same = copy(self)
        same._whole = whole
        return same


def reads_of(records: Any, read: Callable[[Any], Any]) -> tuple[Any, Reads]:
    """What a function gives for records, filtered ones or those that something is being made of
    among them, and what it read of the whole records. Where something is being made, that is noted
    for it too, also where the function raises: what is then done rests on it."""
    filtered = isinstance(records, FilteredRecords)
    given = records.filtered if filtered else records
    tracked = Tracked(given.whole if isinstance(given, Tracked) else given, {})
    try:
        found = read(records.over(tracked) if filtered else tracked)
    finally:
        reads = tracked.closed()
        if isinstance(given, Tracked):
            given.note_all(reads)
    return found, reads


def of_other_days(path: Path) -> bool:
    """Whether it was read of the records as known at another moment, which may have to be read from
    the store."""
    return path[0][0] == _AS_KNOWN


def still_so(records: Any, path: Path, value: Any) -> bool:
    """Whether reading other records by a path gives the very same frame, or an equal plain
    value."""
    return _same(value, _read(records, path))


def _read(records: Any, path: Path) -> Any:
    found = records
    for kind, name in path:
        if kind == FRAME:
            try:
                found = found[name]
            except KeyError:
                return _ABSENT
        elif kind == ATTRIBUTE:
            found = getattr(found, str(name))
        elif kind == ENTRY:
            found = found.get(name, _ABSENT)
        elif kind == _NAMES:
            found = tuple(found)
        elif isinstance(name, date):
            found = found.as_known(name)
    return found


def _same(one: Any, other: Any) -> bool:
    if one is other:
        return True
    if isinstance(one, pl.DataFrame):
        return (
            isinstance(other, pl.DataFrame)
            and max(one.height, other.height) <= _SMALL
            and one.schema == other.schema
            and one.equals(other)
        )
    return type(one) is type(other) and bool(one == other)
