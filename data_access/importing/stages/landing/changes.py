"""What landing rows would do, told in full: new rows, every field of a held row that would change,
fields that would be emptied, and held rows of the file's period that the file does not have."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

import polars as pl

from data_access.datasets import INDICATOR, Dataset, FieldSpec
from data_access.importing.stages.questions import Question
from data_access.store.bulk import joined_lists
from vocabulary.values import value_text
from vocabulary.wording import agree, listed, long_date

MOST = 500  # changes, new rows and absent ones that are named; the rest is counted
_CODES = ("theme", "statement")  # fields that hold codes refer to these
_NAMED = 5  # held rows that a sentence names
_SHOWN = 120  # characters of a value
_BEFORE = 30  # characters before the first difference of two long texts


@dataclass(frozen=True)
class Change:
    """One field of one held row that would change. key: what tells the row. old, new: as people
    read them, "" for nothing. label: what people call the field."""

    key: str
    field: str
    old: str
    new: str
    label: str = ""


@dataclass(frozen=True)
class Compared:
    """The rows to land, with what is held filled in; and what landing them would do.

    new, changed, unchanged: rows. emptied: fields of held rows that would lose their value.
    changes, new_keys, absent_keys: the first ones by name; how many there are in all say
    changed_fields (by the field's label), new and absent. absent: held rows of the file's period
    that are not in the file, and stay.
    """

    rows: pl.DataFrame
    new: int = 0
    changed: int = 0
    unchanged: int = 0
    emptied: int = 0
    changes: tuple[Change, ...] = ()
    changed_fields: Mapping[str, int] = field(default_factory=dict)
    new_keys: tuple[str, ...] = ()
    absent: int = 0
    absent_keys: tuple[str, ...] = ()
    questions: tuple[Question, ...] = ()

    @property
    def changes_in_all(self) -> int:
        """How many fields of held rows would change."""
        return sum(self.changed_fields.values())


def effect_of(
    dataset: Dataset,
    rows: pl.DataFrame,
    held: pl.DataFrame,
    places: pl.Series,
    questions: tuple[Question, ...] = (),
) -> Compared:
    """What landing these rows would do. rows: the dataset's columns, with what is held filled in;
    held: the standing rows, both as `comparable` gives them; places: of each row among the held,
    null for a new one."""
    several = rows.get_column("authority").n_unique() > 1 if rows.height else False
    new = places.is_null()
    fresh = rows.filter(new)
    if fresh.height == rows.height:
        return Compared(
            rows,
            new=rows.height,
            new_keys=_keys(dataset, rows.head(MOST), several),
            questions=questions,
        )
    names = [name for name in dataset.columns if name not in dataset.natural_key]
    changed, emptied, fields = pl.repeat(False, rows.height, eager=True), 0, {}
    for name in names:
        mine = rows.get_column(name)
        theirs = held.get_column(name).gather(places)
        differs = mine.ne_missing(theirs) & ~new
        if count := int(differs.sum()):
            changed |= differs
            fields[dataset.spec(name).label] = count
            emptied += int((differs & mine.is_null()).sum())
    shown = rows.with_columns(place=places).filter(changed).head(MOST)
    before = held.select(dataset.columns)[shown.get_column("place")].rename("{}_held".format)
    many = int(changed.sum())
    return Compared(
        rows,
        new=fresh.height,
        changed=many,
        unchanged=rows.height - fresh.height - many,
        emptied=emptied,
        changes=_changes(dataset, shown.hstack(before), names, several),
        changed_fields=fields,
        new_keys=_keys(dataset, fresh.head(MOST), several),
        questions=questions,
    )


def comparable(dataset: Dataset, rows: pl.DataFrame) -> pl.DataFrame:
    """Lists as one text, joined by semicolons, as the ledger takes them; empty ones are nothing."""
    joined = joined_lists(rows.select(dataset.columns))
    lists = [spec.name for spec in dataset.fields if spec.is_list]
    return joined.with_columns(
        pl.when(pl.col(name) != "").then(pl.col(name)).alias(name) for name in lists
    )


def absent_rows(
    dataset: Dataset,
    rows: pl.DataFrame,
    beside: pl.DataFrame,
    spoken: Mapping[str, str],
    to_mend: frozenset[str],
) -> tuple[pl.DataFrame, str | None]:
    """Held rows of the file's councils and period that the file does not have, and a sentence on
    them (None where there are none, or where the file tells no period).

    rows: all good rows of the file; beside: held rows that are none of these; to_mend: keys of
    those that are to be mended.
    """
    dated = dataset.dated_by
    none = beside.clear()
    if beside.is_empty() or rows.is_empty() or (dated is not None and dated not in spoken):
        return none, None
    scope = ["authority", "indicator"] if dataset is INDICATOR else ["authority"]
    gone = beside.join(rows.select(scope).unique(), on=scope, how="semi", maintain_order="left")
    first = last = None
    if dated is not None:
        days = rows.get_column(dated)
        first, last = days.min(), days.max()
        gone = gone.filter(pl.col(dated).is_between(pl.lit(first), pl.lit(last)))
    elif "year" in dataset.natural_key:
        return none, None  # a row is a council's year: other years are of another period
    gone = gone.filter(~pl.col("row_key").is_in(sorted(to_mend)))
    if gone.is_empty():
        return none, None
    named = [*_keys(dataset, gone.head(_NAMED), several=False)]
    if gone.height > _NAMED:
        named.append(f"{gone.height - _NAMED:,} more")
    of_period = "of this council"
    if isinstance(first, date) and isinstance(last, date):
        of_period = f"of this period ({long_date(first)} to {long_date(last)})"
    many = f"{gone.height:,} held {agree(gone.height, 'row', 'rows')}"
    return gone, (
        f"{many} {of_period} {agree(gone.height, 'is', 'are')} not in this file; "
        f"{agree(gone.height, 'it stays', 'they stay')}: {listed(named)}"
    )


def named_keys(dataset: Dataset, rows: pl.DataFrame) -> tuple[str, ...]:
    """What tells each row, as people read it."""
    several = rows.get_column("authority").n_unique() > 1 if rows.height else False
    return _keys(dataset, rows, several)


def _keys(dataset: Dataset, rows: pl.DataFrame, several: bool) -> tuple[str, ...]:
    return tuple(_key(dataset, row, several) for row in rows.iter_rows(named=True))


def _key(dataset: Dataset, row: Mapping[str, object], several: bool) -> str:
    """The natural key's values; the council only where there are several."""
    names = dataset.natural_key if several else dataset.natural_key[1:]
    return ", ".join(_said(dataset.spec(n), row[n]) for n in names if row[n] is not None)


def _changes(
    dataset: Dataset, changed: pl.DataFrame, names: list[str], several: bool
) -> tuple[Change, ...]:
    found: list[Change] = []
    for row in changed.iter_rows(named=True):
        for name in names:
            if row[name] == row[f"{name}_held"]:
                continue
            if len(found) == MOST:
                return tuple(found)
            spec = dataset.spec(name)
            old, new = _apart(_said(spec, row[f"{name}_held"]), _said(spec, row[name]))
            found.append(Change(_key(dataset, row, several), name, old, new, spec.label))
    return tuple(found)


def _said(spec: FieldSpec, value: object) -> str:
    """A value as people read it; "" for nothing."""
    if value is None:
        return ""
    if spec.is_list and (spec.choices or spec.refers_to in _CODES):
        return "; ".join(spec.label_of(part.strip()) for part in str(value).split(";"))
    if spec.choices or spec.labels or spec.refers_to in _CODES:
        return spec.label_of(str(value))
    if isinstance(value, date):
        return long_date(value)
    return value if isinstance(value, str) else value_text(value)


def _apart(old: str, new: str) -> tuple[str, str]:
    """Two values, long ones cut so that where they begin to differ is seen."""
    if max(len(old), len(new)) <= _SHOWN:
        return old, new
    same = next(
        (at for at, (a, b) in enumerate(zip(old, new, strict=False)) if a != b),
        min(len(old), len(new)),
    )
    start = max(0, same - _BEFORE)
    return _cut(old, start), _cut(new, start)


def _cut(text: str, start: int) -> str:
    part = text[start : start + _SHOWN]
    before = "…" if start and part else ""
    return f"{before}{part}{'…' if start + _SHOWN < len(text) else ''}"
