"""A region's store: many councils, five years, millions of rows, all invented.

    python -m tests.benchmarks.region_store PATH --councils 33 --rows 2000000

Each council has what Example Borough has, told as its own and a little otherwise, and its share of
the rows: a third of them complaints, the others training. A store of one council has the rows of
one of a region's.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Sequence
from pathlib import Path

import polars as pl

from data_access.datasets import COMPLAINT, COUNCIL, DATASETS, PUBLISHED_EDITION, TRAINING, Dataset
from data_access.example.load import load_example
from data_access.example.scale import scaled_frame
from data_access.ledger.batch import Action
from data_access.ledger.entry import Entry
from data_access.ledger.ledger import INVENTED_COUNCILS, append
from data_access.reference.published_facts import load_reference_facts
from data_access.snapshot import snapshot
from data_access.store.database import Store, open_store
from tests.benchmarks.region_differences import otherwise
from vocabulary.nature import Nature
from vocabulary.principal import Principal, every_role

MAKER = Principal("Benchmark", every_role())
_BEGINNINGS = ("Alder", "Birch", "Cedar", "Elm", "Fern", "Hazel", "Juniper", "Larch", "Maple")
_ENDS = ("mere", "ford", "combe", "stead", "wick")
NAMES = tuple(f"Borough of {first}{last}" for last in _ENDS for first in _BEGINNINGS)
"""Invented councils, in the order in which they are taken."""
_LEFT_OUT = {COUNCIL.name, PUBLISHED_EDITION.name}


def make_region(store: Store, councils: int, rows: int, example: Path) -> None:
    """Fill a new store. example: where the example is made that the councils are told from."""
    told = _example(example)
    load_reference_facts(store, MAKER, findings=False)
    each = rows // councils
    many = {
        dataset: scaled_frame(dataset, part, seed=1)
        for dataset, part in ((COMPLAINT, each // 3), (TRAINING, each - each // 3))
    }
    for number, name in enumerate(NAMES[:councils]):
        home = pl.DataFrame({"authority": [name], "authority_type": [None], "home": [number == 0]})
        entries = [Entry(COUNCIL, home.cast({"authority_type": pl.String}))]
        entries += [
            Entry(
                dataset,
                otherwise(dataset.name, _of(name, frame), number),
                guarded=True,
                nature=nature,
            )
            for dataset, nature, frame in told
        ]
        _land(store, entries, f"Record of {name}")
        rows_of = [
            Entry(d, otherwise(d.name, _of(name, frame), number), guarded=True)
            for d, frame in many.items()
        ]
        _land(store, rows_of, f"Five years of {name}")


def one_more_month(store: Store, name: str, seed: int) -> None:
    """An import of 300 complaints for one council."""
    frame = scaled_frame(COMPLAINT, 300, seed=seed)
    _land(store, [Entry(COMPLAINT, _of(name, frame), guarded=True)], "A month")


def _land(store: Store, entries: Sequence[Entry], source: str) -> None:
    append(
        store, entries, principal=MAKER, source_name=source, action=Action.IMPORT, nature=Nature.OWN
    )


def _of(name: str, frame: pl.DataFrame) -> pl.DataFrame:
    return frame.with_columns(authority=pl.lit(name))


def _example(path: Path) -> list[tuple[Dataset, Nature, pl.DataFrame]]:
    """What Example Borough has, by dataset; what is published about it stays so."""
    store = open_store(f"sqlite:///{path}")
    if not store.revision():
        load_example(store, MAKER)
    [invented] = INVENTED_COUNCILS
    known = snapshot(invented, principal=MAKER, store=store)
    published = {"score", "rating", "finding", "ombudsman"}
    return [
        (
            dataset,
            Nature.PUBLISHED if name in published else Nature.OWN,
            known[name].filter(pl.col("authority") == invented).select(dataset.columns),
        )
        for name, dataset in DATASETS.items()
        if name not in _LEFT_OUT and known[name].height
    ]


def main() -> int:
    """Make a region's store in a new file."""
    parser = argparse.ArgumentParser(description="Make a region's store.")
    parser.add_argument("path", type=Path)
    parser.add_argument("--councils", type=int, default=33)
    parser.add_argument("--rows", type=int, default=2_000_000)
    asked = parser.parse_args()
    began = time.process_time()
    store = open_store(f"sqlite:///{asked.path}")
    if store.revision():
        print(f"{asked.path} is in use; name a new file.", file=sys.stderr)
        return 2
    make_region(store, asked.councils, asked.rows, asked.path.with_name("example-for-region.db"))
    size = asked.path.stat().st_size / 1e6
    print(
        f"{asked.path}: {asked.councils} councils, {asked.rows:,} rows, {size:.0f} MB, "
        f"{time.process_time() - began:.0f} s of computing"
    )
    return 0


if __name__ == "__main__":
    sys.exit(main())
