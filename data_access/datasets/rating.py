"""Published overall ratings, as the regulator gave them (ours are computed, in measures)."""

from datetime import date

from sqlmodel import Field, SQLModel

from data_access.datasets.base import Dataset, LedgerRow
from vocabulary.nature import Nature


class RatingFields(SQLModel):
    """The overall rating of an assessment, as published."""

    authority: str = Field(description="The council's full name.", min_length=1)
    published: date | None = Field(default=None, description="Day of publication, where known.")
    published_as_stated: str | None = Field(
        default=None, description="The date as the source gives it."
    )
    overall_percentage: int | None = Field(
        default=None, ge=25, le=100, description="Overall score in percent, where published."
    )
    overall_rating: str = Field(
        description="inadequate, requires improvement, good or outstanding."
    )
    source: str | None = Field(default=None, description="Where the rating was read.")
    pilot: bool | None = Field(
        default=None,
        description="True: from CQC's pilots of 2023, indicative and apart from formal ratings.",
    )
    note: str | None = Field(
        default=None, description="What is to be known of the source, where it is in doubt."
    )


class Rating(LedgerRow, RatingFields, table=True):
    """A version of a published overall rating."""


RATING = Dataset(
    name="rating",
    title="Published overall ratings",
    grain="authority × assessment",
    description="The regulator's overall rating and percentage, beside which ours are checked.",
    table=Rating,
    fields_model=RatingFields,
    natural_key=("authority", "published_as_stated"),
    nature=Nature.PUBLISHED,
)
