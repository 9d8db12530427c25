"""Notes of a review: writing one down, and those there are, also other reviewers'."""

from __future__ import annotations

import polars as pl
import streamlit as st

from components import look
from components.exhibits.catalogue import names_of_themes
from components.exhibits.filters import teams_in
from components.exhibits.view import View
from components.web.principal import current_principal
from data_access.errors import DataError
from data_access.forms.reviews import Note, add_note
from data_access.snapshot import Snapshot
from data_access.store.database import open_store
from pages.parts.flash_message import flash_and_rerun
from pages.parts.in_view import records_in_view
from vocabulary.audits import NOTE_BECOMES, NoteKind
from vocabulary.findings import Polarity
from vocabulary.shown import escape, inert
from vocabulary.wording import short_date

_EVERY_SECONDS = 20  # how soon another reviewer's note appears


def note_form(known: Snapshot, view: View, review: str) -> None:
    """Draw the form. What was typed stays until it has landed, also after a refusal."""
    # How many notes there were when this one was begun: in the address, so that after a lost
    # connection the form is the same one, and the browser puts back what was typed.
    begun = known["review_note"].filter(pl.col("review") == review).height
    written = st.query_params.setdefault("written", str(begun))
    key = f"review_{review}_{written}"
    with look.card("review_note"):
        look.card_header("Note what you find", "It lands at once; no names of people", small=True)
        kind = st.segmented_control(
            "Kind of note",
            list(NoteKind.labels()),
            default="observation",
            required=True,
            format_func=NoteKind.labels().__getitem__,
            key=f"review_{review}_kind",
        )
        kind = kind or "observation"
        with st.form(f"{key}_{kind}", border=False, enter_to_submit=False):
            text = st.text_area("Note", key=f"draft_{key}", height=96, help=NOTE_BECOMES[kind])
            note = _details(known, kind, text, key)
            sent = st.form_submit_button(
                f"Record the {NoteKind(kind).label.lower()}", type="primary"
            )
        st.caption(NOTE_BECOMES[kind])
        if not sent:
            return
        try:
            number = add_note(
                open_store(),
                view.council,
                review,
                note,
                day=view.today,
                principal=current_principal(),
            )
        except DataError as error:
            look.error("Not recorded yet", str(error))
            return
        st.query_params["written"] = str(number)
        flash_and_rerun(f"{NoteKind(kind).label} recorded as note {number}", NOTE_BECOMES[kind])


def _details(known: Snapshot, kind: str, text: str, key: str) -> Note:
    themes = names_of_themes(known)
    statements = {s.id: s.name for s in known.framework.statements}
    left, right = st.columns(2)
    team = left.selectbox(
        "Team (optional)",
        teams_in(known["audit"], known["learning"]),
        index=None,
        format_func=inert,
        placeholder="Choose",
        key=f"{key}_team",
    )
    about = right.selectbox(
        "About audit or lesson (optional)",
        [
            *known["learning"].sort("found", descending=True).get_column("reference"),
            *known["audit"].sort("audited", descending=True).get_column("reference"),
        ],
        index=None,
        format_func=inert,
        placeholder="Choose",
        key=f"{key}_about",
    )
    chosen = st.multiselect(
        "Themes (optional)",
        sorted(themes, key=themes.__getitem__),
        format_func=themes.__getitem__,
        placeholder="Choose",
        key=f"{key}_themes",
    )
    statement, polarity, owner, due = "learning", "shortfall", "", ""
    if kind in {"observation", "action"}:
        left, right = st.columns(2)
        ids = list(statements)
        statement = left.selectbox(
            "Quality statement",
            ids,
            index=ids.index("learning") if "learning" in ids else 0,
            format_func=statements.__getitem__,
            key=f"{key}_statement",
        )
        if kind == "observation":
            polarity = right.selectbox(
                "It is a",
                [each.value for each in (Polarity.SHORTFALL, Polarity.STRENGTH, Polarity.MIXED)],
                format_func=Polarity.labels().__getitem__,
                key=f"{key}_polarity",
            )
        else:
            due = right.text_input(
                "Due", key=f"{key}_due", placeholder="day/month/year, such as 31/03/2027"
            )
    if kind in {"action", "lesson"}:
        owner = st.text_input(
            "Owner (role)", key=f"{key}_owner", placeholder="such as Principal Social Worker"
        )
    return Note(
        kind,
        text,
        about or "",
        team or "",
        tuple(chosen),
        statement or "learning",
        polarity or "shortfall",
        owner,
        due,
    )


@st.fragment(run_every=_EVERY_SECONDS)
def notes_so_far(view: View, review: str) -> None:
    """Draw the notes, newest first; they come in by themselves while several people review."""
    known = records_in_view()
    notes = known["review_note"].filter(pl.col("review") == review).sort("number", descending=True)
    with look.card("review_notes"):
        look.card_header(f"Notes so far: {notes.height}", small=True)
        if notes.is_empty():
            look.empty("Nothing noted yet", "Observations, lessons, actions and decisions.")
            return
        st.html(f'<ol class="review-notes">{"".join(map(_line, notes.iter_rows(named=True)))}</ol>')


def _line(row: dict[str, object]) -> str:
    became = f" Became {row['became']}." if row["became"] else ""
    where = "; ".join(str(part) for part in (row["team"], row["about"]) if part)
    return (
        f"<li><b>{NoteKind(str(row['kind'])).label} {row['number']}</b> {escape(str(row['text']))}"
        f'<br><span class="muted">{short_date(row["noted"])}, {escape(str(row["recorded_by"]))}'  # type: ignore[arg-type]
        f"{': ' + escape(where) if where else ''}.{escape(became)}</span></li>"
    )
