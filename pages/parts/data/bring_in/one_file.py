"""The file that is looked at: what has to be asked about it, what it would change, its landing."""

from __future__ import annotations

import streamlit as st

from components import look
from components.exhibits.view import View
from components.widgets.importing.questions import first_rows_table, questions_form
from data_access.errors import DataError
from data_access.importing.stages.inspect import shown_text
from data_access.importing.stages.plan import Plan
from data_access.snapshot import Snapshot
from pages.parts.data.bring_in.in_hand import InHand
from pages.parts.data.bring_in.landing import landing, ways_out
from pages.parts.data.bring_in.parts import show_part
from pages.parts.data.bring_in.questions import (
    KIND,
    about,
    asked_of,
    open_questions,
    recipe_with,
)
from pages.parts.data.bring_in.read import read, read_with
from pages.parts.data.bring_in.summary import summary
from pages.parts.data.bring_in.taken_for import taken_for
from pages.parts.data.bring_in.taken_on import taken_on
from vocabulary.wording import counted, listed, within

_WIDEST = 12  # columns of the first rows that fit beside each other


def show_file(file: InHand, view: View, known: Snapshot) -> None:
    """Draw what is to be said about a file, or what it would change and the way to import it."""
    plan = read(file)
    if plan is None:
        return
    _head(file, plan)
    if plan.reading.declined:
        look.error("Nothing of this file is taken", f"{plan.reading.declined}.")
        ways_out(file)
        return
    if open_questions(plan, file.put):
        _ask(file, plan, known)
        return
    summary(plan, view, known)
    taken_on(file, plan, view)
    landing(file, plan)
    show_part(file, plan, known)


def _head(file: InHand, plan: Plan) -> None:
    sheets = [sheet for sheet in plan.reading.sheets if sheet]
    where = f"Sheet {listed([f'‘{sheet}’' for sheet in sheets])}. " if sheets else ""
    if len(sheets) > 1:
        where = f"Sheets {listed([f'‘{sheet}’' for sheet in sheets])}. "
    kept = "" if plan.recipe == file.recipe else "Read with the answers kept for this layout. "
    look.card_header(
        f"{shown_text(file.name)}: {within(taken_for(plan, told=file.recipe.dataset is not None))}",
        f"{where}{kept}".strip() or None,
    )


def _ask(file: InHand, plan: Plan, known: Snapshot) -> None:
    questions = open_questions(plan, file.put)
    needed = sum(question.needed for question in questions)
    kind_alone = questions[0].kind == "dataset" and questions[0].needed
    if questions[0].kind == "dataset":
        _first_rows(plan)
    if kind_alone:
        pass
    elif needed:
        verb = "has" if needed == 1 else "have"
        more = sum(not question.needed and question.key != KIND for question in questions)
        rest = f"; {counted(more, 'more', 'more')} may be" if more else ""
        look.source(f"{counted(needed, 'question').capitalize()} {verb} to be answered{rest}.")
    else:
        look.source("Nothing has to be answered. What you know makes it more complete.")
    error = st.session_state.pop("data_answer_wrong", "")
    answers = questions_form(
        [asked_of(question, plan, known) for question in questions],
        key=f"data_ask_{file.number}_{file.turn}",
        error=error,
        button="Read again" if needed else "Go on",
        first=True,
    )
    if answers is not None:
        recipe, wrong = recipe_with(file.recipe, questions, answers, plan)
        if not wrong:
            try:
                read_with(file, recipe)
            except DataError as error_of_file:
                wrong = str(error_of_file)
        if wrong:
            st.session_state["data_answer_wrong"] = wrong
        else:
            file.put |= {about(question) for question in questions if not question.needed}
            file.say(recipe)
        st.rerun()
    with st.container(horizontal=True, gap="medium"):
        ways_out(file)
    if not kind_alone:
        with st.expander("How the file is read so far"):
            show_part(file, plan, known, among=("Columns", "Rows and notes"))


def _first_rows(plan: Plan) -> None:
    rows = plan.reading.first_rows
    heads = rows.columns[:_WIDEST]
    first_rows_table(
        heads,
        [[shown_text(cell) if cell else "" for cell in row[:_WIDEST]] for row in rows.iter_rows()],
    )
