"""Lists of training done, which say nothing of who needed it: they are declined."""

from __future__ import annotations

import polars as pl

from data_access.importing.stages.columns.column import Columns
from data_access.importing.stages.meaning.wording import fold
from data_access.importing.stages.table.table import Table


def says_nothing_of_need(columns: Columns, events: pl.DataFrame) -> str | None:
    """A sentence where a list has only people who did a course, so that nobody knows who needed
    it; None where it has others too."""
    all_done = bool(events.get_column("attended").all())
    if not all_done or columns.place("status") is not None:
        return None
    return declined_as(columns, workforce=False)


def is_workforce(table: Table) -> bool:
    """Whether a table is a training list of the Adult Social Care Workforce Data Set."""
    known = {fold(header).replace(" ", "") for header in table.headers} & _WORKFORCE
    return len(known) >= 4 and bool(known & _WORKFORCE_ALONE)


def declined_as(columns: Columns, *, workforce: bool) -> str:
    """The sentence with which a list of training done is declined."""
    what = (
        "this is a workforce data set's list of training done"
        if workforce
        else "this is a list of training done"
    )
    more = "" if columns.place("role") is not None else ", and people's role is in no column"
    return (
        f"{what}: it lists only people who did a course; how many need it is not in it{more}, so "
        "nothing can be counted as a share. Nothing was taken, and nothing about people was kept"
    )


# Headers of the bulk upload of the Adult Social Care Workforce Data Set (training file), and of
# its downloads. Source: Skills for Care, ASC-WDS bulk upload guidance.
_WORKFORCE = frozenset(
    {
        "localestid",
        "uniqueworkerid",
        "category",
        "description",
        "datecompleted",
        "expirydate",
        "accredited",
        "notes",
        "workplaceid",
        "trainingcategory",
        "trainingname",
        "workerid",
        "certificate",
        "certificateref",
    }
)

_WORKFORCE_ALONE = frozenset(
    {"localestid", "uniqueworkerid", "accredited", "workplaceid", "trainingcategory"}
)
