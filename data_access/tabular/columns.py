"""Which column of a file is which field: suggested by name, confirmed by a person, kept."""

from __future__ import annotations

import difflib
from collections.abc import Mapping, Sequence

from data_access.datasets import Dataset
from data_access.datasets.base import plain
from data_access.tabular.header import Recognise

# How alike two names must be to be suggested without being listed as an alias. High, because a
# wrong column is worse than an asked question.
_ALIKE = 0.88


def known_names(dataset: Dataset) -> dict[str, str]:
    """Every name a field goes by (plain), with the field: its own, its label, its aliases."""
    names: dict[str, str] = {}
    for spec in dataset.fields:
        for name in (spec.name, spec.label, *spec.aliases):
            names.setdefault(plain(name), spec.name)
    return names


def recogniser(dataset: Dataset, remembered: Mapping[str, str] | None = None) -> Recognise:
    """Whether a text is a name of one of the dataset's columns."""
    names = known_names(dataset)
    also = {plain(header) for header in remembered or ()}

    def recognise(text: str) -> bool:
        return plain(text) in names or plain(text) in also

    return recognise


def suggest_columns(
    dataset: Dataset, headers: Sequence[str], remembered: Mapping[str, str] | None = None
) -> dict[str, str]:
    """For each field the header it is most likely under: {field: header}. No header twice.

    `remembered` (header → field) is what a person confirmed for this source before; it goes first,
    then exact names and aliases, then names that are nearly the same.
    """
    chosen: dict[str, str] = {}
    free = list(headers)

    def take(field: str, header: str) -> None:
        if field not in chosen and header in free:
            chosen[field] = header
            free.remove(header)

    fields = set(dataset.columns)
    for header in headers:
        field = (remembered or {}).get(header)
        if field in fields:
            take(str(field), header)
    names = known_names(dataset)
    for header in list(free):
        if plain(header) in names:
            take(names[plain(header)], header)
    open_names = {name: field for name, field in names.items() if field not in chosen}
    for header in list(free):
        close = difflib.get_close_matches(plain(header), list(open_names), n=1, cutoff=_ALIKE)
        if close:
            take(open_names[close[0]], header)
    return chosen


def fingerprint(headers: Sequence[str]) -> str:
    """The same for files with the same columns, in whatever order."""
    return "|".join(sorted(plain(header) for header in headers))
