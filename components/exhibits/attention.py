"""What comes first: what needs attention, and what bears on a quality statement. Both orders
stand in the exhibits' declarations; where measures stand in the first is said here.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Final

import polars as pl

from components.exhibits.catalogue import CATALOGUE, Showing
from components.exhibits.exhibit import ALONE, Exhibit
from components.exhibits.indicators.bearing import what_it_says

WATCHED: Final = tuple(
    each.key
    for each in sorted(CATALOGUE.values(), key=lambda each: each.attention)
    if each.attention
)
"""In the order leaders should hear of them: people first, then proof, then what supports both."""
MOST: Final = 5
BEFORE_MEASURES: Final = ("complaints_volume", "ombudsman_upheld")
"""What people complain of comes before what the service measures."""
MEASURES: Final = 2
"""Measures among the first, at most: there are many, and they must not crowd out the rest."""
MEASURE: Final = "measure"
_TIED: Final = tuple(
    sorted((each for each in CATALOGUE.values() if each.themes), key=lambda e: e.place_on_statement)
)


@dataclass(frozen=True)
class Matter:
    """One thing to look at.

    key: the exhibit that says it, or "measure". text: what is so. detail: how sure, and since when.
    page, address: where it leads. due: the day by which something can still be done.
    """

    key: str
    text: str
    detail: str
    page: str
    address: Mapping[str, str] = field(default_factory=dict)
    due: date | None = None


def attention(showing: Showing) -> tuple[list[Matter], int]:
    """What to look at first, `MOST` things at most, and how many more there are: what has a
    deadline ahead that can still be met, then in the order of `WATCHED`. The worst `MEASURES`
    measures with a signal come after `BEFORE_MEASURES`, the others after all else."""
    found = [
        matter_of(exhibit) for exhibit in map(showing, WATCHED) if exhibit.signal == "attention"
    ]
    table = showing("measures")
    rows = table.frame.filter(pl.col("signal") == "attention")
    part = f" {table.in_part}." if table.in_part else ""
    measures = [_of_measure(row, part) for row in rows.head(MOST).iter_rows(named=True)]
    place = sum(each.key in BEFORE_MEASURES for each in found)
    every = found[:place] + measures[:MEASURES] + found[place:] + measures[MEASURES:]
    every.sort(key=lambda each: each.due or date.max)
    return every[:MOST], max(0, len(found) + rows.height - MOST)


def matter_of(exhibit: Exhibit) -> Matter:
    """What an exhibit says that needs attention."""
    said = (exhibit.verdict, exhibit.meaning, exhibit.in_part and f"{exhibit.in_part}.")
    detail = " ".join(part for part in said if part) or exhibit.subtitle
    return Matter(exhibit.key, exhibit.headline, detail, ALONE, exhibit.address, exhibit.due)


def _of_measure(row: Mapping[str, Any], part: str) -> Matter:
    text, detail = f"{row['name']}: {row['latest']}", what_it_says(row) + part
    return Matter(MEASURE, text, detail, MEASURE, {MEASURE: row["measure"]})


def bearing_on(statement: str, codebook: pl.DataFrame) -> tuple[str, ...]:
    """Keys of the exhibits that bear on a statement, in the order in which a reader wants them:
    those on a theme that the codebook ties to it. What shows records of every theme alike, or says
    something of each statement already, bears on none.

    `codebook`: theme, statements (list). A theme that is not in it ties nothing.
    """
    tied = codebook.filter(pl.col("statements").list.contains(statement).fill_null(value=False))
    themes = set(tied.get_column("theme"))
    return tuple(each.key for each in _TIED if themes & set(each.themes))
