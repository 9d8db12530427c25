"""Review: a quality-assurance review, step by step."""

from dataclasses import replace
from datetime import date
from typing import Any, cast

import streamlit as st

from components import look
from components.exhibits.catalogue import Showing
from components.exhibits.exhibit import Exhibit
from components.exhibits.filters import filters_of
from components.exhibits.records import in_practice_areas
from components.exhibits.view import View
from components.web.activity import done
from components.web.address import option_in_address, understood
from components.web.current_view import current_view
from components.widgets.exhibits.draw import draw_exhibit
from data_access.errors import ConflictError
from data_access.snapshot import Snapshot
from pages.parts.flash_message import flash_and_rerun, show_flash
from pages.parts.in_view import may_change, records_in_view
from pages.parts.review.conclusion import changed, conclusion_form, minutes_files
from pages.parts.review.list import begin_review_form, looks_at, review_list, review_row
from pages.parts.review.notes import note_form, notes_so_far
from pages.parts.your_name import ask_name
from vocabulary.activity import Act
from vocabulary.audits import REVIEW_GOES_ON
from vocabulary.principal import Permission
from vocabulary.wording import long_date

PAGE = "review"
STEPS: dict[str, tuple[str, tuple[str, ...]]] = {
    "Grades": (
        "How good is practice, and do auditor and moderator agree?",
        ("audit_grades", "audit_moderation", "audit_areas"),
    ),
    "Repeats": ("What came back after the team was told?", ("audit_repeats",)),
    "Lessons": (
        "Was each lesson checked again?",
        ("lessons_checked", "learning_not_evidenced"),
    ),
    "Sample": ("Which records do we read together?", ("audit_sample",)),
    "Minutes": ("What did the review come to?", ()),
}


def review_session(known: Snapshot, view: View, reference: str, *, may_write: bool) -> None:
    """Draw the review at the step that stands in the address."""
    row = review_row(known, reference)
    done(Act.LOOK, "review", number=cast("int", row["row_id"]))
    header = st.container(key="review_header")
    understood("step of a review", "step", {each: each for each in STEPS})
    with look.filters("review"):
        step = st.segmented_control(
            "Step",
            list(STEPS),
            default="Grades",
            required=True,
            key="step",
            bind="query-params",
        )
    step = step or "Grades"
    with header:
        look.page_header(STEPS[step][0], f"Practice review {reference}: {looks_at(row)}")
    show_flash()
    ask_name()
    going_on = may_write and row["state"] != "finished"
    left, right = look.row(1.45, 1)
    with left:
        if step == "Minutes":
            _minutes(known, view, row, may_write=may_write)
        else:
            showing = showing_of(known, view, row)
            for key in STEPS[step][1]:
                draw_exhibit(_exhibit(showing, key, row), page=PAGE)
    with right:
        if going_on:
            note_form(known, view, reference)
        notes_so_far(view, reference)
        _state(view, row, may_write=may_write)


def showing_of(known: Snapshot, view: View, row: dict[str, Any]) -> Showing:
    """Exhibits of the audits and lessons that the review looks at."""
    areas = row["practice_areas"]
    records = in_practice_areas(known, areas) if areas else known
    return Showing(records, filters_of(view.today, row["period"], row["team"] or None), view)


def _exhibit(showing: Showing, key: str, row: dict[str, Any]) -> Exhibit:
    sample = {"size": row["sample_size"], "seed": row["seed"]} if key == "audit_sample" else {}
    shown = showing(key, **sample)
    # An address knows nothing of practice areas: a link would lead to another figure.
    return replace(shown, address={}) if row["practice_areas"] else shown


def _minutes(known: Snapshot, view: View, row: dict[str, Any], *, may_write: bool) -> None:
    with look.card("review_minutes"):
        look.card_header("Minutes", "Everything noted, with the figures it rests on")
        conclusion_form(view, row, may_write=may_write)
        minutes_files(known, view, row, showing_of(known, view, row))


def _state(view: View, row: dict[str, Any], *, may_write: bool) -> None:
    with look.card("review_state"):
        said = REVIEW_GOES_ON[row["state"]]
        if isinstance(row["finished"], date):
            said = f"Finished on {long_date(row['finished'])}"
        look.card_header(
            said,
            "Every note is kept the moment it is recorded: you can close this page",
            small=True,
        )
        if may_write and row["state"] == "open" and st.button("Pause the review"):
            _change(view, row, {"state": "paused"}, "Paused")
        if may_write and row["state"] == "paused" and st.button("Go on with the review"):
            _change(view, row, {"state": "open"}, "Going on")
        st.html(f"<p>{look.link('All reviews', 'review')}</p>")


def _change(view: View, row: dict[str, Any], changes: dict[str, str], said: str) -> None:
    try:
        changed(view, row, changes, said)
    except ConflictError:
        flash_and_rerun(
            "Another reviewer changed this review meanwhile", "This is how it stands now."
        )


view = current_view()
known = records_in_view()
may_write = may_change(view, Permission.REVIEW)
there = {each: each for each in known["review"].get_column("reference")}
chosen = option_in_address("review", there, "review")

if chosen:
    review_session(known, view, chosen, may_write=may_write)
else:
    look.page_header(
        "Look at practice together, and keep what you find",
        "A quality-assurance review: what audits say, what became of lessons, a sample, minutes",
    )
    show_flash()
    ask_name()
    left, right = look.row(1, 1)
    with left:
        review_list(known)
    with right:
        begin_review_form(known, view, may_write=may_write)
