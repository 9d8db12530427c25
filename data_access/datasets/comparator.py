"""Comparators: figures of England, a council's region and similar councils together."""

from datetime import date

from sqlmodel import SQLModel

from data_access.datasets.base import Dataset, LedgerRow, choice_column, column
from data_access.datasets.own_record import period_end_column, period_start_column
from data_access.datasets.rules import NotBefore
from vocabulary.indicators import BreakdownKind, ComparatorLevel
from vocabulary.nature import Nature


class ComparatorFields(SQLModel):
    """One figure of a larger area, or of several councils together, to compare a council with."""

    authority: str = column(
        "The council that is compared with it.",
        label="Council",
        example="Example Borough",
        form_may_edit=False,
        min_length=1,
    )
    level: ComparatorLevel = choice_column(
        "England, the council's region, or similar councils together.",
        label="Compared with",
        example="England",
    )
    area: str = column(
        "The region's name, England, or who is counted together.",
        label="Area",
        example="North West",
        min_length=1,
    )
    indicator: str = column(
        "Code or short id of the indicator, as the council's own figures have it.",
        label="Indicator",
        example="ASCOF 1A",
        min_length=1,
        max_length=80,
    )
    name: str | None = column("What the source calls the indicator.", label="Name", default=None)
    period_start: date = period_start_column()
    period_end: date = period_end_column()
    breakdown_kind: BreakdownKind | None = choice_column(
        "What the breakdown is by. Empty: not said.",
        label="Kind of breakdown",
        example="Age",
        default=None,
    )
    breakdown: str | None = column(
        "Group of people the figure is for. Empty: everyone.",
        label="Breakdown",
        example="65 and over",
        default=None,
    )
    numerator: float | None = column(
        "What is counted or summed.", label="Numerator", example="41200", default=None
    )
    denominator: float | None = column(
        "What it is out of.", label="Denominator", example="64000", default=None, ge=0
    )
    value: float | None = column(
        "The figure as published.", label="Value", example="64.4", default=None
    )
    per: float | None = column(
        "What numerator ÷ denominator is multiplied by: 100 for a percentage. Empty: a count or an "
        "average.",
        label="Per",
        example="100",
        default=None,
        ge=0,
    )
    unit: str | None = column(
        "What the figure is in.", label="Unit", example="percent", default=None
    )
    area_code: str | None = column(
        "The area's code by the Office for National Statistics.",
        label="ONS code",
        example="E12000002",
        default=None,
    )
    source: str | None = column(
        "Where the figure was read.", label="Source", example="ASCOF 2024-25", default=None
    )


class Comparator(LedgerRow, ComparatorFields, table=True):
    """A version of a comparator's figure."""


COMPARATOR = Dataset(
    name="comparator",
    title="Comparators of indicators",
    singular="comparator's figure",
    grain="council × area × indicator × period × breakdown",
    description=(
        "Figures of England, the council's region and similar councils together, which come in "
        "with files of indicators. Other councils' figures are indicators of these councils."
    ),
    table=Comparator,
    fields_model=ComparatorFields,
    natural_key=(
        "authority",
        "level",
        "area",
        "indicator",
        "period_start",
        "period_end",
        "breakdown_kind",
        "breakdown",
    ),
    nature=Nature.PUBLISHED,
    dated_by="period_end",
    rules=(NotBefore("period_end", "period_start"),),
)
