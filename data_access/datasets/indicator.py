"""Indicators: any other number, with its parts, its direction and its target."""

from datetime import date

from sqlmodel import SQLModel

from data_access.datasets.base import Dataset, LedgerRow, choice_column, column, list_column
from data_access.datasets.own_record import (
    period_end_column,
    period_start_column,
    team_column,
)
from data_access.datasets.rules import NotBefore
from vocabulary.indicators import BreakdownKind, Direction

# Indicators that measures of other datasets are counted against.
FRONT_DOOR_CONTACTS = "front_door_contacts"
OPEN_CASES = "open_cases"  # by team, and by practice area as the breakdown: what audits sample


class IndicatorFields(SQLModel):
    """One indicator for one period, and a team or breakdown where there is one."""

    authority: str = column(
        "The council's full name.",
        label="Council",
        example="Example Borough",
        aliases=("geographical description", "local authority", "area name", "council name"),
        form_may_edit=False,
        min_length=1,
    )
    indicator: str = column(
        "Code or short id of the indicator, the same in every period.",
        label="Indicator",
        example="front_door_contacts",
        aliases=("ascof measure code", "measure code", "indicator id", "measure", "code"),
        min_length=1,
        max_length=80,
    )
    name: str | None = column(
        "What the indicator is called on screen.",
        label="Name",
        example="Contacts at the front door",
        aliases=("measure group description", "indicator name", "measure name", "description"),
        default=None,
    )
    period_start: date = period_start_column()
    period_end: date = period_end_column()
    team: str | None = team_column(needed=False)
    breakdown: str | None = column(
        "Group of people or kind of case the figure is for. Empty: everyone.",
        label="Breakdown",
        example="65 and over",
        aliases=("disaggregation level", "disaggregation", "group", "age group", "category"),
        default=None,
    )
    breakdown_kind: BreakdownKind | None = choice_column(
        "What the breakdown is by. Empty: not said.",
        label="Kind of breakdown",
        example="Age",
        aliases=("breakdown kind", "kind of breakdown", "breakdown by"),
        words={
            "age group": BreakdownKind.AGE,
            "age band": BreakdownKind.AGE,
            "gender": BreakdownKind.SEX,
            "ethnic group": BreakdownKind.ETHNICITY,
            "primary support reason": BreakdownKind.SUPPORT_REASON,
            "contact channel": BreakdownKind.CHANNEL,
            "route of access": BreakdownKind.CHANNEL,
            "locality": BreakdownKind.AREA,
            "ward": BreakdownKind.AREA,
        },
        default=None,
    )
    numerator: float | None = column(
        "What is counted or summed. An indicator that is a plain count has no denominator.",
        label="Numerator",
        example="412",
        aliases=("count", "number", "num"),
        default=None,
    )
    denominator: float | None = column(
        "What it is out of.",
        label="Denominator",
        example="640",
        aliases=("out of", "den", "base", "population"),
        default=None,
        ge=0,
    )
    value: float | None = column(
        "The figure as published or reported, where it is more than numerator ÷ denominator × "
        "per, or where its parts are not known.",
        label="Value",
        example="64.4",
        aliases=("outcome", "measure value", "figure", "result", "rate"),
        default=None,
    )
    per: float | None = column(
        "What numerator ÷ denominator is multiplied by: 100 for a percentage, 1,000 for a rate "
        "per thousand. Empty: a count or an average.",
        label="Per",
        example="100",
        aliases=("multiplier", "rate per"),
        default=None,
        ge=0,
    )
    unit: str | None = column(
        "What the figure is in.",
        label="Unit",
        example="percent",
        aliases=("units", "unit of measure"),
        default=None,
    )
    direction: Direction = choice_column(
        "Which way is better: increase, decrease, or neutral (neither).",
        label="Better when",
        example="Decrease",
        aliases=("good is", "polarity", "better", "improvement direction"),
        words={
            "higher": Direction.INCREASE,
            "high": Direction.INCREASE,
            "up": Direction.INCREASE,
            "bigger is better": Direction.INCREASE,
            "higher is better": Direction.INCREASE,
            "lower": Direction.DECREASE,
            "low": Direction.DECREASE,
            "down": Direction.DECREASE,
            "smaller is better": Direction.DECREASE,
            "lower is better": Direction.DECREASE,
            "neither": Direction.NEUTRAL,
        },
        default=Direction.NEUTRAL,
    )
    target: float | None = column(
        "Target for the figure, where there is one.",
        label="Target",
        example="70",
        aliases=("goal", "plan", "standard"),
        default=None,
    )
    statements: list[str] | None = list_column(
        "Quality statements it bears on, separated by semicolons.",
        label="Quality statements",
        example="assessing_needs; care_provision",
        aliases=("statement", "quality statement"),
        refers_to="statement",
    )
    themes: list[str] | None = list_column(
        "Themes it bears on, separated by semicolons.",
        label="Themes",
        example="waiting_times",
        aliases=("theme",),
        refers_to="theme",
    )
    area_code: str | None = column(
        "The area's code by the Office for National Statistics.",
        label="ONS code",
        example="E09000099",
        aliases=("ons code", "ons area code", "la code", "area code"),
        default=None,
    )
    source: str | None = column(
        "Where the figure was read.",
        label="Source",
        example="ASCOF 2024-25",
        aliases=("source url", "data source", "reference"),
        default=None,
    )


class Indicator(LedgerRow, IndicatorFields, table=True):
    """A version of an indicator's figure."""


INDICATOR = Dataset(
    name="indicator",
    title="Indicators",
    singular="indicator",
    grain="indicator × period × team × breakdown",
    description=(
        "Any other number: contacts at the front door, waiting times, outcomes framework (ASCOF) "
        "figures; with numerator, denominator, which way is better, and target."
    ),
    table=Indicator,
    fields_model=IndicatorFields,
    natural_key=("authority", "indicator", "period_start", "period_end", "team", "breakdown"),
    rhythm_days=35,
    dated_by="period_end",
    rules=(NotBefore("period_end", "period_start"),),
)
