"""The reviews there are, and the form that begins one."""

from __future__ import annotations

import polars as pl
import streamlit as st

from components import look
from components.exhibits.filters import EVERY_TEAM, PERIODS, teams_in
from components.exhibits.memo import memo
from components.exhibits.view import View
from components.web.principal import current_principal
from data_access.datasets import DATASETS
from data_access.errors import DataError
from data_access.forms.reviews import begin_review
from data_access.snapshot import Snapshot
from data_access.store.database import open_store
from pages.parts.in_view import why_not
from vocabulary.audits import REVIEW_GOES_ON
from vocabulary.principal import Permission
from vocabulary.shown import escape, inert
from vocabulary.wording import counted, short_date

SIZES = ("10", "20", "30", "40")
AREAS = next(spec for spec in DATASETS["audit"].fields if spec.name == "practice_area")


def review_list(known: Snapshot) -> None:
    """Draw the reviews, newest first, each with the way into it."""
    reviews = known["review"].sort("opened", "reference", descending=True)
    with look.card("reviews"):
        look.card_header("Reviews so far", "A paused review goes on where it was left", small=True)
        if reviews.is_empty():
            look.empty(
                "No review yet",
                "Begin one: choose what to look at, and the screens lead through it.",
            )
            return
        counts = dict(known["review_note"].group_by("review").len().iter_rows())
        rows = (_row(row, counts) for row in reviews.iter_rows(named=True))
        look.table("Reviews", ("Review", "Looks at", "Began", "State", "Notes"), rows)


def looks_at(row: dict[str, object]) -> str:
    """Such as "Sensory team; mental capacity; last 12 months"."""
    areas = row["practice_areas"]
    named = (
        ", ".join(AREAS.label_of(area).casefold() for area in areas)
        if isinstance(areas, list) and areas
        else "every practice area"
    )
    return f"{row['team'] or 'All teams'}; {named}; {str(row['period']).casefold()}"


def begin_review_form(known: Snapshot, view: View, *, may_write: bool) -> None:
    """Draw the form; what it begins opens at once."""
    with look.card("begin_review"):
        look.card_header("Begin a review", "What is found lands in the record as you go")
        if not may_write:
            here = "Reviews are held in the store's own council, as it is today"
            look.empty(*why_not(view, Permission.REVIEW, here))
            return
        with st.form("begin_review", border=False, enter_to_submit=False):
            purpose = st.text_area(
                "What do you want to find out? (optional)",
                key="review_purpose",
                height=84,
                placeholder="such as: do records begin with what the person wants to happen?",
            )
            left, right = st.columns(2)
            period = left.selectbox("Period", list(PERIODS), index=1, key="review_period")
            teams = teams_in(known["audit"], known["learning"])
            team = right.selectbox(
                "Team", [EVERY_TEAM, *teams], format_func=inert, key="review_team"
            )
            areas = st.multiselect(
                "Practice areas",
                AREAS.choices,
                format_func=AREAS.label_of,
                placeholder="All of them",
                key="review_areas",
            )
            left, right = st.columns(2)
            chaired = left.text_input(
                "Chaired by (role)",
                key="review_chaired",
                placeholder="such as Principal Social Worker",
            )
            attended = right.text_input(
                "Takes part (roles, with semicolons between)",
                key="review_attended",
                placeholder="such as Practice educator; Team manager",
            )
            picked = st.multiselect(
                "Lessons, audits and complaints to look at (optional)",
                records_to_choose(known),
                placeholder="Choose by reference",
                key="review_chosen",
            )
            left, right = st.columns(2)
            size = left.selectbox("Audits in the sample", SIZES, index=1, key="review_size")
            seed = right.text_input(
                "Name of the sample",
                placeholder="the review's reference",
                max_chars=40,
                key="review_seed",
                help="The same name draws the same sample again. Leave it empty to use the "
                "review's reference.",
            )
            sent = st.form_submit_button("Begin the review", type="primary")
        if not sent:
            return
        try:
            reference = begin_review(
                open_store(),
                view.council,
                {
                    "purpose": purpose,
                    "period": period,
                    "team": "" if team == EVERY_TEAM else team,
                    "practice_areas": "; ".join(areas),
                    "sample_size": size,
                    "seed": seed,
                    "chaired": chaired,
                    "attended": attended,
                    "chosen": "; ".join(picked),
                },
                day=view.today,
                principal=current_principal(),
            )
        except DataError as error:
            look.error("The review was not begun", str(error))
            return
        st.query_params["review"] = reference
        st.rerun()


def records_to_choose(known: Snapshot) -> list[str]:
    """References of lessons, audits and complaints, the newest of each first."""
    return memo(known, _records_to_choose)


def _records_to_choose(known: Snapshot) -> list[str]:
    dated = (("learning", "found"), ("audit", "audited"), ("complaint", "received"))
    return [
        reference
        for name, day in dated
        for reference in known[name].sort(day, descending=True).get_column("reference").head(200)
    ]


def _row(row: dict[str, object], counts: dict[str, int]) -> str:
    reference, opened = str(row["reference"]), row["opened"]
    return (
        f'<th scope="row">{look.link(reference, "review", review=reference)}</th>'
        f"<td>{escape(looks_at(row))}</td><td>{short_date(opened)}</td>"  # type: ignore[arg-type]
        f"<td>{REVIEW_GOES_ON[str(row['state'])]}</td>"
        f"<td>{counted(counts.get(reference, 0), 'note')}</td>"
    )


def review_row(known: Snapshot, reference: str) -> dict[str, object]:
    """The review's row. LookupError if there is none."""
    rows = known["review"].filter(pl.col("reference") == reference)
    if rows.is_empty():
        raise LookupError(reference)
    return rows.row(0, named=True)
