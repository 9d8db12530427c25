"""What a checker may look at: what an exhibit shows, and the records it was made of."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import NamedTuple

import polars as pl

from components.exhibits.exhibit import Exhibit
from components.exhibits.filters import Filters
from components.exhibits.view import View
from data_access.snapshot import Snapshot
from tests.components.exhibits.claims.words import Row, day


class Told(NamedTuple):
    """An exhibit, the council's records, what was chosen, and every other exhibit by key."""

    exhibit: Exhibit
    known: Snapshot
    filters: Filters
    view: View
    others: Mapping[str, Exhibit]

    @property
    def frame(self) -> pl.DataFrame:
        """The rows behind the exhibit."""
        return self.exhibit.frame

    @property
    def rows(self) -> list[Row]:
        """The same, one by one."""
        return self.exhibit.frame.rows(named=True)

    def where(self, **equal: object) -> list[Row]:
        """Rows in which columns have these values."""
        return [row for row in self.rows if all(row[name] == is_ for name, is_ in equal.items())]

    def sum(self, *columns: str) -> int:
        """Columns added up."""
        return int(sum(self.frame.get_column(name).sum() or 0 for name in columns))

    @property
    def chosen(self) -> str:
        """The choice in words, after the team."""
        start = f"{day(self.filters.since)} to" if self.filters.since else "everything up to"
        theme = f"{self.filters.theme_name}, " if self.filters.theme_name else ""
        return f"{theme}{start} {day(self.filters.until)}"

    @property
    def choice(self) -> str:
        """The choice in words."""
        return f"{self.filters.team or 'all teams'}, {self.chosen}"

    @property
    def about(self) -> str:
        """Team and theme in words."""
        return ", ".join(filter(None, [self.filters.team or "all teams", self.filters.theme_name]))


Says = Callable[[Told], str]
"""What an exhibit has to say in one place, worked out from its rows and records."""
Texts = dict[str, dict[str, Says]]
