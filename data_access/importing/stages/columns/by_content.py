"""Columns told by what stands in them, where no header names a field: a list of "Upheld" and "Not
upheld" is an outcome whatever it is called. Only one column of a table may be told so for a field;
where several might be, a person is asked."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from functools import partial

import polars as pl

from data_access.datasets import Dataset
from data_access.importing.stages.columns.contents import Content
from data_access.importing.stages.meaning.statements import statement_surely
from data_access.importing.stages.meaning.wording import fold, is_mark, is_nothing_yet, tokens
from data_access.importing.stages.meaning.words import meaning
from data_access.importing.stages.table.table import Table

CONFIDENCE = 0.6
_SHARE = 0.6  # of the different texts of a column
_LONGEST = 4  # words; in a sentence any word may stand

# Fields with words that no other column of such a file holds.
_FIELDS: dict[str, tuple[str, ...]] = {
    "complaint": ("outcome", "channel"),
    "audit": ("practice_area", "auditor_grade"),
    "learning": ("origin",),
    "action": ("statement",),
    "coproduction": ("method", "level"),
    "workforce_route": ("route", "profession"),
    "innovation": ("kind", "stage", "statement"),
}
_COMPLAINT = re.compile(r"(?i)\bcomplaints?\b|^statutory$")
_OTHER_KIND = re.compile(
    r"(?i)\b(?:compliments?|enquir(?:y|ies)|comments?|concerns?|suggestions?|feedback|thank|"
    r"quer(?:y|ies)|foi|praise)\b|^(?:mp|councillor|member)s?$"
)
_CODE = frozenset({"reference", "id", "number", "code", "urn", "no", "key"})
_NOT_OURS = frozenset(
    {"ombudsman", "customer", "client", "person", "officer", "staff", "employee", "worker", "nhs",
     "parent", "source", "origin", "telephone", "account", "page", "version", "line"}
)  # fmt: skip


def columns_by_content(
    dataset: Dataset,
    table: Table,
    contents: Sequence[Content],
    free: Collection[int],
    taken: Collection[str],
) -> Iterator[tuple[int, str]]:
    """Places and fields of columns that are told by their content alone.

    free: places that are no field yet. taken: fields that have a column.
    """
    texts = [[text for text, _ in content.values] for content in contents]
    left = set(free)
    if dataset.name == "complaint" and "kind" not in taken:
        place = _only(left, lambda at: _is_kind(texts[at]))
        if place is not None:
            left.discard(place)
            yield place, "kind"
    for name in _FIELDS.get(dataset.name, ()):
        if name in taken:
            continue
        place = _only(left, partial(_column_holds, dataset, name, texts))
        if place is not None:
            left.discard(place)
            yield place, name
    if "reference" in dataset.columns and "reference" not in taken:
        codes = [
            at
            for at in sorted(left)
            if _is_code(table.headers[at], texts[at]) and _mostly_distinct(table.texts(at))
        ]
        if codes:
            yield codes[0], "reference"


def _only(places: Collection[int], holds: Callable[[int], bool]) -> int | None:
    found = [at for at in sorted(places) if holds(at)]
    return found[0] if len(found) == 1 else None


def _column_holds(dataset: Dataset, name: str, texts: Sequence[Sequence[str]], place: int) -> bool:
    return _holds(dataset, name, texts[place])


def _said(texts: Sequence[str]) -> list[str]:
    return [text for text in texts if not is_nothing_yet(text) and not is_mark(text)]


def _is_kind(texts: Sequence[str]) -> bool:
    """Whether a column tells complaints from other things people say."""
    said = _said(texts)
    if not said or len(said) > 40 or any(len(text) > 60 for text in said):
        return False
    others = sum(1 for text in said if _OTHER_KIND.search(text))
    complaints = sum(1 for text in said if _COMPLAINT.search(text))
    return bool(others and complaints) and others + complaints >= 0.5 * len(said)


def _holds(dataset: Dataset, name: str, texts: Sequence[str]) -> bool:
    """Whether most texts of a column are words of a field, and of at least two of its values."""
    said = _said(texts)
    if len(said) < 2 or len(said) > 60:
        return False
    if name == "statement":
        values = [statement_surely(text) for text in said]
    else:
        spec = dataset.spec(name)
        if any(re.fullmatch(r"[\d.,%\s]+", text) for text in said):
            return False  # numbers say nothing of what they count
        found = [meaning(spec, text) if len(text.split()) <= _LONGEST else None for text in said]
        values = [each.value if each else None for each in found]
    known = [value for value in values if value is not None]
    return len(set(known)) >= 2 and len(known) >= _SHARE * len(said)


def _is_code(header: str, texts: Sequence[str]) -> bool:
    """Whether a column holds the file's own numbers for its rows."""
    words = set(tokens(header))
    return (
        bool(words & _CODE)
        and not words & _NOT_OURS
        and bool(texts)
        and all(len(text) <= 60 and len(fold(text).split()) <= 4 for text in texts)
    )


def number_of_several(
    dataset: Dataset, table: Table, chosen: Mapping[int, tuple[str, float]]
) -> int | None:
    """The place of what looks like a reference and is merged over several rows, as the number of
    a priority is over its actions. A complaint may have a row for each stage."""
    place = next((at for at, (name, _) in chosen.items() if name == "reference"), None)
    if place is None or dataset.name == "complaint":
        return None
    texts = table.texts(place).drop_nulls()
    merged = table.headers[place] in table.merged_down
    return place if merged and texts.n_unique() < 0.9 * texts.len() else None


def _mostly_distinct(texts: pl.Series) -> bool:
    """Whether nearly every row has a text of its own; a case may have a row for each stage."""
    filled = texts.drop_nulls()
    return filled.len() >= 0.8 * texts.len() and filled.n_unique() >= 0.8 * filled.len() > 0
