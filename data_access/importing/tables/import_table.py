"""A council's table becomes rows of a dataset: planned and shown first, then landed.

All or nothing is the rule: while rows are rejected nothing lands, unless a person decides that
the good rows shall.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field

import polars as pl

from data_access.datasets import COUNCIL, Dataset, FieldSpec
from data_access.datasets.base import plain
from data_access.errors import DataError
from data_access.importing.personal_data.guard import (
    PersonalDataError,
    kinds_in,
    person_columns,
    personal_names,
    personal_values,
    refuse,
)
from data_access.importing.tables.columns import known_names, recogniser, suggest_columns
from data_access.importing.tables.files.read_file import quick_headers, read_table
from data_access.importing.tables.files.sheet import RawTable, TableSource
from data_access.importing.tables.known_shapes import adapted
from data_access.importing.tables.questions import ColumnsNeeded
from data_access.importing.tables.remembered import (
    imported_before,
    reading,
    remember_columns,
    remembered_columns,
    with_team_kinds,
)
from data_access.importing.tables.rows import (
    REJECTED_SCHEMA,
    TypedRows,
    by_nature,
    good_rows,
    rule_breaches,
    typed_rows,
)
from data_access.ledger.classify import Prepared
from data_access.ledger.entry import Counts, Entry
from data_access.ledger.ledger import Landed, append, prepare
from data_access.principal import require
from data_access.snapshot import home_authority, home_of, stored_councils
from data_access.store.database import Store
from vocabulary.principal import Principal
from vocabulary.wording import agree

Progress = Callable[[float, str], None]
"""Called with the share done (0 to 1) and what is being done. May raise to cancel: nothing is
written before the last step."""


@dataclass(frozen=True)
class TablePlan:
    """What importing a table would do. Nothing is written until `land_table`.

    columns: the header each field is read from. unused: headers that belong to no field.
    dropped: person-level columns that were counted and let go. rejected: one row per problem
    (REJECTED_SCHEMA). left_out: titles, totals and sheets passed over. prepared: the good rows,
    compared with what is held. read_again: set where the file came in before and all of it stands,
    so that it was not read; reads it nevertheless.
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
    picked: Mapping[str, str] = field(default_factory=dict)
    came_with: tuple[str, ...] = ()
    to_mend: pl.DataFrame = field(default_factory=pl.DataFrame)
    sheets: tuple[str, ...] = ()
    read_as: str | None = None
    read_again: Callable[[], TablePlan] | None = field(default=None, repr=False, compare=False)

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
    told: Mapping[str, str] | None = None,
    specialist_teams: Collection[str] | None = None,
    progress: Progress | None = None,
) -> TablePlan:
    """Read a table and say what importing it would do.

    `authority`: whose rows they are where the file does not say (default: the store's own
    council). `columns`: {field: header} as a person confirmed it (default: suggested); `told`:
    the same of some fields alone, the others suggested.
    `specialist_teams`: which teams are, where neither the file nor the store tells; all others
    are general. Raises DataError if the file cannot be read, ColumnsNeeded if it lacks a required
    column, TeamKindsNeeded if it has to be told which teams are specialist, PersonalDataError if
    it holds personal data (the value is never repeated), NotAllowedError for rows of a council the
    principal may not see.
    """
    whose = authority or home_authority(store, principal=principal)
    if whose is not None:
        require(principal, whose)
    asked = _Asked(
        store=store,
        dataset=dataset,
        source=source,
        sha256=hashlib.sha256(source.content).hexdigest(),
        principal=principal,
        whose=whose,
        sheet=sheet,
        columns=columns,
        specialist_teams=specialist_teams,
        told=told or {},
        memory=remembered_columns(store, dataset.name, principal=principal)
        | {header: name for name, header in (told or {}).items()},
        tell=progress or (lambda share, what: None),
    )
    if kinds := kinds_in(source.name):
        raise PersonalDataError(
            f"The file's name has {' and '.join(kinds)} in it: give the file another name."
        )
    asked.tell(0.0, "Reading the file")
    return _seen(asked) or _read(asked)


@dataclass(frozen=True)
class _Asked:
    """What `plan_table` was asked, and what it found out first."""

    store: Store
    dataset: Dataset
    source: TableSource
    sha256: str
    principal: Principal
    whose: str | None
    sheet: str | None
    columns: Mapping[str, str] | None
    told: Mapping[str, str]
    specialist_teams: Collection[str] | None
    memory: Mapping[str, str]
    tell: Progress


def _seen(asked: _Asked) -> TablePlan | None:
    """The plan for a file all of whose rows stand; None if it has to be read."""
    if asked.principal.authorities is not None:
        return None  # whose rows they are has to be looked at
    seen = imported_before(asked.store, asked.dataset, asked.sha256)
    if seen is None:
        return None
    headers = quick_headers(asked.source, recogniser(asked.dataset, asked.memory))
    if headers is None:
        return None
    chosen = dict(asked.columns or suggest_columns(asked.dataset, headers, asked.memory))
    if seen.read_as != reading(asked.dataset, chosen, asked.whose):
        return None
    return TablePlan(
        dataset=asked.dataset,
        source_name=asked.source.name,
        sha256=asked.sha256,
        sheet=None,
        headers=headers,
        columns=chosen,
        unused=tuple(header for header in headers if header not in chosen.values()),
        dropped=(),
        rows_read=seen.rows,
        rejected=pl.DataFrame(schema=REJECTED_SCHEMA),
        prepared=Prepared(seen.revision, asked.dataset.nature, ()),
        counts=seen.counts,
        picked=chosen,
        came_with=headers,
        notes=(f"the same file came in as batch {seen.batch_id}, and all of it stands",),
        read_again=lambda: _read(asked),
    )


def _read(asked: _Asked) -> TablePlan:
    dataset, source, tell = asked.dataset, asked.source, asked.tell
    raw = read_table(source, recogniser(dataset, asked.memory), asked.sheet)
    came = raw
    picked = dict(asked.columns or suggest_columns(dataset, raw.headers, asked.memory))
    _check_picked(came, {**asked.told, **picked})
    shaped = adapted(dataset, raw, picked)
    raw, dropped = shaped.table, shaped.dropped
    chosen = dict(shaped.columns or picked)
    # Nothing but the file decides what it says, unless kinds of teams are taken from elsewhere.
    alone = "team_kind" in chosen or "team_kind" not in dataset.columns
    read_as = reading(dataset, chosen, asked.whose) if alone and not shaped.columns else None
    tell(0.3, "Looking for personal data")
    _guard(dataset, raw, chosen, source.name)
    _check_columns(dataset, came, picked, chosen, asked.whose)
    raw, chosen = with_team_kinds(
        asked.store, dataset, raw, chosen, asked.whose, asked.specialist_teams
    )
    _check_kind_of_team(dataset, came, picked, chosen)
    tell(0.4, "Checking every value")
    typed = typed_rows(dataset, raw, chosen, asked.whose)
    _guard_unread(typed, source.name)
    rejected = pl.concat([typed.rejected, rule_breaches(dataset, typed.values)])
    good, rejected, notes = good_rows(dataset, typed.values, rejected)
    to_mend = pl.DataFrame() if shaped.columns else _as_they_came(came, rejected)
    came = came.without_cells()  # a large file's cells weigh much
    raw, rows_read = raw.without_cells(), raw.cells.height
    _same_home(asked.store, dataset, good, source.name)
    tell(0.7, "Comparing with what is held")
    count = rejected["row"].n_unique()
    entries = [
        Entry(dataset, part, rejected=0 if place else count, guarded=True, nature=nature)
        for place, (nature, part) in enumerate(
            by_nature(dataset, good.drop("row"), published=shaped.published)
        )
    ]
    prepared = prepare(asked.store, entries, principal=asked.principal, nature=dataset.nature)
    tell(1.0, "Read")
    return TablePlan(
        dataset=dataset,
        source_name=source.name,
        sha256=asked.sha256,
        sheet=raw.sheet,
        headers=raw.headers,
        columns=chosen,
        unused=tuple(header for header in raw.headers if header not in chosen.values()),
        dropped=dropped,
        rows_read=rows_read,
        rejected=rejected,
        prepared=prepared,
        counts=prepared.counts[dataset.name],
        left_out=_told(raw.left_out),
        notes=tuple(notes),
        picked=picked,
        came_with=came.headers,
        to_mend=to_mend,
        sheets=came.sheets,
        read_as=read_as,
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
    if plan.read_again is not None:
        if store.revision() == plan.prepared.revision:
            return Landed(None, (), {plan.dataset.name: plan.counts})
        plan = plan.read_again()
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
        read_as=plan.read_as,
        note=f"{plan.rejected_rows} rows rejected and left out" if plan.rejected_rows else None,
        progress=(lambda share: progress(share, "Writing")) if progress else None,
    )
    remember_columns(store, plan.dataset.name, plan.picked, principal=principal)
    return landed


def _as_they_came(came: RawTable, rejected: pl.DataFrame) -> pl.DataFrame:
    """The cells of rejected rows, for a person to mend."""
    rows = came.cells.filter(pl.col("row").is_in(rejected["row"].unique().implode()))
    return rows.with_columns(pl.col(pl.Categorical).cast(pl.String))


def _guard(dataset: Dataset, raw: RawTable, chosen: Mapping[str, str], source: str) -> None:
    """Every column is looked at, also those that would not be stored: a file with personal data
    should not be lying about at all."""
    refuse(personal_names(raw.headers), source)
    field_of = {header: name for name, header in chosen.items()}
    names = known_names(dataset)
    # A person may choose any column for a field, but not make "Surname" a team.
    found = person_columns(
        header
        for header in raw.headers
        if header not in field_of or names.get(plain(header)) != field_of[header]
    )
    rows = raw.cells.get_column("row")
    for place, header in enumerate(raw.headers):
        name = field_of.get(header)
        if name is None or _may_hold_words(dataset.spec(name)):
            found += personal_values(raw.cells.get_column(str(place)), header, rows)
    refuse(found, source)


def _guard_unread(typed: TypedRows, source: str) -> None:
    """What was meant as a number, a day or a choice and is none may be anything; it is shown."""
    found = []
    for header, texts in typed.unread.items():
        found += personal_values(texts.get_column("text"), header, texts.get_column("row"))
    refuse(found, source)


def _told(left_out: Sequence[str]) -> tuple[str, ...]:
    """What was passed over, without personal data: people sign their reports."""
    return tuple(
        f"a line with {' and '.join(kinds)} in it" if (kinds := kinds_in(line)) else line
        for line in left_out
    )


def _may_hold_words(spec: FieldSpec) -> bool:
    return spec.python_type is str and not spec.choices


def _check_picked(raw: RawTable, picked: Mapping[str, str]) -> None:
    unknown = [header for header in picked.values() if header not in raw.headers]
    if unknown:
        raise DataError(f"{raw.source} has no column '{unknown[0]}'.")
    twice = [header for header, times in Counter(picked.values()).items() if times > 1]
    if twice:
        raise DataError(f"The column '{twice[0]}' is chosen for two fields: choose one.")


def _check_columns(
    dataset: Dataset,
    came: RawTable,
    picked: Mapping[str, str],
    chosen: Mapping[str, str],
    whose: str | None,
) -> None:
    """`came` and `picked`: the table as it came; `chosen`: the fields that can be read from it. Who
    a team is, is looked up once the team is there."""
    _need(dataset, came, picked, chosen, besides={"authority", "team_kind"})
    if "authority" not in chosen and not whose:
        raise DataError(f"{came.source} does not say whose rows they are: name the council.")


def _check_kind_of_team(
    dataset: Dataset, came: RawTable, picked: Mapping[str, str], chosen: Mapping[str, str]
) -> None:
    _need(dataset, came, picked, chosen, besides={"authority"})


def _need(
    dataset: Dataset,
    came: RawTable,
    picked: Mapping[str, str],
    chosen: Mapping[str, str],
    *,
    besides: set[str],
) -> None:
    missing = [
        spec.label
        for spec in dataset.fields
        if spec.required and spec.name not in chosen and spec.name not in besides
    ]
    if missing:
        names = ", ".join(f"'{name}'" for name in missing)
        raise ColumnsNeeded(
            f"{came.source} lacks {agree(len(missing), 'a column', 'columns')} for {names}; "
            f"it has {_named(came.headers)}.",
            came.headers,
            picked,
        )


def _same_home(store: Store, dataset: Dataset, rows: pl.DataFrame, source: str) -> None:
    """A list of councils from elsewhere does not make the store another council's."""
    if dataset is not COUNCIL or "home" not in rows.columns:
        return
    homes = set(rows.filter("home").get_column("authority"))
    mine = home_of(stored_councils(store))
    if len(homes) > 1 or (homes and mine is not None and homes != {mine}):
        raise DataError(
            f"{source} says that the store is for {' and for '.join(sorted(homes))}"
            + (f"; it is for {mine}." if mine else ": it can be for one council only.")
        )


def _named(headers: Sequence[str]) -> str:
    """The first columns' names; a damaged file may have a whole page of text in one."""
    shown = [" ".join(header.split())[:40] for header in headers[:20]]
    more = f" and {len(headers) - 20:,} more" if len(headers) > 20 else ""
    return ", ".join(shown) + more


__all__ = [
    "PersonalDataError",
    "Progress",
    "TablePlan",
    "land_table",
    "plan_table",
]
