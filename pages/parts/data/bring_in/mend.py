"""Rows that wait for a person: grouped, answered for the whole group, left out, or taken along."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import streamlit as st

from components import look
from components.widgets.importing.preview import problems_table
from components.widgets.importing.questions import WHOLE, Asked, Item, questions_form
from data_access.datasets import Dataset
from data_access.errors import DataError
from data_access.importing.stages.inspect import problem_groups
from data_access.importing.stages.plan import Plan
from data_access.importing.stages.rows.to_mend import rows_to_mend_csv
from data_access.ledger.left_out import name_of_rest
from data_access.snapshot import Snapshot
from pages.parts.data.bring_in.again import read_again
from pages.parts.data.bring_in.in_hand import InHand
from pages.parts.data.bring_in.questions import with_words
from pages.parts.data.bring_in.words import choices_of, hint_of
from vocabulary.wording import number_of, sentence

_LEAVE, _STAY = "leave", "stay"
_MOST = 30


def show_mend(file: InHand, plan: Plan, known: Snapshot) -> None:
    """Draw the problems by group, each with a place for an answer, and the rest to download."""
    dataset = plan.reading.dataset
    groups = problem_groups(plan)
    here = [group for group in groups if _answerable(dataset, group)]
    there = [group for group in groups if not _answerable(dataset, group)]
    if here:
        _answers(file, dataset, here[:_MOST], known)
    if there:
        problems_table([(_said(group), group["mend"], group["rows"]) for group in there])
    with look.tools(f"mend_{file.number}"):
        st.download_button(
            "Download the rows to mend (CSV)",
            lambda: rows_to_mend_csv(plan).encode("utf-8-sig"),
            file_name=name_of_rest(file.name),  # by which it is known when it comes back
            mime="text/csv",
            on_click="ignore",
            type="tertiary",
            key=f"data_to_mend_{file.number}",
            help="Mended, the file can be dropped here like any other. Columns about people are "
            "not in it.",
        )


def _answers(file: InHand, dataset: Dataset, groups: list[dict[str, Any]], known: Snapshot) -> None:
    asked = [_asked(dataset, group, number, known) for number, group in enumerate(groups)]
    leaving = Asked(
        _LEAVE,
        "Or leave the rows out for good",
        tuple(Item(_where(group), number_of(group["count"], "row")) for group in groups),
        {_LEAVE: "Left out", _STAY: "Wait to be mended"},
        detail="In the next file of this layout, too.",
        ticked=True,
    )
    answers = questions_form(
        [*asked, leaving],
        key=f"data_mend_{file.number}_{file.turn}",
        button="Read again with these answers",
    )
    if answers is None:
        return
    recipe = file.recipe
    for each, group in zip(asked, groups, strict=True):
        said = answers[each.key].get(WHOLE)
        value, column = str(group["value"]), str(group["column"])
        if answers[_LEAVE].get(_where(group)) == _LEAVE:
            out = dict.fromkeys((*recipe.leave_out.get(column, ()), value))
            recipe = replace(recipe, leave_out={**recipe.leave_out, column: tuple(out)})
        elif said is not None:
            try:
                recipe = with_words(recipe, dataset, str(group["field"]), {value: said})
            except DataError as error:
                st.error(str(error))
                return
    if recipe != file.recipe:
        read_again(file, recipe)


def _asked(dataset: Dataset, group: dict[str, Any], number: int, known: Snapshot) -> Asked:
    choices = choices_of(dataset, str(group["field"]), known)
    rows = ", ".join(f"{row:,}" for row in group["rows"][:12] if row)
    more = " and more" if len(group["rows"]) > 12 else ""
    return Asked(
        f"{number}",
        f"{_where(group)}, {number_of(group['count'], 'row')}",
        (Item(WHOLE),),
        choices,
        detail=f"{sentence(str(group['problem']))}." + (f" Row {rows}{more}." if rows else ""),
        hint="Choose" if choices else hint_of(dataset, str(group["field"])),
    )


def _where(group: dict[str, Any]) -> str:
    return f"‘{group['value']}’ in {group['column']}"


def _answerable(dataset: Dataset, group: dict[str, Any]) -> bool:
    """Whether a meaning of the text mends the rows: not so where two rows contradict each other, or
    nothing stands in the cell."""
    return bool(group["value"] and group["column"]) and (
        group["field"] in dataset.columns or group["field"] in {"status", "period"}
    )


def _said(group: dict[str, Any]) -> str:
    column = f"{group['column']} " if group["column"] else ""
    value = f"‘{group['value']}’ " if group["value"] else ""
    return f"{column}{value}{group['problem']}"
