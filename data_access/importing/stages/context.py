"""What passes between the stages, and what is known beside the file."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import polars as pl

from data_access.importing.stages.columns.column import Columns
from data_access.importing.stages.kinds.indicators.known_measures import KnownMeasure
from data_access.importing.stages.table.table import Aside, Table


@dataclass(frozen=True)
class Context:
    """What is known beside the file: whose store it is, councils that have records in it, kinds of
    teams and their names, themes of the codebook by their folded names, and the measures of the
    catalogue of indicators."""

    own: str | None = None
    councils: tuple[str, ...] = ()
    team_kinds: Mapping[str, str] = field(default_factory=dict)
    teams: tuple[str, ...] = ()
    themes: Mapping[str, str] = field(default_factory=dict)
    measures: tuple[KnownMeasure, ...] = ()


@dataclass(frozen=True)
class Part:
    """One table's records: typed rows with `line`, and how they came to be. beside: rows of areas
    that a council is compared with, typed like the others, with level and area."""

    table: Table
    columns: Columns
    typed: pl.DataFrame
    spoken: dict[str, str]
    headers: dict[str, str]
    aside: list[Aside]
    people: tuple[str, ...] = ()
    into: dict[int, int] = field(default_factory=dict)
    declined: str | None = None
    published: bool = False
    follows: frozenset[str] = frozenset()  # fields that follow from others, where they have a value
    used_all: bool = False
    file_rows: int = 0
    beside: pl.DataFrame = field(default_factory=pl.DataFrame)
    as_exported: bool = False  # as this product wrote it: nothing is missing or to be understood
