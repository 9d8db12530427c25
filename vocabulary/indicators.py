"""What indicators are about: which way is better, how often they come, how they are charted, and
what their breakdowns are by."""

from __future__ import annotations

from datetime import date
from typing import Final

from vocabulary.labels import LabelledEnum


class Direction(LabelledEnum):
    """Which way is better."""

    INCREASE = "increase"
    DECREASE = "decrease"
    NEUTRAL = "neutral"


class Frequency(LabelledEnum):
    """How often a figure comes."""

    WEEKLY = "weekly"
    MONTHLY = "monthly"
    QUARTERLY = "quarterly"
    YEARLY = "yearly"
    EVERY_TWO_YEARS = "every_two_years"


class TargetKind(LabelledEnum):
    """Who set a target."""

    STATUTORY = "statutory", "Set by law"
    AGREED = "agreed", "Agreed by the council"


class ChartKind(LabelledEnum):
    """How figures over time are judged."""

    P = "p", "p-chart: a share of a count"
    U = "u", "u-chart: events in a number of people or things"
    XMR = "xmr", "XmR chart: any figure"
    YEARLY = "yearly", "Yearly, with an interval, against other councils"


class BreakdownKind(LabelledEnum):
    """What figures are broken down by, beside teams."""

    AGE = "age"
    SEX = "sex"
    ETHNICITY = "ethnicity"
    LANGUAGE = "language"
    SUPPORT_REASON = "support_reason", "Reason for support"
    CARER = "carer", "Carers and people cared for"
    CHANNEL = "channel", "Way of contact"
    REASON = "reason", "Reason for contact"
    KNOWN = "known", "Known already or not"
    OUTCOME = "outcome"
    AREA = "area"
    SETTING = "setting"
    PROVIDER = "provider"
    OTHER = "other", "Other groups"


class ComparatorLevel(LabelledEnum):
    """What figures beside a council's own are of, where they are of no other council."""

    NEIGHBOURS = "neighbours", "Similar councils together"
    REGION = "region", "The council's region"
    ENGLAND = "england", "England"


class EventEffect(LabelledEnum):
    """What an event does to charts."""

    ANNOTATES = "annotates", "Marked on charts"
    REBASES = "rebases", "Marked, and the usual range begins anew"


PERCENT: Final = 100.0
_SELDOM: Final = frozenset({Frequency.YEARLY, Frequency.EVERY_TWO_YEARS})


def chart_kind(frequency: str | None, per: float | None, out_of: str | None) -> ChartKind:
    """The chart for a measure: yearly where it comes once a year or less; a p-chart for a share in
    percent of something counted, a u-chart for events per so many; XmR for all others.

    `out_of`: what the figure is out of, in words (None: a count or an average).
    """
    if frequency in _SELDOM:
        return ChartKind.YEARLY
    if out_of is None or per is None:
        return ChartKind.XMR
    return ChartKind.P if per == PERCENT else ChartKind.U


def period_in_words(last_day: date | None, frequency: str | None, *, short: bool = False) -> str:
    """What a figure's period is called by its last day: "September 2026", "July to September 2026",
    "year to March 2026", "week to 27 September 2026"; None: "no period yet". `short`: months by
    three letters."""
    if last_day is None:
        return "no period yet"
    month = "%b" if short else "%B"
    end = f"{last_day:{month} %Y}"
    if frequency in _SELDOM:
        return f"year to {end}"
    if frequency == Frequency.QUARTERLY:
        first = last_day.month - 2
        start = f"{date(2000, (first - 1) % 12 + 1, 1):{month}}"
        return f"{start} to {end}" if first > 0 else f"{start} {last_day.year - 1} to {end}"
    if frequency == Frequency.WEEKLY:
        return f"week to {last_day.day} {end}"
    return end
