"""The statements' score tiles in their themes."""

from __future__ import annotations

import polars as pl

from components import look
from measures.scores import latest


def score_tiles(scores: pl.DataFrame, statements: pl.DataFrame, *, address: str) -> None:
    """One card a theme, one line a statement, each leading to the statement's page."""
    own = latest(scores, statements)
    themes = own.get_column("theme").unique(maintain_order=True).to_list()
    for place, column in zip(range(len(themes)), look.row(*[1] * len(themes)), strict=True):
        rows = own.filter(pl.col("theme") == themes[place])
        with column, look.card(f"theme_{place}"):
            look.score_list(
                themes[place],
                [
                    look.ScoreLine(
                        name=row["name"],
                        score=row["score"],
                        address=address,
                        query=(("statement", row["statement"]),),
                    )
                    for row in rows.iter_rows(named=True)
                ],
            )
