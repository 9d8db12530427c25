"""Staff voice: what staff say about their own learning, team by team."""

from datetime import date

from sqlmodel import SQLModel

from data_access.datasets.base import Dataset, LedgerRow, choice_column, column
from data_access.datasets.own_record import (
    authority_column,
    count_column,
    period_end_column,
    period_start_column,
    team_column,
    team_kind_column,
)
from data_access.datasets.rules import Needs, NotAbove, NotBefore
from vocabulary.training import StaffQuestion, TeamKind


class StaffVoiceFields(SQLModel):
    """Answers of one team to one question in one survey."""

    authority: str = authority_column()
    team: str = team_column(needed=True)
    team_kind: TeamKind = team_kind_column()
    question: StaffQuestion = choice_column(
        "What staff were asked; `other` needs the question's wording.",
        label="Question",
        example="I can get training specific to my role",
        aliases=("statement", "survey question"),
        words={
            "can get training specific to my role": StaffQuestion.TRAINING_FOR_MY_ROLE,
            "training specific to my role": StaffQuestion.TRAINING_FOR_MY_ROLE,
            "time to absorb practice information": StaffQuestion.TIME_TO_ABSORB,
            "others understand what my team does": StaffQuestion.OTHERS_UNDERSTAND,
            "understood by others": StaffQuestion.OTHERS_UNDERSTAND,
        },
    )
    wording: str | None = column(
        "The question as it was asked, where it is none of the listed ones.",
        label="Wording",
        example="I feel safe to raise concerns",
        aliases=("question text", "question wording", "other question"),
        default=None,
    )
    period_start: date = period_start_column()
    period_end: date = period_end_column()
    invited: int | None = count_column(
        "People who were asked.", "Invited", "asked", "sent", "number invited", example="14"
    )
    responses: int = column(
        "People who answered the question.",
        label="Responses",
        example="11",
        unit="people",
        aliases=("answered", "number of responses", "n", "respondents"),
        ge=0,
    )
    agree: int = column(
        "Of those, people who agreed or strongly agreed.",
        label="Agree",
        example="6",
        unit="people",
        aliases=("agreed", "number agreeing", "positive", "agree or strongly agree"),
        ge=0,
    )


class StaffVoice(LedgerRow, StaffVoiceFields, table=True):
    """A version of a team's answers."""

    __tablename__ = "staff_voice"


STAFF_VOICE = Dataset(
    name="staff_voice",
    title="Staff voice",
    singular="survey answer",
    grain="team × question × period",
    description=(
        "How many staff answered and how many agreed: that they can get training for their role, "
        "have time to absorb practice information, and are understood by others."
    ),
    table=StaffVoice,
    fields_model=StaffVoiceFields,
    natural_key=("authority", "team", "question", "wording", "period_start", "period_end"),
    rhythm_days=190,
    dated_by="period_end",
    rules=(
        Needs("wording", "question", StaffQuestion.OTHER),
        NotAbove("agree", "responses"),
        NotAbove("responses", "invited"),
        NotBefore("period_end", "period_start"),
    ),
)
