"""Confirming and correcting how findings are coded."""

from __future__ import annotations

import polars as pl
import streamlit as st

from components import look
from components.exhibits.catalogue import names_of_themes
from components.exhibits.view import View
from components.web.principal import current_principal
from components.widgets.importing.coding_table import Coded, coding_table
from data_access.errors import DataError
from data_access.importing.coding.decisions import Decision, decide
from data_access.snapshot import Snapshot
from data_access.store.database import open_store
from pages.parts.message import say_next
from vocabulary.wording import counted, sentence

WAITING, DECIDED, ALL = "Not yet confirmed", "Decided", "All"


def coding_filters(known: Snapshot) -> tuple[str, list[str]]:
    """Draw the filters, kept in the address: which codings, and ids of the statements (none:
    every one)."""
    names = {statement.short_name: statement.id for statement in known.framework.statements}
    status = st.selectbox("Coding", [WAITING, DECIDED, ALL], key="coding", bind="query-params")
    of = st.multiselect(
        "Quality statement", list(names), key="of", bind="query-params", placeholder="All"
    )
    return status, [names[name] for name in of]


def codings(view: View, known: Snapshot, status: str, statements: list[str]) -> None:
    """Draw the table of findings and record what was decided in it."""
    findings = known["finding"].sort(
        "statement", "source_kind", "published", "paragraph", "sentence"
    )
    decided = pl.col("coded_by") == "person"
    if status != ALL:
        findings = findings.filter(decided if status == DECIDED else ~decided)
    if statements:
        findings = findings.filter(pl.col("statement").is_in(statements))
    with look.card("coding"):
        if findings.is_empty():
            look.empty(
                "Nothing to decide here",
                "Choose another coding or statement, or import a report on the Data page.",
                action=look.link("Go to Data", "data"),
            )
        else:
            # Work not yet recorded is kept as long as these are the rows it was done on.
            rows = tuple(findings.get_column("row_id"))
            _table(view, known, findings, f"{status}_{hash(rows)}")


def _table(view: View, known: Snapshot, findings: pl.DataFrame, key: str) -> None:
    look.card_header(
        "Confirm or correct",
        "Tick what is right, change what is not, then record it. The rules say why they suggest "
        "what they do.",
        small=True,
    )
    coded = coding_table(
        findings,
        names_of_themes(known),
        {statement.id: statement.short_name for statement in known.framework.statements},
        key=f"evidence_table_{key}",
    )
    waiting = findings.filter(pl.col("coded_by") == "rule").height
    now = view.as_at is None
    left, middle, _ = st.columns([1, 1, 3])
    chosen = left.button(
        f"Record {counted(len(coded), 'decision')}" if coded else "Record decisions",
        type="primary",
        disabled=not now or not coded,
        key="evidence_record",
    )
    everything = middle.button(
        f"All {findings.height} are right", disabled=not now or not waiting, key="evidence_all"
    )
    if chosen or everything:
        _record(findings, coded, everything=everything)


def _record(findings: pl.DataFrame, coded: list[Coded], *, everything: bool) -> None:
    decisions = {c.row_id: Decision(c.row_id, c.polarity, c.category, c.themes) for c in coded}
    if everything:
        as_suggested = {
            row["row_id"]: Decision(
                row["row_id"], row["polarity"], row["category"], tuple(row["themes"])
            )
            for row in findings.iter_rows(named=True)
        }
        decisions = as_suggested | decisions
    try:
        decide(open_store(), findings, list(decisions.values()), principal=current_principal())
    except DataError as error:
        look.error("The decisions were not recorded", f"{error} Nothing was changed; look again.")
    else:
        say_next(f"{sentence(counted(len(decisions), 'decision'))} recorded")
