"""A council's measures, judged once for a snapshot: what pages, exhibits and documents share."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

import polars as pl

from components.exhibits.memo import made_of, memo
from components.exhibits.records import Records
from measures.indicators.declared import measure_of
from measures.indicators.figures import figures_of_councils
from measures.indicators.series import IndicatorSeries, indicator_series
from measures.indicators.standings import standings, without_standing
from measures.indicators.yearly import against_peers
from measures.peers.sets import PeerSet
from vocabulary.values import figure_in


def judged(records: Records) -> IndicatorSeries:
    """All series of a council's indicators, as `indicator_series` gives them."""
    return _judged(records, whole_service=False)


def judged_whole(records: Records) -> IndicatorSeries:
    """Those of the whole service alone: a tenth of the work where there are groups, and all that
    most pages ask for."""
    return _judged(records, whole_service=True)


def _judged(records: Records, *, whole_service: bool) -> IndicatorSeries:
    indicators, catalogue = records["indicator"], records["indicator_definition"]
    events, whole_to = records["event"], records.whole_to.get("indicator")
    return made_of(_series, indicators, catalogue, events, whole_to, whole_service)


def _series(
    indicators: pl.DataFrame,
    catalogue: pl.DataFrame,
    events: pl.DataFrame,
    whole_to: date | None,
    whole_service: bool,
) -> IndicatorSeries:
    return indicator_series(indicators, catalogue, events, whole_to, whole_service=whole_service)


def judged_measure(records: Records, measure: str) -> IndicatorSeries:
    """All series of one measure: what its page asks for, where judging all would be long."""
    return memo(records, _judged_measure, measure)


def _judged_measure(records: Records, measure: str) -> IndicatorSeries:
    indicators, catalogue = records["indicator"], records["indicator_definition"]
    rows = indicators.filter(measure_of(catalogue) == measure)
    return indicator_series(rows, catalogue, records["event"], records.whole_to.get("indicator"))


def beside_peers(records: Records, found: IndicatorSeries) -> pl.DataFrame:
    """The yearly figures among some series, set against those published of other councils, as
    `against_peers` gives them."""
    catalogue = records["indicator_definition"]
    return made_of(_against_peers, found, catalogue, records.peers["indicator"])


def _against_peers(
    found: IndicatorSeries, catalogue: pl.DataFrame, others: pl.DataFrame
) -> pl.DataFrame:
    yearly = found.yearly.get_column("measure").implode()
    asked = found.measures.filter(pl.col("measure").is_in(yearly)).get_column("indicator")
    rows = others.filter(pl.col("indicator").is_in(asked.implode()))
    return against_peers(found.yearly, figures_of_councils(rows, catalogue, found.measures))


def beside_chosen(records: Records, measure: str, peers: PeerSet) -> pl.DataFrame:
    """What `beside_peers` gives of one measure's series, of chosen councils alone."""
    return memo(records, _beside_chosen, measure, peers)


def _beside_chosen(records: Records, measure: str, peers: PeerSet) -> pl.DataFrame:
    catalogue, others = records["indicator_definition"], records.peers["indicator"]
    return _against_peers(judged_measure(records, measure), catalogue, peers.of(others))


def measures_held(records: Records) -> pl.DataFrame:
    """Where each measure of the whole service stands, worst first: columns and order as
    `measures.indicators.standings.standings` says."""
    found = judged_whole(records)
    return made_of(standings, found, beside_peers(records, found))


def every_measure(records: Records) -> pl.DataFrame:
    """What `measures_held` gives, and after it the measures that have rows and no figure of the
    whole service, as `without_standing` gives them."""
    return made_of(_every, judged_whole(records), measures_held(records))


def _every(found: IndicatorSeries, held: pl.DataFrame) -> pl.DataFrame:
    return pl.concat([held, without_standing(found, held)])


def measures_with_rows(records: Records) -> dict[str, str]:
    """Name by measure, of all that have rows, by name."""
    return made_of(_names, judged_whole(records))


def _names(found: IndicatorSeries) -> dict[str, str]:
    return dict(found.measures.select("measure", "name").iter_rows())


def measures_that_differ(before: Records, after: Records) -> frozenset[str]:
    """The measures of which anything that is judged may differ between two snapshots: rows of
    theirs, of their entry in the catalogue, or of other councils; all, where events do, or up to
    when the record is whole."""
    days = (before.whole_to.get("indicator"), after.whole_to.get("indicator"))
    was, now = before["event"], after["event"]
    held = judged_whole(after).measures.select("measure", "indicator")
    if days[0] != days[1] or not (was is now or was.equals(now)):
        return frozenset(held.get_column("measure"))
    pairs = [(before[name], after[name]) for name in ("indicator", "indicator_definition")]
    pairs.append((before.peers["indicator"], after.peers["indicator"]))
    codes = {code for old, new in pairs if old is not new for code in _differing(old, new)}
    rows = held.filter(pl.col("indicator").is_in(list(codes)))
    return frozenset(rows.get_column("measure"))


def _differing(old: pl.DataFrame, new: pl.DataFrame) -> Iterator[str]:
    hashes = [each.select("indicator", row=each.hash_rows()) for each in (old, new)]
    for one, other in (hashes, hashes[::-1]):
        yield from one.join(other, on=["indicator", "row"], how="anti").get_column("indicator")


def figure_in_words(row: Mapping[str, Any]) -> str:
    """How the figure of a measure is said, with its unit: `figure` and `unit` of a row of
    `measures_held`, as `vocabulary.values.figure_in` puts it."""
    return figure_in(row["figure"], row["unit"])
