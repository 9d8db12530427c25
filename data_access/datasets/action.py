"""Improvement actions. Whether one is open, late or proven is read from its dates and evidence."""

from datetime import date

from sqlmodel import SQLModel

from data_access.datasets.base import Dataset, LedgerRow, choice_column, column, list_column
from data_access.datasets.follows import Follows
from data_access.datasets.own_record import (
    authority_column,
    day_column,
    owner_column,
    reference_column,
    team_column,
    themes_column,
    words_column,
)
from data_access.datasets.rules import NotBefore
from vocabulary.plan import AnswersKind


class ActionFields(SQLModel):
    """An action of the improvement plan."""

    authority: str = authority_column()
    reference: str = reference_column("action", "ACT-017", "action ref", "action number")
    action: str = column(
        "What will be done, in a sentence. No names.",
        label="Action",
        example="Agree a yearly training plan for each specialist team.",
        aliases=("description", "action description", "what", "task"),
        free_text=True,
        min_length=1,
    )
    answers_kind: AnswersKind | None = choice_column(
        "What kind of thing it answers.",
        label="Answers a",
        example="Finding",
        aliases=("source", "arising from", "source type"),
        words={
            "lesson": AnswersKind.LEARNING,
            "lessons learned": AnswersKind.LEARNING,
            "CQC finding": AnswersKind.FINDING,
            "CQC": AnswersKind.FINDING,
            "CQC report": AnswersKind.FINDING,
            "CQC assessment": AnswersKind.FINDING,
            "peer review": AnswersKind.FINDING,
            "peer challenge": AnswersKind.FINDING,
            "SAR": AnswersKind.SAFEGUARDING_ADULT_REVIEW,
            "safeguarding adults review": AnswersKind.SAFEGUARDING_ADULT_REVIEW,
            "LGSCO": AnswersKind.OMBUDSMAN,
            "practice audit": AnswersKind.AUDIT,
            "case audit": AnswersKind.AUDIT,
        },
        default=None,
    )
    answers: list[str] | None = list_column(
        "References of the findings or lessons it answers, separated by semicolons. Empty: it "
        "answers nothing that is on record.",
        label="Answers",
        example="L-058",
        aliases=("answers to", "finding", "lesson", "source reference", "links to"),
        refers_to="answers_kind",
    )
    statement: str | None = column(
        "Quality statement it is to improve.",
        label="Quality statement",
        example="learning",
        aliases=("cqc statement", "quality statement", "statement"),
        refers_to="statement",
        default=None,
    )
    themes: list[str] = themes_column("What it is about.")
    team: str | None = team_column(needed=False, description="Team that does it.")
    owner: str | None = owner_column()
    opened: date = day_column(
        "Day it was agreed.", "Opened", "date", "date agreed", "start date", needed=True
    )
    due: date | None = day_column(
        "Day it is due, as now agreed.", "Due", "due date", "target date", "deadline", "by when"
    )
    progress: str | None = words_column(
        "How it is going: the latest note.",
        "Progress",
        "Plans agreed for two of four teams.",
        "update",
        "progress update",
        "latest update",
        "comments",
    )
    progress_on: date | None = day_column(
        "Day of the latest note.", "Progress noted on", "date of update", "last updated"
    )
    closed: date | None = day_column(
        "Day it was closed. Empty: open, unless it is complete.",
        "Closed",
        "date closed",
        "completed",
        "completion date",
    )
    complete: bool | None = column(
        "Whether it is complete, where the day is not known: closed on a day that nobody recorded, "
        "and never overdue. Empty or no: open, unless there is a day.",
        label="Complete",
        example="no",
        aliases=("is complete", "action complete", "completed yes no"),
        default=None,
    )
    impact: str | None = words_column(
        "Evidence that it made a difference to people or practice, and where to find it.",
        "Evidence of impact",
        "Re-audit in May: 17 of 20 records had the person's wishes (before: 9 of 20).",
        "impact",
        "evidence",
        "outcome",
    )


class ImprovementAction(LedgerRow, ActionFields, table=True):
    """A version of an action's row."""

    __tablename__ = "action"


ACTION = Dataset(
    name="action",
    title="Improvement actions",
    singular="action",
    grain="one row per action",
    description=(
        "What is being done about findings and lessons, by which role and by when, and the "
        "evidence that it helped."
    ),
    table=ImprovementAction,
    fields_model=ActionFields,
    natural_key=("authority", "reference"),
    rhythm_days=35,
    person_may_edit=True,
    dated_by="opened",
    touched_on=("progress_on", "closed"),
    follows=(Follows("complete", ("closed",)),),
    rules=(
        NotBefore("due", "opened"),
        NotBefore("closed", "opened"),
        NotBefore("progress_on", "opened"),
    ),
)
