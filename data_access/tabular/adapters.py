"""Tables of a well-known shape that is not the dataset's own, turned into it."""

from __future__ import annotations

from data_access.datasets import Dataset
from data_access.tabular.ascof import is_ascof, read_ascof
from data_access.tabular.person_level import count_people, is_person_level
from data_access.tabular.source import RawTable


def adapted(
    dataset: Dataset, raw: RawTable
) -> tuple[RawTable, tuple[str, ...], dict[str, str] | None]:
    """The table in the dataset's shape, the person-level columns that were counted and dropped,
    and, where the shape is known, which header is which field."""
    if dataset.name == "indicator" and is_ascof(raw.headers):
        table, columns = read_ascof(raw.as_text())
        return table, (), columns
    if dataset.name == "training" and is_person_level(dataset, raw.headers):
        table, dropped, columns = count_people(dataset, raw.as_text())
        return table, dropped, columns
    return raw, (), None
