"""What a paragraph tells of the ombudsman's decisions, as figures for the record."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import date

from data_access.datasets import OMBUDSMAN
from data_access.importing.reports.figures.dated import FROM, dated
from data_access.importing.reports.figures.proposed import Period, ProposedFigure, one_period
from data_access.importing.reports.figures.told import Sentence
from vocabulary.wording import within

_ADULTS = re.compile(r"\badult(?:s'?|s’)? (?:social care|services)\b|\bASC\b", re.IGNORECASE)
_ALL = re.compile(
    r"\b(?:all (?:council )?services|whole council|council as a whole)\b", re.IGNORECASE
)
_LABELS = {spec.name: spec.label for spec in OMBUDSMAN.fields}


def ombudsman_figures(paragraph: Sequence[Sentence], day: date | None) -> Iterable[ProposedFigure]:
    """The figures of the ombudsman's decisions in a paragraph: of one letter, and so of one year.
    The first number of a column says it; a second is out of something else."""
    if not any(each.ombudsman for each in paragraph):
        return
    read = [(each, dated(each.text, day)) for each in paragraph]
    scope = _scope_of(" ".join(each.text for each in paragraph))
    years = [when.others for _, when in read if when.others and not when.others.short]
    of_numbers = (_year(when.of(told.number)) for each, when in read for told in each.ombudsman)
    # The year that the letter is of, where each number does not say its own.
    year = one_period(of_numbers) or one_period(years) or (years[0] if years else None)
    seen: dict[str, float] = {}
    for sentence, when in read:
        for told in sentence.ombudsman:
            start = told.number.start
            if start not in when.own and FROM.search(sentence.text[:start]):
                continue  # it was that before
            if seen.setdefault(told.column, told.number.value) != told.number.value:
                continue
            yield ProposedFigure(
                OMBUDSMAN.name,
                told.column,
                f"Ombudsman: {within(_LABELS[told.column])}",
                told.number.value,
                "percent" if told.number.kind == "percent" else "complaints",
                scope,
                _year(when.of(told.number)) or year,
                sentence.text,
                sentence.reference,
            )


def _year(period: Period | None) -> Period | None:
    """The period, where it is a year: the month a letter came in is none."""
    return None if period and period.short else period


def _scope_of(paragraph: str) -> str | None:
    """Of which services the paragraph's figures are, in the dataset's words; None: not said."""
    if _ALL.search(paragraph):
        return "all services"
    return "adult social care" if _ADULTS.search(paragraph) else None
