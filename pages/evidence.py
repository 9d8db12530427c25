"""Evidence: is every finding coded rightly? Confirm or correct, and look after the codebook."""

import polars as pl
import streamlit as st

from components import look
from components.codebook_table import codebook_table
from components.coding_table import coding_table
from components.exhibits.coding_review import coding_review
from components.view import current_view
from data_access.errors import DataError
from data_access.finding_codes import Decision, decide, edit_codebook, suggest_again
from data_access.principal import local_principal
from data_access.snapshot import snapshot
from data_access.store import open_store

PAGE = "evidence"
view = current_view()
known = snapshot(view.council, view.as_at)
store, principal = open_store(), local_principal()
themes = dict(known["theme"].select("theme", "name").iter_rows())
names = {s.id: s.short_name for s in known.framework.statements}
findings = known["finding"].sort("statement", "source_kind", "published", "paragraph", "sentence")
may_edit = view.as_at is None

review = coding_review(findings, view)
look.page_header(review.headline, review.subtitle)
with look.filters(PAGE):
    part = st.segmented_control(
        "Show", ["Findings", "Codebook"], default="Findings", key="part", bind="query-params",
        required=True, label_visibility="collapsed",
    )  # fmt: skip
    if part == "Findings":
        status = st.selectbox(
            "Coding", ["Not yet confirmed", "Decided", "All"], key="coding", bind="query-params"
        )
        of = st.multiselect(
            "Quality statement", list(names.values()), key="of", bind="query-params",
            placeholder="All",
        )  # fmt: skip

message = st.session_state.pop("evidence_message", None)
if message:
    look.done(message)
if not may_edit:
    look.source("This is how things stood on an earlier day; go back to today to change anything.")

if part == "Findings":
    if status != "All":
        person = pl.col("coded_by") == "person"
        findings = findings.filter(person if status == "Decided" else ~person)
    if of:
        ids = [statement for statement, name in names.items() if name in of]
        findings = findings.filter(pl.col("statement").is_in(ids))
    with look.card("coding"):
        if findings.is_empty():
            look.empty(
                "Nothing to decide here",
                "Choose another coding or statement, or import a report on the Data page.",
                action=look.link("Go to Data", "data"),
            )
        else:
            look.card_header(
                "Confirm or correct",
                "Tick what is right, change what is not, then record it. The rules say why they "
                "suggest what they do.",
                small=True,
            )
            coded = coding_table(
                findings, themes, names, key=f"evidence_table_{status}_{of}_{known.revision}"
            )
            left, middle, _ = st.columns([1, 1, 3])
            everything = middle.button(
                f"All {findings.height} are right",
                disabled=not may_edit or status == "Decided",
                key="evidence_all",
            )
            if (
                left.button(
                    f"Record {len(coded)} decision{'' if len(coded) == 1 else 's'}",
                    type="primary",
                    disabled=not may_edit or not coded,
                    key="evidence_record",
                )
                or everything
            ):
                decisions = {
                    c.row_id: Decision(c.row_id, c.polarity, c.category, c.themes) for c in coded
                }
                if everything:
                    decisions = {
                        row["row_id"]: Decision(
                            row["row_id"], row["polarity"], row["category"], tuple(row["themes"])
                        )
                        for row in findings.iter_rows(named=True)
                    } | decisions
                try:
                    decide(store, findings, list(decisions.values()), principal=principal)
                except DataError as error:
                    look.error(
                        "The decisions were not recorded",
                        f"{error} Nothing was changed; look again.",
                    )
                else:
                    st.session_state["evidence_message"] = f"{len(decisions)} decisions recorded"
                    st.rerun()
else:
    with look.card("codebook"):
        look.card_header(
            "Codebook",
            "Change a theme or add one at the foot. Your council's wording goes before the one "
            "that came with the product.",
            small=True,
        )
        changed = codebook_table(known["theme"], key=f"evidence_codebook_{known.revision}")
        left, middle, _ = st.columns([1, 1, 2])
        if left.button(
            "Record changes", type="primary", disabled=not may_edit or changed.is_empty()
        ):
            try:
                edit_codebook(store, view.council, changed, principal=principal)
            except (DataError, ValueError) as error:
                look.error("The codebook was not changed", str(error))
            else:
                st.session_state["evidence_message"] = "Codebook changed"
                st.rerun()
        if middle.button("Suggest again by this codebook", disabled=not may_edit):
            with look.loading("Reading every finding again…"):
                landed = suggest_again(store, view.council, principal=principal)
            changed_rows = landed.counts["finding"].changed if landed.counts else 0
            st.session_state["evidence_message"] = f"{changed_rows} suggestions changed"
            st.rerun()
