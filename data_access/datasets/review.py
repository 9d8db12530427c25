"""Quality-assurance reviews by the Principal Social Worker, and what is noted in them.

A review's findings, lessons and actions land in their own datasets; a note says what it became.
"""

from datetime import date

from sqlmodel import SQLModel

from data_access.datasets.base import Dataset, LedgerRow, choice_column, column, list_column
from data_access.datasets.own_record import (
    authority_column,
    day_column,
    reference_column,
    team_column,
    themes_column,
    words_column,
)
from data_access.datasets.rules import NotBefore
from vocabulary.audits import NoteKind, PracticeArea, ReviewState


class ReviewFields(SQLModel):
    """A review: what it looks at and how far it has come. Who took part is not kept by name."""

    authority: str = authority_column()
    reference: str = reference_column("review", "R-003")
    opened: date = day_column("Day the review began.", "Began", needed=True)
    purpose: str | None = words_column(
        "What the review wants to find out.", "Purpose", "Do we record what people want to happen?"
    )
    period: str = column(
        "Period looked at, as the filters say it.", label="Period", example="Last 12 months"
    )
    team: str | None = team_column(needed=False, description="Team looked at.")
    practice_areas: list[PracticeArea] | None = list_column(
        "Practice areas looked at, separated by semicolons. Empty: all of them.",
        label="Practice areas",
        example="safeguarding; mental_capacity",
    )
    sample_size: int = column(
        "How many audits the sample asks for.", label="Sample", example="20", unit="audits", ge=1
    )
    seed: str = column(
        "What the sample is drawn from, so that anybody draws the same one.",
        label="Name of the sample",
        aliases=("seed",),
        example="R-003",
        min_length=1,
        max_length=40,
    )
    chaired: str | None = column(
        "Role of whoever chairs it, not a name.",
        label="Chaired by (role)",
        example="Principal Social Worker",
        free_text=True,
        default=None,
    )
    attended: list[str] | None = list_column(
        "Roles of those who take part, separated by semicolons. No names.",
        label="Takes part (roles)",
        example="Practice educator; Team manager, sensory team",
        free_text=True,
    )
    chosen: list[str] | None = list_column(
        "References of the lessons, audits and complaints chosen when the review began, separated "
        "by semicolons.",
        label="Chosen records",
        example="L-058; A-26-107",
    )
    state: ReviewState = choice_column(
        "Going on, paused or finished.", label="State", example="Open"
    )
    finished: date | None = day_column("Day it was finished. Empty: not yet.", "Finished")
    conclusion: str | None = words_column(
        "What the review came to, for the minutes.",
        "Conclusion",
        "Wishes are recorded more often; two teams need another look in spring.",
    )


class ReviewNoteFields(SQLModel):
    """Something observed, learnt, decided or to be done, noted in a review."""

    authority: str = authority_column()
    review: str = column(
        "Reference of the review.", label="Review", example="R-003", refers_to="review"
    )
    number: int = column("Number of the note within the review.", label="Number", example="4", ge=1)
    noted: date = day_column("Day it was noted.", "Noted", needed=True)
    kind: NoteKind = choice_column(
        "Observation, lesson, action or decision.", label="Kind", example="Observation"
    )
    text: str = column(
        "What was observed, learnt, decided or will be done. No names or other personal details.",
        label="Note",
        example="In 6 of 9 records the person's wishes came first.",
        free_text=True,
        min_length=1,
    )
    about: str | None = column(
        "Reference of the audit or lesson it is about, if it is about one.",
        label="About",
        example="A-26-107",
        default=None,
    )
    team: str | None = team_column(needed=False, description="Team it is about.")
    themes: list[str] = themes_column("What it is about.")
    became: str | None = column(
        "Reference of the finding, lesson or action it became.",
        label="Became",
        example="R-003-L4",
        default=None,
    )


class Review(LedgerRow, ReviewFields, table=True):
    """A version of a review's row."""


class ReviewNote(LedgerRow, ReviewNoteFields, table=True):
    """A version of a note."""

    __tablename__ = "review_note"


REVIEW = Dataset(
    name="review",
    title="Practice reviews",
    singular="review",
    grain="one row per review",
    description="Quality-assurance reviews: what each looks at, its sample, how far it has come.",
    table=Review,
    fields_model=ReviewFields,
    natural_key=("authority", "reference"),
    person_may_edit=True,
    dated_by="opened",
    rules=(NotBefore("finished", "opened"),),
)

REVIEW_NOTE = Dataset(
    name="review_note",
    title="Notes of practice reviews",
    singular="note",
    grain="one row per note",
    description="What was observed, learnt, decided and agreed in a review, and what it became.",
    table=ReviewNote,
    fields_model=ReviewNoteFields,
    natural_key=("authority", "review", "number"),
    person_may_edit=True,
    dated_by="noted",
)
