"""Importing a table: the file, its columns, the preview of what it would do, and the landing."""

from __future__ import annotations

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from components import look
from components.phrasing import counted
from components.table_form import TableInput, columns_form, table_form
from components.table_preview import rejected_table, table_counts, table_notes
from components.view import View
from data_access.datasets import OMBUDSMAN, OWN_RECORD, Dataset
from data_access.errors import DataError
from data_access.ledger import INVENTED_COUNCILS
from data_access.principal import local_principal
from data_access.snapshot import Snapshot, home_authority
from data_access.store import open_store
from data_access.table_import import TablePlan, land_table, plan_table
from data_access.table_text import rejected_csv
from data_access.tabular.source import TableSource
from data_access.templates import csv_template, workbook_template
from pages.parts.message import say_next

_ROUND = "data_table_round"  # counted up to empty the form
DATASETS: dict[str, Dataset] = {d.name: d for d in (*OWN_RECORD, OMBUDSMAN)}


def import_table(view: View, known: Snapshot) -> None:
    """Draw the form and, once there is a file, the preview."""
    home = home_authority(open_store())
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
        _templates(dataset)
        if home in INVENTED_COUNCILS:
            look.source(f"This store is for {home}: what you bring in is marked as an example.")
    if isinstance(given, TableInput):
        with look.card("preview"):
            plan = _plan(dataset, given)
            if plan:
                _show(dataset, plan)
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


def _plan(dataset: Dataset, given: TableInput) -> TablePlan | None:
    source = TableSource(given.name, given.content)
    columns = st.session_state.get(f"data_columns_{given.name}_{dataset.name}")
    bar = st.progress(0.0, "Reading the file")
    try:
        return plan_table(
            open_store(),
            dataset,
            source,
            principal=local_principal(),
            columns=columns,
            progress=lambda share, what: _tell(bar, share, what),
        )
    except DataError as error:
        look.error("Nothing was imported", str(error))
        return None
    finally:
        bar.empty()


def _tell(bar: DeltaGenerator, share: float, what: str) -> None:
    bar.progress(share, what)


def _show(dataset: Dataset, plan: TablePlan) -> None:
    sheet = f", sheet '{plan.sheet}'" if plan.sheet else ""
    look.card_header(
        f"Read: {counted(plan.rows_read, 'row')}", f"{plan.source_name}{sheet}", small=True
    )
    table_counts(plan.counts.new, plan.counts.changed, plan.counts.unchanged, plan.rejected_rows)
    table_notes(unused=plan.unused, dropped=plan.dropped, left_out=plan.left_out, notes=plan.notes)
    if plan.rejected_rows:
        rejected_table(
            plan.rejected, rejected_csv([plan]), rows=plan.rejected_rows, file=dataset.name
        )
    if not plan.dropped:
        with st.expander("Which column is which"):
            fields = [(s.name, s.label, s.required) for s in dataset.fields]
            key = f"data_columns_{plan.source_name}_{dataset.name}"
            chosen = columns_form(fields, plan.headers, plan.columns, key=f"{key}_pick")
            if st.button("Read again with these columns", key="data_columns_again"):
                st.session_state[key] = chosen
                st.rerun()


def _land_or_cancel(plan: TablePlan) -> None:
    good_only = False
    if plan.rejected_rows:
        good = plan.rows_read - plan.rejected_rows
        good_only = st.checkbox(
            f"Leave the {counted(plan.rejected_rows, 'rejected row')} out and import the other "
            f"{good:,}",
            key="data_good_only",
        )
    left, middle, _ = st.columns([1, 1, 3])
    ready = plan.counts.changes > 0 and (good_only or not plan.rejected_rows)
    if left.button("Import this", type="primary", disabled=not ready, key="data_table_import"):
        try:
            with look.loading("Recording…"):
                landed = land_table(
                    open_store(), plan, principal=local_principal(), good_rows_only=good_only
                )
        except DataError as error:
            look.error("Nothing was imported", str(error))
            return
        st.session_state[_ROUND] += 1
        said = f"{plan.counts.new:,} new and {plan.counts.changed:,} changed rows"
        if landed.import_id is None:
            say_next("Nothing was new", "The store is unchanged.")
        say_next(
            f"Imported as batch {landed.batch_ids[0]}",
            f"{plan.dataset.title}: {said}. It can be withdrawn under History.",
        )
    if middle.button("Cancel", key="data_table_cancel"):
        st.session_state[_ROUND] += 1
        st.rerun()
    if not plan.counts.changes and not plan.rejected_rows:
        look.source("All of this is in the store already: importing it would change nothing.")
