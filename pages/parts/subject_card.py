"""An exhibit on a subject page: its card, or what to do when there is nothing to show."""

from __future__ import annotations

from components import look
from components.charts.spec import Grid
from components.exhibit import Exhibit
from components.exhibit_card import exhibit_card, exhibit_foot
from components.heat_map import heat_map

_WIDEN = "Choose a longer period or all teams above, or bring in the records."


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
            heat_map(exhibit.chart, exhibit.frame, label=exhibit.definition.title)
            exhibit_foot(exhibit, page=page)
    else:
        exhibit_card(exhibit, page=page)
