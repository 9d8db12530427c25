"""Compliments: counted by month, team and theme. What people wrote is not kept."""

from datetime import date

from sqlmodel import SQLModel

from data_access.datasets.base import Dataset, LedgerRow, column
from data_access.datasets.own_record import authority_column, month_column, team_column


class ComplimentFields(SQLModel):
    """Compliments of one month to one team on one theme."""

    authority: str = authority_column()
    team: str | None = team_column(needed=False, description="Team that was complimented.")
    month: date = month_column("The month they were received in.")
    theme: str | None = column(
        "What they were mostly about: a theme from the codebook. Empty: not sorted by theme.",
        label="Theme",
        example="assessments_reviews",
        aliases=("category", "subject", "main theme"),
        refers_to="theme",
        default=None,
    )
    received: int = column(
        "Compliments received.",
        label="Compliments",
        example="6",
        unit="compliments",
        aliases=("number", "count", "number of compliments", "total", "received"),
        ge=0,
    )


class Compliment(LedgerRow, ComplimentFields, table=True):
    """A version of a month's count."""


COMPLIMENT = Dataset(
    name="compliment",
    title="Compliments",
    singular="count of compliments",
    grain="team × month × theme",
    description="How many compliments came, to which team and about what, to read beside "
    "complaints. Months can be added together.",
    table=Compliment,
    fields_model=ComplimentFields,
    natural_key=("authority", "team", "month", "theme"),
    rhythm_days=35,
    dated_by="month",
)
