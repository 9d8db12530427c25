"""Importing a table: the file, what has to be asked about it, the preview of what it would do, and
the landing."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import streamlit as st

from components import look
from components.exhibits.view import View
from components.web.principal import current_principal
from components.widgets.importing.table import (
    TableInput,
    columns_form,
    rejected_table,
    sheet_form,
    table_counts,
    table_form,
    table_notes,
    teams_form,
)
from data_access.datasets import OMBUDSMAN, OWN_RECORD, Dataset
from data_access.errors import DataError
from data_access.exporting.templates import csv_template, workbook_template
from data_access.importing.tables.files.sheet import TableSource
from data_access.importing.tables.import_table import TablePlan, land_table, plan_table
from data_access.importing.tables.plan_in_words import rejected_csv, rows_to_mend_csv
from data_access.importing.tables.questions import ColumnsNeeded, TeamKindsNeeded
from data_access.ledger.ledger import INVENTED_COUNCILS
from data_access.snapshot import Snapshot, home_authority
from data_access.store.database import open_store
from pages.parts.flash_message import flash_and_rerun
from vocabulary.wording import counted

_ROUND = "data_table_round"  # counted up to empty the form
_ANSWERS = "data_table_answers"  # what was said of the file: columns, sheet, specialist teams
_PLAN = "data_table_plan"  # the plan last made, and what it was made from
DATASETS: dict[str, Dataset] = {d.name: d for d in (*OWN_RECORD, OMBUDSMAN)}


def import_table(view: View, known: Snapshot) -> None:
    """Draw the form and, once there is a file, the preview."""
    home = home_authority(open_store(), principal=current_principal())
    with look.card("import_table"):
        look.card_header(
            "Import the council's own records",
            "Nothing lands until you have seen what would change and confirmed it. Files with "
            "personal data are refused.",
            small=True,
        )
        given = table_form(
            {name: d.title for name, d in DATASETS.items()},
            round_=st.session_state.setdefault(_ROUND, 0),
        )
        dataset = DATASETS[given.dataset if isinstance(given, TableInput) else given]
        if not isinstance(given, TableInput):  # else what is in the file needs the room
            _templates(dataset)
        if home in INVENTED_COUNCILS:
            look.source(f"This store is for {home}: what you bring in is marked as an example.")
    if not isinstance(given, TableInput):
        st.session_state.pop(_PLAN, None)
        return
    with look.card("preview"):
        answers = _answers(given)
        plan = _plan(dataset, given, answers)
        if plan:
            _show(dataset, plan, answers)
            _land_or_cancel(plan)


def _templates(dataset: Dataset) -> None:
    look.source(f"{dataset.description} One row is one {dataset.singular}.")
    with look.tools("templates"):
        st.download_button(
            "Template (Excel)",
            lambda: workbook_template(dataset),
            file_name=f"{dataset.name}.xlsx",
            on_click="ignore",
            type="tertiary",
            key="data_template_xlsx",
        )
        st.download_button(
            "Template (CSV)",
            csv_template(dataset),
            file_name=f"{dataset.name}.csv",
            mime="text/csv",
            on_click="ignore",
            type="tertiary",
            key="data_template_csv",
        )


def _answers(given: TableInput) -> dict[str, Any]:
    """What was said of this very file so far: `plan_table`'s arguments."""
    of = (given.number, given.dataset)
    if st.session_state.get(_ANSWERS, (None, {}))[0] != of:
        st.session_state[_ANSWERS] = (of, {})
    answers: dict[str, Any] = st.session_state[_ANSWERS][1]
    return answers


def _plan(dataset: Dataset, given: TableInput, answers: dict[str, Any]) -> TablePlan | None:
    """The plan; made anew only if the file, the answers or the store changed."""
    store = open_store()
    made_from = (given.number, dataset.name, repr(answers), store.url, store.revision())
    last_from, last = st.session_state.get(_PLAN, (None, None))
    if last_from == made_from:
        plan: TablePlan = last
        return plan
    st.session_state.pop(_PLAN, None)
    place = st.empty()
    try:
        with place.container():
            bar = st.progress(0.0, "Reading the file")
            st.button("Stop", key="data_table_stop", on_click=_empty_form)
        plan = plan_table(
            store,
            dataset,
            TableSource(given.name, given.content),
            principal=current_principal(),
            progress=lambda share, what: _tell(bar, share, what),
            **answers,
        )
    except ColumnsNeeded as question:
        place.empty()
        look.error("Some columns have to be pointed out", f"{question} Nothing was imported.")
        _ask_columns(dataset, question.headers, question.columns, answers, missing_first=True)
        return None
    except TeamKindsNeeded as question:
        place.empty()
        look.card_header(
            "Which teams are specialist?",
            "The file does not say it. It is asked once and remembered.",
            small=True,
        )
        teams = teams_form(question.teams, key="data_teams")
        if teams is not None:
            answers["specialist_teams"] = teams
            st.rerun()
        return None
    except DataError as error:
        place.empty()
        look.error("Nothing was imported", str(error))
        return None
    place.empty()
    st.session_state[_PLAN] = (made_from, plan)
    return plan


def _tell(bar: Any, share: float, what: str) -> None:
    bar.progress(share, what)


def _ask_columns(
    dataset: Dataset,
    headers: tuple[str, ...],
    columns: Mapping[str, str],
    answers: dict[str, Any],
    *,
    missing_first: bool = False,
) -> None:
    fields = [(s.name, s.label, s.required and s.name != "authority") for s in dataset.fields]
    key = f"data_columns_{dataset.name}_{st.session_state[_ROUND]}"
    chosen = columns_form(fields, headers, columns, key=key, missing_first=missing_first)
    if st.button("Read again with these columns", key="data_columns_again"):
        answers["columns"] = chosen
        st.rerun()


def _show(dataset: Dataset, plan: TablePlan, answers: dict[str, Any]) -> None:
    sheet = f", sheet '{plan.sheet}'" if plan.sheet else ""
    look.card_header(
        f"Read: {counted(plan.rows_read, 'row')}", f"{plan.source_name}{sheet}", small=True
    )
    if len(plan.sheets) > 1 and plan.sheet:
        sheet = sheet_form(plan.sheets, plan.sheet, key=f"data_sheet_{st.session_state[_ROUND]}")
        if sheet != plan.sheet:
            answers.clear()  # another sheet has other columns
            answers["sheet"] = sheet
            st.rerun()
    table_counts(plan.counts.new, plan.counts.changed, plan.counts.unchanged, plan.rejected_rows)
    table_notes(unused=plan.unused, dropped=plan.dropped, left_out=plan.left_out, notes=plan.notes)
    if plan.rejected_rows:
        rejected_table(
            plan.rejected,
            rows_to_mend_csv(plan) if plan.to_mend.height else rejected_csv([plan]),
            rows=plan.rejected_rows,
            file=dataset.name,
        )
    if plan.came_with:
        with st.expander("Which column is which"):
            _ask_columns(dataset, plan.came_with, plan.picked, answers)


def _land_or_cancel(plan: TablePlan) -> None:
    good_only = False
    if plan.rejected_rows and plan.counts.changes:
        good = plan.rows_read - plan.rejected_rows
        good_only = st.checkbox(
            f"Leave the {counted(plan.rejected_rows, 'rejected row')} out and import the other "
            f"{good:,}",
            key="data_good_only",
        )
    left, middle, _ = st.columns([1, 1, 3])
    ready = plan.counts.changes > 0 and (good_only or not plan.rejected_rows)
    # Cancel stands before the landing, so that it can be pressed meanwhile.
    middle.button("Cancel", key="data_table_cancel", on_click=_empty_form)
    if left.button("Import this", type="primary", disabled=not ready, key="data_table_import"):
        _land(plan, good_only=good_only)
    if not plan.counts.changes:
        of = "The good rows are" if plan.rejected_rows else "All of this is"
        look.source(f"{of} in the store already: importing it would change nothing.")


def _land(plan: TablePlan, *, good_only: bool) -> None:
    """Land it. Whoever presses Cancel meanwhile ends this run at the next word of progress, and
    the store is as it was."""
    bar = st.progress(0.0, "Recording. Cancel still stops it, and leaves nothing behind")
    try:
        landed = land_table(
            open_store(),
            plan,
            principal=current_principal(),
            good_rows_only=good_only,
            progress=lambda share, what: _tell(bar, share, what),
        )
    except DataError as error:
        look.error("Nothing was imported", str(error))
        return
    finally:
        bar.empty()
    _empty_form()
    if landed.import_id is None:
        flash_and_rerun("Nothing was new", "The store is unchanged.")
    said = f"{plan.counts.new:,} new and {plan.counts.changed:,} changed rows"
    if plan.rejected_rows:
        said += f", {counted(plan.rejected_rows, 'rejected row')} left out"
    flash_and_rerun(
        f"Imported as batch {landed.batch_ids[0]}",
        f"{plan.dataset.title}: {said}. It can be withdrawn under History.",
    )


def _empty_form() -> None:
    st.session_state[_ROUND] += 1
    st.session_state.pop(_PLAN, None)
