"""The figures of a report as they could stand in the record: proposed, for a person to confirm."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from itertools import groupby

import polars as pl

from data_access.datasets import INDICATOR, OMBUDSMAN, Dataset
from data_access.errors import DataError
from data_access.importing.reports.figures.indicators import indicator_figures, named_measures
from data_access.importing.reports.figures.ombudsman import (
    label_of,
    ombudsman_figures,
    scope_of,
    speaks_of_ombudsman,
)
from data_access.importing.reports.figures.proposed import Period, ProposedFigure, period_of
from data_access.importing.reports.parsing.result import ParsedFinding, ParsedReport
from data_access.importing.reports.rows import reference_of, standing
from data_access.ledger.entry import Entry, canonical
from data_access.store.database import Store

_NO_SCOPE = "The report does not say whether this is of adult social care or of all services."
_NO_PERIOD = "The report does not say for when this is: give the period."


def propose(
    parsed: ParsedReport, catalogue: pl.DataFrame, day: date | None
) -> tuple[ProposedFigure, ...]:
    """The figures that a report's findings give, in their order. `catalogue`: rows of
    indicator_definition; `day`: the day of publication, from which "the last 12 months" are
    counted."""
    measures = named_measures(catalogue)
    proposed: list[ProposedFigure] = []
    findings = [finding for _, finding in parsed.findings]
    for _, sentences in groupby(findings, key=lambda each: (each.statement, each.paragraph)):
        paragraph = list(sentences)
        text = " ".join(each.text for each in paragraph)
        told = period_of(text, day)
        for finding in paragraph:
            period = period_of(finding.text, day)
            if speaks_of_ombudsman(text):  # such a paragraph is of one letter, and of one year
                proposed += _of_ombudsman(finding, text, period or told, day)
                continue
            for measure, number in indicator_figures(finding.text, measures):
                proposed.append(
                    ProposedFigure(
                        INDICATOR.name,
                        measure.indicator,
                        measure.name,
                        number.value,
                        measure.unit,
                        None,
                        period,
                        finding.text,
                        reference_of(finding, day),
                        measure.direction,
                    )
                )
    return tuple(proposed)


def _of_ombudsman(
    finding: ParsedFinding, paragraph: str, period: Period | None, day: date | None
) -> Iterable[ProposedFigure]:
    scope = scope_of(paragraph)
    for field, number in ombudsman_figures(finding.text):
        yield ProposedFigure(
            OMBUDSMAN.name,
            field,
            f"Ombudsman: {label_of(field)[0].lower()}{label_of(field)[1:]}",
            number.value,
            "percent" if number.kind == "percent" else "complaints",
            scope,
            period,
            finding.text,
            reference_of(finding, day),
        )


def figure_entries(
    store: Store, authority: str, confirmed: Iterable[ProposedFigure]
) -> tuple[Entry, ...]:
    """The figures a person has confirmed as rows to land; what is known of a row beside them stays.

    DataError for a figure without a period or, of the ombudsman's, without a scope.
    """
    by_row: dict[tuple[str, ...], dict[str, object]] = {}
    datasets: dict[tuple[str, ...], Dataset] = {}
    for figure in confirmed:
        if figure.period is None:
            raise DataError(f"{figure.name}: {_NO_PERIOD}")
        if figure.dataset == OMBUDSMAN.name:
            if figure.scope is None:
                raise DataError(f"{figure.name}: {_NO_SCOPE}")
            key: tuple[str, ...] = (OMBUDSMAN.name, figure.period.said, figure.scope)
            row = by_row.setdefault(
                key,
                {"authority": authority, "year": key[1], "scope": key[2]},
            )
            row[figure.field] = figure.value
        else:
            key = (INDICATOR.name, figure.field, str(figure.period.first), str(figure.period.last))
            row = by_row.setdefault(key, _indicator_row(authority, figure))
        row["source"] = figure.reference
        datasets[key] = OMBUDSMAN if key[0] == OMBUDSMAN.name else INDICATOR
    entries = []
    for dataset in (OMBUDSMAN, INDICATOR):
        rows = [row for key, row in by_row.items() if datasets[key] is dataset]
        if rows:
            entries.append(Entry(dataset, _beside_what_stands(store, dataset, authority, rows)))
    return tuple(entries)


def _indicator_row(authority: str, figure: ProposedFigure) -> dict[str, object]:
    assert figure.period is not None
    share = figure.unit == "percent"
    counted = figure.unit not in {"percent", "days", "weeks", "minutes"} and "score" not in (
        figure.unit
    )
    return {
        "authority": authority,
        "indicator": figure.field,
        "name": figure.name,
        "period_start": figure.period.first,
        "period_end": figure.period.last,
        "numerator": figure.value if counted else None,
        "value": None if counted else figure.value,
        "per": 100.0 if share else None,
        "unit": figure.unit,
        "direction": figure.direction,
    }


def _beside_what_stands(
    store: Store, dataset: Dataset, authority: str, rows: list[dict[str, object]]
) -> pl.DataFrame:
    """The rows, with what is known of them where they say nothing."""
    key = list(dataset.natural_key)
    frame = canonical(
        dataset,
        pl.DataFrame(
            rows, schema_overrides={k: v for k, v in dataset.schema.items() if k in rows[0]}
        ),
    ).drop("row_key")
    held = standing(store, dataset, authority).select(dataset.columns)
    others = [name for name in dataset.columns if name not in key]
    return (
        frame.join(held, on=key, how="left", nulls_equal=True, suffix="_held")
        .with_columns(pl.coalesce(name, f"{name}_held").alias(name) for name in others)
        .select(dataset.columns)
    )
