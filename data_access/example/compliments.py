"""Example Borough's compliments: some 22 a month. Counts since August 2026 have not come yet."""

from __future__ import annotations

from datetime import date

import polars as pl

from data_access.example.draws import Draws
from data_access.example.records import EXAMPLE_BOROUGH
from data_access.example.timeline import MONTHS

LAST_MONTH = date(2026, 7, 1)

# Team, what its compliments are about, and how many a month.
_USUAL = (
    ("Reablement team", "prevention", 5.2),
    ("Occupational therapy team", "assessments_reviews", 2.6),
    ("North locality team", "assessments_reviews", 2.4),
    ("South locality team", "assessments_reviews", 2.1),
    ("Central locality team", "assessments_reviews", 2.2),
    ("Central locality team", "carers", 0.7),
    ("Front door team", "front_door", 1.9),
    ("Hospital team", "hospital_discharge", 1.6),
    ("Sensory team", "assessments_reviews", 1.4),
    ("Mental health team", "mental_health", 0.8),
    ("Transitions team", "transitions", 0.5),
    ("Safeguarding and DoLS team", "safeguarding", 0.6),
)


def compliments() -> pl.DataFrame:
    """Every month's counts, columns as the compliment dataset's."""
    months = [month for month in MONTHS if month <= LAST_MONTH]
    counts = Draws("compliments").counts([usual for *_, usual in _USUAL] * len(months))
    return (
        pl.DataFrame(
            {
                "team": [team for team, *_ in _USUAL] * len(months),
                "theme": [theme for _, theme, _ in _USUAL] * len(months),
                "month": [month for month in months for _ in _USUAL],
                "received": counts,
            }
        )
        .filter(pl.col("received") > 0)
        .with_columns(authority=pl.lit(EXAMPLE_BOROUGH))
    )
