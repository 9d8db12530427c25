"""What a review came to: written by one reviewer, never over another's words; and its minutes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import polars as pl
import streamlit as st

from components import look
from components.exhibits.catalogue import Showing
from components.exhibits.view import View
from components.web.principal import current_principal
from data_access.errors import ConflictError, DataError
from data_access.forms.reviews import change_review
from data_access.moments import now
from data_access.snapshot import Snapshot
from data_access.store.database import open_store
from pages.parts.flash_message import flash_and_rerun
from pages.parts.review.list import looks_at
from pages.parts.version_begun import version_begun, version_done
from pages.parts.written_report_files import written_report_files
from vocabulary.shown import escape
from vocabulary.wording import entered_date

if TYPE_CHECKING:
    from reports.documents.written_report import WrittenReport


def conclusion_form(view: View, row: dict[str, Any], *, may_write: bool) -> None:
    """Draw the conclusion, as a form while the review goes on."""
    pending_key = f"review_{row['reference']}_pending"
    if pending_key in st.session_state:
        _choose(view, row, pending_key)
    elif may_write and row["state"] != "finished":
        _form(view, row, pending_key)
    elif row["conclusion"]:
        st.html(f"<p>{escape(row['conclusion'])}</p>")


def changed(view: View, row: dict[str, Any], changes: dict[str, str], said: str) -> None:
    """Record a change of the review and say so; ConflictError if another was faster."""
    try:
        change_review(open_store(), view.council, row, changes, principal=current_principal())
    except ConflictError:
        raise
    except DataError as error:
        look.error("Not recorded", str(error))
    else:
        if "conclusion" in changes:  # else the one being written stays as it is
            version_done(_named(row))
        flash_and_rerun(said)


def _form(view: View, row: dict[str, Any], pending_key: str) -> None:
    based = version_begun(_named(row), row["row_id"])
    stood_key = f"{pending_key}_{based}"
    if row["row_id"] == based:
        st.session_state[stood_key] = row["conclusion"] or ""
    stood = st.session_state.get(stood_key)  # None: begun in a session that was lost
    with st.form("review_conclusion", border=False, enter_to_submit=False):
        text = st.text_area(
            "What did the review come to?",
            row["conclusion"] or "",
            height=120,
            key=f"draft_review_{row['reference']}_concluded_{based}",
        )
        keep, finish = st.columns(2)
        kept = keep.form_submit_button("Keep the conclusion")
        finished = finish.form_submit_button("Finish the review", type="primary")
    if not (kept or finished):
        return
    changes = {"conclusion": text or ""}
    if finished:
        changes |= {"state": "finished", "finished": entered_date(view.today)}
    said = "The review is finished" if finished else "The conclusion is kept"
    try:
        changed(view, {**row, "row_id": based}, changes, said)
    except ConflictError:
        st.session_state[pending_key] = (changes, said, stood)
        st.rerun()


def _choose(view: View, row: dict[str, Any], pending_key: str) -> None:
    """Another reviewer changed the review meanwhile: whose conclusion stands?"""
    changes, said, stood = st.session_state[pending_key]
    theirs, mine = row["conclusion"] or "", changes["conclusion"]
    if theirs in {"", mine, stood}:
        chosen: str | None = "mine"  # it was paused, or gone on with: nothing to choose
    else:
        chosen = _whose(theirs, mine, str(row["recorded_by"]))
    if chosen is None:
        return
    del st.session_state[pending_key]
    if chosen == "theirs":
        version_done(_named(row))
        flash_and_rerun("Their conclusion stands", "What you wrote was not recorded.")
    try:
        changed(view, row, changes, said)
    except ConflictError:
        st.session_state[pending_key] = (changes, said, stood)
        st.rerun()


def _named(row: dict[str, Any]) -> str:
    """The review as the address names it."""
    return f"review/{row['reference']}"


def _whose(theirs: str, mine: str, by: str) -> str | None:
    """Draw both conclusions, one under the other, and the choice; returns it once made."""
    look.error(
        f"{by} wrote a conclusion while you had the review open",
        "Nothing was overwritten. Choose which stands; theirs stays in the history.",
    )
    said = ((f"As {by} wrote it", theirs), ("As you wrote it", mine))
    told = "".join(f"<dt>{escape(name)}</dt><dd>{escape(text)}</dd>" for name, text in said)
    st.html(f'<dl class="explain">{told}</dl>')
    left, right = st.columns(2)
    if left.button("Record mine", type="primary", key="conclusion_mine"):
        return "mine"
    return "theirs" if right.button("Keep theirs", key="conclusion_theirs") else None


BEHIND = ("audit_grades", "audit_moderation", "audit_repeats", "lessons_checked", "audit_sample")


def minutes_files(known: Snapshot, view: View, row: dict[str, Any], showing: Showing) -> None:
    """Draw the downloads; a file is only written when somebody asks for it."""
    reference = row["reference"]

    def report() -> WrittenReport:
        from reports.documents.minutes import minutes  # not needed to open a page

        figures = [
            showing(key, size=row["sample_size"], seed=row["seed"])
            if key == "audit_sample"
            else showing(key)
            for key in BEHIND
        ]
        notes = known["review_note"].filter(pl.col("review") == reference).sort("number")
        return minutes(
            row,
            notes,
            figures,
            view,
            looks_at=looks_at(row),
            records={name: known[name] for name in ("action", "learning", "audit", "complaint")},
            revision=known.revision,
            produced=now(),
        )

    stem = f"practice-review-{reference.lower()}"
    written_report_files(report, stem, key="review", label="Minutes as ", in_columns=True)
