"""Percentages that stand as shares of one: 0.81 under "% of reviews on time" is asked."""

from __future__ import annotations

import polars as pl

from data_access.importing.stages.columns.column import Columns
from data_access.importing.stages.files.book import PERCENT
from data_access.importing.stages.kinds.surveys.agreed import share_question
from data_access.importing.stages.meaning.wording import fold
from data_access.importing.stages.recipe import Recipe
from data_access.importing.stages.table.table import Table
from data_access.importing.stages.values.log import Log

_PERCENTAGE = r"(?i)%|\bper ?cent\b|\bpercentage\b|\bproportion\b"


def shares_of_one(
    table: Table, columns: Columns, typed: dict[str, pl.Series], recipe: Recipe, log: Log
) -> dict[str, pl.Series]:
    """The columns of indicators with shares of one in percent, where a person said that they are;
    asked where all figures of measures that are percentages lie between 0 and 1."""
    place = columns.place("value")
    names = [typed[name] for name in ("indicator", "name", "unit") if name in typed]
    if place is None or not names or "value" not in typed:
        return typed
    texts, kinds = table.texts(place).cast(pl.String), table.kinds(place)
    bare = ~texts.str.contains("%").fill_null(value=False)
    if kinds is not None:
        bare &= kinds != PERCENT
    measured = pl.Series([False] * texts.len(), dtype=pl.Boolean)
    for name in names:
        measured |= name.cast(pl.String).str.contains(_PERCENTAGE).fill_null(value=False)
    header = table.headers[place]
    told = next((s for h, s in recipe.percent.items() if fold(h) == fold(header)), None)
    if told is not None and not measured.any():
        measured = pl.Series([True] * texts.len(), dtype=pl.Boolean)
    values = typed["value"].filter(measured & bare).drop_nulls()
    if values.is_empty() or not values.is_between(0, 1).all() or values.is_in([0.0, 1.0]).all():
        return typed
    if told is None:
        fraction = values.filter(~values.is_in([0.0, 1.0]))[0]
        log.questions.append(share_question(header, fraction))
        return typed
    if not told:
        return typed
    frame = pl.DataFrame({"value": typed["value"], "share": measured & bare})
    percent = pl.when("share").then((pl.col("value") * 100).round(8)).otherwise("value")
    return typed | {"value": frame.select(value=percent).get_column("value")}
