"""Texts that are wrong in their field: what is wrong with them, and how to mend it."""

from __future__ import annotations

from datetime import date

import polars as pl

from data_access.datasets import FieldSpec
from data_access.importing.stages.values.log import ASK, BAD, PROBLEM_SCHEMA, Read

SHOWN = 60


def problems_of(
    spec: FieldSpec, header: str, lines: pl.Series, texts: pl.Series, read: Read
) -> pl.DataFrame:
    """The lines whose text is wrong or has to be asked (PROBLEM_SCHEMA)."""
    wrong = read.states.is_in([BAD, ASK]).fill_null(value=False)
    if not wrong.any():
        return pl.DataFrame(schema=PROBLEM_SCHEMA)
    return pl.DataFrame({"line": lines.filter(wrong), "value": texts.filter(wrong)}).select(
        pl.col("line").cast(pl.Int64),
        field=pl.lit(spec.name),
        column=pl.lit(header),
        value=pl.col("value").cast(pl.String).str.slice(0, SHOWN),
        problem=pl.lit(read.problem),
        mend=pl.lit(read.mend),
    )


def empty_problems(
    spec: FieldSpec,
    header: str,
    lines: pl.Series,
    missing: pl.Series,
    texts: pl.Series | None = None,
) -> pl.DataFrame:
    """The lines in which a needed field is empty (PROBLEM_SCHEMA)."""
    if not missing.any():
        return pl.DataFrame(schema=PROBLEM_SCHEMA)
    values = texts.filter(missing).cast(pl.String) if texts is not None else None
    return (
        pl.DataFrame({"line": lines.filter(missing)})
        .select(
            pl.col("line").cast(pl.Int64),
            field=pl.lit(spec.name),
            column=pl.lit(header),
            value=(
                pl.lit("")
                if values is None
                else pl.Series(values).fill_null("").str.slice(0, SHOWN)
            ),
            problem=pl.lit("is empty"),
            mend=pl.lit("This has to be filled in."),
        )
        .cast(pl.Schema(PROBLEM_SCHEMA))
    )


def what_is_wrong(spec: FieldSpec) -> tuple[str, str]:
    """What is wrong with a text that is none of a field's values, and how to mend it."""
    listed = ", ".join(spec.label_of(choice) for choice in spec.choices)
    if spec.choices and spec.is_list:
        mend = f"Write some of these, separated by semicolons: {listed}."
        return "has a word that this field does not take", mend
    if spec.choices:
        return "is not one of the words this field takes", f"Write one of: {listed}."
    if spec.python_type is date:
        return "is not a date", "Write day/month/year, such as 31/03/2026."
    if spec.python_type is bool:
        return "is neither yes nor no", "Write yes or no."
    if spec.labels:  # a number that has words, such as a grade
        said = ", ".join(label for _, label in spec.labels)
        return f"is not a number{_between(spec)}", f"Write a number{_between(spec)}: {said}."
    if spec.python_type is int:
        return f"is not a whole number{_between(spec)}", "Write a whole number, such as 12."
    if spec.python_type is float:
        return f"is not a number{_between(spec)}", "Write a number, such as 12."
    return "cannot be read", "Write it in another way."


def _between(spec: FieldSpec) -> str:
    low, high = spec.minimum, spec.maximum
    if low is not None and high is not None:
        return f" from {low:g} to {high:g}"
    if low is not None:
        return f" of {low:g} or more"
    return "" if high is None else f" of {high:g} or less"
