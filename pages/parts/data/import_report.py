"""Importing a report: the form, the preview of what it would do, and the landing."""

from __future__ import annotations

import polars as pl
import streamlit as st

from components import look
from components.exhibits.catalogue import names_of_themes
from components.exhibits.view import View
from components.web.principal import current_principal
from components.widgets.importing.report import ReportInput, report_form, report_preview
from data_access.datasets import DATASETS
from data_access.errors import DataError
from data_access.importing.reports.import_report import ReportPlan, land_report, plan_report
from data_access.importing.reports.parsing.result import ReportSource
from data_access.importing.reports.plan_in_words import describe_counts
from data_access.snapshot import Snapshot, council_names
from data_access.store.database import open_store
from pages.parts.flash_message import flash_and_rerun
from vocabulary.wording import counted

_ROUND = "data_round"  # counted up to empty the form


def import_report(view: View, known: Snapshot) -> None:
    """Draw the form and, once there is something to read, the preview."""
    with look.card("import"):
        look.card_header(
            "Import a published report",
            "Nothing lands until you have seen what was read and confirmed it",
            small=True,
        )
        given = report_form(
            council_names(open_store(), principal=current_principal()),
            today=view.today,
            round_=st.session_state.setdefault(_ROUND, 0),
        )
    if given:
        with look.card("preview"):
            plan = _plan(given)
            if plan:
                _show(plan, known)
                _land_or_cancel(plan)


def _plan(given: ReportInput) -> ReportPlan | None:
    try:
        return plan_report(
            open_store(),
            [ReportSource(name, content) for name, content in given.files],
            authority=given.council,
            published=given.published,
            principal=current_principal(),
        )
    except DataError as error:
        look.error("Nothing could be read", f"{error} Nothing was changed.")
        return None


def _show(plan: ReportPlan, known: Snapshot) -> None:
    scores = plan.scores.get_column("score").drop_nulls().len()
    look.card_header(
        f"Read: {counted(scores, 'score')}, {counted(plan.findings.height, 'finding')}",
        plan.authority,
        small=True,
    )
    report_preview(
        plan.scores,
        plan.findings,
        {statement.id: statement.name for statement in known.framework.statements},
        names_of_themes(known),
        notes=plan.notes,
        problems=plan.problems,
        unrecognised=pl.DataFrame(
            [(u.source, u.line, u.text, u.why) for u in plan.parsed.unrecognised],
            schema={"source": pl.String, "line": pl.Int64, "text": pl.String, "why": pl.String},
            orient="row",
        ),
        changes=_changes(plan),
    )


def _changes(plan: ReportPlan) -> str:
    return "; ".join(
        f"{DATASETS[name].title}: {describe_counts(counts)}" for name, counts in plan.counts.items()
    )


def _land_or_cancel(plan: ReportPlan) -> None:
    left, middle, _ = st.columns([1, 1, 3])
    lands = left.button(
        "Import this",
        type="primary",
        disabled=bool(plan.problems) or not plan.changes,
        key="data_import",
    )
    if lands:
        try:
            landed = land_report(open_store(), plan, principal=current_principal())
        except DataError as error:
            look.error("Nothing was imported", str(error))
            return
        st.session_state[_ROUND] += 1
        flash_and_rerun(
            f"Imported as batch {', '.join(map(str, landed.batch_ids))}",
            f"{_changes(plan)}. It can be withdrawn under History.",
        )
    if middle.button("Cancel", key="data_cancel"):
        st.session_state[_ROUND] += 1
        st.rerun()
    if not plan.changes:
        look.source("All of this is in the store already: importing it would change nothing.")
