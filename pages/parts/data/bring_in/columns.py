"""The columns of a file: what each is read as, and saying it otherwise."""

from __future__ import annotations

from dataclasses import replace

import streamlit as st

from components import look
from components.widgets.importing.preview import ColumnLine, columns_form
from data_access.datasets import Dataset
from data_access.importing.stages.inspect import not_shown
from data_access.importing.stages.meaning.names import FILE_FIELDS
from data_access.importing.stages.plan import Plan
from data_access.importing.stages.recipe import Recipe
from data_access.snapshot import Snapshot
from pages.parts.data.bring_in.again import read_again
from pages.parts.data.bring_in.in_hand import InHand
from pages.parts.data.bring_in.questions import samples_by_header
from pages.parts.data.bring_in.templates import OFFERED
from pages.parts.data.bring_in.words import field_label


def show_columns(file: InHand, plan: Plan, known: Snapshot) -> None:
    """Draw the kind of records, the sheets and the columns, each to be changed."""
    _kind_and_sheets(file, plan)
    reading, hidden = plan.reading, not_shown(plan)
    samples = samples_by_header(plan)
    lines = [
        ColumnLine(
            each.header,
            samples.get(each.header, ()),
            each.field or "",
            each.confidence,
            each.others,
            told=each.told,
            about_people=each.header in hidden,
            note=each.why,
        )
        for each in reading.columns
        if each.header not in reading.across
    ]
    if reading.across:
        look.source(f"Courses, one row a person: {', '.join(reading.across)}.")
    lines.sort(key=lambda line: not line.field)
    chosen = columns_form(
        lines, _fields(reading.dataset), key=f"data_columns_{file.number}_{file.turn}"
    )
    if chosen is not None:
        before = {line.header: line.field for line in lines}
        said = {header: name for header, name in chosen.items() if name != before[header]}
        if said:
            recipe = replace(file.recipe, columns={**file.recipe.columns, **said})
            read_again(file, recipe)


def _fields(dataset: Dataset) -> dict[str, str]:
    names = [*dataset.columns, *FILE_FIELDS.get(dataset.name, {})]
    names += ["period"] if "period_start" in dataset.columns else []
    return {name: field_label(dataset, name) for name in names if name != "none"}


def _kind_and_sheets(file: InHand, plan: Plan) -> None:
    reading = plan.reading
    kinds = {dataset.name: dataset.title for dataset in OFFERED}
    left, right = st.columns(2)
    kind = left.selectbox(
        "Kind of record",
        list(kinds),
        index=list(kinds).index(reading.dataset.name) if reading.dataset.name in kinds else None,
        format_func=kinds.__getitem__,
        key=f"data_kind_{file.number}_{file.turn}",
    )
    if kind and kind != reading.dataset.name:
        # what was said of columns and words holds for the other kind of record
        read_again(file, Recipe(dataset=kind, sheets=file.recipe.sheets))
    if len(reading.all_sheets) > 1:
        sheets = right.multiselect(
            "Sheets that are read",
            reading.all_sheets,
            default=[name for name in reading.sheets if name in reading.all_sheets],
            key=f"data_sheets_{file.number}_{file.turn}",
        )
        if sheets and set(sheets) != set(reading.sheets):
            read_again(file, replace(file.recipe, sheets=tuple(sheets)))
