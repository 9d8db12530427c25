"""Which records stand behind a bar or a point of an exhibit, for internal eyes only.

The address of an exhibit with `of` added (`drill_query`) shows them, so that a click, the Records
tool and a link all lead to the same place. What they are stands in the exhibit's declaration.
"""

from __future__ import annotations

from typing import Final

from components.charts.spec import ControlChart, SeriesPanels, StackedBars
from components.exhibits.catalogue import CATALOGUE
from components.exhibits.declaration import Drill, Row
from components.exhibits.exhibit import Exhibit
from components.exhibits.filters import with_lasting_filters
from measures.process_control.special_causes import Meaning

OF: Final = "of"  # the parameter of the address that names the bar or point
_STOOD_OUT: Final = frozenset(Meaning) - {Meaning.COMMON_CAUSE}


def drill_of(exhibit: Exhibit) -> Drill | None:
    """The drill of an exhibit, where it has rows and this audience may see single records."""
    if exhibit.audience != "internal" or exhibit.frame.is_empty():
        return None
    return CATALOGUE[exhibit.key].drill


def drill_names(exhibit: Exhibit, drill: Drill) -> dict[str, Row]:
    """The exhibit's rows by what their bars or points are called: in its order, a series over time
    newest first."""
    rows = exhibit.frame.iter_rows(named=True)
    named = {drill.name(row): row for row in rows if drill.has_records(row)}
    over_time = isinstance(exhibit.chart, ControlChart | SeriesPanels) or (
        isinstance(exhibit.chart, StackedBars) and exhibit.chart.date
    )
    return dict(reversed(named.items())) if over_time else named


def drill_query(exhibit: Exhibit, name: str) -> dict[str, str]:
    """The address of the exhibit's own page with the records of one bar or point."""
    return {**with_lasting_filters(exhibit.address), OF: name}


def records_query(exhibit: Exhibit) -> dict[str, str]:
    """The address of the exhibit's own page with the records of what it speaks of: the newest point
    that stood out, else its first bar or newest point."""
    drill = drill_of(exhibit)
    named = drill_names(exhibit, drill) if drill else {}
    stood_out = (name for name, row in named.items() if _stood_out(exhibit, row))
    name = next(stood_out, next(iter(named), None))
    return drill_query(exhibit, name) if name else dict(exhibit.address)


def _stood_out(exhibit: Exhibit, row: Row) -> bool:
    spec = exhibit.chart
    return isinstance(spec, ControlChart | SeriesPanels) and row[spec.meaning] in _STOOD_OUT
