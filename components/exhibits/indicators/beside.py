"""What a council's measures are compared with beside other councils: England, its region, and
similar councils together."""

from __future__ import annotations

import polars as pl

from components.exhibits.indicators.judged import judged_whole
from components.exhibits.memo import made_of
from components.exhibits.records import Records
from measures.indicators.comparators import comparator_figures
from measures.indicators.placing import without_place


def figures_beside(records: Records) -> pl.DataFrame:
    """Figures of these areas, of the council's measures: columns and order as `comparator_figures`
    says. They come with published files, and stand in `records["comparator"]`."""
    found, catalogue = judged_whole(records), records["indicator_definition"]
    return made_of(comparator_figures, records["comparator"], catalogue, found.measures)


def lines_without_place(records: Records) -> pl.DataFrame:
    """The measures that bear on no quality statement, as `without_place` gives them."""
    return made_of(without_place, judged_whole(records))
