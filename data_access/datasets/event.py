"""Events: what happened on a day that figures before and after are read by."""

from datetime import date

from sqlmodel import SQLModel

from data_access.datasets.base import Dataset, LedgerRow, choice_column, column, list_column
from data_access.datasets.own_record import (
    authority_column,
    day_column,
    themes_column,
    words_column,
)
from data_access.datasets.rules import Needs
from vocabulary.indicators import EventEffect


class EventFields(SQLModel):
    """One event, and which measures it touches. Who recorded it stands in the ledger."""

    authority: str = authority_column()
    event: str = column(
        "What happened, in a few words that tell it from other events.",
        label="What happened",
        example="New telephone system at the front door",
        aliases=("event", "change", "title"),
        min_length=1,
        max_length=120,
    )
    day: date = day_column("The day from which it counts.", "Day", "date", "from", needed=True)
    effect: EventEffect = choice_column(
        "Whether charts are only marked, or the usual range also begins anew with the first period "
        "that begins on the day or later.",
        label="On charts",
        example="annotates",
        default=EventEffect.ANNOTATES,
    )
    why: str | None = words_column(
        "Why it changes what to expect; needed where the usual range begins anew.",
        "Why",
        "Calls are sorted by need before they are answered, so times before and after are of two "
        "ways of working.",
        "reason",
    )
    statements: list[str] | None = list_column(
        "Quality statements whose measures it touches, separated by semicolons.",
        label="Quality statements",
        example="assessing_needs",
        refers_to="statement",
    )
    themes: list[str] | None = themes_column("Whose measures it touches.")
    indicators: list[str] | None = list_column(
        "Indicators it touches, separated by semicolons. Where statements, themes and indicators "
        "are all empty it touches every measure.",
        label="Indicators",
        example="front_door_answer_time",
        refers_to="indicator",
    )
    teams: list[str] | None = list_column(
        "Teams whose figures it touches, separated by semicolons. Empty: all, and the whole "
        "service.",
        label="Teams",
        example="Front door team",
    )
    source: str | None = column(
        "Where it is written down.",
        label="Source",
        example="Transformation board, 3 March 2026",
        default=None,
    )


class Event(LedgerRow, EventFields, table=True):
    """A version of an event."""


EVENT = Dataset(
    name="event",
    title="Events",
    singular="event",
    grain="one row per event",
    description=(
        "What happened on a day, what it touches, and whether charts are only marked by it or "
        "begin anew, with who said so and why."
    ),
    table=Event,
    fields_model=EventFields,
    natural_key=("authority", "event"),
    person_may_edit=True,
    dated_by="day",
    rules=(Needs("why", when="effect", value=EventEffect.REBASES.value),),
)
