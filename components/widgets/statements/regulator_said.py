"""The few themes a leader should know first: where shortfalls gather, where strengths do."""

from __future__ import annotations

from components import look
from components.exhibits.exhibit import Exhibit
from components.look.lists import Point
from vocabulary.wording import counted

SHOWN = 3


def regulator_said(balance: Exhibit, *, address: str) -> None:
    """The themes with most shortfalls, and the one with most strengths, as sentences."""
    rows = balance.frame.rows(named=True)
    short = [row for row in rows if row["shortfall"]][:SHOWN]
    others = [row for row in rows if row["strength"] and row not in short]
    strong = sorted(others, key=lambda row: -row["strength"])[:1]
    items = [
        Point(
            meaning="attention",
            text=row["name"],
            detail=f"{counted(row['shortfall'], 'shortfall')}, "
            f"{counted(row['strength'], 'strength')}",
        )
        for row in short
    ] + [
        Point(
            meaning="improved",
            text=row["name"],
            detail=f"{counted(row['strength'], 'strength')}, "
            f"{counted(row['shortfall'], 'shortfall')}",
        )
        for row in strong
    ]
    if items:
        look.points(items)
    else:
        look.empty(
            "No findings yet",
            "Import the published report on the Data page.",
            action=look.link("Go to Data", address),
        )
