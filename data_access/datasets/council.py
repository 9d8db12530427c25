"""Councils with adult social care duties: whose records a store holds."""

from sqlmodel import Field, SQLModel

from data_access.datasets.base import Dataset, LedgerRow, text_type
from vocabulary.framework import AuthorityType


class CouncilFields(SQLModel):
    """A council."""

    authority: str = Field(description="The council's full name.", min_length=1, max_length=120)
    authority_type: AuthorityType | None = Field(
        default=None,
        sa_type=text_type(),
        description="Kind of council: the first cut of who is comparable.",
    )
    home: bool = Field(default=False, description="True for the council this store was made for.")


class Council(LedgerRow, CouncilFields, table=True):
    """A version of a council's entry."""


COUNCIL = Dataset(
    name="council",
    title="Councils",
    grain="one row per council",
    description="Which councils the store knows, of which kind, and whose store it is.",
    table=Council,
    fields_model=CouncilFields,
    natural_key=("authority",),
)
