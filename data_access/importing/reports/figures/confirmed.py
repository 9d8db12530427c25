"""Figures that a person has confirmed as rows to land, beside what is known of them."""

from __future__ import annotations

import re
from collections.abc import Iterable

import polars as pl

from data_access.datasets import COMPARATOR, DATASETS, INDICATOR, OMBUDSMAN, Dataset
from data_access.errors import DataError
from data_access.importing.reports.figures.proposed import ProposedFigure
from data_access.importing.reports.rows import standing
from data_access.importing.stages.meaning.areas import ENGLAND, SIMILAR
from data_access.ledger.entry import Entry, canonical
from data_access.reference.council_register import region_of
from data_access.store.database import Store
from vocabulary.indicators import ComparatorLevel

_NO_SCOPE = "The report does not say whether this is of adult social care or of all services."
_NO_PERIOD = "The report does not say for when this is: give the period."


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
            days = (str(figure.period.first), str(figure.period.last))
            key = (figure.dataset, figure.field, figure.area or "", *days)
            row = by_row.setdefault(key, _indicator_row(authority, figure))
        row["source"] = figure.reference
        datasets[key] = DATASETS[figure.dataset]
    entries = []
    for dataset in (OMBUDSMAN, INDICATOR, COMPARATOR):
        rows = [row for key, row in by_row.items() if datasets[key] is dataset]
        if rows:
            entries.append(Entry(dataset, _beside_what_stands(store, dataset, authority, rows)))
    return tuple(entries)


def _indicator_row(authority: str, figure: ProposedFigure) -> dict[str, object]:
    assert figure.period is not None
    share = figure.unit == "percent"
    rate = re.fullmatch(r"per ([\d,]+) \w+", figure.unit)
    measured = share or rate or "score" in figure.unit
    counted = not measured and figure.unit not in {"days", "weeks", "minutes"}
    row = {
        "authority": authority,
        "indicator": figure.field,
        "name": figure.name,
        "period_start": figure.period.first,
        "period_end": figure.period.last,
        "numerator": figure.value if counted else None,
        "value": None if counted else figure.value,
        "per": 100.0 if share else float(rate[1].replace(",", "")) if rate else None,
        "unit": figure.unit,
        "direction": figure.direction,
    }
    if figure.area is None:
        return row
    areas = {
        ComparatorLevel.ENGLAND: ENGLAND,
        ComparatorLevel.REGION: region_of(authority) or "Region",
        ComparatorLevel.NEIGHBOURS: SIMILAR,
    }
    del row["direction"]  # the measure's, not the area's
    return {**row, "level": str(figure.area), "area": areas[figure.area]}


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
