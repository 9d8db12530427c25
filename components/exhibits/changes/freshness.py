"""How old the data is, dataset by dataset."""

from __future__ import annotations

from typing import Final

import polars as pl

from components.exhibits.declaration import declare
from components.exhibits.exhibit import Content
from components.exhibits.view import View
from measures.changes.freshness import Freshness
from measures.changes.freshness import freshness as judged
from vocabulary.wording import counted, every, listed_up_to, long_date, sentence

COME_WITH_PRODUCT: Final = ("theme", "indicator_definition")
"""Every store comes with a codebook and a catalogue of indicators: they say nothing about what a
council has recorded."""


@declare(
    key="freshness",
    title="How fresh the data is",
    question="What is late?",
    meaning="When each dataset last received anything, against how often it should.",
    formula="Days from the newest row to the day of looking; late when beyond its rhythm.",
    source="The record of what arrived when.",
    how_to_read="Late data comes first. Empty datasets have never received anything.",
    page="data",
    place=30010,
    inputs=lambda records, request, view: (records.freshness,),
)
def freshness(datasets: pl.DataFrame, view: View) -> Content:
    """The exhibit. `datasets` has dataset, title, rows, recorded, rhythm_days."""
    ages = judged(datasets, view.today)
    late = ages.filter(pl.col("state") == Freshness.LATE)
    filled = ages.filter((pl.col("rows") > 0) & ~pl.col("dataset").is_in(COME_WITH_PRODUCT))
    if filled.is_empty():
        headline = "Nothing has been recorded yet"
    elif late.is_empty():
        headline = "Nothing is late"
    else:
        titles = [title.lower() for title in late.get_column("title").to_list()]
        headline = f"Late: {listed_up_to(titles)}"
    expected = [every(days) for days in ages.get_column("rhythm_days")]
    return Content(
        headline=headline,
        subtitle=f"{sentence(counted(filled.height, 'dataset'))} with records, {view.council}, "
        f"on {long_date(view.today)}",
        frame=ages.with_columns(expected=pl.Series(expected, dtype=pl.String())),
        columns={
            "title": "Dataset",
            "rows": "Rows",
            "recorded": "Last received",
            "age_days": "Days ago",
            "expected": "Expected",
            "state": "State",
        },
        source="The record of what arrived when.",
        signal="attention" if late.height else "usual",
    )
