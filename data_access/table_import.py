"""A council's table becomes rows of a dataset: planned and shown first, then landed.

All or nothing is the rule: while rows are rejected nothing lands, unless a person decides that
the good rows shall.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

import polars as pl

from data_access.column_memory import remember_columns, remembered_columns
from data_access.datasets import Dataset, FieldSpec
from data_access.errors import DataError
from data_access.known_teams import with_team_kinds
from data_access.ledger import Counts, Entry, Landed, Prepared, append, prepare, row_key
from data_access.personal_data import PersonalDataError, person_columns, personal_values, refuse
from data_access.principal import Principal
from data_access.snapshot import home_authority
from data_access.store import Store
from data_access.tabular.adapters import adapted
from data_access.tabular.columns import recogniser, suggest_columns
from data_access.tabular.reading import read_table
from data_access.tabular.source import RawTable, TableSource
from data_access.tabular.values import read_column

REJECTED_SCHEMA: dict[str, pl.DataType] = {
    "row": pl.Int64(),
    "field": pl.String(),
    "column": pl.String(),
    "value": pl.String(),
    "problem": pl.String(),
    "mend": pl.String(),
}
SHOWN_VALUE = 60

Progress = Callable[[float, str], None]
"""Called with the share done (0 to 1) and what is being done. May raise to cancel: nothing is
written before the last step."""


@dataclass(frozen=True)
class TablePlan:
    """What importing a table would do. Nothing is written until `land_table`.

    columns: the header each field is read from. unused: headers that belong to no field.
    dropped: person-level columns that were counted and let go. rejected: one row per problem
    (REJECTED_SCHEMA). left_out: titles, totals and sheets passed over. prepared: the good rows,
    compared with what is held.
    """

    dataset: Dataset
    source_name: str
    sha256: str
    sheet: str | None
    headers: tuple[str, ...]
    columns: Mapping[str, str]
    unused: tuple[str, ...]
    dropped: tuple[str, ...]
    rows_read: int
    rejected: pl.DataFrame
    prepared: Prepared
    counts: Counts
    left_out: tuple[str, ...] = ()
    notes: tuple[str, ...] = field(default=())

    @property
    def rejected_rows(self) -> int:
        """How many rows have a problem."""
        return self.rejected.get_column("row").n_unique()


def plan_table(
    store: Store,
    dataset: Dataset,
    source: TableSource,
    *,
    principal: Principal,
    authority: str | None = None,
    sheet: str | None = None,
    columns: Mapping[str, str] | None = None,
    progress: Progress | None = None,
) -> TablePlan:
    """Read a table and say what importing it would do.

    `authority`: whose rows they are where the file does not say (default: the store's own
    council). `columns`: {field: header} as a person confirmed it (default: suggested).
    Raises DataError if the file cannot be read or lacks a required column, PersonalDataError if
    it holds personal data (the value is never repeated).
    """
    tell = progress or (lambda share, what: None)
    tell(0.0, "Reading the file")
    memory = remembered_columns(store, dataset.name)
    raw = read_table(source, recogniser(dataset, memory), sheet)
    raw, dropped, adapted_columns = adapted(dataset, raw)
    chosen = dict(columns or adapted_columns or suggest_columns(dataset, raw.headers, memory))
    whose = authority or home_authority(store)
    raw, chosen = with_team_kinds(store, dataset, raw, chosen, whose)
    unused = tuple(header for header in raw.headers if header not in chosen.values())
    tell(0.2, "Looking for personal data")
    _guard(dataset, raw, chosen, source.name)
    _check_columns(dataset, raw, chosen, whose, source.name)
    tell(0.4, "Checking every value")
    typed, rejected = _typed(dataset, raw, chosen, whose)
    rejected = pl.concat([rejected, _breaches(dataset, typed)])
    good, rejected, notes = _without_bad(dataset, typed, rejected)
    tell(0.7, "Comparing with what is held")
    entry = Entry(dataset, good.drop("row"), rejected=rejected["row"].n_unique(), guarded=True)
    prepared = prepare(store, [entry], principal=principal, nature=dataset.nature)
    tell(1.0, "Read")
    return TablePlan(
        dataset=dataset,
        source_name=source.name,
        sha256=hashlib.sha256(source.content).hexdigest(),
        sheet=raw.sheet,
        headers=raw.headers,
        columns=chosen,
        unused=unused,
        dropped=dropped,
        rows_read=raw.cells.height,
        rejected=rejected,
        prepared=prepared,
        counts=prepared.counts[dataset.name],
        left_out=raw.left_out,
        notes=tuple(notes),
    )


def land_table(
    store: Store,
    plan: TablePlan,
    *,
    principal: Principal,
    good_rows_only: bool = False,
    progress: Progress | None = None,
) -> Landed:
    """Land a plan. DataError while rows are rejected, unless the good rows alone shall land."""
    if plan.rejected_rows and not good_rows_only:
        raise DataError(
            f"{plan.rejected_rows:,} of {plan.rows_read:,} rows are rejected, so nothing was "
            "imported."
        )
    landed = append(
        store,
        plan.prepared,
        principal=principal,
        source_name=plan.source_name,
        sha256=plan.sha256,
        note=f"{plan.rejected_rows} rows rejected and left out" if plan.rejected_rows else None,
        progress=(lambda share: progress(share, "Writing")) if progress else None,
    )
    remember_columns(store, plan.dataset.name, plan.columns, principal=principal)
    return landed


def _guard(dataset: Dataset, raw: RawTable, chosen: Mapping[str, str], source: str) -> None:
    """Every column is looked at, also those that would not be stored: a file with personal data
    should not be lying about at all."""
    field_of = {header: name for name, header in chosen.items()}
    found = person_columns(h for h in raw.headers if h not in field_of)
    rows = raw.cells.get_column("row")
    for place, header in enumerate(raw.headers):
        name = field_of.get(header)
        if name is not None and not _may_hold_words(dataset.spec(name)):
            continue
        found += personal_values(raw.cells.get_column(str(place)), header, rows)
    refuse(found, source)


def _may_hold_words(spec: FieldSpec) -> bool:
    return spec.python_type is str and not spec.choices


def _check_columns(
    dataset: Dataset, raw: RawTable, chosen: Mapping[str, str], whose: str | None, source: str
) -> None:
    unknown = [header for header in chosen.values() if header not in raw.headers]
    if unknown:
        raise DataError(f"{source} has no column '{unknown[0]}'.")
    missing = [
        spec.label
        for spec in dataset.fields
        if spec.required and spec.name not in chosen and spec.name != "authority"
    ]
    if missing:
        names = ", ".join(f"'{name}'" for name in missing)
        raise DataError(
            f"{source} lacks {'a column' if len(missing) == 1 else 'columns'} for {names}; "
            f"it has {', '.join(raw.headers[:20])}."
        )
    if "authority" not in chosen and not whose:
        raise DataError(f"{source} does not say whose rows they are: name the council.")


def _typed(
    dataset: Dataset, raw: RawTable, chosen: Mapping[str, str], whose: str | None
) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Typed columns with `row`, and what could not be read."""
    rows = raw.cells.get_column("row")
    columns: dict[str, pl.Series] = {"row": rows}
    problems = []
    for spec in dataset.fields:
        if spec.name not in chosen:
            if spec.name == "authority":
                columns["authority"] = pl.repeat(whose, rows.len(), dtype=pl.String, eager=True)
            continue
        header = chosen[spec.name]
        texts = raw.cells.get_column(str(raw.headers.index(header)))
        read = read_column(spec, texts)
        values = read.values
        if spec.name == "authority" and whose:
            values = values.fill_null(whose)
        columns[spec.name] = values.alias(spec.name)
        problems.append(_problems(rows, spec, header, texts, read.bad, read.problem, read.mend))
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
    return pl.DataFrame(columns), pl.concat([*problems, ragged])


def _breaches(dataset: Dataset, typed: pl.DataFrame) -> pl.DataFrame:
    """Rows that break a rule between two fields of the declaration."""
    absent = [
        pl.lit(None, dtype=spec.polars_type).alias(spec.name)
        for spec in dataset.fields
        if spec.name not in typed.columns
    ]
    broken = dataset.breaches(typed.drop("row").with_columns(absent))
    if broken.is_empty():
        return pl.DataFrame(schema=REJECTED_SCHEMA)
    nothing = pl.lit("")
    return broken.select(
        row=typed.get_column("row").gather(broken.get_column("row")),
        field=nothing,
        column=nothing,
        value=nothing,
        problem=pl.col("problem").str.strip_chars_end("."),
        mend=nothing,
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
    return pl.DataFrame({"row": rows.filter(bad), "value": texts.filter(bad)}).select(
        "row",
        field=pl.lit(spec.label),
        column=pl.lit(header),
        value=pl.col("value").fill_null("").str.slice(0, SHOWN_VALUE),
        problem=pl.lit(problem),
        mend=pl.lit(mend),
    )


def _without_bad(
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
    if once.height < complete.height:
        notes.append(f"{complete.height - once.height:,} rows stand twice and count once")
    clash = once.filter(pl.col("row_key").is_duplicated())
    if clash.height:
        names = " and ".join(dataset.spec(name).label.lower() for name in dataset.natural_key)
        told = clash.with_columns(first=pl.col("row").min().over("row_key")).select(
            "row",
            field=pl.lit(""),
            column=pl.lit(""),
            value=pl.lit(""),
            problem=pl.format("contradicts another row with the same key (from row {})", "first"),
            mend=pl.lit(f"Keep one row for each {names}."),
        )
        rejected = pl.concat([rejected, told])
        once = once.filter(~pl.col("row_key").is_duplicated())
    return once.drop("row_key"), rejected.sort("row"), notes


__all__ = [
    "PersonalDataError",
    "Progress",
    "TablePlan",
    "land_table",
    "plan_table",
]
