"""Editions: what was published, as it was, and what was taken back.

Rows are never changed. Publishing is a row and withdrawing is another, so that what was published
stays on record, whatever is thought of it later; who did it and when is the ledger's.
"""

from datetime import date

from sqlmodel import SQLModel

from data_access.datasets.base import Dataset, LedgerRow, choice_column, column
from vocabulary.audience import EditionAct


class PublishedEditionFields(SQLModel):
    """An edition published, or withdrawn."""

    authority: str = column("The council's full name.", min_length=1)
    number: int = column("Number of the edition among the council's, from 1.", ge=1)
    act: EditionAct = choice_column("Published or withdrawn.")
    title: str = column("What the edition is called.", min_length=1, max_length=120)
    day: date = column("Day the figures are judged from.")
    corrects: int | None = column(
        "Number of the edition that this one corrects. Empty: none.", default=None, ge=1
    )
    reason: str | None = column(
        "Why it corrects another, or was withdrawn, as the public reads it.",
        default=None,
        free_text=True,
    )
    digest: str = column("SHA-256 of everything the edition shows.", min_length=64, max_length=64)
    content: str | None = column(
        "What the edition shows and nothing else, as JSON. Empty where it is withdrawn: it stands "
        "with its publication.",
        default=None,
        in_a_cell=False,
    )


class PublishedEdition(LedgerRow, PublishedEditionFields, table=True):
    """A version of a row; there is only ever one."""

    __tablename__ = "published_edition"


PUBLISHED_EDITION = Dataset(
    name="published_edition",
    title="Published editions",
    singular="edition",
    grain="one row per edition and what was done with it: published, withdrawn",
    description="What the council published, fixed in time. It is published and withdrawn by a "
    "person, on screen or by command; no file brings it in, and nothing takes it off the record.",
    table=PublishedEdition,
    fields_model=PublishedEditionFields,
    natural_key=("authority", "number", "act"),
    for_good=True,
)
