"""The headers of this product's own files: those of exports are columns, those of templates what
people call them."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from functools import lru_cache

from data_access.datasets import DATASETS, Dataset
from data_access.importing.stages.files.book import Sheet
from data_access.reference.published_tables import TABLES

_TEMPLATE_SHEETS = frozenset({"guide", "example", "choices"})


@lru_cache(maxsize=1)
def _layouts() -> dict[frozenset[str], tuple[Dataset, dict[str, str]]]:
    found = {}
    for dataset in (each for each in DATASETS.values() if not each.for_good):
        labels = {spec.label: spec.name for spec in dataset.fields}
        if len(labels) == len(dataset.fields):
            found[frozenset(labels)] = (dataset, labels)
        found[frozenset(dataset.columns)] = (dataset, {name: name for name in dataset.columns})
    for table in TABLES:
        same = {name: name if name in table.dataset.columns else "" for name in table.columns}
        found[frozenset(table.columns)] = (table.dataset, same)
    return found


def own_layout(headers: Collection[str | None]) -> tuple[Dataset, dict[str, str]] | None:
    """The dataset whose export, template or published table has these headers, all of them and no
    others, and which field each is; None if none has."""
    named = frozenset(header for header in headers if header)
    return _layouts().get(named) if len(named) == sum(map(bool, headers)) else None


def without_examples(sheets: Sequence[Sheet]) -> list[Sheet]:
    """Sheets without those of a template that explain it: an example row is no record."""
    names = {sheet.name.casefold() for sheet in sheets}
    example = next((sheet for sheet in sheets if sheet.name.casefold() == "example"), None)
    if example is None or "guide" not in names or not example.texts.height:
        return list(sheets)
    if own_layout(example.texts.row(0)) is None:
        return list(sheets)
    return [sheet for sheet in sheets if sheet.name.casefold() not in _TEMPLATE_SHEETS]
