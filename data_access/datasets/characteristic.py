"""Rating characteristics: what each judgement of a quality statement looks like, as published.

Their words are the regulator's: a council brings them in as a document, and none come with the
product. They are a version of the framework, with the day from which they hold.
"""

from datetime import date
from typing import Any

from sqlmodel import SQLModel

from data_access.datasets.base import Dataset, LedgerRow, choice_column, column
from data_access.datasets.own_record import authority_column, day_column
from vocabulary.characteristics import CharacteristicOf
from vocabulary.nature import Nature
from vocabulary.ratings import SCORE_NAMES

_BY_SCORE = {
    word: member
    for (score, name), member in zip(SCORE_NAMES.items(), CharacteristicOf, strict=True)
    for word in (str(score), f"{score} {name}", f"{name} {score}", f"score {score}")
} | {"RI": CharacteristicOf.REQUIRES_IMPROVEMENT}


def version_column() -> Any:
    """The version of the characteristics."""
    return column(
        "What the version of the characteristics is called, such as the year it was published.",
        label="Version of the characteristics",
        example="2026",
        aliases=("version", "framework version", "edition"),
        min_length=1,
        max_length=60,
    )


def statement_column() -> Any:
    """The quality statement that a characteristic is of."""
    return column(
        "Quality statement it is of.",
        label="Quality statement",
        example="safeguarding",
        aliases=("statement", "cqc statement"),
        refers_to="statement",
    )


def rating_column() -> Any:
    """The judgement that a characteristic describes."""
    return choice_column(
        "The judgement it describes: inadequate, requires improvement, good or outstanding.",
        label="Characteristic of",
        example="Good",
        aliases=("rating", "judgement", "level", "score"),
        words=_BY_SCORE,
    )


def number_column() -> Any:
    """The number of a characteristic among those of its statement and judgement."""
    return column(
        "Number of the characteristic among those of the same statement and judgement. The same "
        "words keep their number when the document comes again.",
        label="Number",
        example="2",
        ge=1,
    )


class CharacteristicFields(SQLModel):
    """One characteristic of one judgement of one quality statement."""

    authority: str = authority_column()
    version: str = version_column()
    valid_from: date = day_column(
        "Day from which the version holds.", "Holds from", "from", "effective from", needed=True
    )
    statement: str = statement_column()
    rating: CharacteristicOf = rating_column()
    number: int = number_column()
    text: str = column(
        "The characteristic, as published.",
        label="Characteristic",
        example="People are asked what matters to them, and plans say it in their words.",
        aliases=("characteristics", "what it looks like", "wording"),
        free_text=True,
        min_length=1,
    )
    source: str | None = column(
        "The document it was read in, and where.",
        label="Source",
        example="characteristics-2026.docx, line 14",
        default=None,
    )


class Characteristic(LedgerRow, CharacteristicFields, table=True):
    """A version of a characteristic's row."""


CHARACTERISTIC = Dataset(
    name="characteristic",
    title="Rating characteristics",
    singular="characteristic",
    grain="version × statement × judgement × characteristic",
    description=(
        "What inadequate, requires improvement, good and outstanding look like for each quality "
        "statement, as published: brought in by the council as a document, kept as a version of "
        "the framework. None come with the product."
    ),
    table=Characteristic,
    fields_model=CharacteristicFields,
    natural_key=("authority", "version", "statement", "rating", "number"),
    nature=Nature.PUBLISHED,
)
