"""Bringing in files: dropped first, asked about later, and landed in their order."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from components import look
from components.exhibits.view import View
from components.look.lists import Point
from components.look.marks import Meaning
from components.web.principal import current_principal
from data_access.importing.dropped import Dropped
from data_access.importing.own_process.pool import warm
from data_access.importing.stages.files.book import LARGEST_MB
from data_access.importing.stages.inspect import shown_text
from data_access.ledger.ledger import INVENTED_COUNCILS
from data_access.snapshot import Snapshot, home_authority
from data_access.store.database import open_store
from pages.parts.data.bring_in.in_hand import (
    InHand,
    drop_round,
    in_hand,
    landed,
    let_go,
    take,
)
from pages.parts.data.bring_in.one_file import show_file
from pages.parts.data.bring_in.questions import open_questions
from pages.parts.data.bring_in.read import read
from pages.parts.data.bring_in.report import show_report
from pages.parts.data.bring_in.taken_for import taken_for
from pages.parts.data.bring_in.templates import pasted, templates
from vocabulary.wording import counted


def bring_in(view: View, known: Snapshot) -> None:
    """Draw the place to drop files, the files in hand, and the one that is looked at."""
    warm()  # what reads files, while a person looks for theirs
    files = in_hand()
    with look.card("bring_in"):
        look.card_header(
            "Bring in files",
            None
            if files
            else "Drop any number of them, whatever they hold. Nothing is stored until you have "
            "seen what would change and confirmed it.",
            small=True,
        )
        place = st.empty()
        _list(place, files)
        given = st.file_uploader(
            "More files"
            if files
            else "Logs, plans, training matrices, surveys, audits, published reports and figures",
            accept_multiple_files=True,
            max_upload_size=LARGEST_MB,
            key=f"data_drop_{drop_round()}",
            label_visibility="collapsed" if files else "visible",
        )
        if given:
            take([(file.file_id, file.name, file.getvalue()) for file in given])
            st.rerun()
        home = home_authority(open_store(), principal=current_principal())
        if home in INVENTED_COUNCILS:
            look.source(f"This store is for {home}: what you bring in is marked as an example.")
        beginning = st.empty()  # gone at once when a file is there, not only when it is read
        if not files:
            with beginning.container():
                templates()
                pasted()
            return
    current = next((file for file in files if file.open), None)
    if current is not None and current.kind is Dropped.REPORT:
        _reports(files, view, known)
    elif current is not None:
        with look.card("preview"):
            show_file(current, view, known)
        _list(place, files)
        if not current.open:  # it turned out that it is not taken
            st.rerun()
    for file in files:
        if file.waits and file is not current:
            read(file)
            _list(place, files)


def _reports(files: list[InHand], view: View, known: Snapshot) -> None:
    """The published pages and letters in hand, together: a report is often saved in several."""
    reports = [file for file in files if file.open and file.kind is Dropped.REPORT]

    def done(places: Sequence[int], said: str) -> None:
        for place in places:
            if said:
                landed(reports[place], said)
            else:
                let_go(reports[place])

    show_report([(file.name, file.content) for file in reports], view, known, done=done)


def _list(place: DeltaGenerator, files: list[InHand]) -> None:
    """Every file with what it was taken for and its state."""
    current = next((file for file in files if file.open), None)
    if not files:
        return
    with place.container():
        look.points([_point(file, current=file is current) for file in files])


def _point(file: InHand, *, current: bool) -> Point:
    name = shown_text(file.name)
    if file.landed:
        return Point("improved", name, file.landed, "Brought in")
    if file.refused:
        return Point("attention", name, f"{file.refused} Nothing of it was stored.", "Not taken")
    if file.kind is Dropped.REPORT:
        return Point("usual", name, "A published page or letter", "Below" if current else "Waiting")
    if file.plan is None:
        return Point("unknown", name, None, "Being read" if current else "Waiting")
    meaning, state = _state(file)
    return Point(meaning, name, taken_for(file.plan, told=file.recipe.dataset is not None), state)


def _state(file: InHand) -> tuple[Meaning, str]:
    plan = file.plan
    if plan is None:
        return "unknown", "Waiting"
    if plan.reading.declined:
        return "unknown", "Nothing to take"
    asked = len(open_questions(plan, file.put))
    if asked:
        return "attention", counted(asked, "question").capitalize()
    mend = plan.reading.rejected
    if mend:
        return "attention", f"{counted(mend, 'row')} to mend".capitalize()
    return "usual", "Ready"
