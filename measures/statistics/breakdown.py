"""What to report by: the column whose values a measure is told apart by."""

from __future__ import annotations

from typing import Final

import polars as pl

from measures.statistics.columns import require

ALL: Final = "all"
NOT_RECORDED: Final = "not recorded"


def break_down(frame: pl.DataFrame, by: str | None) -> pl.DataFrame:
    """Add column case (text): "all" without `by`, else the value of that column.

    A row whose column is a list comes once for each value of it, so the cases then add up to more
    than there are rows. An empty or missing value is the case "not recorded". Raises ValueError
    when the column is missing.
    """
    if by is None:
        return frame.with_columns(case=pl.lit(ALL))
    require(frame, by)
    column = pl.col(by)
    if isinstance(frame.schema[by], pl.List):
        none = column.list.len().fill_null(0) == 0
        listed = pl.when(none).then(pl.lit([NOT_RECORDED])).otherwise(column)
        return frame.with_columns(case=listed.list.unique(maintain_order=True)).explode("case")
    return frame.with_columns(case=column.cast(pl.String).fill_null(NOT_RECORDED))


def plain(text: pl.Expr) -> pl.Expr:
    """Expression for a text without case, spaces and punctuation, so that two ways to write a
    name or a reference compare."""
    return text.str.to_lowercase().str.replace_all(r"[^\p{Alphabetic}\p{N}]", "")
