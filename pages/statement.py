"""One quality statement: its score and how it came about, and everything found about it."""

from collections.abc import Callable

import polars as pl
import streamlit as st

from components import look
from components.exhibits.catalogue import Showing, names_of_themes
from components.web.address import choice_in_address
from components.web.current_view import current_view
from components.widgets.exhibits.card import exhibit_card
from components.widgets.exhibits.draw import draw_exhibit
from components.widgets.filters import filters_in_address
from components.widgets.statements.evidence import (
    answers_of_findings,
    no_actions,
    no_lessons,
    no_practice,
    statement_actions,
    statement_lessons,
    statement_on_record,
    statement_practice,
)
from components.widgets.statements.measures import no_measures, statement_measures, worst_of
from components.widgets.statements.statement import (
    finding_filters,
    finding_list,
    no_findings,
    statement_card,
)
from pages.parts.board.documents import documents_of_statement
from pages.parts.flash_message import show_flash
from pages.parts.in_view import may_change, records_in_view
from pages.parts.statement import own_view
from pages.parts.your_name import ask_name
from vocabulary.principal import Permission

PAGE, NOT_YET = "statement", "Not yet recorded"
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
    characteristics = showing("statement_characteristics")
    judge = "Judge it against the rating characteristics"
    look.links(
        "Also here",
        [
            look.link(since, "assessed_today", statement=statement.id),
            *(
                [look.link(judge, "judgement", statement=statement.id)]
                if characteristics.frame.height
                else []
            ),
        ],
    )

show_flash()
on, today = (known, statement.id), view.today
findings = known["finding"].filter(pl.col("statement") == statement.id)
# What brings each part that has nothing to show; "" where it has.
lacking = {
    "statement_measures": no_measures(showing),
    "statement_actions": no_actions(*on, today),
    "statement_lessons": no_lessons(*on, today),
    "statement_practice": no_practice(*on, today),
    "findings": no_findings() if findings.is_empty() else "",
}
once = history.frame.height < 2  # one score is said once
places = [
    look.Place(meaning, name, card)
    for meaning, name, card in (
        (None, "Score", "score"),
        (history.signal, "Score over time", "" if once else history.key),
        (
            characteristics.signal,
            "Characteristics",
            characteristics.key if characteristics.frame.height else "",
        ),
        (worst_of(showing), "Measures", "statement_measures"),
        (None, "What is being done", "statement_actions"),
        (None, "What was learnt", "statement_lessons"),
        (None, "Audits, complaints, voices", "statement_practice"),
        (None, "What was found", "findings"),
    )
    if card
]
missing = [look.Missing(each.name, how) for each in places if (how := lacking.get(each.card))]
look.on_this_page(
    [
        *(each for each in places if not lacking.get(each.card)),
        *([look.Place("unknown", NOT_YET, "not_recorded")] if missing else []),
    ]
)
if once:
    statement_card(known, statement.id, view)
else:
    left, right = look.row(1, 1.12)
    with left:
        statement_card(known, statement.id, view)
    with right:
        exhibit_card(history, page=PAGE)
if characteristics.frame.height:
    draw_exhibit(characteristics, page=PAGE)
sides: list[list[tuple[str, Callable[[], None]]]] = [
    [("statement_measures", lambda: statement_measures(showing))],
    [
        ("statement_actions", lambda: statement_actions(*on, today)),
        ("statement_lessons", lambda: statement_lessons(*on, today)),
    ],
]
sides = [[part for part in side if not lacking[part[0]]] for side in sides]
sides = [side for side in sides if side]
for column, side in zip(look.row(*[1] * len(sides)) if sides else [], sides, strict=True):
    with column:
        for _, draw in side:
            draw()
if not lacking["statement_practice"]:
    statement_practice(*on, today)
if not lacking["findings"]:
    themes = names_of_themes(known)
    with look.card("findings"):
        look.card_header(
            "What was found", "Sentence by sentence, each with its place in the document"
        )
        finding_list(
            finding_filters(findings, themes),
            themes,
            of=findings.height,
            answers=answers_of_findings(statement_on_record(known, today), statement.id),
        )
if missing:
    look.missing(NOT_YET, missing, key="not_recorded")

with look.card("statement_document"):
    look.card_header(
        "Self-assessment of this statement",
        "Scores, strengths, shortfalls, actions, lessons, evidence and gaps, from the records",
        small=True,
    )
    documents_of_statement(statement.id)

if may_change(view, Permission.ENTER):
    ask_name()
    own_view(view, known, statement.id)
