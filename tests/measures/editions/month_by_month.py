"""Two councils publish month by month, and the adversary keeps everything.

Example Borough, and an invented council a quarter of its size. Run as
`python -m tests.measures.editions.month_by_month --months 24`; exits with 1 where anything leaks.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections import defaultdict
from collections.abc import Callable
from datetime import date, timedelta
from functools import lru_cache
from typing import Any, NamedTuple

import numpy as np
import polars as pl

from data_access.example.complaints import complaints, compliments, known_complaints
from data_access.example.indicators import indicators
from data_access.example.scorecard import scorecard
from data_access.example.timeline import LAST_DAY
from data_access.example.training import known_routes, staff_voice, training
from data_access.reference.published_facts import catalogue_frame
from measures.disclosure.joint import CountTable, Protected, ProtectedTable, protect
from measures.editions import complaints as of_complaints
from measures.editions import indicators as of_indicators
from measures.editions import staff_voice as of_staff_voice
from measures.editions import training as of_training
from measures.editions import workforce as of_workforce
from tests.measures.editions.adversary import Found, attack, json_of, notes_of


class Council(NamedTuple):
    """A council's whole record, and what part of Example Borough's size it has."""

    name: str
    scale: float


EXAMPLE = Council("Example Borough", 1.0)
SMALL = Council("a quarter of its size", 0.25)


def tables_on(council: Council, on: date) -> list[CountTable]:
    """All that the council would publish, as its record was known at the end of a day."""
    cases = known_complaints(_complaints(council), after=None, until=on)
    routes = _thinned(
        known_routes(after=None, until=on),
        council,
        ("started", ("completed", "left_early")),
    )
    return [
        *of_complaints.tables(cases, on),
        *of_complaints.compliment_tables(_compliments(council), on),
        *of_training.tables(_training(council), on),
        *of_staff_voice.tables(_staff_voice(council), on),
        *of_workforce.tables(routes, on),
        *of_indicators.tables(_indicators(council, on), catalogue_frame(), on),
    ]


@lru_cache(maxsize=2)
def _complaints(council: Council) -> pl.DataFrame:
    return complaints(scale=council.scale)


@lru_cache(maxsize=2)
def _compliments(council: Council) -> pl.DataFrame:
    return _thinned(compliments(), council, ("received", ()))


@lru_cache(maxsize=2)
def _training(council: Council) -> pl.DataFrame:
    return _thinned(training(), council, ("required", ("in_date",)))


@lru_cache(maxsize=2)
def _staff_voice(council: Council) -> pl.DataFrame:
    return _thinned(staff_voice(), council, ("responses", ("agree",)))


def _indicators(council: Council, on: date) -> pl.DataFrame:
    return _all_indicators(council).filter(pl.col("period_end") <= on)


@lru_cache(maxsize=2)
def _all_indicators(council: Council) -> pl.DataFrame:
    """Every measure's figures; of a small council each counted with the chance of its size."""
    frame = pl.concat([indicators(), scorecard()], how="diagonal")
    parts = pl.col("numerator").is_not_null() & pl.col("denominator").is_not_null()
    shares = frame.filter(parts & (pl.col("numerator") <= pl.col("denominator")))
    return _thinned(shares, council, ("denominator", ("numerator",)))


def _thinned(
    frame: pl.DataFrame, council: Council, counts: tuple[str, tuple[str, ...]]
) -> pl.DataFrame:
    """Every person kept with the chance of the council's size: those in each part and the rest."""
    if council.scale == 1:
        return frame
    random = np.random.default_rng(7)
    whole, parts = counts
    kept: dict[str, Any] = {}
    rest = frame.get_column(whole).fill_null(0).cast(pl.Int64).to_numpy()
    for part in parts:
        people = frame.get_column(part).fill_null(0).cast(pl.Int64).to_numpy()
        kept[part] = random.binomial(people, council.scale)
        rest = np.maximum(rest - people, 0)
    kept[whole] = sum(kept.values(), start=random.binomial(rest, council.scale))
    others = {"offered", "released", "attended", "invited", "reached_12_months"}
    others |= {"retained_12_months"}
    frame = frame.with_columns(pl.lit(None, pl.Int64).alias(n) for n in others & set(frame.columns))
    unknown = [name for name in kept if frame.get_column(name).null_count()]
    thin = frame.with_columns(pl.Series(name, numbers) for name, numbers in kept.items())
    return thin.with_columns(
        pl.when(frame.get_column(name).is_not_null()).then(pl.col(name)).alias(name)
        for name in unknown
    )


def month_ends(months: int) -> list[date]:
    """The last days of so many months, the last of them that of the example's record."""
    ends = [LAST_DAY]
    while len(ends) < months:
        ends.append(ends[-1].replace(day=1) - timedelta(days=1))
    return ends[::-1]


def published(council: Council, days: list[date]) -> list[Protected]:
    """An edition on each day, each over all before it."""
    earlier: list[ProtectedTable] = []
    editions = []
    for day in days:
        editions.append(protect(tables_on(council, day), earlier))
        earlier += editions[-1].tables
    return editions


def hidden_shares(editions: list[Protected]) -> dict[str, tuple[int, int, int]]:
    """By table: cells hidden, all cells that are not 0, and how many periods wait."""
    told: dict[str, list[int]] = defaultdict(lambda: [0, 0, 0])
    once = {(table.name, table.period): table for done in editions for table in done.tables}
    for table in once.values():
        told[table.name][0] += int(table.cells.get_column("hidden").sum())
        told[table.name][1] += int((table.cells.get_column("count").fill_null(1) > 0).sum())
    waiting = {(one.table, one.period) for done in editions for one in done.waiting}
    for name, _ in waiting - set(once):
        told[name][2] += 1
    return {name: (hidden, cells, waits) for name, (hidden, cells, waits) in sorted(told.items())}


def main(months: int, say: Callable[[str], None]) -> int:
    """Publish, attack, and say what was found."""
    leaks = 0
    for council in (EXAMPLE, SMALL):
        start = time.perf_counter()
        editions = published(council, month_ends(months))
        took = time.perf_counter() - start
        notes = [note for done in editions for note in notes_of(done.waiting)]
        found: Found = attack([json_of(done.tables) for done in editions], notes)
        leaks += len(found.leaks)
        say(
            f"{council.name}: {months} editions in {took:.0f} s; {found.hidden} hidden counts and "
            f"{found.differences} differences tried in {time.perf_counter() - start - took:.0f} s: "
            f"smallest range {found.smallest:.0f}, {len(found.leaks)} leaks"
        )
        for name, (hidden, cells, waits) in hidden_shares(editions).items():
            share = f"{hidden / cells:.0%} of {cells} hidden" if cells else "nothing shown"
            say(f"  {name}: {share}" + (f", {waits} periods wait" if waits else ""))
        for leak in found.leaks[:20]:
            say(f"  LEAK {leak}")
    return 1 if leaks else 0


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--months", type=int, default=24)
    sys.exit(main(parser.parse_args().months, print))
