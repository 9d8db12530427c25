"""What exhibits are built from: a snapshot of a council's records, whole or in part."""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from datetime import date
from functools import partial
from typing import Any, Protocol, cast

import polars as pl

from components.exhibits.memo import HasMemo, memo
from components.exhibits.tracked import FilteredRecords
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
    return memo(records, _names_of_themes)


def _names_of_themes(records: Records) -> dict[str, str]:
    return dict(records["theme"].select("theme", "name").iter_rows())


def names_of_teams(records: Records, *datasets: str) -> list[str]:
    """Names of the teams that some datasets tell of, in order."""
    return memo(records, _names_of_teams, *datasets)


def _names_of_teams(records: Records, *datasets: str) -> list[str]:
    named = [records[name].get_column("team").drop_nulls().unique() for name in datasets]
    return sorted(set(pl.concat(named).to_list()))


def in_practice_areas(whole: Records, areas: Sequence[str]) -> Records:
    """Records of which audits, and the open cases to draw further ones from, are those of some
    practice areas (in small letters with underscores)."""
    frames = {
        "audit": whole["audit"].filter(pl.col("practice_area").is_in(list(areas))),
        "indicator": cases_in(whole["indicator"], areas),
    }
    again = partial(in_practice_areas, areas=areas)
    return cast("Records", FilteredRecords(whole, frames, "; ".join(areas), again))
