"""The figures of a report as they could stand in the record: proposed, for a person to confirm."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from itertools import groupby

import polars as pl

from data_access.importing.reports.figures.indicators import indicator_figures
from data_access.importing.reports.figures.ombudsman import ombudsman_figures
from data_access.importing.reports.figures.proposed import ProposedFigure
from data_access.importing.reports.figures.told import Sentence, measures_of, read_numbers
from data_access.importing.reports.parsing.result import ParsedReport
from data_access.importing.reports.parsing.sentences import split_sentences
from data_access.importing.reports.rows import reference_of
from vocabulary.wording import long_date

_READ_WITH = 60  # words before a paragraph that it is read with


def propose(
    parsed: ParsedReport, catalogue: pl.DataFrame, day: date | None
) -> tuple[ProposedFigure, ...]:
    """The figures that a report's findings and its running text give, in their order; none where
    the encoder cannot be run. `catalogue`: rows of indicator_definition; `day`: the day of
    publication, from which "the last 12 months" are counted."""
    measures = measures_of(catalogue)
    proposed: list[ProposedFigure] = []
    before: list[Sentence] = []
    for paragraph in [*_of_findings(parsed, day), *_of_narrative(parsed, day)]:
        read = read_numbers(paragraph, before, measures)
        proposed += ombudsman_figures(read, day)
        proposed += indicator_figures(read, measures, day)
        before = _last_of([*before, *paragraph])
    return tuple(dict.fromkeys(proposed))


def _last_of(sentences: Sequence[Sentence]) -> list[Sentence]:
    """The last sentences, as far as they are read with what comes next."""
    kept: list[Sentence] = []
    words = 0
    for each in reversed(sentences):
        words += len(each.text.split())
        if words > _READ_WITH:
            break
        kept.insert(0, each)
    return kept


def _of_findings(parsed: ParsedReport, day: date | None) -> Iterable[list[Sentence]]:
    findings = [finding for _, finding in parsed.findings]
    for _, sentences in groupby(findings, key=lambda each: (each.statement, each.paragraph)):
        yield [Sentence(each.text, reference_of(each, day)) for each in sentences]


def _of_narrative(parsed: ParsedReport, day: date | None) -> Iterable[list[Sentence]]:
    when = long_date(day) if day else "date not stated"
    for _, told in parsed.narrative:
        reference = f"CQC assessment, {when}, {told.section or 'summary'}"
        yield [Sentence(text, reference) for text in split_sentences(told.text)]
