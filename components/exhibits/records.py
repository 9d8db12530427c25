"""What exhibits are built from: a snapshot of a council's records, whole or in part."""

from __future__ import annotations

from collections.abc import Hashable, Mapping, MutableMapping, Sequence
from datetime import date
from typing import Any, Protocol, cast

import polars as pl

from components.exhibits.memo import HasMemo, memo
from measures.audits.coverage import cases_in


class Part(Hashable, Protocol):
    """A file of which only a part is in: `rows` of its `of` rows."""

    @property
    def source_name(self) -> str:
        """The file's name."""
        ...

    @property
    def rows(self) -> int:
        """How many of its rows are in."""
        ...

    @property
    def of(self) -> int:
        """How many rows of records it has."""
        ...


class Records(HasMemo, Protocol):
    """What exhibits are built from: a snapshot of a council's records."""

    def __getitem__(self, name: str, /) -> pl.DataFrame:
        """The frame of a dataset."""
        ...

    @property
    def peers(self) -> Mapping[str, pl.DataFrame]:
        """What is published about other councils, by dataset."""
        ...

    @property
    def parts(self) -> Mapping[str, tuple[Part, ...]]:
        """Files of which only a part is in, by dataset."""
        ...

    @property
    def peer_parts(self) -> Mapping[str, tuple[Part, ...]]:
        """The same of what is published about other councils."""
        ...

    @property
    def councils(self) -> pl.DataFrame:
        """Councils with records."""
        ...

    @property
    def framework(self) -> Any:
        """The regulator's framework: `frame()` and `statement(id)`."""
        ...

    @property
    def whole_to(self) -> Mapping[str, date]:
        """By dataset, the last day up to which its record is whole; none where nothing says so."""
        ...

    @property
    def freshness(self) -> pl.DataFrame:
        """How much of each dataset there is, and until when."""
        ...

    def as_known(self, day: date, /) -> Records:
        """The same council's records as known at the end of a day."""
        ...


def names_of_themes(records: Records) -> dict[str, str]:
    """Name by theme."""
    themes = records["theme"]  # asked for each time, so that it is known who reads it
    return memo(
        records,
        "names of themes",
        lambda: dict(themes.select("theme", "name").iter_rows()),
    )


class FilteredRecords:
    """Whole records with some datasets' frames in place of their own.

    What is built from them is kept with the whole records under `name`, which says what they were
    filtered by, and apart from what is built from the whole.
    """

    def __init__(self, whole: Records, frames: Mapping[str, pl.DataFrame], name: str) -> None:
        self._whole, self._frames = whole, frames
        self.memo: MutableMapping[Any, Any] = whole.memo.setdefault(("filtered records", name), {})

    def __getitem__(self, name: str, /) -> pl.DataFrame:
        return self._frames[name] if name in self._frames else self._whole[name]

    def __getattr__(self, name: str) -> Any:
        return getattr(self._whole, name)


def in_practice_areas(whole: Records, areas: Sequence[str]) -> Records:
    """Records of which audits, and the open cases to draw further ones from, are those of some
    practice areas (in small letters with underscores)."""
    frames = {
        "audit": whole["audit"].filter(pl.col("practice_area").is_in(list(areas))),
        "indicator": cases_in(whole["indicator"], areas),
    }
    return cast("Records", FilteredRecords(whole, frames, "; ".join(areas)))
