"""What exhibits of one measure are made of: what it is, where it stands, its figures and events."""

from __future__ import annotations

from datetime import date
from typing import Any, Final, NamedTuple

import polars as pl

from components.charts.spec import SeriesPanels
from components.exhibits.declaration import Drill, ExhibitRequest, Row
from components.exhibits.filters import Filters
from components.exhibits.indicators.judged import (
    beside_chosen,
    beside_peers,
    judged_measure,
    measures_held,
)
from components.exhibits.memo import made_of
from components.exhibits.peers import compared_with
from components.exhibits.records import Records
from components.exhibits.view import View
from measures.indicators.declared import measure_of
from measures.indicators.standings import standings, standings_of_groups
from measures.peers.sets import PeerSet
from measures.process_control.special_causes import Meaning
from vocabulary.indicators import PERCENT, period_in_words
from vocabulary.wording import SO_FAR, long_date, month_and_year, sentence

SO_FAR_POINT: Final = "so_far"
_READINGS: Final = {
    Meaning.COMMON_CAUSE.value: "usual",
    Meaning.IMPROVEMENT.value: "better than usual",
    Meaning.CONCERN.value: "worse than usual",
    Meaning.NEUTRAL_HIGH.value: "higher than usual",
    Meaning.NEUTRAL_LOW.value: "lower than usual",
    SO_FAR_POINT: f"{SO_FAR}, not judged",
}


OVER_TIME: Final = {
    "period": "Period",
    "numerator": "How many",
    "denominator": "Out of",
    "figure_rounded": "Figure",
    "target": "Target",
    "mean_rounded": "Mean",
    "lower_rounded": "Usual from",
    "upper_rounded": "Usual to",
    "reading": "Reading",
}
"""Columns of a table of figures over time."""


class OneMeasure(NamedTuple):
    """One measure: what `declared` says of it, where the whole service and its teams and groups
    stand (None: no figure of the whole service), all its points, its events, its yearly figures as
    `against_peers` gives them, and the sources that its figures name. `told` is None where nothing
    of that name has rows."""

    told: dict[str, Any] | None
    standing: dict[str, Any] | None
    groups: pl.DataFrame
    points: pl.DataFrame
    marks: pl.DataFrame
    yearly: pl.DataFrame
    sources: tuple[str, ...]
    breakdown: str


def one_measure(records: Records, request: ExhibitRequest, _view: View) -> tuple[OneMeasure]:
    """Inputs of an exhibit of one measure: that of the request."""
    found, is_it = judged_measure(records, request.measure), pl.col("measure") == request.measure
    yearly = beside_peers(records, found)
    told = found.measures.to_dicts()
    standing = measures_held(records).filter(is_it).to_dicts()
    rows = records["indicator"]
    points = found.points
    if told:
        rows = rows.filter(measure_of(records["indicator_definition"]) == request.measure)
        said = rows.sort("period_end").get_column("source").drop_nulls()
    return (
        OneMeasure(
            told[0] if told else None,
            standing[0] if standing else None,
            made_of(standings_of_groups, found),
            points,
            found.marks,
            yearly.join(
                found.yearly.select("series", "date", "frequency", "so_far", "breakdown_kind"),
                on=["series", "date"], how="left", maintain_order="left",
            ),
            tuple(said.unique(maintain_order=True).tail(1)) if told else (),
            request.breakdown,
        ),
    )  # fmt: skip


def measure_among(
    records: Records, request: ExhibitRequest, view: View
) -> tuple[OneMeasure, PeerSet | None]:
    """Inputs of an exhibit of one measure among chosen councils: the measure as `one_measure` gives
    it, its yearly figures and where it stands set against those councils; and who they are. Nobody
    chosen: against every other council, as everywhere else."""
    [chosen] = one_measure(records, request, view)
    if not request.peers:
        return chosen, None
    peers = compared_with(records, request, view)
    found = judged_measure(records, request.measure)
    yearly = beside_chosen(records, request.measure, peers)
    standing = standings(found, yearly).filter(pl.col("measure") == request.measure).to_dicts()
    told = chosen.yearly.select("series", "date", "frequency", "so_far", "breakdown_kind")
    return (
        chosen._replace(
            standing=standing[0] if standing else None,
            yearly=yearly.join(told, on=["series", "date"], how="left", maintain_order="left"),
        ),
        peers,
    )


def figures_by_date(measure: OneMeasure) -> pl.DataFrame:
    """How many figures of teams, groups and the whole service there are (rows) for each date."""
    dates = [measure.points.select("date"), measure.yearly.select("date")]
    return pl.concat(dates).get_column("date").value_counts(name="rows")


def with_words(points: pl.DataFrame, measure: OneMeasure) -> pl.DataFrame:
    """Points of a measure with period ("September 2026"), reading ("usual"), mean, target and usual
    range as they are shown (never below none of what is counted, or above all), and rows: how many
    figures of teams, groups and the whole service stand behind the period."""
    told = measure.told or {}
    behind = figures_by_date(measure)
    least, most = pl.col("figure").min(), pl.col("figure").max()
    share = told.get("unit") == "percent" and told.get("per") == PERCENT
    top = pl.when(pl.lit(share) & (most <= PERCENT)).then(PERCENT)
    bottom = pl.when(least >= 0).then(0.0)
    periods = [period_in_words(day, told.get("frequency")) for day in points.get_column("date")]
    return (
        points.with_columns(
            pl.Series("period", periods, pl.String),
            *(
                pl.lit(told.get(name), pl.String).alias(name)
                for name in ("unit", "direction", "frequency")
            ),
            meaning=pl.when("so_far").then(pl.lit(SO_FAR_POINT)).otherwise("meaning"),
            lower_shown=pl.when(pl.col("lower_limit").is_not_null()).then(
                pl.max_horizontal("lower_limit", bottom)
            ),
            upper_shown=pl.when(pl.col("upper_limit").is_not_null()).then(
                pl.min_horizontal("upper_limit", top)
            ),
            lower_before_shown=pl.when(pl.col("lower_before").is_not_null()).then(
                pl.max_horizontal("lower_before", bottom)
            ),
            upper_before_shown=pl.when(pl.col("upper_before").is_not_null()).then(
                pl.min_horizontal("upper_before", top)
            ),
        )
        .with_columns(
            reading=pl.col("meaning").replace_strict(_READINGS, return_dtype=pl.String),
            **{
                f"{name}_rounded": pl.col(column).round(1)
                for name, column in (
                    ("figure", "figure"),
                    ("mean", "mean"),
                    ("lower", "lower_shown"),
                    ("upper", "upper_shown"),
                )
            },
        )
        .join(behind, on="date", how="left", maintain_order="left")
    )


def with_intervals(rows: pl.DataFrame, unit: str | None, *also: str) -> pl.DataFrame:
    """Rows with figure, low, high and `also` as a chart of intervals draws them (…_drawn: shares
    from 0 to 1), and the first three as a table shows them (…_rounded)."""
    names = ("figure", "low", "high")
    times = PERCENT if unit == "percent" else 1.0
    return rows.with_columns(
        (pl.col(*names, *also) / times).name.suffix("_drawn"),
        pl.col(names).round(1).name.suffix("_rounded"),
    )


def chart_of(measure: OneMeasure, events: tuple[tuple[str, str], ...]) -> SeriesPanels:
    """The chart of a frame that `with_words` made, with columns panel and note."""
    unit = str((measure.told or {}).get("unit") or "")
    return SeriesPanels(
        panel="panel", note="note", period="period", date="date", value="figure", mean="mean",
        lower="lower_shown", upper="upper_shown", meaning="meaning", target="target",
        rebased="rebase_group", mean_before="mean_before", lower_before="lower_before_shown",
        upper_before="upper_before_shown", unit=unit, events=events,
    )  # fmt: skip


def events_of(measure: OneMeasure, series: list[str]) -> pl.DataFrame:
    """The events on some series: event, day, effect, why, recorded_by, by day."""
    rows = measure.marks.filter(pl.col("series").is_in(series))
    return rows.select("event", "day", "effect", "why", "recorded_by").unique().sort("day", "event")


def marked(events: pl.DataFrame) -> tuple[tuple[str, str], ...]:
    """Events as a chart marks them."""
    return tuple((str(day), str(event)) for day, event in events.select("day", "event").iter_rows())


def event_caveats(events: pl.DataFrame) -> tuple[str, ...]:
    """What is to be known of events that the usual range begins anew with: why, and who said so."""
    found = []
    for row in events.filter(pl.col("effect") == "rebases").iter_rows(named=True):
        who = f" (recorded by {row['recorded_by']})" if row["recorded_by"] else ""
        why = f": {row['why'].rstrip('.')}" if row["why"] else ""
        found.append(
            f"The usual range begins anew after {row['event']}, {long_date(row['day'])}{why}{who}."
        )
    return tuple(found)


def source_of(measure: OneMeasure) -> str:
    """Where the figures come from, and whose definition they follow."""
    own = measure.sources[0].rstrip(".") if measure.sources else "The council's own figures"
    said = (measure.told or {}).get("source")
    return f"{own}. Definition: {said.rstrip('.')}." if said else f"{own}."


def in_unit(measure: OneMeasure) -> str:
    """What the figures are in, and which way is better, to begin a subtitle with."""
    told = measure.told or {}
    unit = str(told.get("unit") or "figures as recorded")
    in_words = sentence(unit) if unit.startswith(("per ", "figures")) else f"In {unit}"
    better = {"increase": "; higher is better", "decrease": "; lower is better"}
    return f"{in_words}{better.get(str(told.get('direction')), '')}"


def figures_behind(records: Records, _filters: Filters, _view: View, row: Row) -> pl.DataFrame:
    """The figures behind a period of a measure: of the whole service first, then of teams and
    groups, with their parts."""
    found = judged_measure(records, row["measure"])
    columns = (
        "team",
        "breakdown_kind",
        "breakdown",
        "date",
        "numerator",
        "denominator",
        "figure",
        "target",
    )
    rows = pl.concat(
        [each.filter((pl.col("measure") == row["measure"]) & (pl.col("date") == row["date"]))
         .select(columns) for each in (found.points, found.yearly)]
    )  # fmt: skip
    return rows.sort(columns[:3], nulls_last=False)


BEHIND: Final = Drill("indicator", ("period",), ("rows",), figures_behind)


def newest_limits(points: pl.DataFrame) -> tuple[float | None, float | None, float | None]:
    """The usual range, as shown, and the mean that the newest whole figure is judged by."""
    rows = points.filter(~pl.col("so_far") & pl.col("figure").is_not_null())
    if rows.is_empty():
        return None, None, None
    low, high, mean = rows.select("lower_shown", "upper_shown", "mean").row(-1)
    return low, high, mean


def months_shown(points: pl.DataFrame) -> str:
    """From which month to which there are figures: "April 2024 to September 2026"."""
    first, last = points.get_column("period_start").min(), points.get_column("date").max()
    if not isinstance(first, date) or not isinstance(last, date):
        return ""
    names = dict.fromkeys((month_and_year(first), month_and_year(last)))
    return " to ".join(names)
