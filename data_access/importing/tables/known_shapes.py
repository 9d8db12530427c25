"""Tables of a well-known shape that is not the dataset's own, turned into it: lists of people (see
`person_level`), and the Adult Social Care Outcomes Framework's CSV file, as NHS England and DHSC
publish it.

The framework's file has one row per place, measure, group and kind of figure (numerator,
denominator, outcome); here one row per place, measure and group. Source of the layout: "How to use
the CSV file", Measures from the Adult Social Care Outcomes Framework, England.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import polars as pl

from data_access.datasets import Dataset
from data_access.datasets.base import plain
from data_access.importing.tables.files.sheet import RawTable, TableError
from data_access.importing.tables.person_level import count_people, is_person_level

_NEEDED = {
    "place": ("geographicaldescription",),
    "level": ("geographicallevel",),
    "measure": ("ascofmeasurecode", "measurecode"),
    "kind": ("measuretype",),
    "value": ("measurevalue",),
}
_OPTIONAL = {
    "group": ("disaggregationlevel", "measuregroup"),
    "described": ("measuregroupdescription", "measuredescription"),
}
# Groups that mean everybody.
_EVERYBODY = ("total", "all", "")


def is_ascof(headers: Sequence[str]) -> bool:
    """Whether these are the columns of ASCOF's file."""
    known = {plain(header) for header in headers}
    return all(any(name in known for name in names) for names in _NEEDED.values())


def year_of(name: str) -> tuple[int, int] | None:
    """The financial year a file's name gives, such as 2024-25; None if it gives none."""
    found = re.search(r"(20\d\d)[-_ ]?(?:to[-_ ]?)?(20)?(\d\d)(?!\d)", name)
    if not found:
        return None
    start, end = int(found.group(1)), int(found.group(3))
    return (start, 2000 + end) if (start + 1) % 100 == end else None


def read_ascof(raw: RawTable) -> tuple[RawTable, dict[str, str]]:
    """The table with one row per council, measure and group; and its columns by field.

    Only councils' rows are kept, not regions' or England's. TableError if the file's name does not
    say the year: the file itself does not.
    """
    years = year_of(raw.source)
    if years is None:
        raise TableError(
            f"{raw.source} does not say which year it is for: "
            "put it in the file's name, such as ascof-2024-25.csv."
        )
    place = {plain(header): str(index) for index, header in enumerate(raw.headers)}

    def column(names: tuple[str, ...]) -> pl.Expr:
        return next(
            (pl.col(place[name]) for name in names if name in place), pl.lit(None, pl.String)
        )

    long = raw.cells.select(
        "row",
        **{name: column(names) for name, names in {**_NEEDED, **_OPTIONAL}.items()},
    ).with_columns(pl.col("level", "kind").str.to_lowercase())
    councils = long.filter(pl.col("level").str.contains("authority|council|cassr"))
    if councils.is_empty():
        raise TableError(f"{raw.source} has no councils' rows.")
    keys = ["place", "measure", "group", "described"]
    wide = (
        councils.group_by(keys, maintain_order=True)
        .agg(
            pl.col("row").first(),
            *(
                pl.col("value").filter(pl.col("kind") == kind).first().alias(kind)
                for kind in ("numerator", "denominator", "outcome")
            ),
        )
        .with_columns(
            indicator=pl.lit("ASCOF ") + pl.col("measure"),
            breakdown=pl.when(
                ~pl.col("group").fill_null("").str.to_lowercase().is_in(_EVERYBODY)
            ).then("group"),
            direction=pl.lit("neutral"),  # the file does not say which way is better
            start=pl.lit(f"{years[0]}-04-01"),
            end=pl.lit(f"{years[1]}-03-31"),
        )
    )
    fields = {
        "authority": "place",
        "indicator": "indicator",
        "name": "described",
        "period_start": "start",
        "period_end": "end",
        "breakdown": "breakdown",
        "numerator": "numerator",
        "denominator": "denominator",
        "value": "outcome",
        "direction": "direction",
    }
    cells = wide.select(
        "row", *(pl.col(name).alias(str(index)) for index, name in enumerate(fields.values()))
    )
    left = long.height - councils.height
    left_out = (*raw.left_out, f"{left:,} rows of regions and England") if left else raw.left_out
    headers = tuple(field.replace("_", " ").capitalize() for field in fields)
    return (
        replace(raw, headers=headers, cells=cells, left_out=left_out),
        dict(zip(fields, headers, strict=True)),
    )


@dataclass(frozen=True)
class Adapted:
    """A table in the dataset's shape.

    dropped: person-level columns that were counted and let go. columns: which header is which
    field, where the shape is known. published: the figures are published ones, whoever they are of.
    """

    table: RawTable
    dropped: tuple[str, ...] = ()
    columns: Mapping[str, str] | None = None
    published: bool = False


def adapted(dataset: Dataset, raw: RawTable, chosen: Mapping[str, str]) -> Adapted:
    """The table, turned into the dataset's shape if it has another that is known. `chosen`: which
    header of it is which field."""
    if dataset.name == "indicator" and is_ascof(raw.headers):
        table, columns = read_ascof(raw.as_text())
        return Adapted(table, columns=columns, published=True)
    if dataset.name == "training" and is_person_level(dataset, raw.headers):
        table, dropped, columns = count_people(dataset, raw.as_text(), chosen)
        return Adapted(table, dropped, columns)
    return Adapted(raw)
