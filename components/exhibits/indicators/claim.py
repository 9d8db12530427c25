"""What a measure claims, in words: its newest figure, whether it changed, and its target."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any, Final

from measures.indicators.outlook import Outlook
from measures.indicators.standings import StandingVerdict
from measures.process_control.special_causes import SpecialCause
from vocabulary.indicators import Direction, Frequency, period_in_words
from vocabulary.values import figure_in, range_in
from vocabulary.verdict import Verdict
from vocabulary.wording import long_date, month_and_year, sentence

_TRENDS: Final = {
    SpecialCause.TREND_INCREASING.value: "rising",
    SpecialCause.TREND_DECREASING.value: "falling",
}
_WAYS: Final = {"neutral_high": "higher than usual", "neutral_low": "lower than usual"}
_WHY: Final = {
    SpecialCause.ABOVE_LIMIT.value: "The newest figure lies above the usual range of {range}.",
    SpecialCause.BELOW_LIMIT.value: "The newest figure lies below the usual range of {range}.",
    SpecialCause.SHIFT_ABOVE.value: "The newest seven figures or more all lie above the mean of "
    "{mean}.",
    SpecialCause.SHIFT_BELOW.value: "The newest seven figures or more all lie below the mean of "
    "{mean}.",
    SpecialCause.TREND_INCREASING.value: "The newest figures rose six times in a row or more.",
    SpecialCause.TREND_DECREASING.value: "The newest figures fell six times in a row or more.",
    SpecialCause.TWO_IN_THREE_ABOVE.value: "Two of the newest three figures lie near the upper end "
    "of the usual range of {range}.",
    SpecialCause.TWO_IN_THREE_BELOW.value: "Two of the newest three figures lie near the lower end "
    "of the usual range of {range}.",
}
_PROSPECTS: Final = {
    Outlook.CONSISTENT_PASS.value: "As things are, the target of {target} will be met.",
    Outlook.CONSISTENT_FAIL.value: "Unless something changes, the target of {target} will be "
    "missed.",
    Outlook.INCONSISTENT.value: "Whether the target of {target} is met is down to chance.",
}
_TOO_EARLY: Final = {
    True: "The target of {target} is met; whether it stays so is too early to say.",
    False: "The target of {target} is not met; whether it will be is too early to say.",
}
JUDGED: Final = {
    StandingVerdict.WORSE.value: Verdict.BEYOND_CHANCE,
    StandingVerdict.WORSE_THAN_OTHERS.value: Verdict.BEYOND_CHANCE,
    StandingVerdict.CHANGED.value: Verdict.BEYOND_CHANCE,
    StandingVerdict.BETTER.value: Verdict.BEYOND_CHANCE,
    StandingVerdict.BETTER_THAN_OTHERS.value: Verdict.BEYOND_CHANCE,
    StandingVerdict.UNLIKE_OTHERS.value: Verdict.BEYOND_CHANCE,
    StandingVerdict.TARGET_MISSED.value: Verdict.USUAL_VARIATION,
    StandingVerdict.AS_USUAL.value: Verdict.USUAL_VARIATION,
    StandingVerdict.LIKE_OTHERS.value: Verdict.WITHIN_CHANCE,
    StandingVerdict.TOO_FEW.value: Verdict.TOO_FEW,
    StandingVerdict.NOTHING_TO_COMPARE.value: Verdict.NOTHING_TO_COMPARE,
}
_USUAL: Final = (StandingVerdict.AS_USUAL.value, StandingVerdict.TARGET_MISSED.value)
Standing = Mapping[str, Any]
"""A row of `measures.indicators.standings.standings`, or of `standings_of_groups`."""


def claim(row: Standing) -> str:
    """A measure's newest figure and what it says: "People waiting for home care: 69 in September
    2026, worse since May 2026"."""
    said = f"{row['name']}: {figure_in(row['figure'], row['unit'])} {in_period(row)}"
    return f"{said}, {change(row)}"


def in_period(row: Standing) -> str:
    """ "in September 2026", "in the year to March 2026"."""
    period = period_in_words(row["last_date"], row["frequency"])
    return f"in {'the ' if period.startswith(('year', 'week')) else ''}{period}"


def change(row: Standing) -> str:
    """Whether it changed, and since when: "worse since May 2026", "as usual"."""
    verdict = row["verdict"]
    way = {StandingVerdict.WORSE.value: "worse", StandingVerdict.BETTER.value: "better"}.get(
        verdict
    )
    if verdict == StandingVerdict.CHANGED.value:
        way = _TRENDS.get(row["special_cause"]) or _WAYS[row["variation"]]
    if way:
        return f"{way} since {_month(row['since'], row['frequency'])}"
    if verdict == StandingVerdict.TARGET_MISSED.value and row["variation"] is not None:
        return f"as usual, and misses its target of {figure_in(row['target'], row['unit'])}"
    if verdict == StandingVerdict.TARGET_MISSED.value:
        return f"beyond chance short of its target of {figure_in(row['target'], row['unit'])}"
    return str(verdict)


def meaning(row: Standing, low: float | None, high: float | None, mean: float | None) -> str:
    """Why it is judged as it is, and what that says of the target. `low`, `high`, `mean`: the usual
    range that the newest figure is judged by, None where there is none."""
    unit = row["unit"]
    if low is None or high is None:
        return _enough(row)
    why = _WHY.get(row["special_cause"], "The newest figure lies in the usual range of {range}.")
    if row["moved_by"] and row["verdict"] in _USUAL:
        off = sentence(period_in_words(row["moved_by"], row["frequency"]))
        why = f"{off} lies far off and moves the mean; the figures since vary as usual."
    near = high - low if mean is None else min(high - low, 10 * abs(row["figure"] - mean))
    said = why.format(range=range_in(low, high, unit), mean=figure_in(mean, unit, near))
    prospect = _PROSPECTS.get(row["outlook"])
    if row["outlook"] == Outlook.TOO_EARLY.value:
        prospect = _TOO_EARLY[_meets(row)]
    if prospect:
        said += f" {prospect.format(target=figure_in(row['target'], unit))}"
    if row["provisional"]:
        said += " The range rests on few figures, so it is provisional."
    return said


def verdict_in_words(row: Standing) -> str:
    """The verdict as a sentence: "Changed for the worse."."""
    return f"{sentence(str(row['verdict']))}."


def _enough(row: Standing) -> str:
    return f"{row['n']} {'figure' if row['n'] == 1 else 'figures'} so far."


def _meets(row: Standing) -> bool:
    higher = row["direction"] == Direction.INCREASE.value
    met: bool = row["figure"] >= row["target"] if higher else row["figure"] <= row["target"]
    return met


def _month(day: date, frequency: str | None) -> str:
    return long_date(day) if frequency == Frequency.WEEKLY.value else month_and_year(day)
