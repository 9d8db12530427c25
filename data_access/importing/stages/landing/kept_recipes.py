"""Recipes in the store, by the layout of the file: what was answered once is not asked again.

What holds for one file alone (its month, period or year, a day without a year) is not kept: the
next file would be read for the wrong month.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from functools import lru_cache

import polars as pl

from data_access.datasets import DATASETS, RECIPE
from data_access.errors import DataError
from data_access.importing.stages.columns.header_names import recogniser
from data_access.importing.stages.files.book import Book
from data_access.importing.stages.meaning.dates import read_span
from data_access.importing.stages.people.about_people import about_people
from data_access.importing.stages.recipe import Recipe, layout_key, write_recipe
from data_access.importing.stages.rows.to_mend import as_it_was
from data_access.importing.stages.table.find_table import find_table
from data_access.ledger.as_known import batches, rows_as_known
from data_access.ledger.batch import Action
from data_access.ledger.entry import Entry
from data_access.ledger.ledger import append
from data_access.principal import require
from data_access.store.database import Store
from vocabulary.principal import Permission, Principal

_OF_ONE_FILE = frozenset({"month", "period", "period_start", "period_end", "year", "extracted"})


def layout_of(book: Book) -> str:
    """The layout of a file: its headers, those of all shown sheets taken together, without what is
    about people or was added to be mended. No recipe is needed to tell it."""
    recognise = recogniser(Recipe())
    headers: dict[str, None] = {}
    for sheet in book.sheets:
        table = None if sheet.hidden else find_table(book, sheet, recognise)
        headers |= dict.fromkeys(as_it_was(table).headers if table is not None else ())
    people = about_people(headers)
    return layout_key([each for each in headers if each not in people])


def kept_recipes(
    store: Store, authorities: Collection[str] | None = None, *, principal: Principal
) -> pl.DataFrame:
    """The recipes that stand: authority, layout, name, records, recipe (TOML), and who kept it and
    when (recorded_by, recorded_at); of some councils (None: of all that the principal may see).
    NotAllowedError for another's."""
    for authority in authorities or ():
        require(principal, Permission.SEE, authority)
    whose = principal.councils(Permission.SEE) if authorities is None else authorities
    return _kept(store, store.revision(), None if whose is None else tuple(sorted(whose)))


@lru_cache(maxsize=8)
def _kept(store: Store, revision: int, authorities: tuple[str, ...] | None) -> pl.DataFrame:
    """The recipes that stand, as `kept_recipes` gives them, while the store's revision is the
    same."""
    names = None if authorities is None else list(authorities)
    with store.reading() as connection:
        rows = rows_as_known(connection, RECIPE, batches(connection), names)
    kept = rows.filter(pl.col("recipe").is_not_null())
    return kept.select(*RECIPE.columns, "recorded_by", "recorded_at")


def recipes_of(store: Store, authority: str | None, *, principal: Principal) -> dict[str, str]:
    """A council's recipes as TOML, by layout."""
    if authority is None:
        return {}
    rows = kept_recipes(store, [authority], principal=principal)
    return dict(rows.select("layout", "recipe").iter_rows())


def keep_recipe(
    store: Store,
    recipe: Recipe | None,
    *,
    layout: str,
    authority: str,
    name: str,
    records: str,
    principal: Principal,
) -> None:
    """Keep a recipe for the next file of the layout; None takes it away. PersonalDataError if an
    answer has personal data in it."""
    text = write_recipe(lasting(recipe, records)) if recipe is not None else None
    row = {"authority": authority, "layout": layout, "name": name, "records": records,
           "recipe": text}  # fmt: skip
    frame = pl.DataFrame([row], schema=RECIPE.schema)
    append(
        store,
        [Entry(RECIPE, frame)],
        principal=principal,
        source_name=f"Answers about {name}",
        action=Action.FORM,
    )


def lasting(recipe: Recipe, records: str) -> Recipe:
    """What of a recipe holds for the next file too."""
    dataset = DATASETS[records]
    days = {spec.name for spec in dataset.fields if spec.python_type.__name__ == "date"}
    words = {
        name: {word: value for word, value in said.items() if name not in days or _has_year(word)}
        for name, said in recipe.words.items()
    }
    return replace(
        recipe,
        dataset=recipe.dataset or records,
        sheets=tuple(sheet for sheet in recipe.sheets if not _is_month(sheet)),
        constants={k: v for k, v in recipe.constants.items() if k not in _OF_ONE_FILE},
        words={name: said for name, said in words.items() if said},
        turned_round=(),
    )


def merged(kept: Recipe, given: Recipe) -> Recipe:
    """A kept recipe with what is said now, which goes before."""
    return replace(
        kept,
        dataset=given.dataset or kept.dataset,
        sheets=given.sheets or kept.sheets,
        columns={**kept.columns, **given.columns},
        constants={**kept.constants, **given.constants},
        words={
            name: {**kept.words.get(name, {}), **given.words.get(name, {})}
            for name in {*kept.words, *given.words}
        },
        leave_out={**kept.leave_out, **given.leave_out},
        hidden=given.hidden or kept.hidden,
        teams={**kept.teams, **given.teams},
        date_order=given.date_order or kept.date_order,
        turned_round=given.turned_round or kept.turned_round,
        wide_across=given.wide_across or kept.wide_across,
        wide_value=given.wide_value or kept.wide_value,
        percent={**kept.percent, **given.percent},
        empty={**kept.empty, **given.empty},
    )


def kept_by_layout(store: Store, start: str, *, principal: Principal) -> dict[str, object]:
    """The one recipe whose layout begins with some letters. DataError if there is none, or more."""
    rows = kept_recipes(store, principal=principal)
    rows = rows.filter(pl.col("layout").str.starts_with(start))
    if rows.height != 1:
        found = "no recipe" if rows.is_empty() else f"{rows.height} recipes"
        raise DataError(f"there is {found} whose layout begins with '{start}'.")
    return rows.row(0, named=True)


def _is_month(sheet: str) -> bool:
    return read_span(sheet) is not None or read_span(f"{sheet} 2026") is not None


def _has_year(word: str) -> bool:
    return read_span(word) is not None or any(
        part.isdigit() and len(part) == 4 for part in word.replace("/", " ").split()
    )
