"""An exhibit drawn the way that suits it, the same on its subject's page and on its own."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

from components import look
from components.charts.sizes import Size
from components.charts.spec import Grid
from components.exhibits.catalogue import CATALOGUE
from components.exhibits.drills import drill_of, drill_query
from components.exhibits.exhibit import ALONE, Exhibit
from components.widgets.exhibits.card import (
    exhibit_card,
    exhibit_foot,
    no_records_card,
    show_table,
)
from components.widgets.exhibits.heat_map import heat_map
from components.widgets.exhibits.lists import LISTS
from vocabulary.shown import escape

SILENT: Final = (
    "There are records, but none in this choice says so. Bring in a file that has the column, or "
    "record it one at a time."
)
WIDEN: Final = "Choose a longer period or all teams, or bring in the records."


def draw_exhibit(exhibit: Exhibit, *, page: str, size: Size = "alone") -> None:
    """Draw the exhibit as a card: as a list where that reads better, else as chart or table; one
    without rows says what brings it. `page`: the address of the page that shows it; `size`: where
    the card stands on it."""
    key, declared = exhibit.key, CATALOGUE[exhibit.key]
    if exhibit.unrecorded:
        with look.card(key):
            look.not_recorded(exhibit.headline, SILENT)
    elif key in LISTS and (key != "complaints_changed" or exhibit.frame.height):
        LISTS[key](exhibit, page)
    elif declared.records and exhibit.chart is None:
        no_records_card(exhibit)
    elif exhibit.frame.is_empty() and not declared.records:
        with look.card(key):
            look.not_recorded(exhibit.headline, declared.next_step or WIDEN)
    elif exhibit.chart is None or isinstance(exhibit.chart, Grid):
        with look.card(key):
            look.card_header(exhibit.headline, exhibit.subtitle)
            if isinstance(exhibit.chart, Grid):
                title, frame = exhibit.definition.title, exhibit.frame
                heat_map(exhibit.chart, frame, label=title, lead=_to_records(exhibit))
            else:
                show_table(exhibit)
            exhibit_foot(exhibit, page=page)
    else:
        exhibit_card(exhibit, page=page, size=size)


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
