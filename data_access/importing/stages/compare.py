"""The sixth stage: rows read beside those that are held. A field that the file does not speak of
keeps what is held; an empty cell that meets a held value is asked, and erases nothing by itself."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

import polars as pl

from data_access.datasets import Dataset
from data_access.importing.stages.meaning.wording import fold
from data_access.importing.stages.questions import Question
from data_access.importing.stages.recipe import CLEARED, UNKNOWN, Recipe
from data_access.ledger.as_known import row_key
from data_access.store.bulk import joined_lists

_SHOWN = 50


@dataclass(frozen=True)
class Change:
    """One field of one held row that would change, in words."""

    key: str
    field: str
    old: str
    new: str


@dataclass(frozen=True)
class Compared:
    """The rows to land, with what is held filled in; and what landing them would do."""

    rows: pl.DataFrame
    new: int = 0
    changed: int = 0
    unchanged: int = 0
    emptied: int = 0
    changes: tuple[Change, ...] = ()
    questions: tuple[Question, ...] = field(default=())


def compare(
    dataset: Dataset,
    rows: pl.DataFrame,
    held: pl.DataFrame,
    spoken: Mapping[str, str],
    recipe: Recipe,
) -> Compared:
    """Compare rows (the dataset's columns, typed) with the standing ones.

    spoken: the fields the file says something about, with the header of each.
    """
    if held.is_empty() or rows.is_empty():
        return Compared(rows, new=rows.height)
    columns = list(dataset.columns)
    old = _comparable(dataset, held).with_columns(row_key(dataset))
    new = _comparable(dataset, rows).with_columns(row_key(dataset))
    joined = new.join(old, on="row_key", how="left", suffix="_held", maintain_order="left")
    known = joined.get_column("row_key").is_in(old.get_column("row_key").implode())
    silent = [name for name in columns if name not in spoken and name not in dataset.natural_key]
    filled: dict[str, pl.Series] = {}
    for name in silent:
        filled[name] = joined.select(pl.coalesce(f"{name}_held", name)).to_series()
    questions, emptied = [], 0
    for name in spoken:
        if name in dataset.natural_key or name not in columns:
            continue
        lost = (
            joined.select(pl.col(name).is_null() & pl.col(f"{name}_held").is_not_null()).to_series()
            & known
        )
        count = int(lost.sum())
        if not count:
            continue
        header = spoken[name]
        answer = _answer(recipe, header, name)
        if answer == CLEARED:
            emptied += count
            continue
        filled[name] = joined.select(pl.coalesce(name, f"{name}_held")).to_series()
        if answer is None:
            questions.append(_empty_question(dataset, header, name, count))
    result = new.with_columns(series.alias(name) for name, series in filled.items())
    result = result.select("row_key", *columns)
    both = result.join(old, on="row_key", how="left", suffix="_held", maintain_order="left")
    same = pl.all_horizontal(
        pl.col(n).eq_missing(pl.col(f"{n}_held")) for n in columns if n not in dataset.natural_key
    )
    state = both.select(same=same).to_series()
    unchanged = int((state & known).sum())
    changed = int((~state & known).sum())
    return Compared(
        result.select(columns),
        new=int((~known).sum()),
        changed=changed,
        unchanged=unchanged,
        emptied=emptied,
        changes=_changes(dataset, both.filter(~state & known), columns),
        questions=tuple(questions),
    )


def _answer(recipe: Recipe, header: str, name: str) -> str | None:
    for said, answer in recipe.empty.items():
        if fold(said) in {fold(header), fold(name)} or said == "*":
            return answer
    return None


def _empty_question(dataset: Dataset, header: str, name: str, count: int) -> Question:
    label = dataset.spec(name).label.lower()
    rows = "1 row" if count == 1 else f"{count} rows"
    return Question(
        "empty",
        f"empty: '{header}'",
        f"{header} is empty in {rows} for which {label} is held. Is it cleared, or unknown to this "
        "file?",
        column=header,
        field=name,
        choices=(f'"{header}" = "{CLEARED}"', f'"{header}" = "{UNKNOWN}"'),
    )


def _changes(dataset: Dataset, both: pl.DataFrame, columns: Collection[str]) -> tuple[Change, ...]:
    found = []
    for row in both.head(500).iter_rows(named=True):
        key = ", ".join(str(row[name]) for name in dataset.natural_key[1:] if row[name] is not None)
        for name in columns:
            old, new = row[f"{name}_held"] if name not in dataset.natural_key else None, row[name]
            if name not in dataset.natural_key and old != new:
                found.append(Change(key, name, _said(old), _said(new)))
    return tuple(found)


def _said(value: object) -> str:
    return "" if value is None else str(value)[:_SHOWN]


def _comparable(dataset: Dataset, rows: pl.DataFrame) -> pl.DataFrame:
    """Lists as one text, joined by semicolons, as the ledger takes them; empty ones are nothing."""
    joined = joined_lists(rows.select(dataset.columns))
    lists = [spec.name for spec in dataset.fields if spec.is_list]
    return joined.with_columns(
        pl.when(pl.col(name) != "").then(pl.col(name)).alias(name) for name in lists
    )


__all__ = ["Change", "Collection", "Compared", "compare"]
