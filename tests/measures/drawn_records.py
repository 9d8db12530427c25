"""Records of every dataset drawn at random, with as many gaps as asked, for measures to survive."""

from __future__ import annotations

import random
from datetime import date, timedelta
from typing import Any

import polars as pl

from data_access.datasets import DATASETS, FieldSpec
from tests.measures.record_rows import records
from vocabulary.framework import CQC_2023

_FIRST = date(2024, 1, 1)
_WORDS = {
    "statement": CQC_2023.ids,
    "theme": ("carers", "waiting_times", "gone"),
    "indicator": ("open_cases", "contacts"),
    "breakdown": ("assessment", "Mental capacity", "review"),
    "origin_reference": ("r1", "R-2", "r 3", "SAR 9"),
    "re_audit_of": ("R-0", "r1", "R-9"),
    "answers": ("R-1", "r 2", "SAR 9", " ", "nothing"),
    "themes": ("carers", "waiting_times", "gone"),
    "strengths": ("carers", "equity"),
}
_ANY_WORDS = ("A", "B team", "c.", "", "n/a")


def drawn_frames(seed: int, gaps: float, *, required_too: bool) -> dict[str, pl.DataFrame]:
    """A frame for every dataset, with none, one or a few rows.

    `gaps` is the share of values that are missing, of those the importer demands too where
    `required_too` (but for references, which are a row's key).
    """
    luck = random.Random(seed)
    return {
        name: records(
            name,
            [
                _row(luck, name, place, gaps, required_too)
                for place in range(luck.choice([0, 1, 2, 8]))
            ],
        )
        for name in DATASETS
    }


def _row(
    luck: random.Random, dataset: str, place: int, gaps: float, required_too: bool
) -> dict[str, Any]:
    row: dict[str, Any] = {"row_key": f"{dataset} {place}"}
    for spec in DATASETS[dataset].fields:
        kept = spec.required and not required_too
        if spec.name == "reference" and dataset != "finding":
            row["reference"] = f"R-{place}"
        elif kept or luck.random() >= gaps:
            row[spec.name] = _value(luck, spec)
        else:
            row[spec.name] = None
    return row


def _value(luck: random.Random, spec: FieldSpec) -> Any:
    words = spec.choices or _WORDS.get(spec.name, _ANY_WORDS)
    if spec.is_list:
        return [luck.choice(words) for _ in range(luck.randrange(4))]
    if spec.python_type is date:
        return _FIRST + timedelta(luck.randrange(1200))
    if spec.python_type is bool:
        return luck.random() < 0.5
    if spec.python_type is int:
        least = int(spec.minimum or 0)
        return luck.randint(least, int(spec.maximum or least + 30))
    if spec.python_type is float:
        return luck.choice([0.0, 1.0, 7.5, 50.0])
    return luck.choice(words)
