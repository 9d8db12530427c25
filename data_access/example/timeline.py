"""The months of the example's own record, and the days on which they became known."""

from __future__ import annotations

from datetime import date

from vocabulary.months import month_end

LAST_DAY = date(2026, 9, 30)


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


def quarter_start(end: date) -> date:
    """The first day of the quarter that ends on a day."""
    return months_from(end.replace(day=1), 1)[0].replace(month=end.month - 2)
