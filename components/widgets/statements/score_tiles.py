"""The statements' score tiles in their themes."""

from __future__ import annotations

import polars as pl

from components import look


def score_tiles(own: pl.DataFrame, *, address: str) -> None:
    """One card a theme, one line a statement (`measures.ratings.scores.latest`), each leading to
    the statement's page."""
    themes: dict[str, list[look.ScoreLine]] = {}
    for row in own.iter_rows(named=True):
        themes.setdefault(row["theme"], []).append(
            look.ScoreLine(
                name=row["name"],
                score=row["score"],
                address=address,
                query=(("statement", row["statement"]),),
            )
        )
    look.score_cards(themes)
