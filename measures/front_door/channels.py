"""The ways people get in touch, over time."""

from __future__ import annotations

from typing import Final, NamedTuple

import polars as pl

from measures.indicators.series import IndicatorSeries
from measures.process_control.special_causes import Meaning
from vocabulary.front_door import CONTACTS
from vocabulary.indicators import BreakdownKind

SHOWN: Final = 4
OTHERS: Final = "Other ways"
"""What the least used ways are called together, where there are more than are shown apart."""


class Channels(NamedTuple):
    """`names` of ways, most used first; `periods`: date (last day), so_far, contacts (by all ways),
    and one column for each way by its place ("way_0" …); `standing`: per way name, date, contacts
    and share of all (0 to 1) in the newest whole period, usual (mean of its usual range),
    lower_limit, upper_limit, change ("more", "fewer" or none) and since, the first day of that
    signal."""

    names: tuple[str, ...]
    periods: pl.DataFrame
    standing: pl.DataFrame


def channels(found: IndicatorSeries) -> Channels:
    """Lay out contacts by the way they came.

    `found`: what `indicator_series` gave. Ways are told apart up to `SHOWN`; where there are more,
    the least used of the newest whole period are together `OTHERS`, of which no change is told. A
    way has no contacts recorded in a period where it has no figure: then the period's column is
    missing, and not nought.

    A change is told of a way whose newest figure is part of a signal on its own chart.
    """
    rows = found.points.filter(
        (pl.col("measure") == CONTACTS)
        & pl.col("team").is_null()
        & (pl.col("breakdown_kind") == BreakdownKind.CHANNEL.value)
        & pl.col("figure").is_not_null()
    )
    whole = rows.filter(~pl.col("so_far"))
    newest = whole.filter(pl.col("date") == pl.col("date").max()).sort(
        "figure", "breakdown", descending=[True, False]
    )
    ways = newest.get_column("breakdown").to_list()
    ways += sorted(set(rows.get_column("breakdown")) - set(ways))
    apart = ways if len(ways) <= SHOWN else ways[: SHOWN - 1]
    names = (*apart, OTHERS) if len(ways) > len(apart) else tuple(ways)
    place = {way: f"way_{min(number, len(names) - 1)}" for number, way in enumerate(ways)}
    columns = list(dict.fromkeys(place.values()))
    periods = (
        rows.with_columns(way=pl.col("breakdown").replace(place))
        .group_by("date", "way")
        .agg(pl.col("figure").sum(), pl.col("so_far").any())
        .sort("date")
    )
    wide = periods.group_by("date", maintain_order=True).agg(
        pl.col("so_far").any(),
        pl.col("figure").sum().alias("contacts"),
        *(
            pl.col("figure").filter(pl.col("way") == column).first().alias(column)
            for column in columns
        ),
    )
    return Channels(names, wide, _standing(found, newest, apart))


def _standing(found: IndicatorSeries, newest: pl.DataFrame, apart: list[str]) -> pl.DataFrame:
    told = found.latest.select(
        "series", "variation", "since", usual="mean", last="last_date", at="last_value"
    )
    signal = pl.col("variation") != Meaning.COMMON_CAUSE.value
    changed = (signal & (pl.col("last") == pl.col("date"))).fill_null(value=False)
    way = pl.when(pl.col("at") > pl.col("usual")).then(pl.lit("more")).otherwise(pl.lit("fewer"))
    return (
        newest.join(told, on="series", how="left", maintain_order="left")
        .with_columns(
            contacts="figure",
            share=pl.col("figure") / pl.col("figure").sum(),
            change=pl.when(changed).then(way),
        )
        .filter(pl.col("breakdown").is_in(apart))
        .select(
            "date", "contacts", "share", "usual", "lower_limit", "upper_limit", "change",
            name="breakdown",
            since=pl.when(pl.col("change").is_not_null()).then("since"),
        )
    )  # fmt: skip
