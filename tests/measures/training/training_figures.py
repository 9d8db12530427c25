"""Rows of the training dataset, written by hand."""

from __future__ import annotations

from datetime import date
from typing import Any

import polars as pl

SCHEMA: dict[str, Any] = {
    "authority": pl.String,
    "team": pl.String,
    "team_kind": pl.String,
    "role": pl.String,
    "course": pl.String,
    "course_name": pl.String,
    "course_kind": pl.String,
    "month": pl.Date,
    "required": pl.Int64,
    "offered": pl.Int64,
    "released": pl.Int64,
    "attended": pl.Int64,
    "in_date": pl.Int64,
}
SEPTEMBER = date(2026, 9, 1)


def line(
    team: str = "Sensory team",
    counts: tuple[int | None, ...] = (10, 8, 6, 5, 5),
    **columns: Any,
) -> dict[str, Any]:
    """Give one row; `counts` are required, offered, released, attended and in date."""
    steps = dict(zip(list(SCHEMA)[8:], counts, strict=True))
    return {
        "authority": "Example Borough",
        "team": team,
        "team_kind": "specialist",
        "role": "Rehabilitation officer",
        "course": "sensory_specific",
        "course_name": None,
        "course_kind": "role_specific",
        "month": SEPTEMBER,
        **steps,
        **columns,
    }


def training(*lines: dict[str, Any]) -> pl.DataFrame:
    """Give the rows as the dataset's frame."""
    return pl.DataFrame(list(lines), schema=SCHEMA)
