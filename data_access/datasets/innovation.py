"""Innovation and research: pilots, research and practice adopted from elsewhere."""

from datetime import date

from sqlmodel import SQLModel

from data_access.datasets.base import Dataset, LedgerRow, choice_column, column, list_column
from data_access.datasets.own_record import (
    authority_column,
    count_column,
    day_column,
    owner_column,
    reference_column,
    themes_column,
    words_column,
)
from data_access.datasets.rules import NotBefore
from vocabulary.plan import InnovationKind, Stage


class InnovationFields(SQLModel):
    """A pilot, a piece of research, or a practice adopted from elsewhere."""

    authority: str = authority_column()
    reference: str = reference_column("pilot or study", "I-07", "project ref")
    name: str = column(
        "What it is called, in a few words. No names of people.",
        label="Name",
        example="Sensors that learn daily routines",
        aliases=("title", "project", "pilot name", "initiative"),
        free_text=True,
        min_length=1,
    )
    kind: InnovationKind = choice_column(
        "Pilot, research, or practice adopted from elsewhere.",
        label="Kind",
        example="Pilot",
        aliases=("type",),
        words={
            "study": InnovationKind.RESEARCH,
            "adopted from elsewhere": InnovationKind.ADOPTED_PRACTICE,
        },
    )
    partner: str | None = column(
        "Organisation it is done with.",
        label="Partner",
        example="A university",
        aliases=("partners", "partner organisation", "with"),
        default=None,
    )
    started: date = day_column(
        "Day it began, or was first put forward.", "Started", "date", "start date", needed=True
    )
    stage: Stage = choice_column(
        "How far it has come: idea, pilot, evaluated, adopted, spread, or stopped.",
        label="Stage",
        example="Pilot",
        aliases=("status", "phase"),
        words={"piloting": Stage.PILOT, "ended": Stage.STOPPED, "rolled out": Stage.SPREAD},
    )
    stage_since: date | None = day_column(
        "Day it reached that stage.", "At this stage since", "stage date", "date of stage"
    )
    showed: str | None = words_column(
        "What it showed.",
        "What it showed",
        "Night visits fell by a third for those who had the sensors.",
        "what was learnt",
        "findings",
        "results",
    )
    people: int | None = count_column(
        "People who draw on care it has reached.", "People reached", "participants", example="24"
    )
    spread_to: list[str] | None = list_column(
        "Teams or places it spread to, separated by semicolons.",
        label="Spread to",
        example="North locality; South locality",
        aliases=("where spread", "rolled out to"),
    )
    themes: list[str] = themes_column("What it is about.")
    statement: str | None = column(
        "Quality statement it bears on most.",
        label="Quality statement",
        example="learning",
        aliases=("cqc statement", "statement"),
        refers_to="statement",
        default=None,
    )
    owner: str | None = owner_column()


class Innovation(LedgerRow, InnovationFields, table=True):
    """A version of a pilot's or study's row."""


INNOVATION = Dataset(
    name="innovation",
    title="Innovation and research",
    singular="pilot or study",
    grain="one row per pilot, study or adopted practice",
    description="New ways of working and research: with whom, how far they came, what they showed "
    "and what spread.",
    table=Innovation,
    fields_model=InnovationFields,
    natural_key=("authority", "reference"),
    rhythm_days=190,
    person_may_edit=True,
    dated_by="started",
    rules=(NotBefore("stage_since", "started"),),
)
