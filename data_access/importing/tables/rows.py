"""The rows of a table as values of the dataset's fields, what is wrong with the others, and what
kind of facts they are: each kind lands as a batch of its own, all of them as one import."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import polars as pl

from data_access.datasets import Dataset, FieldSpec
from data_access.importing.tables.files.sheet import RawTable
from data_access.importing.tables.values import joined_list, read_column
from data_access.ledger.as_known import row_key
from data_access.ledger.ledger import INVENTED_COUNCILS
from data_access.store.distinct_texts import by_distinct_text
from vocabulary.nature import Nature


def by_nature(
    dataset: Dataset, rows: pl.DataFrame, *, published: bool = False
) -> list[tuple[Nature, pl.DataFrame]]:
    """The rows by what they are: illustrative for an invented council; published where the dataset,
    a field of the row (`published_where`) or the file's shape (`published`) says so; else the
    council's own. At least one part, which may be empty; the order of rows stays."""
    usual = Nature.PUBLISHED if published else dataset.nature
    invented = pl.col("authority").is_in(INVENTED_COUNCILS)
    if rows.get_column("authority").is_in(INVENTED_COUNCILS).any() or dataset.published_where:
        kind = pl.lit(str(usual))
        if dataset.published_where and dataset.published_where[0] in rows.columns:
            field, value = dataset.published_where
            kind = pl.when(pl.col(field) == value).then(pl.lit(str(Nature.PUBLISHED)))
            kind = kind.otherwise(pl.lit(str(usual)))
        kinds = rows.select(
            pl.when(invented).then(pl.lit(str(Nature.ILLUSTRATIVE))).otherwise(kind).alias("kind")
        ).to_series()
        parts = [(Nature(each), rows.filter(kinds == each)) for each in kinds.unique().sort()]
        return parts or [(usual, rows)]
    return [(usual, rows)]


REJECTED_SCHEMA: dict[str, pl.DataType] = {
    "row": pl.Int64(),
    "field": pl.String(),
    "column": pl.String(),
    "value": pl.String(),
    "problem": pl.String(),
    "mend": pl.String(),
}
SHOWN_VALUE = 60


@dataclass(frozen=True)
class TypedRows:
    """What was read: typed columns with `row`, and what could not be read (REJECTED_SCHEMA).

    unread: texts that are no value of their field, whole, by column name, each with `row`.
    """

    values: pl.DataFrame
    rejected: pl.DataFrame
    unread: Mapping[str, pl.DataFrame]


def typed_rows(
    dataset: Dataset, raw: RawTable, chosen: Mapping[str, str], whose: str | None
) -> TypedRows:
    """Read every column as the field it is chosen for."""
    rows = raw.cells.get_column("row")
    columns: dict[str, pl.Series] = {"row": rows}
    problems = []
    unread = {}
    for spec in dataset.fields:
        if spec.name not in chosen:
            if spec.name == "authority":
                columns["authority"] = pl.repeat(whose, rows.len(), dtype=pl.String, eager=True)
            continue
        header = chosen[spec.name]
        texts = raw.cells.get_column(str(raw.headers.index(header)))
        if spec.is_list and not spec.choices:
            columns[spec.name] = by_distinct_text(texts, joined_list).alias(spec.name)
            continue
        read = read_column(spec, texts)
        values = read.values
        if spec.name == "authority" and whose:
            values = values.fill_null(whose)
        columns[spec.name] = values.alias(spec.name)
        if read.bad.any():
            problems.append(_problems(rows, spec, header, texts, read.bad, read.problem, read.mend))
            unread[header] = pl.DataFrame({"row": rows, "text": texts.cast(pl.String)}).filter(
                read.bad
            )
        if spec.required and not spec.is_list:
            empty = values.is_null() & ~read.bad
            problems.append(
                _problems(rows, spec, header, texts, empty, "is empty", "This has to be filled in.")
            )
    ragged = pl.DataFrame(
        [
            (row, "", "", "", f"has {cells} cells, more than the header", "Quote the comma in it.")
            for row, cells in raw.ragged
        ],
        schema=REJECTED_SCHEMA,
        orient="row",
    )
    return TypedRows(pl.DataFrame(columns), pl.concat([*problems, ragged]), unread)


def rule_breaches(dataset: Dataset, typed: pl.DataFrame) -> pl.DataFrame:
    """Rows that break a rule between two fields of the declaration."""
    absent = [
        pl.lit(None, dtype=spec.polars_type).alias(spec.name)
        for spec in dataset.fields
        if spec.name not in typed.columns
    ]
    broken = dataset.breaches(typed.drop("row").with_columns(absent))
    if broken.is_empty():
        return pl.DataFrame(schema=REJECTED_SCHEMA)
    empty = pl.lit("")
    return broken.select(
        row=typed.get_column("row").gather(broken.get_column("row")),
        field=empty,
        column=empty,
        value=empty,
        problem=pl.col("problem").str.strip_chars_end("."),
        mend=empty,
    )


def _problems(
    rows: pl.Series,
    spec: FieldSpec,
    header: str,
    texts: pl.Series,
    bad: pl.Series,
    problem: str,
    mend: str,
) -> pl.DataFrame:
    if not bad.any():
        return pl.DataFrame(schema=REJECTED_SCHEMA)
    values = texts.filter(bad).cast(pl.String)
    return pl.DataFrame({"row": rows.filter(bad), "value": values}).select(
        "row",
        field=pl.lit(spec.label),
        column=pl.lit(header),
        value=pl.col("value").fill_null("").str.slice(0, SHOWN_VALUE),
        problem=pl.lit(problem),
        mend=pl.lit(mend),
    )


def good_rows(
    dataset: Dataset, typed: pl.DataFrame, rejected: pl.DataFrame
) -> tuple[pl.DataFrame, pl.DataFrame, list[str]]:
    """The good rows; a row that stands twice is taken once, two that contradict are rejected."""
    notes: list[str] = []
    good = typed
    if rejected.height:
        good = typed.filter(~pl.col("row").is_in(rejected["row"].unique().implode()))
    complete = good.with_columns(
        pl.lit(None, dtype=dataset.spec(name).polars_type).alias(name)
        for name in dataset.natural_key
        if name not in good.columns
    ).with_columns(row_key(dataset))
    if complete["row_key"].n_unique() == complete.height:
        return good, rejected.sort("row"), notes
    content = [name for name in good.columns if name != "row"]
    once = complete.unique([*content, "row_key"], keep="first", maintain_order=True)
    twice = complete.height - once.height
    if twice:
        notes.append(
            f"{twice:,} rows stand twice and count once"
            if twice > 1
            else "1 row stands twice and counts once"
        )
    clash = once.filter(pl.col("row_key").is_duplicated())
    if clash.height:
        names = " and ".join(dataset.spec(name).label.lower() for name in dataset.natural_key)
        # Each row is told of the first one of its key; that one, of the second.
        rows = pl.col("row")
        other = pl.when(rows == rows.min()).then(rows.sort().get(1)).otherwise(rows.min())
        told = clash.select("row", other=other.over("row_key")).select(
            "row",
            field=pl.lit(""),
            column=pl.lit(""),
            value=pl.lit(""),
            problem=pl.format("contradicts row {}, which is of the same key", "other"),
            mend=pl.lit(f"Keep one row for each {names}."),
        )
        rejected = pl.concat([rejected, told])
        once = once.filter(~pl.col("row_key").is_duplicated())
    return once.drop("row_key"), rejected.sort("row"), notes
