"""What follows from another field of the same row: declared once beside the fields, and so the same
in snapshot, export and import."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import polars as pl


@dataclass(frozen=True)
class Follows:
    """`field` is true wherever one of `when` is there: an ombudsman who decided was asked.

    even_if_no: also where it is said not to be, because both cannot be right; else what is said
    stays, and only what is empty is filled in.
    """

    field: str
    when: tuple[str, ...]
    even_if_no: bool = False

    @property
    def names(self) -> tuple[str, ...]:
        """The fields it is about."""
        return (self.field, *self.when)

    def holds(self, suffix: str = "") -> pl.Expr:
        """True in the rows in which it follows; `suffix`: what the columns' names end in."""
        return pl.any_horizontal(pl.col(f"{name}{suffix}").is_not_null() for name in self.when)


def with_what_follows(frame: pl.DataFrame, follows: Sequence[Follows]) -> pl.DataFrame:
    """The rows with what follows in them filled in.

    `frame` has every field that `follows` names.
    """
    return frame.with_columns(
        pl.when(each.holds() & (pl.col(each.field).is_null() | each.even_if_no))
        .then(pl.lit(value=True))
        .otherwise(each.field)
        .alias(each.field)
        for each in follows
    )
