"""Learning: one row a lesson, from where it was found to whether it lasted."""

from datetime import date

from sqlmodel import SQLModel

from data_access.datasets.base import Dataset, LedgerRow, choice_column, column, list_column
from data_access.datasets.own_record import (
    authority_column,
    day_column,
    owner_column,
    reference_column,
    team_column,
    themes_column,
    words_column,
)
from data_access.datasets.rules import Needs, NotBefore
from vocabulary.learning import CheckedBy, CheckResult, Origin, SharedBy


class LearningFields(SQLModel):
    """A lesson and how far round the loop it has come. Its stage is read from its dates."""

    authority: str = authority_column()
    reference: str = reference_column("lesson", "L-058", "lesson ref", "learning id")
    origin: Origin = choice_column(
        "Where the lesson was found.",
        label="Origin",
        example="Audit",
        aliases=("source", "learning from", "origin of learning"),
        words={
            "SAR": Origin.SAFEGUARDING_ADULT_REVIEW,
            "safeguarding adults review": Origin.SAFEGUARDING_ADULT_REVIEW,
            "LGSCO": Origin.OMBUDSMAN,
            "practice audit": Origin.AUDIT,
            "co-production": Origin.COPRODUCTION,
            "CQC": Origin.FINDING,
            "peer review": Origin.FINDING,
            "peer challenge": Origin.FINDING,
            "case audit": Origin.AUDIT,
            "thematic audit": Origin.AUDIT,
            "LGSCO decision": Origin.OMBUDSMAN,
            "domestic homicide review": Origin.OTHER,
            "DHR": Origin.OTHER,
            "LeDeR": Origin.OTHER,
            "coroner": Origin.OTHER,
            "inquest": Origin.OTHER,
            "serious incident": Origin.OTHER,
            "incident": Origin.OTHER,
        },
    )
    origin_reference: str | None = column(
        "Reference of the audit, complaint, activity, review or finding it was found in.",
        label="Origin's reference",
        example="A-26-044",
        aliases=("source reference", "case ref", "source ref", "origin ref"),
        refers_to="origin",
        default=None,
    )
    found: date = day_column(
        "Day the lesson was found.", "Found", "date", "date found", "identified", needed=True
    )
    lesson: str = column(
        "What was learnt, in a sentence. No names or other personal details.",
        label="Lesson",
        example="Record what the person wants to happen before the enquiry starts.",
        aliases=("learning", "learning point", "what was learnt"),
        free_text=True,
        min_length=1,
    )
    themes: list[str] = themes_column("What the lesson is about.")
    team: str | None = team_column(needed=False, description="Team the lesson is for.")
    owner: str | None = owner_column()
    shared_on: date | None = day_column(
        "Day the lesson was passed on. Empty: not yet.", "Shared on", "date shared", "shared"
    )
    shared_by: list[SharedBy] | None = list_column(
        "How it was passed on, separated by semicolons.",
        label="Shared by",
        example="7-minute briefing; supervision",
        aliases=("how shared", "route", "routes", "shared how", "learning route"),
        words={
            "7 minute briefing": SharedBy.SEVEN_MINUTE_BRIEFING,
            "7 min briefing": SharedBy.SEVEN_MINUTE_BRIEFING,
            "training session": SharedBy.TRAINING,
            "1:1": SharedBy.SUPERVISION,
            "briefing": SharedBy.SEVEN_MINUTE_BRIEFING,
            "team meetings": SharedBy.TEAM_MEETING,
            "change of procedure": SharedBy.PROCEDURE_CHANGE,
            "policy change": SharedBy.PROCEDURE_CHANGE,
        },
    )
    change: str | None = words_column(
        "What was changed because of it.",
        "Change made",
        "The enquiry form asks for the person's wishes first.",
        "what changed",
        "action taken",
    )
    changed_on: date | None = day_column(
        "Day the change was made. Empty: not yet.", "Changed on", "date changed", "change date"
    )
    checked_on: date | None = day_column(
        "Day it was checked whether practice had changed. Empty: not yet.",
        "Checked on",
        "date checked",
        "checked",
        "review date",
    )
    checked_by: CheckedBy | None = choice_column(
        "How it was checked.",
        label="Checked by",
        example="Re-audit",
        aliases=("how checked", "check method", "checked how"),
        words={"dip sample": CheckedBy.CASE_SAMPLE, "audit": CheckedBy.RE_AUDIT},
        default=None,
    )
    check_result: CheckResult | None = choice_column(
        "What the check found.",
        label="Check found",
        example="Improved",
        aliases=("result of check", "check outcome"),
        words={
            "yes": CheckResult.IMPROVED,
            "better": CheckResult.IMPROVED,
            "no": CheckResult.NOT_IMPROVED,
            "no change": CheckResult.NOT_IMPROVED,
            "no improvement": CheckResult.NOT_IMPROVED,
        },
        default=None,
    )
    embedded_on: date | None = day_column(
        "Day the lesson was judged to be embedded. Without an earlier check it counts as not "
        "evidenced.",
        "Embedded on",
        "date embedded",
        "embedded",
    )


class Learning(LedgerRow, LearningFields, table=True):
    """A version of a lesson's row."""


LEARNING = Dataset(
    name="learning",
    title="Learning",
    singular="lesson",
    grain="one row per lesson",
    description=(
        "Lessons from audits, complaints, reviews and people's voices: when each was found, "
        "shared, acted on, checked again and embedded."
    ),
    table=Learning,
    fields_model=LearningFields,
    natural_key=("authority", "reference"),
    rhythm_days=35,
    person_may_edit=True,
    dated_by="found",
    rules=(
        NotBefore("shared_on", "found"),
        NotBefore("changed_on", "found"),
        NotBefore("checked_on", "found"),
        NotBefore("embedded_on", "found"),
        Needs("checked_on", "check_result"),
    ),
)
