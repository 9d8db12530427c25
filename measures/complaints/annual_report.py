"""The counts of the annual report on complaints that the regulations ask for."""

from __future__ import annotations

from datetime import date
from typing import Final, NamedTuple

import polars as pl

from measures.complaints.outcomes import themes
from measures.complaints.states import (
    DECIDED,
    NO_FINDING,
    NOT_DECIDED,
    WELL_FOUNDED,
    as_on,
    concluded,
)
from measures.statistics.columns import require
from measures.statistics.recorded import recorded

_ITEMS: Final = {
    "received": "Complaints received in the year.",
    "decided": "Complaints decided in the year (upheld, partly upheld or not), whenever received.",
    "well_founded": "Of those decided in the year, upheld or partly upheld.",
    "upheld": "Of those decided in the year, upheld.",
    "partly_upheld": "Of those decided in the year, partly upheld.",
    "referred_to_ombudsman": "Of those received in the year, known to have gone to the ombudsman; "
    "the day they went is not recorded.",
    "withdrawn": "Of those received in the year, withdrawn.",
    "no_finding": "Of those received in the year, answered without a finding on record.",
    "not_decided": "Of those received in the year, neither answered nor decided yet.",
    "no_subject": "Of those received in the year, no theme recorded.",
    "decided_no_day": "Decided, but the day is not recorded, so no year can count them.",
}
REQUIRED: Final = ("received", "well_founded", "referred_to_ombudsman")
"""What regulation 18 asks to be counted."""


class AnnualReport(NamedTuple):
    """A year's counts: the year, whether it was over, the numbers, and the subject matter."""

    first_day: date
    last_day: date
    complete: bool
    counts: pl.DataFrame
    subjects: pl.DataFrame
    unknown: frozenset[str] = frozenset()  # items of which no record says anything: number is 0
    no_subjects: bool = False  # of no complaint of the year is it recorded what it was about
    no_outcomes: bool = False  # nor what was concluded


def year_ending(day: date) -> int:
    """Give the year in whose 31 March the reporting year of a day ends."""
    return day.year if (day.month, day.day) <= (3, 31) else day.year + 1


def report_years(complaints: pl.DataFrame, on: date) -> list[int]:
    """List the reporting years there is something to report on, by the year they end in.

    `complaints`: received. Gives the years from that of the first complaint to that of `on`,
    newest first, and always the last year that was over on `on`. Raises ValueError when received
    is missing.
    """
    require(complaints, "received")
    now = year_ending(on)
    last_over = now if (on.month, on.day) == (3, 31) else now - 1
    first = complaints.filter(pl.col("received") <= on).get_column("received").min()
    begin = min(year_ending(first), last_over) if isinstance(first, date) else last_over
    return list(range(now, begin - 1, -1))


def annual_report(complaints: pl.DataFrame, year_ending: int, on: date) -> AnnualReport:
    """Count what the annual report has to state, for the year to 31 March of `year_ending`.

    `complaints`: the complaint dataset's frame; what happened after `on` does not count. Gives
    the year's first and last day, whether it was over on that day, counts (one row per item:
    item, number, required (regulation 18 asks for it), how (what was counted)) and subjects (as
    `measures.complaints.outcomes.themes`, for complaints received in the year). Matters of general
    importance and action taken are for people to write.

    `unknown` names items of which no record says anything: a field that nobody ever filled is not
    "no". Where complaints were decided and no day of it is recorded, no year's number of them is
    known. no_subjects, no_outcomes: of none of those received is a theme, an outcome recorded.

    Source: SI 2009/309, regulation 18. Raises ValueError naming a column that is missing.
    """
    require(complaints, "themes", "ombudsman_referred")
    first, last = date(year_ending - 1, 4, 1), date(year_ending, 3, 31)
    known = as_on(complaints, on)
    received = known.filter(pl.col("received").is_between(first, last))
    decided = known.filter(pl.col("outcome").is_in(DECIDED))
    in_year = decided.filter(pl.col("responded").is_between(first, last)).get_column("outcome")
    ended = received.select(concluded()).to_series()
    numbers = {
        "received": received.height,
        "decided": in_year.len(),
        "well_founded": in_year.is_in(WELL_FOUNDED).sum(),
        "upheld": (in_year == "upheld").sum(),
        "partly_upheld": (in_year == "partly_upheld").sum(),
        "referred_to_ombudsman": received.get_column("ombudsman_referred").sum(),
        "withdrawn": (ended == "withdrawn").sum(),
        "no_finding": (ended == NO_FINDING).sum(),
        "not_decided": (ended == NOT_DECIDED).sum(),
        "no_subject": (received.get_column("themes").list.len().fill_null(0) == 0).sum(),
        "decided_no_day": decided.get_column("responded").is_null().sum(),
    }
    counts = pl.DataFrame(
        [
            {
                "item": item,
                "number": int(numbers[item] or 0),
                "required": item in REQUIRED,
                "how": how,
            }
            for item, how in _ITEMS.items()
        ]
    )
    told = recorded(received, "ombudsman_referred", "outcome", "responded", "themes")
    # Decided in the year, though received before: outcomes and days of any complaint count.
    ever = recorded(known, "outcome", "responded")
    unknown = set()
    if received.height:
        unknown |= {item for item, fields in _OF_RECEIVED.items() if not told & fields}
    if known.height:
        unknown |= (
            set() if len(ever) == 2 else {"decided", "well_founded", "upheld", "partly_upheld"}
        )
        unknown |= set() if "outcome" in ever else {"decided_no_day"}
    return AnnualReport(
        first,
        last,
        on >= last,
        counts,
        themes(received, on),
        frozenset(unknown),
        no_subjects="no_subject" in unknown,
        no_outcomes="withdrawn" in unknown,
    )


_OF_RECEIVED: Final = {
    "referred_to_ombudsman": {"ombudsman_referred"},
    "withdrawn": {"outcome"},
    "no_finding": {"outcome"},
    "not_decided": {"outcome", "responded"},
    "no_subject": {"themes"},
}
"""Which fields, one of them at least, tell of the complaints received."""
