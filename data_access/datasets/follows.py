"""What follows from another field of the same row: declared once beside the fields, and so the same
in snapshot, export and import."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import polars as pl


@dataclass(frozen=True)
class Follows:
    """`field` is true wherever one of `when` is there: an ombudsman who decided was asked."""

    field: str
    when: tuple[str, ...]

    @property
    def names(self) -> tuple[str, ...]:
        """The fields it is about."""
        return (self.field, *self.when)

    def holds(self, suffix: str = "") -> pl.Expr:
        """True in the rows in which it follows; `suffix`: what the columns' names end in."""
        return pl.any_horizontal(pl.col(f"{name}{suffix}").is_not_null() for name in self.when)


def with_what_follows(frame: pl.DataFrame, follows: Sequence[Follows]) -> pl.DataFrame:
    """The rows with what follows in them filled in, whatever the field said before.

    `frame` has every field that `follows` names.
    """
    return frame.with_columns(
        pl.when(each.holds()).then(pl.lit(value=True)).otherwise(each.field).alias(each.field)
        for each in follows
    )
