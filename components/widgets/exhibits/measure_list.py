"""The measures of a quality statement or a theme, and how many of some to look at."""

from __future__ import annotations

from components import look
from components.exhibits.catalogue import CATALOGUE
from components.exhibits.exhibit import Exhibit
from components.widgets.exhibits.card import exhibit_foot, rest_in_table
from components.widgets.exhibits.measures_table import measure_lines, measures_table

SHOWN = 12


def measure_list(exhibit: Exhibit, page: str) -> None:
    """Draw an exhibit of `components.exhibits.indicators.bearing` as a card with its first rows;
    without one it says what brings them."""
    with look.card(exhibit.key):
        look.card_header(exhibit.headline, exhibit.subtitle)
        if exhibit.frame.is_empty():
            look.not_recorded("No measure is held here yet", CATALOGUE[exhibit.key].next_step)
            return
        measures_table(measure_lines(exhibit)[:SHOWN], label=exhibit.definition.title)
        exhibit_foot(exhibit, page=page, more=rest_in_table(exhibit, SHOWN, "first"))


def to_look_at(attention: int, measures: int) -> str:
    """How many of some measures to look at, with the shape that says so, as HTML."""
    if not measures:
        return '<span class="muted">–</span>'
    if not attention:
        return f'<span class="muted">none of {measures}</span>'
    return f'<span class="measure-count">{look.signal("attention")}{attention} of {measures}</span>'
