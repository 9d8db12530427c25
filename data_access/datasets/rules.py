"""Rules between two fields of one row, declared beside the fields and held by importer and form."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import polars as pl

BREACH_SCHEMA: dict[str, pl.DataType] = {
    "row": pl.Int64(),
    "field": pl.String(),
    "problem": pl.String(),
}


@dataclass(frozen=True)
class NotAbove:
    """`field` is at most `limit`, wherever both are there: a part and its whole."""

    field: str
    limit: str

    @property
    def names(self) -> tuple[str, ...]:
        """The fields the rule is about."""
        return (self.field, self.limit)

    def breached(self) -> pl.Expr:
        """True in the rows that break the rule."""
        return (pl.col(self.field) > pl.col(self.limit)).fill_null(value=False)

    def problem(self, labels: Mapping[str, str]) -> pl.Expr:
        """What is wrong and how to mend it, row by row."""
        return pl.format(
            f"{labels[self.field]} ({{}}) is more than {labels[self.limit].lower()} ({{}}): "
            "correct one of them.",
            pl.col(self.field),
            pl.col(self.limit),
        )


@dataclass(frozen=True)
class NotBefore:
    """The day in `field` is not before the one in `start`, wherever both are there."""

    field: str
    start: str

    @property
    def names(self) -> tuple[str, ...]:
        """The fields the rule is about."""
        return (self.field, self.start)

    def breached(self) -> pl.Expr:
        """True in the rows that break the rule."""
        return (pl.col(self.field) < pl.col(self.start)).fill_null(value=False)

    def problem(self, labels: Mapping[str, str]) -> pl.Expr:
        """What is wrong and how to mend it, row by row."""
        day = "%-d %B %Y"
        return pl.format(
            f"{labels[self.field]} ({{}}) is before {labels[self.start].lower()} ({{}}): "
            "check whether day and month are the wrong way round.",
            pl.col(self.field).dt.to_string(day),
            pl.col(self.start).dt.to_string(day),
        )


@dataclass(frozen=True)
class Needs:
    """Where `when` is there (or is `value`, if that is given), `field` must be there too."""

    field: str
    when: str
    value: str | None = None

    @property
    def names(self) -> tuple[str, ...]:
        """The fields the rule is about."""
        return (self.field, self.when)

    def breached(self) -> pl.Expr:
        """True in the rows that break the rule."""
        asked = pl.col(self.when).is_not_null()
        if self.value is not None:
            asked &= pl.col(self.when) == self.value
        return (asked & pl.col(self.field).is_null()).fill_null(value=False)

    def problem(self, labels: Mapping[str, str]) -> pl.Expr:
        """What is wrong and how to mend it, row by row."""
        given = "is there" if self.value is None else f"is '{self.value.replace('_', ' ')}'"
        return pl.lit(
            f"{labels[self.field]} is empty, and is needed where {labels[self.when].lower()} "
            f"{given}."
        )


Rule = NotAbove | NotBefore | Needs


def breaches(
    rules: tuple[Rule, ...], labels: Mapping[str, str], frame: pl.DataFrame
) -> pl.DataFrame:
    """Rows that break a rule: BREACH_SCHEMA; `row` counts the frame's rows from 0.

    `labels` gives each field's label. `frame` has every field the rules name, typed.
    """
    numbered = frame.with_row_index("row")
    found = [
        numbered.filter(rule.breached()).select(
            pl.col("row").cast(pl.Int64),
            field=pl.lit(rule.field),
            problem=rule.problem(labels),
        )
        for rule in rules
    ]
    return (
        pl.concat(found).sort("row", maintain_order=True)
        if found
        else pl.DataFrame(schema=BREACH_SCHEMA)
    )
