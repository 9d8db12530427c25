"""The Local Government and Social Care Ombudsman's figures for a council and a year."""

from sqlmodel import Field, SQLModel

from data_access.datasets.base import Dataset, LedgerRow


class OmbudsmanFields(SQLModel):
    """A council's ombudsman figures for one year and scope."""

    authority: str = Field(description="The council's full name.", min_length=1)
    year: str = Field(description="Year or period the figures are for, e.g. 2023-24.")
    scope: str = Field(
        description="adult social care, or all services: never compared with each other."
    )
    received: int | None = Field(default=None, ge=0, description="Complaints received.")
    investigations: int | None = Field(
        default=None, ge=0, description="Investigations decided (upheld and not upheld)."
    )
    upheld: int | None = Field(default=None, ge=0, description="Of those, upheld.")
    uphold_rate: float | None = Field(
        default=None, ge=0, le=100, description="Upheld ÷ investigations as published, percent."
    )
    similar_authority_average: float | None = Field(
        default=None,
        ge=0,
        le=100,
        description="Average uphold rate of similar councils, percent.",
    )
    expected: float | None = Field(
        default=None, ge=0, description="Number expected for an authority of this type."
    )
    compliance_rate: float | None = Field(
        default=None, ge=0, le=100, description="Remedies complied with, percent."
    )
    late_remedies: int | None = Field(default=None, ge=0, description="Remedies given late.")
    source: str | None = Field(default=None, description="Where the figures were read.")


class Ombudsman(LedgerRow, OmbudsmanFields, table=True):
    """A version of a council's ombudsman figures."""


OMBUDSMAN = Dataset(
    name="ombudsman",
    title="Ombudsman decisions",
    grain="authority × year × scope",
    description="The ombudsman's figures, with their scope. Empty means not found, not zero.",
    table=Ombudsman,
    fields_model=OmbudsmanFields,
    natural_key=("authority", "year", "scope"),
    rhythm_days=365,
)
