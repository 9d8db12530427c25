"""What the third stage gives: the columns of a table, and the field each is read as."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from data_access.datasets import Dataset


@dataclass(frozen=True)
class Column:
    """A column: its header, some of its values, the field it is read as (None: none), how sure
    that is, and the other fields it might be. told: a person said so."""

    place: int
    header: str
    samples: tuple[str, ...]
    field: str | None
    confidence: float
    others: tuple[str, ...] = ()
    told: bool = False
    why: str = ""


@dataclass(frozen=True)
class Columns:
    """The columns of a table read as a dataset's."""

    dataset: Dataset
    columns: tuple[Column, ...]
    score: float = 0.0
    notes: tuple[str, ...] = field(default=())
    ties: Mapping[str, tuple[str, ...]] = field(default_factory=dict)  # field → headers as likely

    def place(self, name: str) -> int | None:
        """The place of the column a field is read from; None if there is none."""
        return next((each.place for each in self.columns if each.field == name), None)

    def header(self, name: str) -> str | None:
        """The header of the column a field is read from."""
        return next((each.header for each in self.columns if each.field == name), None)

    @property
    def fields(self) -> dict[str, int]:
        """Places by field."""
        return {each.field: each.place for each in self.columns if each.field}
