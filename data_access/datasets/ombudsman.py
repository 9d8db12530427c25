"""The Local Government and Social Care Ombudsman's figures for a council and a year."""

from typing import Any

from sqlmodel import SQLModel

from data_access.datasets.base import Dataset, LedgerRow, column
from data_access.datasets.own_record import authority_column, count_column
from data_access.datasets.rules import NotAbove
from vocabulary.nature import Nature


def decided_column(description: str, label: str, *aliases: str, example: str = "2") -> Any:
    """A number of complaints the ombudsman decided in one way."""
    return count_column(description, label, *aliases, example=example, unit="complaints")


def percent_column(description: str, label: str, *aliases: str) -> Any:
    """A published percentage."""
    return column(
        description,
        label=label,
        example="80",
        unit="percent",
        aliases=aliases,
        default=None,
        ge=0,
        le=100,
    )


class OmbudsmanFields(SQLModel):
    """A council's ombudsman figures for one year and scope."""

    authority: str = authority_column()
    year: str = column(
        "Year or period the figures are for, e.g. 2023-24.",
        label="Year",
        example="2025-26",
        aliases=("period", "financial year"),
    )
    scope: str = column(
        "adult social care, or all services: never compared with each other.",
        label="Scope",
        example="adult social care",
        aliases=("category", "service"),
    )
    received: int | None = decided_column(
        "Complaints received.",
        "Received",
        "complaints received",
        "complaints and enquiries",
        example="24",
    )
    investigations: int | None = decided_column(
        "Investigations decided (upheld and not upheld).",
        "Investigations",
        "decided",
        "detailed investigations",
        example="9",
    )
    upheld: int | None = decided_column(
        "Of those, upheld.", "Upheld", "complaints upheld", example="8"
    )
    not_upheld: int | None = decided_column(
        "Of the investigations, not upheld.", "Not upheld", "complaints not upheld"
    )
    closed_after_enquiries: int | None = decided_column(
        "Closed after first enquiries, without an investigation.",
        "Closed after enquiries",
        "closed after initial enquiries",
    )
    referred_back: int | None = decided_column(
        "Sent back for the council to answer first.",
        "Referred back",
        "referred back for local resolution",
        "premature",
    )
    advice_given: int | None = decided_column("Answered with advice.", "Advice given", "advice")
    incomplete_or_invalid: int | None = decided_column(
        "Incomplete, or not for the ombudsman.", "Incomplete or invalid", "invalid or incomplete"
    )
    uphold_rate: float | None = percent_column(
        "Upheld ÷ investigations as published, percent.",
        "Uphold rate",
        "upheld rate",
        "percentage upheld",
    )
    similar_authority_average: float | None = percent_column(
        "Average uphold rate of similar councils, percent.",
        "Similar councils' average",
        "similar authorities",
        "average of similar authorities",
    )
    expected: float | None = column(
        "Number expected for an authority of this type.",
        label="Expected",
        example="5",
        unit="complaints",
        aliases=("expected number",),
        default=None,
        ge=0,
    )
    compliance_rate: float | None = percent_column(
        "Remedies complied with, percent.", "Compliance rate", "compliance", "% compliance"
    )
    remedies: int | None = decided_column(
        "Remedies the compliance rate is out of.", "Remedies", "compliance outcomes", example="8"
    )
    late_remedies: int | None = decided_column(
        "Remedies given late.", "Late remedies", "late compliance"
    )
    remedied_before: int | None = decided_column(
        "Of the upheld, put right by the council before the ombudsman was asked.",
        "Remedied before",
        "satisfactory remedies",
        "satisfactory remedy provided by authority",
    )
    remedied_before_rate: float | None = percent_column(
        "Of the upheld, put right before the ombudsman was asked, percent as published; no count "
        "is made of it.",
        "Remedied before rate",
        "satisfactory remedy rate",
        "percentage of satisfactory remedies",
        "satisfactory remedies percent",
    )
    source: str | None = column(
        "Where the figures were read.",
        label="Source",
        example="Yearly letter of July 2026",
        aliases=("source url", "reference"),
        default=None,
    )


class Ombudsman(LedgerRow, OmbudsmanFields, table=True):
    """A version of a council's ombudsman figures."""


OMBUDSMAN = Dataset(
    name="ombudsman",
    title="Ombudsman decisions",
    singular="year's ombudsman figures",
    grain="authority × year × scope",
    description="The ombudsman's figures, with their scope. Empty means not found, not zero.",
    table=Ombudsman,
    fields_model=OmbudsmanFields,
    natural_key=("authority", "year", "scope"),
    nature=Nature.PUBLISHED,
    rhythm_days=365,
    rules=(
        NotAbove("upheld", "investigations"),
        NotAbove("not_upheld", "investigations"),
        NotAbove("late_remedies", "remedies"),
        NotAbove("remedied_before", "upheld"),
    ),
)
