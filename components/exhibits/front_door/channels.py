"""How people get in touch, over time."""

from __future__ import annotations

from datetime import date
from typing import Final

import polars as pl

from components.charts.spec import StackedBars
from components.exhibits.declaration import Drill, ExhibitRequest, Row, declare
from components.exhibits.exhibit import Content
from components.exhibits.filters import Filters
from components.exhibits.front_door.chain import PAGE, SOURCE
from components.exhibits.indicators.judged import judged
from components.exhibits.indicators.one_measure import figures_behind
from components.exhibits.memo import memo
from components.exhibits.records import Records
from components.exhibits.view import View
from measures.front_door.channels import Channels, channels
from vocabulary.front_door import CONTACTS, FRONT_DOOR_THEME
from vocabulary.indicators import BreakdownKind
from vocabulary.verdict import Verdict
from vocabulary.wording import SO_FAR, listed, month_and_year, span, within

_MONTHS: Final = 24


def _channels(records: Records, request: ExhibitRequest, view: View) -> tuple[Channels]:
    return (memo(records, _worked_out),)


def _worked_out(records: Records) -> Channels:
    return channels(judged(records))


def _by_way(records: Records, filters: Filters, view: View, row: Row) -> pl.DataFrame:
    rows = figures_behind(records, filters, view, {"measure": CONTACTS, "date": row["date"]})
    by_way = pl.col("breakdown_kind") == BreakdownKind.CHANNEL.value
    return rows.filter(by_way & pl.col("team").is_null() & pl.col("figure").is_not_null())


@declare(
    key="front_door_channels",
    title="How people get in touch",
    question="Is the way in which people get in touch changing?",
    meaning="Contacts at the front door by the way they came, month by month.",
    formula=(
        "Contacts by channel, as recorded. A way is said to bring more or fewer where its newest "
        "month is part of a signal on its own chart."
    ),
    source="Indicator dataset: contacts at the front door by way of contact.",
    how_to_read=(
        "Each bar is a month, the most used way lowest. A shift is only said where the charts of "
        "single ways signal it: a bar that is a little longer is no news."
    ),
    caveats=("Contacts that arrive another way and are not counted are not here.",),
    page=PAGE,
    place=20130,
    inputs=_channels,
    public=False,
    themes=(FRONT_DOOR_THEME,),
    place_on_statement=31,
    drill=Drill("indicator", ("name",), ("contacts",), _by_way, unit="figure"),
    records="front-door figures by way of contact",
)
def front_door_channels(found: Channels, view: View) -> Content:
    """The exhibit: a row for each month, a column for each way."""
    names, periods = found.names, found.periods.tail(_MONTHS)
    frame = periods.with_columns(
        pl.col("^way_.*$", "contacts").round().cast(pl.Int64),
        month=pl.col("date").dt.truncate("1mo"),
        name=pl.Series([_month(*row) for row in periods.select("date", "so_far").iter_rows()],
                       dtype=pl.String),
    )  # fmt: skip
    ways = {f"way_{place}": name for place, name in enumerate(names)}
    rows = list(found.standing.iter_rows(named=True))
    changed = [row for row in rows if row["change"]]
    headline = _headline(rows, changed)
    return Content(
        headline=headline,
        subtitle=f"Contacts each month by way of contact, {span(frame.get_column('date'))}"
        if frame.height
        else "Contacts each month by way of contact",
        frame=frame,
        columns={"name": "Month", **ways},
        source=SOURCE,
        alternative="; ".join(_in_words(row) for row in rows) or headline,
        verdict=("A real change." if changed else "As usual.") if rows else "",
        judged=(Verdict.BEYOND_CHANCE if changed else Verdict.USUAL_VARIATION)
        if rows
        else Verdict.NOT_RECORDED,
        meaning="; ".join(_since(row) for row in changed) + "." if changed else "",
        chart=StackedBars("month", tuple(ways.items()), date=True) if rows else None,
        signal="usual" if rows else "unknown",
    )


def _month(day: date, so_far: bool) -> str:
    return f"{month_and_year(day)}, {SO_FAR}" if so_far else month_and_year(day)


def _headline(rows: list[Row], changed: list[Row]) -> str:
    if not rows:
        return "How people get in touch is not recorded"
    more = [within(row["name"]) for row in changed if row["change"] == "more"]
    fewer = [within(row["name"]) for row in changed if row["change"] == "fewer"]
    if more and fewer:
        return f"More contacts than usual: {listed(more)}; fewer: {listed(fewer)}"
    if more or fewer:
        return f"{'More' if more else 'Fewer'} contacts than usual: {listed(more or fewer)}"
    first = rows[0]
    return f"Each way brings as many contacts as usual; most: {within(first['name'])}"


def _in_words(row: Row) -> str:
    said = f"{row['name']}: {row['contacts']:,.0f} contacts in {month_and_year(row['date'])}"
    return f"{said}, {row['share']:.0%} of all"


def _since(row: Row) -> str:
    usual = f"usual are {row['lower_limit']:,.0f} to {row['upper_limit']:,.0f}"
    return f"{row['name']} since {month_and_year(row['since'])}, {usual}"
