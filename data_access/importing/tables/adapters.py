"""Tables of a well-known shape that is not the dataset's own, turned into it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from data_access.datasets import Dataset
from data_access.importing.tables.ascof import is_ascof, read_ascof
from data_access.importing.tables.files.sheet import RawTable
from data_access.importing.tables.person_level import count_people, is_person_level


@dataclass(frozen=True)
class Adapted:
    """A table in the dataset's shape.

    dropped: person-level columns that were counted and let go. columns: which header is which
    field, where the shape is known. published: the figures are published ones, whoever they are of.
    """

    table: RawTable
    dropped: tuple[str, ...] = ()
    columns: Mapping[str, str] | None = None
    published: bool = False


def adapted(dataset: Dataset, raw: RawTable, chosen: Mapping[str, str]) -> Adapted:
    """The table, turned into the dataset's shape if it has another that is known. `chosen`: which
    header of it is which field."""
    if dataset.name == "indicator" and is_ascof(raw.headers):
        table, columns = read_ascof(raw.as_text())
        return Adapted(table, columns=columns, published=True)
    if dataset.name == "training" and is_person_level(dataset, raw.headers):
        table, dropped, columns = count_people(dataset, raw.as_text(), chosen)
        return Adapted(table, dropped, columns)
    return Adapted(raw)
