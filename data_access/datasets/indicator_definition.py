"""The catalogue of indicators: what each measures, how, which way is better, and by whose word."""

from datetime import date

from sqlmodel import SQLModel

from data_access.datasets.base import Dataset, LedgerRow, choice_column, column, list_column
from data_access.datasets.theme import EVERY_COUNCIL
from vocabulary.indicators import ChartKind, Direction, Frequency, TargetKind


class IndicatorDefinitionFields(SQLModel):
    """One indicator as the catalogue declares it."""

    authority: str = column(
        f"The council's name, or '{EVERY_COUNCIL}'.",
        label="Council",
        form_may_edit=False,
        min_length=1,
    )
    indicator: str = column(
        "Code or short id, as the indicator's figures have it.",
        label="Indicator",
        example="reviews_overdue",
        min_length=1,
        max_length=80,
    )
    name: str = column(
        "What it is called on screen.",
        label="Name",
        example="Reviews overdue among people with long-term support",
        min_length=1,
    )
    meaning: str | None = column(
        "What it tells, in a sentence or two.", label="Meaning", default=None
    )
    counted: str | None = column(
        "What is counted or measured, in words.",
        label="Counted",
        example="People whose last review is more than 12 months ago",
        default=None,
    )
    out_of: str | None = column(
        "What it is out of, in words. Empty: a count, a length of time or an average.",
        label="Out of",
        example="People who had long-term support for 12 months or more",
        default=None,
    )
    unit: str | None = column(
        "What the figure is in.", label="Unit", example="percent", default=None
    )
    per: float | None = column(
        "What counted ÷ out of is multiplied by: 100 for a percentage, 1,000 for a rate per "
        "thousand. Empty: a count or an average.",
        label="Per",
        example="100",
        default=None,
        ge=0,
    )
    direction: Direction = choice_column(
        "Which way is better: increase, decrease, or neutral (neither).",
        label="Better when",
        example="Decrease",
        default=Direction.NEUTRAL,
    )
    target: float | None = column(
        "Target for the figure where its rows have none.", label="Target", default=None
    )
    target_kind: TargetKind | None = choice_column(
        "Who set the target.", label="Kind of target", default=None
    )
    target_source: str | None = column(
        "Where the target stands.", label="Source of the target", default=None
    )
    frequency: Frequency | None = choice_column(
        "How often a figure comes.", label="How often", example="Monthly", default=None
    )
    chart: ChartKind | None = choice_column(
        "How figures over time are judged. Empty: as unit, what it is out of and how often it "
        "comes say.",
        label="Chart",
        default=None,
    )
    statements: list[str] | None = list_column(
        "Quality statements it bears on, separated by semicolons.",
        label="Quality statements",
        example="assessing_needs",
        refers_to="statement",
    )
    themes: list[str] | None = list_column(
        "Themes it bears on, separated by semicolons.",
        label="Themes",
        example="waiting_times",
        refers_to="theme",
    )
    source: str | None = column(
        "Who defines it, and where.", label="Source of the definition", default=None
    )
    comparator: str | None = column(
        "Where figures of other councils are published. Empty: nowhere.",
        label="Published comparison",
        default=None,
    )
    other_names: list[str] | None = list_column(
        "Other names and codes councils and publishers give it, separated by semicolons.",
        label="Other names",
        example="Overdue reviews; Annual reviews overdue",
    )
    same_as: str | None = column(
        "The indicator that this one is by another name: its figures count as that one's. Empty: "
        "none.",
        label="The same as",
        example="reviews_overdue",
        refers_to="indicator",
        default=None,
        max_length=80,
    )
    valid_from: date | None = column(
        "First day of figures with this meaning. Codes that stood for something else before are "
        "not matched to it. Empty: always.",
        label="Valid from",
        default=None,
    )


class IndicatorDefinition(LedgerRow, IndicatorDefinitionFields, table=True):
    """A version of an indicator's entry in the catalogue."""

    __tablename__ = "indicator_definition"


INDICATOR_DEFINITION = Dataset(
    name="indicator_definition",
    title="Catalogue of indicators",
    singular="indicator's definition",
    grain="one row per indicator",
    description=(
        "What each indicator measures, how it is worked out and charted, which way is better, its "
        "target, what it bears on, and who defines it. A council's own entry goes before the one "
        "that comes with the product."
    ),
    table=IndicatorDefinition,
    fields_model=IndicatorDefinitionFields,
    natural_key=("authority", "indicator"),
    person_may_edit=True,
    comes_with_product=True,
)
