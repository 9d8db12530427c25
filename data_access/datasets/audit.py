"""Practice audits: one row per case audited."""

from datetime import date
from typing import Any

from sqlmodel import SQLModel

from data_access.datasets.base import Dataset, LedgerRow, choice_column, column, list_column
from data_access.datasets.own_record import (
    authority_column,
    day_column,
    reference_column,
    team_column,
    themes_column,
)
from data_access.datasets.rules import NotBefore
from vocabulary.audits import PracticeArea
from vocabulary.ratings import SCORE_NAMES


def grade_column(who: str, label: str, *aliases: str, **arguments: Any) -> Any:
    """A grade on the regulator's scale, as a number; the words are understood."""
    return column(
        f"Grade the {who} gave: 4 outstanding, 3 good, 2 requires improvement, 1 inadequate.",
        label=label,
        example="3",
        aliases=aliases,
        labels={str(grade): f"{grade} {said}" for grade, said in reversed(SCORE_NAMES.items())},
        words={said: str(grade) for grade, said in reversed(SCORE_NAMES.items())}
        | {"RI": "2", "needs improvement": "2"},
        ge=1,
        le=4,
        **arguments,
    )


class AuditFields(SQLModel):
    """An audit of one case. Whose case it is and who audited it are not kept."""

    authority: str = authority_column()
    reference: str = reference_column("audit", "A-26-107", "audit ref", "audit number")
    audited: date = day_column(
        "Day of the audit.", "Audited", "date", "audit date", "date audited", needed=True
    )
    team: str = team_column(needed=True, description="Team whose work was audited.")
    practice_area: PracticeArea = choice_column(
        "The part of practice that was audited.",
        label="Practice area",
        example="Mental capacity",
        aliases=("area of practice", "audit type", "audit tool", "area"),
        words={
            "MCA": PracticeArea.MENTAL_CAPACITY,
            "mental capacity act": PracticeArea.MENTAL_CAPACITY,
            "OT": PracticeArea.OCCUPATIONAL_THERAPY,
            "care and support planning": PracticeArea.SUPPORT_PLANNING,
            "care planning": PracticeArea.SUPPORT_PLANNING,
            "Care Act assessment": PracticeArea.ASSESSMENT,
            "carers assessment": PracticeArea.CARERS,
            "section 42": PracticeArea.SAFEGUARDING,
            "s42": PracticeArea.SAFEGUARDING,
            "safeguarding enquiry": PracticeArea.SAFEGUARDING,
            "best interests": PracticeArea.MENTAL_CAPACITY,
            "annual review": PracticeArea.REVIEW,
            "preparing for adulthood": PracticeArea.TRANSITIONS,
            "discharge": PracticeArea.HOSPITAL_DISCHARGE,
            "direct payment": PracticeArea.DIRECT_PAYMENTS,
        },
    )
    auditor_grade: int = grade_column(
        "auditor", "Auditor's grade", "grade", "rating", "auditor rating", "overall grade"
    )
    moderator_grade: int | None = grade_column(
        "moderator",
        "Moderator's grade",
        "moderated grade",
        "moderation",
        "moderator rating",
        default=None,
    )
    voice_sought: bool | None = column(
        "Whether the person, or who speaks for them, was asked how it was for them.",
        label="Person's voice sought",
        example="yes",
        aliases=(
            "person's voice sought",
            "voice of the person",
            "feedback sought",
            "person consulted",
            "voice sought",
        ),
        default=None,
    )
    themes: list[str] = themes_column("Where practice fell short.")
    strengths: list[str] | None = list_column(
        "Where practice was strong. Themes from the codebook, separated by semicolons.",
        label="Strengths",
        example="assessments_reviews",
        aliases=("what went well", "strong themes", "good practice"),
        refers_to="theme",
    )
    fed_back: date | None = day_column(
        "Day the worker and their manager heard the result. Empty: not yet.",
        "Fed back",
        "fed back on",
        "date fed back",
        "feedback date",
    )
    re_audit_of: str | None = column(
        "Reference of the earlier audit that this one checks again.",
        label="Re-audit of",
        example="A-26-044",
        aliases=("reaudit of", "previous audit", "follow up of"),
        refers_to="audit",
        default=None,
    )


class Audit(LedgerRow, AuditFields, table=True):
    """A version of an audit's row."""


AUDIT = Dataset(
    name="audit",
    title="Practice audits",
    singular="practice audit",
    grain="one row per case audited",
    description=(
        "Grades by auditor and moderator, team and practice area, whether the person was asked, "
        "what was found and when it was fed back."
    ),
    table=Audit,
    fields_model=AuditFields,
    natural_key=("authority", "reference"),
    rhythm_days=35,
    person_may_edit=True,
    dated_by="audited",
    rules=(NotBefore("fed_back", "audited"),),
)
