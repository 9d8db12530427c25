"""An exhibit on a subject page: its card, or what to do when there is nothing to show."""

from __future__ import annotations

from collections.abc import Callable
from html import escape
from typing import Any

from components import look
from components.charts.spec import Grid
from components.exhibits.drills import drill_of, drill_query
from components.exhibits.exhibit import ALONE, Exhibit
from components.widgets.exhibit_card import exhibit_card, exhibit_foot
from components.widgets.heat_map import heat_map

_WIDEN = "Choose a longer period or all teams above, or bring in the records."


def _to_records(exhibit: Exhibit) -> Callable[[dict[str, Any], str], str] | None:
    """Makes a cell's words lead to the records behind them. Not a stop of the Tab key each: by
    keyboard, Records under the exhibit leads there."""
    drill = drill_of(exhibit)
    if drill is None:
        return None

    def lead(row: dict[str, Any], said: str) -> str:
        if not drill.has_records(row):
            return said
        name = drill.name(row)
        way = look.href(ALONE, **drill_query(exhibit, name))
        title = escape(f"Records of {name}")
        return f'<a class="link" data-page tabindex="-1" title="{title}" href="{way}">{said}</a>'

    return lead


def subject_card(exhibit: Exhibit, *, page: str, next_step: str = _WIDEN) -> None:
    """Draw the exhibit; an empty one says what brings it: `next_step`."""
    if exhibit.frame.is_empty():
        with look.card(exhibit.key):
            look.empty(
                exhibit.headline,
                next_step,
                action=look.link("Import records", "data", do="Import records"),
            )
    elif isinstance(exhibit.chart, Grid):
        with look.card(exhibit.key):
            look.card_header(exhibit.headline, exhibit.subtitle)
            heat_map(
                exhibit.chart,
                exhibit.frame,
                label=exhibit.definition.title,
                lead=_to_records(exhibit),
            )
            exhibit_foot(exhibit, page=page)
    else:
        exhibit_card(exhibit, page=page)
