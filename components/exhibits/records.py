"""What exhibits are built from: a snapshot of a council's records, whole or in part."""

from __future__ import annotations

from collections.abc import Mapping, MutableMapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Protocol

import polars as pl

from components.exhibits.memo import HasMemo, memo
from measures.audits.coverage import cases_in


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
    def councils(self) -> pl.DataFrame:
        """Councils with records."""
        ...

    @property
    def framework(self) -> Any:
        """The regulator's framework: `frame()` and `statement(id)`."""
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
    return memo(
        records,
        "names of themes",
        lambda: dict(records["theme"].select("theme", "name").iter_rows()),
    )


@dataclass(frozen=True)
class FilteredRecords:
    """`whole` records with some datasets' frames (`frames`, by name) in place of their own.

    What is built from them is kept with the whole records under `name`, which says what they were
    filtered by.
    """

    whole: Records = field(repr=False)
    frames: Mapping[str, pl.DataFrame] = field(repr=False)
    name: str

    def __getitem__(self, name: str) -> pl.DataFrame:
        return self.frames[name] if name in self.frames else self.whole[name]

    @property
    def peers(self) -> Mapping[str, pl.DataFrame]:
        """As the whole records have them."""
        return self.whole.peers

    @property
    def councils(self) -> pl.DataFrame:
        """As the whole records have them."""
        return self.whole.councils

    @property
    def framework(self) -> Any:
        """As the whole records have it."""
        return self.whole.framework

    @property
    def freshness(self) -> pl.DataFrame:
        """As the whole records have it."""
        return self.whole.freshness

    def as_known(self, day: date, /) -> Records:
        """The whole records as known at the end of a day."""
        return self.whole.as_known(day)

    @property
    def memo(self) -> MutableMapping[Any, Any]:
        """Kept with the whole, but apart from what is built from the whole."""
        place = ("filtered records", self.name)
        apart: MutableMapping[Any, Any] = self.whole.memo.setdefault(place, {})
        return apart


def in_practice_areas(whole: Records, areas: Sequence[str]) -> Records:
    """Records of which audits, and the open cases to draw further ones from, are those of some
    practice areas (in small letters with underscores)."""
    frames = {
        "audit": whole["audit"].filter(pl.col("practice_area").is_in(list(areas))),
        "indicator": cases_in(whole["indicator"], areas),
    }
    return FilteredRecords(whole, frames, "; ".join(areas))
