"""References for records that have none: the same whenever the same record comes again, in any
order and among any others.

A reference follows from what tells a record and does not change as it is worked on (its day and
its text). Several records that are alike in that are told apart by what else they say, and, where
some are held already, by which of those each of them is.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence

import polars as pl

from data_access.datasets import Dataset
from data_access.importing.stages.meaning.wording import fold
from data_access.importing.stages.values.log import Log

_TELLING: dict[str, tuple[str, ...]] = {
    "complaint": ("received", "channel", "team", "themes"),
    "audit": ("audited", "team", "practice_area"),
    "learning": ("found", "lesson"),
    "action": ("action", "opened"),
    "coproduction": ("held", "title"),
    "innovation": ("name", "started"),
}
MADE = "made-"  # how references begin that no file gave
_SEPARATOR = "\x1f"


def is_made() -> pl.Expr:
    """Whether a row's reference is one that the product gave."""
    return pl.col("reference").str.starts_with(MADE)


def made_references(dataset: Dataset, typed: pl.DataFrame, log: Log) -> pl.DataFrame:
    """Rows with references where they had none; rows that nothing tells stay without."""
    if "reference" not in dataset.columns:
        return typed
    if "reference" not in typed.columns:
        typed = typed.with_columns(reference=pl.lit(None, pl.String()))
    telling = _TELLING.get(dataset.name, ())
    missing = typed.filter(pl.col("reference").is_null())
    there = [name for name in telling if name in typed.columns]
    if missing.is_empty() or not there:
        return typed
    others = [name for name in dataset.columns if name in typed.columns and name not in telling]
    alike: dict[str, list[tuple[str, int]]] = {}
    for row in missing.iter_rows(named=True):
        if any(row[name] is not None for name in there):
            alike.setdefault(_told(row, telling), []).append((_told(row, others), row["line"]))
    made = {
        line: _reference(dataset, told, number)
        for told, rows in alike.items()
        for number, (_, line) in enumerate(sorted(rows), start=1)
    }
    log.notes.append(
        f"{len(made)} rows have no reference; the product gives each one, the same whenever the "
        "file comes again"
    )
    given = pl.col("line").replace_strict(made, default=None, return_dtype=pl.String)
    return typed.with_columns(reference=pl.coalesce("reference", given))


def known_again(
    dataset: Dataset, rows: pl.DataFrame, held: pl.DataFrame, spoken: Mapping[str, str]
) -> pl.DataFrame:
    """Rows with made references, under the references by which the same records are held.

    Of records that are alike in what tells them, as far as the file speaks of it, those are the
    same that say the same; then those of the same reference; then they are taken in order.
    """
    telling = [name for name in _TELLING.get(dataset.name, ()) if name in spoken]
    if not telling or "reference" not in dataset.columns:
        return rows
    mine, theirs = rows.filter(is_made()), held.filter(is_made())
    if mine.is_empty() or theirs.is_empty():
        return rows
    others = [
        name
        for name in dataset.columns
        if name in spoken and name not in {*telling, *dataset.natural_key}
    ]
    known = _grouped(theirs, telling, others)
    used = set(theirs.get_column("reference"))
    names: dict[str, str] = {}
    for told, records in _grouped(mine, telling, others).items():
        left = dict(known.get(told, {}))
        waiting = dict(records)
        for same in (_says_the_same, _named_the_same, _whichever):
            for reference, content in list(waiting.items()):
                found = same(reference, content, left)
                if found is not None:
                    names[reference] = found
                    del left[found], waiting[reference]
        for reference in waiting:
            names[reference] = new = _unused(dataset, told, reference, used)
            used.add(new)
    return rows.with_columns(pl.col("reference").replace(names))


def _grouped(
    rows: pl.DataFrame, telling: Sequence[str], others: Sequence[str]
) -> dict[str, dict[str, str]]:
    """Records by what tells them: {what tells: {reference: all else that is said}}."""
    found: dict[str, dict[str, str]] = {}
    for row in rows.sort("reference").iter_rows(named=True):
        found.setdefault(_told(row, telling), {})[row["reference"]] = _told(row, others)
    return found


def _says_the_same(_reference: str, content: str, left: Mapping[str, str]) -> str | None:
    return next((name for name, said in left.items() if said == content), None)


def _named_the_same(reference: str, _content: str, left: Mapping[str, str]) -> str | None:
    return reference if reference in left else None


def _whichever(_reference: str, _content: str, left: Mapping[str, str]) -> str | None:
    return next(iter(left), None)


def _unused(dataset: Dataset, told: str, reference: str, used: set[str]) -> str:
    number = 1
    while reference in used:
        reference = _reference(dataset, told, number)
        number += 1
    return reference


def _told(row: Mapping[str, object], names: Iterable[str]) -> str:
    return _SEPARATOR.join(_text(row.get(name)) for name in names)


def _text(value: object) -> str:
    if value is None:
        return ""
    parts = value if isinstance(value, list) else str(value).split(";")
    return fold("; ".join(str(part).strip() for part in parts))


def _reference(dataset: Dataset, told: str, number: int) -> str:
    digest = hashlib.sha256(_SEPARATOR.join((dataset.name, told, str(number))).encode()).digest()
    # letters alone: a number could look like a telephone's
    return MADE + "".join("bcdfghjkmnpqrstvwxyz"[byte % 20] for byte in digest[:9])
