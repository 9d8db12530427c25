"""A value for every field of every dataset, as it stands in a council's file."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

from data_access.datasets import Dataset, FieldSpec
from data_access.reference.published_facts import codebook_frame
from vocabulary.framework import CQC_2023

THEMES = codebook_frame().get_column("theme").to_list()
NAMES = [
    "Alder", "Birch", "Cedar", "Damson", "Elm", "Fir", "Gorse", "Hazel", "Ivy", "Juniper", "Laurel",
    "Maple", "Nettle", "Oak", "Pine", "Quince", "Rowan", "Sorrel", "Thorn", "Willow",
]  # fmt: skip

Write = Callable[[int, int, bool], str]
"""A value of a field: (place of the field, row, whether another value than the usual one)."""


def cell(dataset: Dataset, spec: FieldSpec, row: int, *, other: bool = False) -> str:
    """A value of a field in a row; `other`: another one. Neither breaks a rule of the dataset."""
    return _writer(spec)(dataset.columns.index(spec.name), row, other)


def _writer(spec: FieldSpec) -> Write:
    if spec.name in _BY_NAME:
        return _BY_NAME[spec.name]
    if spec.refers_to in _REFERENCES:
        known = _REFERENCES[spec.refers_to]
        return lambda _place, row, other: known[(row + other) % len(known)]
    if spec.choices or spec.labels:
        words = [spec.label_of(choice) for choice in spec.choices or ("3", "2")]
        return lambda _place, row, other: words[(row + other) % len(words)]
    return _BY_TYPE.get(
        spec.python_type,
        lambda _place, row, other: f"{NAMES[row]} {spec.label.lower()}{' again' * other}",
    )


def _first_of_a_month(_place: int, row: int, _other: bool) -> str:
    return f"{date(2024 + row // 12, row % 12 + 1, 1):%d/%m/%Y}"


def _day(place: int, row: int, other: bool) -> str:
    return f"{date(2026, 1, 5) + timedelta(days=7 * row + 40 * place + other):%d/%m/%Y}"


_REFERENCES: dict[str | None, list[str]] = {"theme": THEMES, "statement": [*CQC_2023.ids]}
_BY_NAME: dict[str, Write] = {
    # those whose name stands in a field of its own
    "course": lambda *_: "Other",
    "question": lambda *_: "Other",
    "month": _first_of_a_month,
    "period_start": _first_of_a_month,
    "year": lambda _place, row, _other: f"{2001 + row}-{(2 + row) % 100:02d}",
    "scope": lambda *_: "adult social care",
    "team": lambda _place, row, other: f"{NAMES[row]} team{' annexe' * other}",
    "indicator": lambda _place, _row, other: f"Calls answered{' again' * other}",
    "area_code": lambda _place, _row, other: f"E0600099{8 + other}",
}
_BY_TYPE: dict[type, Write] = {
    date: _day,
    bool: lambda _place, row, other: "yes" if (row + other) % 2 else "no",
    int: lambda place, row, other: str(400 - 10 * place + row + other),
    float: lambda _place, row, other: str(30 + row + other / 2),
}
