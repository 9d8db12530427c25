"""What landing a file takes and no more, so that it can be handed to a process of its own: the rows
as they came, how they are to be called, and the answers that are kept for the next file."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date

import polars as pl

from data_access.importing.personal_data.guard import kinds_in
from data_access.importing.stages.landing.extracted import CONSTANT as EXTRACTED
from data_access.importing.stages.landing.kept_recipes import keep_recipe
from data_access.importing.stages.recipe import Recipe, write_recipe
from data_access.ledger.as_known import batches
from data_access.ledger.classify import Prepared
from data_access.ledger.entry import Counts, Entry
from data_access.ledger.ledger import Landed, append, prepare
from data_access.snapshot import home_authority
from data_access.store.database import Store
from vocabulary.nature import Nature
from vocabulary.principal import Principal


@dataclass(frozen=True)
class ToLand:
    """What lands. revision: of the store when it was looked at; sha256, extracted, recipe and
    layout as of a plan; records: the dataset that the file is of."""

    entries: tuple[Entry, ...]
    nature: Nature
    revision: int
    source: str
    sha256: str
    note: str | None
    extracted: date | None
    recipe: Recipe
    layout: str
    records: str

    def light(self) -> ToLand:
        """Without what is made anew from the rest."""
        entries = (replace(each, frame=each.frame.drop("row_key")) for each in self.entries)
        return replace(self, entries=tuple(entries))


def land_it(
    store: Store,
    what: ToLand,
    prepared: Prepared | None = None,
    *,
    principal: Principal,
    progress: Callable[[float], None] | None = None,
) -> Landed:
    """Land it, and keep what was answered. prepared: as it was compared with what is held; None: it
    is compared now. Raises as `append`; so may `progress`, which is told the share of rows written:
    then nothing lands."""
    if prepared is None:
        prepared = prepare(store, what.entries, principal=principal, nature=what.nature)
    done = append(
        store,
        prepared,
        principal=principal,
        source_name=what.source,
        sha256=what.sha256,
        note=what.note,
        extracted=what.extracted,
        progress=progress,
    )
    own = home_authority(store, principal=principal)
    personal = kinds_in(write_recipe(what.recipe))  # the guard stands before recipes as well
    if own is not None and _has_answers(what.recipe) and not personal:
        keep_recipe(
            store,
            what.recipe,
            layout=what.layout,
            authority=own,
            name=what.source,
            records=what.records,
            principal=principal,
        )
    return done


def landed_as(store: Store, what: ToLand) -> Landed | None:
    """What became of it where whoever landed it can no longer say: None where nothing did."""
    with store.reading() as connection:
        known = batches(connection)
    mine = known.filter(
        (pl.col("batch_id") > what.revision)
        & (pl.col("sha256") == what.sha256)
        & (pl.col("source_name") == what.source)
    )
    if mine.is_empty():
        return None
    last = mine.filter(pl.col("import_id") == pl.col("import_id").max())
    counts = {
        row["dataset"]: Counts(
            row["rows_new"], row["rows_changed"], row["rows_unchanged"], row["rows_removed"]
        )
        for row in last.iter_rows(named=True)
    }
    return Landed(last.item(0, "import_id"), tuple(last.get_column("batch_id")), counts)


def _has_answers(recipe: Recipe) -> bool:
    """Whether a recipe says more than whose rows they are and of which kind."""
    of_each = ("authority", EXTRACTED)
    constants = {name: said for name, said in recipe.constants.items() if name not in of_each}
    return replace(recipe, dataset=None, constants=constants) != Recipe()
