"""Years an annual report on complaints can be written for."""

from __future__ import annotations

from datetime import date

import pytest

from components.exhibits.complaints.years import complaint_years
from tests.measures.complaints.complaint_cases import complaint, complaints


@pytest.mark.parametrize(
    ("today", "years"),
    [
        (date(2026, 9, 30), {2027: False, 2026: True, 2025: True}),
        (date(2026, 3, 31), {2026: True, 2025: True}),
        (date(2024, 5, 1), {2025: False, 2024: True}),
    ],
)
def test_the_last_year_that_is_over_is_always_among_them(
    today: date, years: dict[int, bool]
) -> None:
    assert complaint_years(complaints(complaint(date(2024, 4, 2))), today) == years
