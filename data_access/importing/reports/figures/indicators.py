"""What a paragraph tells of the catalogue's measures, as figures for the record, each with the
period it is for."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date

from data_access.datasets import COMPARATOR, INDICATOR
from data_access.importing.reports.figures.dated import FROM, Dated, dated
from data_access.importing.reports.figures.proposed import Period, ProposedFigure, one_period
from data_access.importing.reports.figures.told import BY_MONTH, Measure, OfMeasure, Sentence
from data_access.importing.stages.meaning.areas import ENGLAND
from vocabulary.indicators import ComparatorLevel

_GOES_ON = re.compile(
    r"\b(?:same|also|in addition|furthermore)\b|^\W*further\b|^\W*(?:this|that|it)\b|"
    r"^\W*(?:the|these|those) (?:published |latest )?(?:data|figures|results)\b",
    re.IGNORECASE,
)
# Of another time, which is not said: "Previous result: 38.2%".
_EARLIER = re.compile(
    r"\b(?:previous(?:ly)?|prior|earlier)(?: (?!and |but |\d)[\w’']+){0,3}[ :(]*$", re.IGNORECASE
)
_EARLIER_BEHIND = re.compile(
    r"^\W*(?:\w+\W+){0,2}?(?:(?:the|a) (?:previous|prior|last) (?:year|quarter|month)|"
    r"the year before|previously)\b",
    re.IGNORECASE,
)
_LAST_YEAR = re.compile(r"^[^,;\d]*\blast year\b", re.IGNORECASE)
_YEARS_END = re.compile(r"\b(?:as )?(?:at|on|of) (?:the )?31(?:st)? march\b", re.IGNORECASE)
_SURVEYED = re.compile(r"\([^()]*\b(?:survey|ASCS|SACE|SALT|data)\b[^()]*\)", re.IGNORECASE)
_CALLED = {
    ComparatorLevel.ENGLAND: ENGLAND,
    ComparatorLevel.REGION: "the council's region",
    ComparatorLevel.NEIGHBOURS: "similar councils",
}


def indicator_figures(
    paragraph: Sequence[Sentence], measures: Mapping[str, Measure], day: date | None
) -> Iterable[ProposedFigure]:
    """The figures of the catalogue's measures in a paragraph, the council's own and those it is
    compared with. `measures`: by code; `day`: of publication."""
    if not any(each.measures for each in paragraph):
        return
    period: Period | None = None
    listed: Period | None = None  # of the list that a line such as "In 2023/24:" begins
    last: Measure | None = None
    for sentence in paragraph:
        when = dated(sentence.text, day)
        said = when.others
        read = _of_now(sentence, when)
        goes_on = _GOES_ON.search(sentence.text) or any(each.measure == last for each in read)
        if read and goes_on and said and said.short and all(each.measure.yearly for each in read):
            said = None  # when a yearly figure came out
        if said:
            listed = said if sentence.text.rstrip().endswith(":") else None
        period = said or (period if goes_on or not read else listed)
        one_time = one_period(when.own.values())
        timed = {each.measure for each in read if each.number.start in when.own}
        of_own: Period | None = None
        for told in read:
            each = _by_month(told, sentence.text, said or period, when, measures)
            beside = when.own.get(each.number.start)
            of = beside or (of_own if each.area else None) or said or period
            if of is None and one_time and told.measure not in timed:
                of = one_time  # "turnover was 19% in March 2024, and 13% of posts were vacant"
            if not each.area and each.number.start not in when.earlier:
                of_own = beside
            yield _figure(
                each, _in_years(of, sentence.text) if each.measure.yearly else of, sentence
            )
        if when.own and read:  # the latest is what the next sentence goes on with
            period = max(
                (*when.own.values(), *([said] if said else ())), key=lambda each: each.last
            )
        if read:
            last = next((each.measure for each in reversed(read) if not each.area), last)


def _of_now(sentence: Sentence, when: Dated) -> list[OfMeasure]:
    """The numbers of a sentence without those of another time, which is not said: of each measure
    one is of the time that the sentence speaks of."""
    text = sentence.text
    timed = [each for each in sentence.measures if each.number.start in when.own]
    first: dict[tuple[Measure, ComparatorLevel | None], OfMeasure] = {}
    for each in sentence.measures:
        start, end = each.number.start, each.number.end
        if each in timed or _EARLIER.search(text[:start]) or _EARLIER_BEHIND.match(text[end:]):
            continue
        known = first.get((each.measure, each.area))
        if known is None or _is_before(known, text):
            first[each.measure, each.area] = each
    return [each for each in sentence.measures if each in timed or each in first.values()]


def _is_before(told: OfMeasure, sentence: str) -> bool:
    """Whether another number of a sentence says what became of it."""
    before, behind = sentence[: told.number.start], sentence[told.number.end :]
    return FROM.search(before) is not None or _LAST_YEAR.match(behind) is not None


def _figure(told: OfMeasure, period: Period | None, sentence: Sentence) -> ProposedFigure:
    measure = told.measure
    whose = f", {_CALLED[told.area]}" if told.area else ""
    return ProposedFigure(
        COMPARATOR.name if told.area else INDICATOR.name,
        measure.indicator,
        f"{measure.name}{whose}",
        told.number.value,
        measure.unit,
        None,
        period,
        sentence.text,
        sentence.reference,
        measure.direction,
        told.area,
    )


def _by_month(
    told: OfMeasure,
    sentence: str,
    period: Period | None,
    when: Dated,
    measures: Mapping[str, Measure],
) -> OfMeasure:
    """The number as of the measure that is kept by month, where it is of a month and such is, and
    the month is not the end of the year."""
    code = BY_MONTH.get(told.measure.indicator)
    period = when.own.get(told.number.start) or period
    if code is None or period is None or not period.short or _in_years(period, sentence):
        return told
    if _SURVEYED.search(sentence):
        return told  # the month it came out in
    return replace(told, measure=measures.get(code, told.measure))


def _in_years(period: Period | None, sentence: str) -> Period | None:
    """The period of a figure that is published for years: at 31 March, the year that ended then; no
    other month, in which it may have come out."""
    if period is None or not period.short:
        return period
    if (period.last.month, period.last.day) != (3, 31) or not _YEARS_END.search(sentence):
        return None
    last = period.last
    return Period(date(last.year - 1, 4, 1), last, f"{last.year - 1}-{last.year % 100:02d}")
