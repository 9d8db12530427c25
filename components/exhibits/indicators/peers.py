"""One measure's newest year beside other councils', its region's and England's, without a rank."""

from __future__ import annotations

from typing import Any, Final

import polars as pl

from components.charts.spec import Intervals
from components.exhibits.compare.words import count_of
from components.exhibits.declaration import declare
from components.exhibits.exhibit import Content
from components.exhibits.indicators.beside import figures_beside
from components.exhibits.indicators.claim import JUDGED, claim, verdict_in_words
from components.exhibits.indicators.measure import NO_MEASURE, filled, interval_in_words, nothing
from components.exhibits.indicators.one_measure import (
    OneMeasure,
    in_unit,
    measure_among,
    source_of,
    with_intervals,
)
from components.exhibits.view import View
from measures.indicators.yearly import FEWEST_PEERS
from measures.peers.sets import PeerSet
from vocabulary.indicators import ChartKind, ComparatorLevel, period_in_words
from vocabulary.values import figure_in
from vocabulary.wording import number_of

_ABOUT: Final = "Beside other councils"


@declare(
    key="measure_peers",
    title="A measure beside other councils",
    question="Is the council unlike others, by more than its size explains?",
    meaning="The newest yearly figure of a measure with its interval, beside the middle half of "
    "other councils, and the figures of similar councils together, the region and England.",
    formula="The interval is Wilson's for a share, Garwood's for another rate. Other councils: "
    "their median and quartiles. The verdict is that of a funnel with limits widened "
    "for what differs between councils anyway, from five other councils on.",
    source="Published figures of other councils, of the same measure and year.",
    how_to_read="The line of the council is how far chance could move its figure. The line of "
    "other councils spans the middle half of them, the mark is the middle one. Nobody is "
    "ranked: inside what chance allows, a place among others means nothing.",
    caveats=("Councils differ in who lives there; that is not taken into account.",),
    page="measure",
    place=20030,
    inputs=lambda records, request, view: (
        *measure_among(records, request, view),
        figures_beside(records),
    ),
    public=False,
    of_measure=True,
    compares=True,
    next_step="Bring in the published file that has every council's figures.",
)
def measure_peers(
    chosen: OneMeasure, peers: PeerSet | None, beside: pl.DataFrame, view: View
) -> Content:
    """All beside each other, from what `measure_among` picks and what `figures_beside` gives."""
    told, standing = chosen.told, chosen.standing
    if told is None:
        return nothing(NO_MEASURE, chosen, _ABOUT)
    if standing is None or standing["chart"] != ChartKind.YEARLY.value:
        return nothing(f"{told['name']}: not a yearly figure of every council", chosen, _ABOUT)
    [ours] = chosen.yearly.filter(
        (pl.col("series") == standing["series"]) & (pl.col("date") == standing["last_date"])
    ).to_dicts()
    areas = beside.filter(
        (pl.col("measure") == ours["measure"])
        & (pl.col("date") == ours["date"])
        & pl.col("breakdown").is_null()
        & pl.col("figure").is_not_null()
    )
    if not ours["peers"] and areas.is_empty():
        return nothing(f"{told['name']}: no other council's figure is known", chosen, _ABOUT)
    unit = standing["unit"]
    frame = _rows(ours, areas, view.council, unit)
    period = period_in_words(standing["last_date"], standing["frequency"])
    return Content(
        headline=claim(standing),
        subtitle=f"{in_unit(chosen)}; {period}, "
        + (count_of(peers, ours["peers"]) if peers else number_of(ours["peers"], "other council")),
        frame=frame,
        columns=filled(
            {
                "who": "Who",
                "numerator": "How many",
                "denominator": "Out of",
                "figure_rounded": "Figure",
                "low_rounded": "From",
                "high_rounded": "To",
            },
            frame,
        ),
        source=source_of(chosen),
        alternative="; ".join(
            f"{row['who']}: {figure_in(row['figure'], unit)}{interval_in_words(row, unit)}"
            for row in frame.iter_rows(named=True)
        ),
        verdict=verdict_in_words(standing),
        judged=JUDGED[standing["verdict"]],
        meaning=""
        if ours["peers"] >= FEWEST_PEERS
        else f"Fewer than {FEWEST_PEERS} other councils are too few to compare with.",
        chart=Intervals(
            "who", "figure_drawn", "low_drawn", "high_drawn", percent=unit == "percent"
        ),
        signal="usual",
    )


def _rows(
    ours: dict[str, Any], areas: pl.DataFrame, council: str, unit: str | None
) -> pl.DataFrame:
    """The council, the middle half of the others, similar councils together, the region and
    England: who, numerator, denominator, figure, low, high, each also as drawn and as shown in the
    table."""
    names = ("numerator", "denominator", "figure", "low", "high")
    rows: list[dict[str, Any]] = [{"who": council, **{name: ours[name] for name in names}}]
    if ours["peers"]:
        rows.append(
            {
                "who": f"Middle half of {number_of(ours['peers'], 'other council')}",
                "figure": ours["peers_median"],
                "low": ours["peers_lower_quartile"],
                "high": ours["peers_upper_quartile"],
            }
        )
    levels = {str(level): place for place, level in enumerate(ComparatorLevel)}
    for area in sorted(areas.to_dicts(), key=lambda each: levels[each["level"]]):
        parts = {name: area[name] for name in ("numerator", "denominator", "figure")}
        rows.append({"who": area["area"], **parts})
    schema = {"who": pl.String, **dict.fromkeys(names, pl.Float64)}
    return with_intervals(pl.DataFrame(rows, schema=schema), unit)
