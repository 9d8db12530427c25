"""What a person said: nothing more will come of a dataset up to a day.

Files say it by being extracted later; a council that enters its records on screen says it itself.
"""

from datetime import date

from sqlmodel import Field, SQLModel

from data_access.datasets.base import Dataset, LedgerRow


class ClosedPeriodFields(SQLModel):
    """Up to which day a dataset is whole."""

    authority: str = Field(description="Whose record it is.")
    dataset: str = Field(description="The dataset.")
    closed_to: date | None = Field(
        default=None, description="The last day that is closed. Empty: opened again."
    )


class ClosedPeriod(LedgerRow, ClosedPeriodFields, table=True):
    """A version of what was said."""

    __tablename__ = "closed_period"


CLOSED_PERIOD = Dataset(
    name="closed_period",
    title="Closed periods",
    grain="one row per dataset",
    description="Up to which day a person said that a dataset is whole.",
    table=ClosedPeriod,
    fields_model=ClosedPeriodFields,
    natural_key=("authority", "dataset"),
)
