"""Coproduction: what was done with people, whose voices were there, and what became of it."""

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
from vocabulary.coproduction import Level, Method, Result, ShapedKind


class CoproductionFields(SQLModel):
    """One activity with people who draw on care, carers or communities."""

    authority: str = authority_column()
    reference: str = reference_column("activity", "CP-031", "activity ref")
    held: date = day_column(
        "Day it took place, or began.", "Held", "date", "activity date", "date held", needed=True
    )
    title: str = column(
        "What it was, in a few words. No names of people.",
        label="Activity",
        example="Carers' strategy workshop",
        aliases=("activity name", "name", "event", "title"),
        free_text=True,
        min_length=1,
    )
    groups: list[str] = list_column(
        "Groups of people whose voices were there, separated by semicolons.",
        label="Groups",
        example="Unpaid carers; Deaf people",
        aliases=("group", "who took part", "participants", "communities"),
        refers_to="seldom_heard",
    )
    method: Method = choice_column(
        "How people were heard.",
        label="Method",
        example="Workshop",
        aliases=("how", "format", "type of activity"),
        words={
            "meeting": Method.BOARD_OR_PANEL,
            "panel": Method.BOARD_OR_PANEL,
            "partnership board": Method.BOARD_OR_PANEL,
            "questionnaire": Method.SURVEY,
            "visit": Method.OUTREACH_VISIT,
            "pop up": Method.OUTREACH_VISIT,
            "roadshow": Method.OUTREACH_VISIT,
            "steering group": Method.BOARD_OR_PANEL,
            "reference group": Method.BOARD_OR_PANEL,
            "advisory group": Method.BOARD_OR_PANEL,
            "coproduction group": Method.BOARD_OR_PANEL,
            "poll": Method.SURVEY,
            "recruitment panel": Method.JOINT_RECRUITMENT,
            "suggestion box": Method.BALLOT_BOX,
        },
    )
    people: int | None = count_column(
        "People who draw on care, carers or residents who took part; staff are not counted.",
        "People involved",
        "number of people",
        "attendance",
        "participants number",
        "number involved",
        example="16",
    )
    level: Level = choice_column(
        "How much people shaped it: inform, consult, engage, co-design, coproduce.",
        label="Level",
        example="Co-design",
        aliases=("level of involvement", "ladder", "participation level"),
        words={
            "co-produce": Level.COPRODUCE,
            "coproduction": Level.COPRODUCE,
            "co-production": Level.COPRODUCE,
            "consultation": Level.CONSULT,
            "engagement": Level.ENGAGE,
            "information": Level.INFORM,
        },
    )
    shaped_kind: ShapedKind | None = choice_column(
        "What kind of thing it was meant to shape.",
        label="Kind of thing shaped",
        example="Strategy",
        aliases=("type shaped", "purpose"),
        default=None,
    )
    shaped: list[str] | None = list_column(
        "The strategies, boards or services it was meant to shape, separated by semicolons.",
        label="What it shaped",
        example="Carers' strategy",
        aliases=("strategy", "board", "strategy or board", "what it shaped", "informed"),
    )
    themes: list[str] = themes_column("What it was about.")
    said: str | None = words_column(
        "What people said, in short.",
        "What was said",
        "Letters are hard to understand, above all about charges.",
        "you said",
        "feedback",
        "key messages",
    )
    result: Result | None = choice_column(
        "Whether something changed because of it. Empty: not decided yet.",
        label="Result",
        example="Changed",
        aliases=("did something change", "outcome"),
        words={
            "yes": Result.CHANGED,
            "no": Result.NOT_CHANGED,
            "no change": Result.NOT_CHANGED,
            "partly": Result.PARTLY_CHANGED,
        },
        default=None,
    )
    changed: str | None = words_column(
        "What changed, or why nothing did.",
        "What changed",
        "Charging letters were rewritten with the group and shortened to one page.",
        "we did",
        "what changed",
        "action taken",
    )
    changed_on: date | None = day_column(
        "Day the change was made.", "Changed on", "date changed", "date of change"
    )
    heard_back: date | None = day_column(
        "Day people were told what came of it. Empty: not yet.",
        "Heard back",
        "date fed back",
        "fed back",
        "feedback date",
        "we told you",
    )
    owner: str | None = owner_column()


class Coproduction(LedgerRow, CoproductionFields, table=True):
    """A version of an activity's row."""


COPRODUCTION = Dataset(
    name="coproduction",
    title="Coproduction",
    singular="coproduction activity",
    grain="one row per activity",
    description=(
        "What was done with people who draw on care: who was there, how far they shaped it, "
        "what they said, what changed and when they heard back."
    ),
    table=Coproduction,
    fields_model=CoproductionFields,
    natural_key=("authority", "reference"),
    rhythm_days=100,
    person_may_edit=True,
    dated_by="held",
    rules=(NotBefore("changed_on", "held"), NotBefore("heard_back", "held")),
)
