"""The figures of a report as they could stand in the record: proposed, for a person to confirm."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date
from itertools import groupby

import polars as pl

from data_access.datasets import COMPARATOR, INDICATOR
from data_access.importing.encoder.encode import encode
from data_access.importing.reports.figures.areas_named import area_in_brackets
from data_access.importing.reports.figures.complaint_words import (
    complaint_words,
    speaks_of_similar,
)
from data_access.importing.reports.figures.complaints_named import (
    speaks_of_complaints,
    speaks_of_ombudsman,
)
from data_access.importing.reports.figures.dated import Dated, dated
from data_access.importing.reports.figures.indicators import (
    Context,
    ReadNumber,
    indicator_figures,
    speaks_of_dols,
    told_aside,
)
from data_access.importing.reports.figures.measures_named import Named, denies, named_measures
from data_access.importing.reports.figures.other_questions import asks_something_else
from data_access.importing.reports.figures.places import own_place, without_places
from data_access.importing.reports.figures.plain_words import plain_words, share_of_all
from data_access.importing.reports.figures.propose_ombudsman import (
    ombudsman_proposals,
    speaks_of_dols_alone,
)
from data_access.importing.reports.figures.proposed import Period, ProposedFigure, one_period
from data_access.importing.reports.figures.quantities import quantities_in
from data_access.importing.reports.figures.sentence import Sentence
from data_access.importing.reports.figures.told_by_encoder import (
    BY_MONTH,
    as_a_whole,
    told_numbers,
)
from data_access.importing.reports.figures.topics import is_bare, named_in
from data_access.importing.reports.parsing.result import ParsedReport
from data_access.importing.reports.parsing.sentences import split_sentences
from data_access.importing.reports.rows import reference_of
from data_access.importing.stages.meaning.areas import ENGLAND
from vocabulary.indicators import ComparatorLevel
from vocabulary.wording import long_date

_GOES_ON = re.compile(
    r"\b(?:same|also|in addition|furthermore)\b|^\W*further\b|^\W*(?:this|that|it)\b|"
    r"^\W*(?:the|these|those) (?:published |latest )?(?:data|figures|results)\b",
    re.IGNORECASE,
)
_CHILDREN = re.compile(r"\bchildren[’']?s (?:services|social)\b", re.IGNORECASE)
_ADULTS = re.compile(r"\badults?\b", re.IGNORECASE)
_COUNCILS = re.compile(
    r"(?<!similar )(?<!comparable )(?<!other )(?<!county )(?<!district )(?<!parish )(?<!unitary )"
    r"(?<!neighbouring )"
    r"\bcouncils\b(?! of (?:this|its|our|the same) type| most (?:like|similar)|"
    r" (?:must|have to|should|can|may|authorise)\b)",
    re.IGNORECASE,
)
_ONE_COUNCIL = re.compile(r"\b(?:council|authority|borough|we|our|us)\b", re.IGNORECASE)
_APPLICATIONS = re.compile(r"\b(?:applications|authorisations|assessors?)\b", re.IGNORECASE)
_LEGAL_LIMIT = re.compile(r"\b21[- ]days?\b", re.IGNORECASE)
_YEARS_END = re.compile(r"\b(?:as )?(?:at|on|of) (?:the )?31(?:st)? march\b", re.IGNORECASE)
_SURVEYED = re.compile(r"\([^()]*\b(?:survey|ASCS|SACE|SALT|data)\b[^()]*\)", re.IGNORECASE)
_NATIONAL = re.compile(r"\bASCOF\b|\bOutcomes Framework\b")  # of yearly figures
_ASIDE = 3  # sentences in which "applications" are those of the one that spoke of them
_ASTRAY = 1  # sentences of something else, after which a bare number is of no topic
_CALLED = {
    ComparatorLevel.ENGLAND: ENGLAND,
    ComparatorLevel.REGION: "the council's region",
    ComparatorLevel.NEIGHBOURS: "similar councils",
}


def propose(
    parsed: ParsedReport, catalogue: pl.DataFrame, day: date | None
) -> tuple[ProposedFigure, ...]:
    """The figures that a report's findings and its running text give, in their order. `catalogue`:
    rows of indicator_definition; `day`: the day of publication, from which "the last 12 months" are
    counted."""
    measures = named_measures(catalogue)
    proposed: list[ProposedFigure] = []
    paragraphs = [*_of_findings(parsed, day), *_of_narrative(parsed, day)]
    of_liberty = False  # whether the paragraph before was about deprivation of liberty
    place = own_place(" ".join(each.text for paragraph in paragraphs for each in paragraph))
    for told in map(_encoded, paragraphs):
        paragraph = [each.read_as(without_places(each.text, place)) for each in told]
        text = " ".join(each.text for each in paragraph)
        others = paragraph
        if _COUNCILS.search(text) and not _ONE_COUNCIL.search(text):
            continue  # of England
        if speaks_of_ombudsman(text):
            similar = speaks_of_similar(text)
            said = [
                each.read_as(complaint_words(share_of_all(each.text), similar=similar))
                for each in paragraph
            ]
            proposed += ombudsman_proposals(said, day)  # one letter, and one year
            others = [
                each
                for each in paragraph
                if not speaks_of_complaints(each.text) or speaks_of_dols_alone(each.text)
            ]
        if not (_CHILDREN.search(text) and not _ADULTS.search(text)):
            others = [each.read_as(plain_words(each.text)) for each in others]
            of_liberty = of_liberty and _APPLICATIONS.search(text) is not None
            proposed += _of_indicators(others, measures, day, of_liberty=of_liberty)
        of_liberty = of_liberty or speaks_of_dols(text)
    return tuple(dict.fromkeys(proposed))


def _encoded(paragraph: list[Sentence]) -> list[Sentence]:
    """The sentences of a paragraph as they are read together, where that can be."""
    read = encode(tuple(each.whole for each in paragraph))
    if read is None:
        return paragraph
    return [replace(each, encoded=one) for each, one in zip(paragraph, read, strict=True)]


def _of_findings(parsed: ParsedReport, day: date | None) -> Iterable[list[Sentence]]:
    findings = [finding for _, finding in parsed.findings]
    for _, sentences in groupby(findings, key=lambda each: (each.statement, each.paragraph)):
        yield [Sentence(each.text, reference_of(each, day), each.text) for each in sentences]


def _of_narrative(parsed: ParsedReport, day: date | None) -> Iterable[list[Sentence]]:
    when = long_date(day) if day else "date not stated"
    for _, told in parsed.narrative:
        reference = f"CQC assessment, {when}, {told.section or 'summary'}"
        yield [Sentence(text, reference, text) for text in split_sentences(told.text)]


def _of_indicators(
    paragraph: list[Sentence], measures: Sequence[Named], day: date | None, *, of_liberty: bool
) -> Iterable[ProposedFigure]:
    before: ReadNumber | None = None
    period: Period | None = None
    listed: Period | None = None  # of the list that a line such as "In 2023/24:" begins
    topic: tuple[Named, ...] = ()
    astray = 0  # sentences since the topic was spoken of
    told = (area_in_brackets(each.text) for each in paragraph)
    in_brackets = next((area for area in told if area), None)
    page = " ".join(each.text for each in paragraph)
    of_liberty = of_liberty or (speaks_of_dols(page) and _LEGAL_LIMIT.search(page) is not None)
    title = _title(paragraph, measures)
    yearly = _NATIONAL.search(page) is not None
    said_before = ""
    liberty = 0  # sentences for which deprivation of liberty is still what they are about
    for sentence in paragraph:
        liberty = _ASIDE if speaks_of_dols(sentence.text) else max(0, liberty - 1)
        when = dated(sentence.text, day)
        said = when.others
        topic = topic or (title if title and is_bare(sentence.text, title) else ())
        bare = bool(topic) and is_bare(sentence.text, topic)
        if bare and said and said.short and all(each.yearly for each in topic):
            said = None  # when a yearly figure came out
        if said:
            listed = said if sentence.text.rstrip().endswith(":") else None
        period = said or (period if bare or _GOES_ON.search(sentence.text) else listed)
        told_of = told_numbers(
            sentence.text, sentence.whole, sentence.encoded, measures, said_before
        )
        said_before += f" {sentence.text}"
        about_dols = liberty > 0 or of_liberty
        context = Context(
            before, topic, when.own, in_brackets, about_dols, told_of, when.others is not None
        )
        read = as_a_whole(
            indicator_figures(sentence.text, measures, context),
            told_of,
            told_aside(sentence.text, when.own),
            denied=denies(sentence.text),
        )
        of_own: Period | None = None
        one_time = one_period(when.own.values())
        timed = {each.measure for each in read if each.number.start in when.own}
        monthly = (_monthly(each, sentence.text, said or period, when, measures) for each in read)
        for each in monthly:
            whose = f", {_CALLED[each.area]}" if each.area else ""
            beside = when.own.get(each.number.start)
            of = beside or (of_own if each.area else None) or said or period
            if of is None and one_time and each.measure not in timed:
                of = one_time  # "turnover was 19% in March 2024, and 13% of posts were vacant"
            if not each.area and each.number.start not in when.earlier:
                of_own = beside
            yield ProposedFigure(
                COMPARATOR.name if each.area else INDICATOR.name,
                each.measure.indicator,
                f"{each.measure.name}{whose}",
                each.number.value,
                each.measure.unit,
                None,
                _in_years(of, sentence.text) if each.measure.yearly else of,
                sentence.whole,
                sentence.reference,
                each.measure.direction,
                each.area,
            )
        if when.own and read:  # the latest is what the next sentence goes on with
            period = max(
                (*when.own.values(), *([said] if said else ())), key=lambda each: each.last
            )
        own = [each for each in read if each.area is None]
        before = own[-1] if own else None
        if before is None and asks_something_else(sentence.text) and quantities_in(sentence.text):
            topic = ()
            continue
        named = (before.measure,) if before else named_in(sentence.text, measures, yearly=yearly)
        astray = 0 if named or bare else astray + 1
        topic = named or (topic if astray <= _ASTRAY else ())


def _title(paragraph: Sequence[Sentence], measures: Sequence[Named]) -> tuple[Named, ...]:
    """The measure that a page's first line names, where no sentence of it names another."""
    first = paragraph[0].text if paragraph else ""
    if not first or first.rstrip().endswith((".", ":", "?")) or quantities_in(first):
        return ()
    title = named_in(first, measures)
    others = (named_in(each.text, measures) for each in paragraph[1:])
    return title if all(not each or set(each) & set(title) for each in others) else ()


def _monthly(
    read: ReadNumber,
    sentence: str,
    period: Period | None,
    when: Dated,
    measures: Sequence[Named],
) -> ReadNumber:
    """The number as of the measure that is kept by month, where it is of a month and such is, and
    the month is not the end of the year."""
    code = BY_MONTH.get(read.measure.indicator)
    period = when.own.get(read.number.start) or period
    if code is None or period is None or not period.short or _in_years(period, sentence):
        return read
    if _SURVEYED.search(sentence):
        return read  # the month it came out in
    twin = next((each for each in measures if each.indicator == code), read.measure)
    return replace(read, measure=twin)


def _in_years(period: Period | None, sentence: str) -> Period | None:
    """The period of a figure that is published for years: at 31 March, the year that ended then; no
    other month, in which it may have come out."""
    if period is None or not period.short:
        return period
    if (period.last.month, period.last.day) != (3, 31) or not _YEARS_END.search(sentence):
        return None
    last = period.last
    return Period(date(last.year - 1, 4, 1), last, f"{last.year - 1}-{last.year % 100:02d}")
