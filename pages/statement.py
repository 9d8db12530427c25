"""One quality statement: its score and how it came about, and everything found about it."""

import polars as pl
import streamlit as st

from components import look
from components.address import choice_in_address
from components.exhibit_card import exhibit_card
from components.exhibits.score_history import score_history
from components.finding_list import finding_filters, finding_list
from components.self_assessment_form import Existing, self_assessment_form
from components.statement_card import statement_card
from components.view import current_view
from data_access.errors import DataError
from data_access.principal import local_principal
from data_access.self_assessment import record_self_assessment
from data_access.snapshot import home_authority, snapshot
from data_access.store import open_store

PAGE = "statement"
view = current_view()
known = snapshot(view.council, view.as_at)
names = {statement.id: statement.name for statement in known.framework.statements}

header = st.container(key="statement_header")
with look.filters("statement"):
    chosen = choice_in_address(
        "Quality statement", list(names), name="statement", format_func=names.__getitem__
    )
statement = known.framework.statement(chosen)
history = score_history(known["score"], statement.id, statement.name, view)
with header:
    look.page_header(
        f"{statement.name}: {history.headline[:1].lower()}{history.headline[1:]}",
        statement.question,
    )

left, right = look.row(1, 1.12)
with left:
    statement_card(known["score"], known.framework.frame(), statement.id, view)
with right:
    exhibit_card(history, page=PAGE)

findings = known["finding"].filter(pl.col("statement") == statement.id)
themes = dict(known["theme"].select("theme", "name").iter_rows())
with look.card("findings"):
    look.card_header("What was found", "Sentence by sentence, each with its place in the document")
    if findings.is_empty():
        look.empty(
            "No findings for this statement yet",
            "Import the published page for it on the Data page.",
            action=look.link("Go to Data", "data"),
        )
    else:
        finding_list(finding_filters(findings, themes), themes, of=findings.height)

store = open_store()
if view.as_at is None and view.council == home_authority(store):
    today = known["score"].filter(
        (pl.col("statement") == statement.id)
        & (pl.col("kind") == "self_assessed")
        & (pl.col("published") == view.today)
    )
    row = today.row(0, named=True) if today.height else None
    existing = (
        Existing(row["row_id"], row["score"], row["rationale"] or "", tuple(row["evidence"] or ()))
        if row
        else None
    )
    with look.card("self_assessment"):
        look.card_header(
            "Our own view", "Recorded with today's date and your name; it never counts as a rating"
        )
        entered = self_assessment_form(statement.id, view.today, existing)
        if entered:
            try:
                record_self_assessment(
                    store,
                    authority=view.council,
                    statement=statement.id,
                    score=entered.score,
                    day=view.today,
                    rationale=entered.rationale,
                    evidence=entered.evidence,
                    based_on=existing.row_id if existing else None,
                    principal=local_principal(),
                )
            except DataError as error:
                look.error("The self-assessment was not recorded", str(error))
            else:
                st.rerun()
