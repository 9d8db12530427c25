"""A series' verdict as sentences that someone could say aloud."""

import math
from enum import StrEnum
from typing import Final, NamedTuple

from measures.process_control.special_causes import Meaning, SpecialCause


class Assurance(StrEnum):
    """Whether a series will meet its target while nothing changes."""

    NONE = "none"
    INCONSISTENT = "inconsistent"
    CONSISTENT_PASS = "consistent_pass"
    CONSISTENT_FAIL = "consistent_fail"


_LEADS: Final[dict[Meaning, str]] = {
    Meaning.COMMON_CAUSE: "Nothing has changed: ",
    Meaning.IMPROVEMENT: "Something has changed for the better: ",
    Meaning.CONCERN: "Something has changed for the worse: ",
    Meaning.NEUTRAL_HIGH: "Something has changed: ",
    Meaning.NEUTRAL_LOW: "Something has changed: ",
}
_FINDINGS: Final = {
    SpecialCause.COMMON_CAUSE: "the latest figure, {last}, is within the expected range of "
    "{range}.",
    SpecialCause.ABOVE_LIMIT: "the latest figure, {last}, is above the expected range of {range}.",
    SpecialCause.BELOW_LIMIT: "the latest figure, {last}, is below the expected range of {range}.",
    SpecialCause.SHIFT_ABOVE: "the last seven or more figures, up to {last}, are all above the "
    "average, {mean}.",
    SpecialCause.SHIFT_BELOW: "the last seven or more figures, up to {last}, are all below the "
    "average, {mean}.",
    SpecialCause.TREND_INCREASING: "figures have risen six times or more in a row, to {last}.",
    SpecialCause.TREND_DECREASING: "figures have fallen six times or more in a row, to {last}.",
    SpecialCause.TWO_IN_THREE_ABOVE: "two of the last three figures are near the top of the "
    "expected range of {range}; the latest is {last}.",
    SpecialCause.TWO_IN_THREE_BELOW: "two of the last three figures are near the bottom of the "
    "expected range of {range}; the latest is {last}.",
}
_PROSPECTS: Final = {
    Assurance.NONE: "",
    Assurance.CONSISTENT_PASS: " While nothing changes, the target of {target} will be met.",
    Assurance.CONSISTENT_FAIL: " Unless something changes, the target of {target} will be missed.",
    Assurance.INCONSISTENT: " Whether the target of {target} is met or missed is down to chance.",
}
_MOST_DECIMALS: Final = 8


class Standing(NamedTuple):
    """Where a series stands: its latest point, the limits it was judged by, and the verdicts.

    `points` is how many values the limits rest on, `alike` whether most of them repeat the one
    before.
    """

    points: int
    last: float
    mean: float
    lower: float
    upper: float
    target: float
    special_cause: SpecialCause
    meaning: Meaning
    assurance: Assurance
    provisional: bool
    alike: bool


def sentence(standing: Standing) -> str:
    """Say in plain words where a series stands and whether its target will be met."""
    if standing.points == 0:
        return "No figures yet."
    reach = standing.upper - standing.mean
    if math.isnan(reach):
        return f"Too few figures to judge: the latest is {_figure(standing.last, 2)}."
    prospect = prospect_of(standing.assurance, standing.target)
    if reach == 0:
        every = _figure(standing.last, _MOST_DECIMALS)
        said = f"{_LEADS[Meaning.COMMON_CAUSE]}every figure is {every}."
        on_target = standing.assurance == Assurance.INCONSISTENT
        return said + (" That is exactly the target." if on_target else prospect)
    cause = standing.special_cause
    places = _places(standing, reach)
    mean = expected = ""
    if cause.startswith("shift"):
        mean = _figure(standing.mean, places)
    elif not cause.startswith("trend"):
        expected = f"{_figure(standing.lower, places)} to {_figure(standing.upper, places)}"
    finding = _FINDINGS[cause].format(
        last=_figure(standing.last, places), mean=mean, range=expected
    )
    said = _LEADS[standing.meaning] + finding + prospect
    if standing.alike and standing.meaning != Meaning.COMMON_CAUSE:
        said += " Most figures are the same, so this says little: count days between events."
    if standing.provisional:
        said += f" This rests on {standing.points} figures only, so the range is provisional."
    return said


def prospect_of(assurance: Assurance, target: float) -> str:
    """What a standing's sentence says of its target, with a space before; "" where nothing is."""
    said = _PROSPECTS[assurance]
    return said.format(target=target_words(target)) if said else ""


def target_words(target: float) -> str:
    """A target as sentences say it."""
    return _figure(target, _MOST_DECIMALS)


def _places(standing: Standing, reach: float) -> int:
    # Three figures of the reach; more where a point outside would look as if it lay on the limit.
    places = min(max(2 - math.floor(math.log10(reach)), 0), _MOST_DECIMALS)
    if standing.special_cause.endswith("_limit"):
        high = standing.special_cause == SpecialCause.ABOVE_LIMIT
        limit = standing.upper if high else standing.lower
        while places < _MOST_DECIMALS and round(limit, places) == round(standing.last, places):
            places += 1
    return places


def _figure(value: float, places: int) -> str:
    if math.isnan(value):
        return "unknown"
    text = f"{value:,.{places}f}"
    if places:
        text = text.rstrip("0").rstrip(".")
    if value < 0:
        return "0" if text == "-0" else text.replace("-", "−")
    return text
