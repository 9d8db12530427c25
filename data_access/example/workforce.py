"""Example Borough's workforce routes: good for social workers, few for anyone else."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import lru_cache

import polars as pl

from data_access.example.draws import Draws
from data_access.example.records import EXAMPLE_BOROUGH, staff
from data_access.example.timeline import month_end, months_from, quarter_start

# Figures for the quarters after March 2026 have not come yet.
LAST_QUARTER = date(2026, 3, 31)
_ENDS = tuple(
    month_end(month) for month in months_from(date(2019, 9, 1), 79)[::3] if month <= LAST_QUARTER
)
_ROUTES = ("asye", "apprenticeship", "progression", "shadowing")
# Months a route takes, of a hundred who begin it how many stop, and of those who completed how
# many are still there twelve months later.
_COURSE_OF_ROUTE = {
    "asye": (12, 6, 88),
    "apprenticeship": (34, 18, 90),
    "progression": (9, 8, 92),
    "shadowing": (1, 2, 94),
}


@dataclass(frozen=True)
class Opening:
    """A route that a profession has: since when, and how many begin it in each quarter."""

    since: date
    starts: tuple[int, int, int, int]  # January to March, and so on


_OPEN = {
    ("asye", "social_work"): Opening(date(2023, 7, 1), (1, 1, 5, 3)),
    ("apprenticeship", "social_work"): Opening(date(2019, 7, 1), (0, 0, 5, 0)),
    ("progression", "social_work"): Opening(date(2024, 4, 1), (3, 2, 2, 3)),
    ("progression", "social_care_assessment"): Opening(date(2025, 10, 1), (4, 3, 3, 5)),
    ("shadowing", "social_work"): Opening(date(2024, 4, 1), (6, 7, 5, 8)),
    ("shadowing", "occupational_therapy"): Opening(date(2024, 4, 1), (2, 2, 1, 3)),
    ("shadowing", "social_care_assessment"): Opening(date(2024, 4, 1), (3, 4, 3, 4)),
    ("shadowing", "reablement"): Opening(date(2025, 4, 1), (1, 2, 1, 2)),
}
_RECORDS_BEGIN = date(2024, 4, 1)


def known_routes(*, after: date | None, until: date) -> pl.DataFrame:
    """Cohorts that began, completed or stayed since a day, as known on another; columns as the
    workforce route dataset's."""
    now = _counted(until)
    if after is None:
        return now
    same = [name for name in now.columns if name != "authority"]
    return now.join(_counted(after), on=same, how="anti", nulls_equal=True)


@lru_cache(maxsize=4)
def _counted(day: date) -> pl.DataFrame:
    """Every cohort that had begun by a day (shared: never change it)."""
    heads = dict(staff().group_by("profession").agg(pl.col("people").sum()).rows())
    rows = []
    for route in _ROUTES:
        for profession, people in sorted(heads.items()):
            opening = _OPEN.get((route, profession))
            for end in _ENDS:
                old = end < _RECORDS_BEGIN
                if end > day or (old and (opening is None or opening.since >= _RECORDS_BEGIN)):
                    continue
                open_now = opening is not None and opening.since <= end
                started = opening.starts[(end.month - 1) // 3] if opening and open_now else 0
                if old and not started:
                    continue
                counts = _fate(route, profession, end, started, day)
                head = None if old else people
                period = (quarter_start(end), end)
                rows.append((route, profession, *period, open_now, head, started, *counts))
    return pl.DataFrame(
        rows,
        schema={
            "route": pl.String,
            "profession": pl.String,
            "period_start": pl.Date,
            "period_end": pl.Date,
            "available": pl.Boolean,
            "headcount": pl.Int64,
            "started": pl.Int64,
            "completed": pl.Int64,
            "left_early": pl.Int64,
            "reached_12_months": pl.Int64,
            "retained_12_months": pl.Int64,
        },
        orient="row",
    ).with_columns(authority=pl.lit(EXAMPLE_BOROUGH))


def _fate(route: str, profession: str, end: date, started: int, day: date) -> tuple[int, ...]:
    """Completed, left early, completed a year ago, and of those still there: by a day."""
    takes, stops, stays = _COURSE_OF_ROUTE[route]
    chance = Draws(f"{route} {profession} {end}").shares(started * 3).reshape(started, 3)
    gone = (day.year - end.year) * 12 + day.month - end.month
    completed = left = year_ago = there = 0
    for stop, slow, stay in chance:
        needs = takes + int(slow * takes * 0.3)
        if stop * 100 < stops:
            left += gone >= takes // 2
        elif gone >= needs:
            completed += 1
            year_ago += gone >= needs + 12
            there += gone >= needs + 12 and stay * 100 < stays
    return completed, left, year_ago, there
