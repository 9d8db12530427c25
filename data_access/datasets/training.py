"""Training: who needs a course for their role, and how far towards it they got."""

from datetime import date
from enum import StrEnum

from sqlmodel import SQLModel

from data_access.datasets.base import Dataset, LedgerRow, choice_column, column
from data_access.datasets.own_record import (
    TeamKind,
    authority_column,
    count_column,
    month_column,
    team_column,
    team_kind_column,
)
from data_access.datasets.rules import Needs, NotAbove


class Course(StrEnum):
    """Courses and yearly duties. `other` with a course name keeps the list open."""

    AMHP_ANNUAL = "amhp_annual"
    BIA_REFRESHER = "bia_refresher"
    CPD_TWO_RECORDS = "cpd_two_records"
    CPD_PEER_REFLECTION = "cpd_peer_reflection"
    CARE_ACT = "care_act"
    MENTAL_CAPACITY_ACT = "mental_capacity_act"
    SAFEGUARDING_ADULTS = "safeguarding_adults"
    MOVING_AND_HANDLING = "moving_and_handling"
    OT_SPECIFIC = "ot_specific"
    SENSORY_SPECIFIC = "sensory_specific"
    MENTAL_HEALTH_SPECIFIC = "mental_health_specific"
    HOSPITAL_DISCHARGE = "hospital_discharge"
    PREPARING_FOR_ADULTHOOD = "preparing_for_adulthood"
    LEARNING_DISABILITY_AND_AUTISM = "learning_disability_and_autism"
    STRENGTHS_BASED_PRACTICE = "strengths_based_practice"
    CULTURALLY_APPROPRIATE_CARE = "culturally_appropriate_care"
    DOMESTIC_ABUSE = "domestic_abuse"
    PRACTICE_SUPERVISION = "practice_supervision"
    OTHER = "other"


class CourseKind(StrEnum):
    """Whether a course belongs to a role, or everyone takes it."""

    ROLE_SPECIFIC = "role_specific"
    GENERAL = "general"


# Duties of law and registration, which are reported apart from other courses. AMHP: 18 hours a
# year, SI 2008/1206 reg. 5; BIA: every 12 months, SI 2008/1858 reg. 5; social workers' two CPD
# records by 30 November, one with peer reflection: Social Work England's registration rules.
STATUTORY_COURSES = (
    Course.AMHP_ANNUAL,
    Course.BIA_REFRESHER,
    Course.CPD_TWO_RECORDS,
    Course.CPD_PEER_REFLECTION,
)

# Courses that belong to a role by their nature; others are general unless a file says otherwise.
ROLE_SPECIFIC_COURSES = (
    *STATUTORY_COURSES,
    Course.OT_SPECIFIC,
    Course.SENSORY_SPECIFIC,
    Course.MENTAL_HEALTH_SPECIFIC,
    Course.HOSPITAL_DISCHARGE,
    Course.PREPARING_FOR_ADULTHOOD,
    Course.PRACTICE_SUPERVISION,
)

_LABELS = {
    Course.AMHP_ANNUAL: "AMHP annual training (18 hours)",
    Course.BIA_REFRESHER: "Best interests assessor refresher (every 12 months)",
    Course.CPD_TWO_RECORDS: "Social worker's CPD: two records this year",
    Course.CPD_PEER_REFLECTION: "Social worker's CPD: one record with peer reflection",
    Course.CARE_ACT: "Care Act",
    Course.MENTAL_CAPACITY_ACT: "Mental Capacity Act",
    Course.OT_SPECIFIC: "Occupational therapy, specific",
    Course.SENSORY_SPECIFIC: "Sensory impairment, specific",
    Course.MENTAL_HEALTH_SPECIFIC: "Mental health, specific",
}

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
        labels=_LABELS,
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
        labels={CourseKind.ROLE_SPECIFIC: "Role-specific"},
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
        "Of those who need it, attended since they last came to need it.",
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
