"""A council's measures, judged once for a snapshot: what pages, exhibits and documents share."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import polars as pl

from components.exhibits.memo import memo
from components.exhibits.records import Records
from measures.indicators.figures import figures_of_councils
from measures.indicators.series import IndicatorSeries, indicator_series
from measures.indicators.standings import standings, standings_of_groups
from measures.indicators.yearly import against_peers
from vocabulary.figures import figure_in


def judged(records: Records) -> IndicatorSeries:
    """All series of a council's indicators, as `indicator_series` gives them."""
    return _judged(records, whole_service=False)


def judged_whole(records: Records) -> IndicatorSeries:
    """Those of the whole service alone: a tenth of the work where there are groups, and all that
    most pages ask for."""
    return _judged(records, whole_service=True)


def _judged(records: Records, *, whole_service: bool) -> IndicatorSeries:
    # Frames are asked for each time, so that it is known who reads them.
    indicators, catalogue = records["indicator"], records["indicator_definition"]
    events, whole_to = records["event"], records.whole_to.get("indicator")
    return memo(
        records,
        ("judged series of measures", whole_service),
        lambda: indicator_series(
            indicators, catalogue, events, whole_to, whole_service=whole_service
        ),
    )


def yearly_against_peers(records: Records) -> pl.DataFrame:
    """The council's yearly figures set against those published of others, as `against_peers` gives
    them."""
    return _against_peers(records, judged(records), "yearly measures against peers")


def _against_peers(records: Records, found: IndicatorSeries, place: str) -> pl.DataFrame:
    others, catalogue = records.peers["indicator"], records["indicator_definition"]

    def made() -> pl.DataFrame:
        asked = found.measures.filter(
            pl.col("measure").is_in(found.yearly.get_column("measure").implode())
        )
        rows = others.filter(pl.col("indicator").is_in(asked.get_column("indicator").implode()))
        return against_peers(found.yearly, figures_of_councils(rows, catalogue, found.measures))

    return memo(records, place, made)


def measures_held(records: Records) -> pl.DataFrame:
    """Where each measure of the whole service stands, worst first: columns and order as
    `measures.indicators.standings.standings` says."""
    found = judged_whole(records)
    yearly = _against_peers(records, found, "yearly measures of the whole service against peers")
    return memo(records, "standings of measures", lambda: standings(found, yearly))


def groups_held(records: Records) -> pl.DataFrame:
    """Where each team and group of each measure stands, against its own past: columns and order as
    `measures.indicators.standings.standings_of_groups` says."""
    found = judged(records)
    return memo(records, "standings of groups", lambda: standings_of_groups(found))


def measures_with_rows(records: Records) -> dict[str, str]:
    """Name by measure, of all that have rows, by name."""
    found = judged_whole(records)
    return memo(
        records,
        "names of measures",
        lambda: dict(found.measures.select("measure", "name").iter_rows()),
    )


def measures_that_differ(before: Records, after: Records) -> frozenset[str]:
    """The measures of which anything that is judged differs between two snapshots."""
    was, now = judged(before), judged(after)
    others = (yearly_against_peers(before), yearly_against_peers(after))
    return frozenset(_differing(was, now, others))


def _differing(
    was: IndicatorSeries, now: IndicatorSeries, others: tuple[pl.DataFrame, pl.DataFrame]
) -> Iterator[str]:
    of_series = pl.concat([each.select("series", "measure") for each in
                           (was.points, was.yearly, now.points, now.yearly)]).unique()  # fmt: skip
    marked = (each.marks.join(of_series, on="series") for each in (was, now))
    pairs = [
        (was.measures, now.measures),
        (was.points, now.points),
        (was.yearly, now.yearly),
        others,
        tuple(marked),
    ]
    for old, new in pairs:
        hashes = [each.select("measure", row=each.hash_rows()) for each in (old, new)]
        for one, other in (hashes, hashes[::-1]):
            yield from one.join(other, on=["measure", "row"], how="anti").get_column("measure")


def figure_in_words(row: Mapping[str, Any]) -> str:
    """How the figure of a measure is said, with its unit: `figure` and `unit` of a row of
    `measures_held`, as `vocabulary.figures.figure_in` puts it."""
    return figure_in(row["figure"], row["unit"])
