"""Groups that the council itself names as seldom heard: what reach is measured against."""

from sqlmodel import SQLModel

from data_access.datasets.base import Dataset, LedgerRow, column
from data_access.datasets.own_record import authority_column, count_column, words_column


class SeldomHeardFields(SQLModel):
    """A group of people the council wants to hear more from."""

    authority: str = authority_column()
    group: str = column(
        "Name of the group, as written in the groups of coproduction activities.",
        label="Group",
        example="Gypsy and Traveller communities",
        aliases=("community", "group name"),
        min_length=1,
        max_length=120,
    )
    why: str | None = words_column(
        "Why they are seldom heard, in short.",
        "Why",
        "No interpreter was booked for past events.",
        "reason",
    )
    named_in: str | None = column(
        "Where the council names them: a strategy, plan or needs assessment.",
        label="Named in",
        example="Equality objectives 2024-28",
        aliases=("source", "document"),
        default=None,
    )
    adults: int | None = count_column(
        "Adults of the group who live in the area, roughly.",
        "Adults",
        "population",
        "estimate",
        example="450",
    )


class SeldomHeard(LedgerRow, SeldomHeardFields, table=True):
    """A version of a group's entry."""

    __tablename__ = "seldom_heard"


SELDOM_HEARD = Dataset(
    name="seldom_heard",
    title="Groups seldom heard",
    singular="group",
    grain="one row per group",
    description="Groups the council names as seldom heard: whose voices coproduction should reach.",
    table=SeldomHeard,
    fields_model=SeldomHeardFields,
    natural_key=("authority", "group"),
    person_may_edit=True,
)
