"""The months of the example's own record, and the days on which they became known.

The first thirty months, to LAST_DAY, are the story. Later months follow the calendar: each is drawn
by itself, so that it is the same whenever it is added.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta

from vocabulary.wording import month_end

LAST_DAY = date(2026, 9, 30)
SCORECARD_CAME = datetime(2026, 10, 5, 9, 10)


def months_from(first: date, count: int) -> tuple[date, ...]:
    """First days of `count` months, from the month of `first` on."""
    start = first.year * 12 + first.month - 1
    return tuple(date(n // 12, n % 12 + 1, 1) for n in range(start, start + count))


MONTHS = months_from(date(2024, 4, 1), 30)
QUARTER_ENDS = tuple(month_end(month) for month in MONTHS[2::3])

# Records of the first months came in one go, then by the quarter, and by the month from July 2026
# on: a council that is getting better at it. Each arrival takes time when the example is loaded.
MONTHLY_FROM = date(2026, 7, 1)
RECORDED_ON = (
    date(2024, 7, 31),
    *(end for end in QUARTER_ENDS if date(2024, 12, 1) < end < MONTHLY_FROM),
    *(month_end(month) for month in MONTHS if month >= MONTHLY_FROM),
)


def later_months(until: date) -> tuple[date, ...]:
    """First days of the months after the story that are over by a day."""
    many = (until.year - LAST_DAY.year) * 12 + until.month - LAST_DAY.month
    return tuple(
        month for month in months_from(date(2026, 10, 1), many) if month_end(month) <= until
    )


def later_quarter_ends(until: date) -> tuple[date, ...]:
    """Last days of the quarters after the story that are over by a day."""
    return tuple(month_end(month) for month in later_months(until) if month.month % 3 == 0)


def last_whole_month(today: date) -> date:
    """The last day of the newest month that is over on a day, the story's last month at least."""
    return max(LAST_DAY, today.replace(day=1) - timedelta(days=1))


def quarter_start(end: date) -> date:
    """The first day of the quarter that ends on a day."""
    return months_from(end.replace(day=1), 1)[0].replace(month=end.month - 2)


def year_start(end: date) -> date:
    """The first day of the year that ends with a month's last day."""
    return months_from(end.replace(year=end.year - 1, day=1), 2)[-1]
