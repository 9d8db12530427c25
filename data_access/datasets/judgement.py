"""Judgements: how far a council says it meets a rating characteristic, and what shows it.

They are the council's own. Nothing of them counts as a score or a rating.
"""

from datetime import date

from sqlmodel import SQLModel

from data_access.datasets.base import Dataset, LedgerRow, choice_column, column, list_column
from data_access.datasets.characteristic import (
    number_column,
    rating_column,
    statement_column,
    version_column,
)
from data_access.datasets.own_record import (
    authority_column,
    day_column,
    owner_column,
    words_column,
)
from vocabulary.characteristics import CharacteristicOf, Met


class JudgementFields(SQLModel):
    """How far one characteristic is met, as the council judges it."""

    authority: str = authority_column()
    version: str = version_column()
    statement: str = statement_column()
    rating: CharacteristicOf = rating_column()
    number: int = number_column()
    met: Met = choice_column(
        "Whether the council meets it: met, partly met, not met or not known.",
        label="Is it met?",
        example="Partly met",
        aliases=("met", "is it met", "our judgement", "self-assessment"),
        words={
            "yes": Met.MET,
            "no": Met.NOT_MET,
            "partially met": Met.PARTLY,
            "partly": Met.PARTLY,
        },
    )
    judged: date = day_column("Day it was judged.", "Judged on", "date judged", needed=True)
    judged_by: str = column(
        "Role of whoever decided, not a name.",
        label="Decided by (role)",
        example="Principal Social Worker",
        aliases=("decided by", "judged by"),
        free_text=True,
        min_length=1,
        max_length=80,
    )
    note: str | None = words_column(
        "Why it is judged so.",
        "Why",
        "Two of three audits since March found people's own words in the plan.",
        "reason",
        "rationale",
    )
    findings: list[str] | None = list_column(
        "References of the findings that bear on it, separated by semicolons.",
        label="Findings",
        example="safeguarding 2.1",
    )
    measures: list[str] | None = list_column(
        "Codes of the indicators that bear on it, separated by semicolons.",
        label="Measures",
        example="reviews_overdue",
        aliases=("indicators",),
        refers_to="indicator",
    )
    audits: list[str] | None = list_column(
        "References of the practice audits that bear on it, separated by semicolons.",
        label="Audits",
        example="A-26-107",
    )
    lessons: list[str] | None = list_column(
        "References of the lessons that bear on it, separated by semicolons.",
        label="Lessons",
        example="L-058",
    )
    actions: list[str] | None = list_column(
        "References of the actions that bear on it or will bring what is missing, separated by "
        "semicolons. An action is evidence once it is closed with evidence that it helped.",
        label="Actions",
        example="ACT-017",
    )
    missing: str | None = words_column(
        "Which evidence is missing. Empty: none, where some is chosen.",
        "What is missing",
        "What carers say of the new plans.",
        "evidence missing",
        "gap",
    )
    due: date | None = day_column(
        "Day by which what is missing must be there. Empty: before the next assessment.",
        "Needed by",
        "due",
        "by when",
    )
    owner: str | None = owner_column()


class Judgement(LedgerRow, JudgementFields, table=True):
    """A version of a judgement."""


JUDGEMENT = Dataset(
    name="judgement",
    title="Judgements of characteristics",
    singular="judgement",
    grain="one row per characteristic judged",
    description=(
        "The council's own judgement of each rating characteristic: met, partly, not or not known, "
        "what bears on it, what is missing, by when and who has it in hand. It never counts as a "
        "score or a rating."
    ),
    table=Judgement,
    fields_model=JudgementFields,
    natural_key=("authority", "version", "statement", "rating", "number"),
    person_may_edit=True,
    dated_by="judged",
)
