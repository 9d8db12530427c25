"""Events on the charts of a subject: what happened is marked on every chart over time that it
touches, whichever page, slide or file shows it."""

from __future__ import annotations

from dataclasses import replace

import polars as pl

from components.charts.spec import ControlChart, StackedBars
from components.exhibits.declaration import Declaration, ExhibitRequest
from components.exhibits.exhibit import Exhibit
from components.exhibits.records import Records
from components.exhibits.view import View
from measures.indicators.events import touching


def with_events(
    exhibit: Exhibit,
    declaration: Declaration,
    records: Records,
    request: ExhibitRequest,
    view: View,
) -> Exhibit:
    """The exhibit with the events that touch its themes on its chart, where that is over time.

    Charts of measures have theirs already, which name the measure itself. The public is told of no
    event: it is in no edition.
    """
    chart = exhibit.chart
    if view.audience == "public" or not isinstance(chart, ControlChart | StackedBars):
        return exhibit
    if isinstance(chart, StackedBars) and not chart.date:
        return exhibit
    events = records["event"]
    if events.is_empty():
        return exhibit
    themes = records["theme"].filter(pl.col("theme").is_in(list(declaration.themes)))
    statements = themes.get_column("statements").explode().drop_nulls().unique().to_list()
    found = touching(events, declaration.themes, statements, request.filters.team)
    told = tuple((str(day), str(event)) for event, day in found.iter_rows())
    return replace(exhibit, chart=replace(chart, events=told)) if told else exhibit
