"""Training: who needs a course for their role, and how far towards it they got."""

from datetime import date

from sqlmodel import SQLModel

from data_access.datasets.base import Dataset, LedgerRow, choice_column, column
from data_access.datasets.own_record import (
    authority_column,
    count_column,
    month_column,
    team_column,
    team_kind_column,
)
from data_access.datasets.rules import Needs, NotAbove
from vocabulary.training import Course, CourseKind, TeamKind

_WORDS = {
    "AMHP": Course.AMHP_ANNUAL,
    "AMHP 18 hours": Course.AMHP_ANNUAL,
    "AMHP refresher": Course.AMHP_ANNUAL,
    "AMHP annual 18 hours": Course.AMHP_ANNUAL,
    "approved mental health professional annual training": Course.AMHP_ANNUAL,
    "BIA": Course.BIA_REFRESHER,
    "BIA refresher": Course.BIA_REFRESHER,
    "BIA annual refresher": Course.BIA_REFRESHER,
    "best interests assessor refresher": Course.BIA_REFRESHER,
    "MCA": Course.MENTAL_CAPACITY_ACT,
    "Mental Capacity Act 2005": Course.MENTAL_CAPACITY_ACT,
    "MCA and DoLS": Course.MENTAL_CAPACITY_ACT,
    "safeguarding": Course.SAFEGUARDING_ADULTS,
    "adult safeguarding": Course.SAFEGUARDING_ADULTS,
    "safeguarding adults level 2": Course.SAFEGUARDING_ADULTS,
    "OT-specific": Course.OT_SPECIFIC,
    "occupational therapy": Course.OT_SPECIFIC,
    "Care Act 2014": Course.CARE_ACT,
    "moving & handling": Course.MOVING_AND_HANDLING,
    "manual handling": Course.MOVING_AND_HANDLING,
    "strengths-based approach": Course.STRENGTHS_BASED_PRACTICE,
    "Oliver McGowan mandatory training": Course.LEARNING_DISABILITY_AND_AUTISM,
    "autism and learning disability": Course.LEARNING_DISABILITY_AND_AUTISM,
    "cultural competence": Course.CULTURALLY_APPROPRIATE_CARE,
    "transitions": Course.PREPARING_FOR_ADULTHOOD,
    "two CPD records": Course.CPD_TWO_RECORDS,
    "CPD peer reflection": Course.CPD_PEER_REFLECTION,
}


class TrainingFields(SQLModel):
    """People of one team and role who need a course, at the end of a month."""

    authority: str = authority_column()
    team: str = team_column(needed=True)
    team_kind: TeamKind = team_kind_column()
    role: str = column(
        "Role the people have, as the council calls it. A job, never a person.",
        label="Role",
        example="Approved mental health professional",
        aliases=("job title", "job role", "post title", "position", "staff group", "profession"),
    )
    course: Course = choice_column(
        "The course or yearly duty; `other` needs the course's name.",
        label="Course",
        example="AMHP annual training (18 hours)",
        aliases=("course title", "training", "training course", "learning activity", "module"),
        words=_WORDS,
    )
    course_name: str | None = column(
        "Name of the course, where it is none of the listed ones.",
        label="Course name",
        example="Working with hoarding",
        aliases=("other course", "name of course"),
        default=None,
    )
    course_kind: CourseKind = choice_column(
        "Whether the course belongs to a role (role-specific) or everyone takes it (general).",
        label="Kind of course",
        example="role-specific",
        aliases=("course type", "type of course", "training type"),
        words={
            "specialist": CourseKind.ROLE_SPECIFIC,
            "mandatory": CourseKind.GENERAL,
            "core": CourseKind.GENERAL,
        },
    )
    month: date = month_column(
        "The month at whose end people were counted. Each month counts everyone again, so months "
        "are never added together."
    )
    required: int = column(
        "People in the team and role who need the course.",
        label="Required",
        example="14",
        unit="people",
        aliases=("number required", "eligible", "target group", "need it", "headcount"),
        ge=0,
    )
    offered: int | None = count_column(
        "Of those, offered a place since they last came to need it.",
        "Offered",
        "invited",
        "number offered",
        "places offered",
        "booked",
        example="12",
    )
    released: int | None = count_column(
        "Of those who need it, given the time to go.",
        "Released",
        "approved",
        "number released",
        example="10",
    )
    attended: int | None = count_column(
        "Of those who need it, attended it, in date or not: whoever's course has lapsed counts "
        "here and not in date.",
        "Attended",
        "completed",
        "number attended",
        "trained",
        example="9",
    )
    in_date: int | None = count_column(
        "Of those who need it, up to date at the end of the month (for the AMHP duty: 18 hours "
        "in the year; for CPD: the record made this registration year).",
        "In date",
        "compliant",
        "in date at month end",
        "up to date",
        "valid",
        "current",
        example="9",
    )


class Training(LedgerRow, TrainingFields, table=True):
    """A version of a team's training figures for a course and month."""


TRAINING = Dataset(
    name="training",
    title="Training",
    singular="training figure",
    grain="team × role × course × month",
    description=(
        "Of the people whose role needs a course: how many were offered a place, released, "
        "attended, and are in date, counted at each month's end. Nobody is named."
    ),
    table=Training,
    fields_model=TrainingFields,
    natural_key=("authority", "team", "role", "course", "course_name", "month"),
    rhythm_days=35,
    dated_by="month",
    rules=(
        Needs("course_name", "course", Course.OTHER),
        NotAbove("offered", "required"),
        NotAbove("released", "required"),
        NotAbove("attended", "required"),
        NotAbove("in_date", "required"),
    ),
)
