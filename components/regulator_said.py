"""The few themes a leader should know first: where shortfalls gather, where strengths do."""

from __future__ import annotations

import polars as pl

from components import look
from components.exhibit import Exhibit
from components.look.lists import Point
from components.phrasing import counted

SHOWN = 3


def regulator_said(balance: Exhibit, *, address: str) -> None:
    """The themes with most shortfalls, and the one with most strengths, as sentences."""
    rows = balance.frame
    short = rows.filter(pl.col("shortfall") > 0).head(SHOWN)
    strong = (
        rows.filter((pl.col("strength") > 0) & ~pl.col("theme").is_in(short["theme"].implode()))
        .sort("strength", descending=True)
        .head(1)
    )
    items = [
        Point(
            meaning="attention",
            text=row["name"],
            detail=f"{counted(row['shortfall'], 'shortfall')}, "
            f"{counted(row['strength'], 'strength')}",
        )
        for row in short.iter_rows(named=True)
    ] + [
        Point(
            meaning="improved",
            text=row["name"],
            detail=f"{counted(row['strength'], 'strength')}, "
            f"{counted(row['shortfall'], 'shortfall')}",
        )
        for row in strong.iter_rows(named=True)
    ]
    if items:
        look.points(items)
    else:
        look.empty(
            "No findings yet",
            "Import the published report on the Data page.",
            action=look.link("Go to Data", address),
        )
