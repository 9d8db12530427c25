"""Workforce routes: ways into a profession and up within it, cohort by cohort."""

from datetime import date

from sqlmodel import SQLModel

from data_access.datasets.base import Dataset, LedgerRow, choice_column, column
from data_access.datasets.own_record import (
    authority_column,
    count_column,
    period_end_column,
    period_start_column,
)
from data_access.datasets.rules import NotAbove, NotBefore
from vocabulary.training import Profession, Route


class WorkforceRouteFields(SQLModel):
    """People of a profession who began a route in a period, and what has become of them."""

    authority: str = authority_column()
    route: Route = choice_column(
        "The route.",
        label="Route",
        example="Apprenticeship",
        aliases=("programme", "scheme", "pathway"),
        words={
            "ASYE": Route.ASYE,
            "assessed and supported year in employment": Route.ASYE,
            "apprentice": Route.APPRENTICESHIP,
            "degree apprenticeship": Route.APPRENTICESHIP,
            "career progression": Route.PROGRESSION,
            "job shadowing": Route.SHADOWING,
        },
    )
    profession: Profession = choice_column(
        "The profession the route leads into or on in.",
        label="Profession",
        example="Occupational therapy",
        aliases=("staff group", "professional group", "discipline"),
        words={
            "social worker": Profession.SOCIAL_WORK,
            "social workers": Profession.SOCIAL_WORK,
            "occupational therapist": Profession.OCCUPATIONAL_THERAPY,
            "occupational therapists": Profession.OCCUPATIONAL_THERAPY,
            "OT": Profession.OCCUPATIONAL_THERAPY,
            "rehabilitation officer": Profession.REHABILITATION,
            "sensory rehabilitation": Profession.REHABILITATION,
            "social care assessor": Profession.SOCIAL_CARE_ASSESSMENT,
            "unqualified": Profession.SOCIAL_CARE_ASSESSMENT,
            "commissioner": Profession.COMMISSIONING,
            "nurse": Profession.NURSING,
        },
    )
    period_start: date = period_start_column()
    period_end: date = period_end_column()
    available: bool | None = column(
        "Whether people of this profession could begin the route in the period. No: the "
        "profession has no such route.",
        label="Available",
        example="yes",
        aliases=("open", "route open", "offered"),
        default=None,
    )
    headcount: int | None = count_column(
        "People of the profession employed at the end of the period.",
        "Headcount",
        "staff in post",
        "in post",
        "employees",
        example="38",
    )
    started: int = column(
        "People who began the route in the period.",
        label="Started",
        example="4",
        unit="people",
        aliases=("starts", "number started", "new starters", "enrolled"),
        ge=0,
    )
    completed: int | None = count_column(
        "Of those who began in the period, completed by now.",
        "Completed",
        "completions",
        "qualified",
        "passed",
        example="3",
    )
    left_early: int | None = count_column(
        "Of those who began in the period, stopped before the end.",
        "Left early",
        "withdrawn",
        "withdrew",
        "dropped out",
        example="1",
    )
    reached_12_months: int | None = count_column(
        "Of those who completed, people whose completion is 12 months ago or more.",
        "Reached 12 months",
        "completed 12 months ago",
        "due 12 months",
        example="2",
    )
    retained_12_months: int | None = count_column(
        "Of those, still working for the council 12 months after they completed.",
        "Retained at 12 months",
        "retained",
        "still employed at 12 months",
        example="2",
    )


class WorkforceRoute(LedgerRow, WorkforceRouteFields, table=True):
    """A version of a cohort's figures."""

    __tablename__ = "workforce_route"


WORKFORCE_ROUTE = Dataset(
    name="workforce_route",
    title="Workforce routes",
    singular="workforce route",
    grain="route × profession × period of starting",
    description=(
        "ASYE, apprenticeships, progression and shadowing by profession: who began, and of those "
        "who completed and who stayed. A route that a profession does not have is a row too."
    ),
    table=WorkforceRoute,
    fields_model=WorkforceRouteFields,
    natural_key=("authority", "route", "profession", "period_start", "period_end"),
    rhythm_days=100,
    dated_by="period_end",
    rules=(
        NotBefore("period_end", "period_start"),
        NotAbove("completed", "started"),
        NotAbove("left_early", "started"),
        NotAbove("reached_12_months", "completed"),
        NotAbove("retained_12_months", "reached_12_months"),
    ),
)
