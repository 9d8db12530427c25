"""The example on a large scale: as many rows as a benchmark asks for, of any dataset.

Complaints and audits come from the example's own story, told more often. Rows of other datasets
are drawn from their declarations: valid, each with a key of its own, but telling nothing.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import numpy as np
import polars as pl

from data_access.datasets import AUDIT, COMPLAINT, Dataset, FieldSpec
from data_access.datasets.rules import NotAbove, NotBefore
from data_access.example.audits import audits
from data_access.example.complaints import complaints
from data_access.example.draws import Draws, as_dates
from data_access.example.records import EXAMPLE_BOROUGH, teams
from data_access.example.timeline import MONTHS

_STORIES: dict[str, Callable[..., pl.DataFrame]] = {
    COMPLAINT.name: complaints,
    AUDIT.name: audits,
}
_FIRST_DAY = date(2000, 1, 1)
_KEY_WORDS = 1000  # how many texts a text of a key is drawn from, where it is no reference


def scaled_frame(dataset: Dataset, rows: int, seed: int = 1) -> pl.DataFrame:
    """So many rows of a dataset, columns as declared, all of Example Borough; none has the key of
    a row that the example has itself.

    The same arguments give the same rows. ValueError for fewer than one row.
    """
    if rows < 1:
        raise ValueError("ask for one row or more")
    story = _STORIES.get(dataset.name)
    if story is None:
        return _declared(dataset, rows, seed)
    usual = story().height
    frame = story(scale=max(1.0, rows / usual * 1.01 + len(MONTHS) / usual), seed=seed)
    # Every so many, so that the last months are there too.
    kept = (np.arange(rows) * (frame.height / rows)).astype(np.int64)
    # References of their own, so that they can stand beside the example's.
    own = pl.format("{}-{}", pl.lit(seed), "reference").alias("reference")
    return frame[pl.Series(kept)].with_columns(own).select(dataset.columns)


def _declared(dataset: Dataset, rows: int, seed: int) -> pl.DataFrame:
    draws = Draws(f"{dataset.name} {rows} {seed}")
    frame = pl.DataFrame({spec.name: _values(spec, rows, draws) for spec in dataset.fields})
    frame = frame.with_columns(authority=pl.lit(EXAMPLE_BOROUGH))
    return _keyed(dataset, _within_rules(dataset, frame)).select(dataset.columns)


def _values(spec: FieldSpec, rows: int, draws: Draws) -> pl.Series:
    if spec.is_list:
        words = spec.choices or tuple(part.strip() for part in spec.example.split(";")) or ("any",)
        lists = pl.Series([[word] for word in words], dtype=pl.List(pl.String))
        return lists.gather(draws.whole(rows, 0, len(words) - 1))
    if spec.choices:
        return pl.Series(spec.choices).gather(draws.whole(rows, 0, len(spec.choices) - 1))
    if spec.python_type is date:
        return as_dates(draws.days(MONTHS, draws.whole(rows, 0, len(MONTHS) - 1)))
    if spec.python_type is bool:
        return pl.Series(draws.happens(rows, 0.5))
    if spec.python_type is str:
        words = tuple(teams()) if spec.name == "team" else (spec.example or "Example",)
        return pl.Series(words).gather(draws.whole(rows, 0, len(words) - 1))
    low, high = spec.minimum or 0, spec.maximum if spec.maximum is not None else 40
    return pl.Series(draws.whole(rows, int(low), int(high))).cast(spec.polars_type)


def _within_rules(dataset: Dataset, frame: pl.DataFrame) -> pl.DataFrame:
    # What one rule lowers another may have leant on: once for each rule is enough.
    for rule in dataset.rules * len(dataset.rules):
        if isinstance(rule, NotAbove):
            frame = frame.with_columns(pl.min_horizontal(rule.field, rule.limit).alias(rule.field))
        elif isinstance(rule, NotBefore):
            frame = frame.with_columns(pl.max_horizontal(rule.field, rule.start).alias(rule.field))
    return frame


def _keyed(dataset: Dataset, frame: pl.DataFrame) -> pl.DataFrame:
    """Give every row a key of its own: by a number in a text of the key, or where there is no
    text by going through choices and days."""
    texts = [
        name
        for name in dataset.natural_key[1:]
        if dataset.spec(name).python_type is str and not dataset.spec(name).choices
    ]
    if len(dataset.natural_key) == 1:
        raise ValueError(f"{dataset.title}: there is one row to a council")
    if not texts:
        return _counted_through(dataset, frame)
    name = "team" if "team" in texts else texts[0]
    number = pl.int_range(pl.len())
    if name != "reference":
        # Rows share texts, and differ in the days and choices of the key.
        number = number // max(1, frame.height // _KEY_WORDS)
    frame = frame.with_columns(pl.format("{} {}", name, number).alias(name))
    twice = pl.struct(dataset.natural_key).cum_count().over(dataset.natural_key) - 1
    again = frame.select(twice).to_series()
    return frame.with_columns(
        pl.when(again > 0).then(pl.format("{}.{}", name, again)).otherwise(name).alias(name)
    )


def _counted_through(dataset: Dataset, frame: pl.DataFrame) -> pl.DataFrame:
    number = np.arange(frame.height)
    columns: dict[str, pl.Series] = {}
    for name in dataset.natural_key[1:]:
        choices = dataset.spec(name).choices
        if choices:
            columns[name] = pl.Series(choices).gather(number % len(choices))
            number //= len(choices)
    for name in dataset.natural_key[1:]:
        if dataset.spec(name).python_type is date:
            columns[name] = as_dates(np.datetime64(_FIRST_DAY) + number)
    return frame.with_columns(**columns)
