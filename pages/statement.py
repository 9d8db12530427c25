"""One quality statement: its score and how it came about, and everything found about it."""

import polars as pl
import streamlit as st

from components import look
from components.exhibits.catalogue import Showing, names_of_themes
from components.web.address import choice_in_address
from components.web.current_view import current_view
from components.widgets.exhibits.card import exhibit_card
from components.widgets.filters import filters_in_address
from components.widgets.statements.evidence import (
    answers_of_findings,
    statement_actions,
    statement_lessons,
    statement_on_record,
    statement_practice,
)
from components.widgets.statements.measures import statement_measures, worst_of
from components.widgets.statements.statement import finding_filters, finding_list, statement_card
from pages.parts.board.documents import documents_of_statement
from pages.parts.flash_message import show_flash
from pages.parts.in_view import may_change, records_in_view
from pages.parts.statement import own_view
from pages.parts.your_name import ask_name

PAGE = "statement"
view = current_view()
known = records_in_view()
names = {statement.id: statement.name for statement in known.framework.statements}

header = st.container(key="statement_header")
with look.filters("statement"):
    chosen = choice_in_address(
        "Quality statement", list(names), name="statement", format_func=names.__getitem__
    )
statement = known.framework.statement(chosen)
showing = Showing(known, filters_in_address(view.today, {}), view, statement.id)
history = showing("score_history")
with header:
    look.page_header(history.headline, statement.question)
    since = "What has changed since the assessment, for and against"
    look.links("Also here", [look.link(since, "assessed_today", statement=statement.id)])

show_flash()
look.on_this_page(
    look.Place(meaning, name, card)
    for meaning, name, card in (
        (None, "Score", "score"),
        (history.signal, "Score over time", history.key),
        (worst_of(showing), "Measures", "statement_measures"),
        (None, "What is being done", "statement_actions"),
        (None, "What was learnt", "statement_lessons"),
        (None, "Audits, complaints, voices", "statement_practice"),
        (None, "What was found", "findings"),
    )
)
left, right = look.row(1, 1.12)
with left:
    statement_card(known, statement.id, view)
with right:
    exhibit_card(history, page=PAGE)
left, right = look.row(1, 1)
with left:
    statement_measures(showing)
with right:
    statement_actions(known, statement.id, view.today)
    statement_lessons(known, statement.id, view.today)
statement_practice(known, statement.id, view.today)

findings = known["finding"].filter(pl.col("statement") == statement.id)
themes = names_of_themes(known)
with look.card("findings"):
    look.card_header("What was found", "Sentence by sentence, each with its place in the document")
    if findings.is_empty():
        look.empty(
            "No findings for this statement yet",
            "Import the published page for it on the Data page.",
            action=look.link("Go to Data", "data"),
        )
    else:
        finding_list(
            finding_filters(findings, themes),
            themes,
            of=findings.height,
            answers=answers_of_findings(statement_on_record(known, view.today), statement.id),
        )

with look.card("statement_document"):
    look.card_header(
        "Self-assessment of this statement",
        "Scores, strengths, shortfalls, actions, lessons, evidence and gaps, from the records",
        small=True,
    )
    documents_of_statement(known, view, statement.id)

if may_change(view):
    ask_name()
    own_view(view, known, statement.id)
