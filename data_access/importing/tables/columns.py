"""Which column of a file is which field: suggested by name, confirmed by a person, kept."""

from __future__ import annotations

import difflib
import re
from collections.abc import Mapping, Sequence

from data_access.datasets import Dataset
from data_access.datasets.base import plain
from data_access.importing.tables.files.sheet import Recognise

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
    then exact names and aliases, then the same words in another order or with others that say
    nothing, then names that are nearly the same.
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
    shorter = _shorter_names(dataset)
    for header in list(free):
        found = {shorter[words] for words in _shortened(dataset, header) if words in shorter}
        if len(found) == 1:
            take(found.pop(), header)
    open_names = {name: field for name, field in names.items() if field not in chosen}
    for header in list(free):
        close = difflib.get_close_matches(plain(header), list(open_names), n=1, cutoff=_ALIKE)
        if close:
            take(open_names[close[0]], header)
    return chosen


# Words that say nothing of which column it is: "Date of response" is "Response date".
_SMALL_WORDS = frozenset({"of", "the", "on", "a", "for", "was", "were"})
_SAME_WORDS = {"ref": "reference", "refs": "reference", "no": "number", "num": "number"}


def _shortened(dataset: Dataset, name: str) -> list[frozenset[str]]:
    """The words of a column's name that tell it apart, in any order: with and without what a row
    of the dataset is called, as in "Complaint outcome"."""
    words = frozenset(
        _SAME_WORDS.get(word, word)
        for word in re.findall(r"[a-z0-9]+", name.casefold())
        if word not in _SMALL_WORDS
    )
    without = words - set(dataset.singular.casefold().split())
    kept = [words, without] if without and without != words else [words]
    return [each for each in kept if each]


def _shorter_names(dataset: Dataset) -> dict[frozenset[str], str]:
    """The shortened names of every field; one that two fields share tells neither."""
    fields: dict[frozenset[str], set[str]] = {}
    for spec in dataset.fields:
        for name in (spec.name.replace("_", " "), spec.label, *spec.aliases):
            for words in _shortened(dataset, name):
                fields.setdefault(words, set()).add(spec.name)
    return {words: names.pop() for words, names in fields.items() if len(names) == 1}
