"""What a paragraph tells of the ombudsman's decisions, as figures for the record."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from data_access.datasets import OMBUDSMAN
from data_access.importing.reports.figures.complaints_named import (
    scope_of,
    speaks_of_ombudsman,
    speaks_of_own_complaints,
    speaks_of_upheld,
    tells_of_all_councils,
    tells_of_complaints,
)
from data_access.importing.reports.figures.dated import Dated, dated
from data_access.importing.reports.figures.indicators import speaks_of_dols
from data_access.importing.reports.figures.ombudsman import ombudsman_figures
from data_access.importing.reports.figures.ombudsman_columns import AVERAGE, label_of
from data_access.importing.reports.figures.proposed import Period, ProposedFigure, one_period
from data_access.importing.reports.figures.quantities import Quantity
from data_access.importing.reports.figures.sentence import Sentence
from data_access.importing.reports.figures.told_by_encoder import more_columns

_OTHER_RATES = frozenset({"compliance_rate", "remedied_before_rate"})
_UPHELD = frozenset({"uphold_rate", "upheld"})


def ombudsman_proposals(
    paragraph: Sequence[Sentence], day: date | None
) -> Iterable[ProposedFigure]:
    """The figures of the ombudsman's decisions in a paragraph that speaks of it: of one letter, and
    so of one year."""
    text = " ".join(each.text for each in paragraph)
    scope = scope_of(text)
    read: list[tuple[Sentence, Dated, list[tuple[str, Quantity]]]] = []
    of_all = mentioned = False
    for sentence in paragraph:
        of_all = tells_of_all_councils(sentence.text, of_all)
        mentioned = mentioned or speaks_of_ombudsman(sentence.text)
        another = (
            of_all
            or speaks_of_own_complaints(sentence.text, mentioned=mentioned)
            or speaks_of_dols_alone(sentence.text)
        )
        figures = [] if another else ombudsman_figures(sentence.text)
        if not another:
            figures += more_columns(sentence.text, sentence.whole, sentence.encoded, figures)
        read.append((sentence, dated(sentence.text, day), figures))
    years = [when.others for _, when, _ in read if when.others and not when.others.short]
    told = (
        one_period(_year(when.of(number)) for _, when, figures in read for _, number in figures)
        or one_period(years)
        or (years[0] if years else None)  # the year that the letter is of
    )
    seen: dict[str, float] = {}
    last = ""
    for sentence, when, figures in read:
        for field, number in figures:
            if field == AVERAGE and (
                last in _OTHER_RATES or not (last in _UPHELD or speaks_of_upheld(sentence.text))
            ):
                continue  # of compliance or remedies, of which we keep no average
            last = last if field == AVERAGE else field
            if seen.setdefault(field, number.value) != number.value:
                continue  # the first says it; a second is out of something else
            yield ProposedFigure(
                OMBUDSMAN.name,
                field,
                f"Ombudsman: {label_of(field)[0].lower()}{label_of(field)[1:]}",
                number.value,
                "percent" if number.kind == "percent" else "complaints",
                scope,
                _year(when.of(number)) or told,
                sentence.whole,
                sentence.reference,
            )


def _year(period: Period | None) -> Period | None:
    """The period, where it is a year: the month a letter came in is none."""
    return None if period and period.short else period


def speaks_of_dols_alone(sentence: str) -> bool:
    """Whether a sentence is about deprivation of liberty and no complaint: what is received,
    incomplete or outstanding there are applications."""
    return speaks_of_dols(sentence) and not tells_of_complaints(sentence)
