"""Packs for the board: an ordered choice of exhibits, and the editions of it that were kept."""

from datetime import date

from sqlmodel import Field, SQLModel

from data_access.datasets.base import Dataset, LedgerRow


class PackFields(SQLModel):
    """A pack: what is shown, in which order, for whom."""

    authority: str = Field(description="The council's full name.", min_length=1)
    name: str = Field(description="What the pack is called.", min_length=1, max_length=120)
    definition: str = Field(
        description="The exhibits in order with their filters, the meeting it is for, and what "
        "people wrote for it (messages, meanings, owners, decisions, notes), as JSON."
    )
    audience: str = Field(default="internal", description="Internal or public.")


class EditionFields(SQLModel):
    """A pack as it was shown once: enough to show it again and to prove it is the same."""

    authority: str = Field(description="The council's full name.", min_length=1)
    pack: str = Field(description="Name of the pack.", min_length=1)
    number: int = Field(ge=1, description="Number of the edition among those of the pack.")
    kept: date = Field(description="Day the edition was kept.")
    meeting_day: date | None = Field(
        default=None, description="Day of the meeting it was for. Empty: nobody said."
    )
    day: date = Field(description="Day the figures are judged from.")
    as_at: str = Field(description="Moment the records are shown as known at (UTC, ISO form).")
    definition: str = Field(description="The pack's definition then, as JSON.")
    audience: str = Field(description="Internal or public.")
    revision: int = Field(ge=0, description="Number of the ledger's newest batch then.")
    digest: str = Field(description="SHA-256 of everything shown.")
    digests: str = Field(description="The same for each screen, as JSON.")
    headlines: str = Field(description="Each screen's headline then, as JSON.")


class Pack(LedgerRow, PackFields, table=True):
    """A version of a pack."""


class Edition(LedgerRow, EditionFields, table=True):
    """A version of an edition; there is only ever one."""


PACK = Dataset(
    name="pack",
    title="Packs",
    singular="pack",
    grain="one row per pack",
    description="Ordered choices of exhibits for the board.",
    table=Pack,
    fields_model=PackFields,
    natural_key=("authority", "name"),
    person_may_edit=True,
)

EDITION = Dataset(
    name="edition",
    title="Kept editions of packs",
    singular="edition",
    grain="one row per edition kept",
    description="What a pack showed on a day, with digests that prove it when it is shown again.",
    table=Edition,
    fields_model=EditionFields,
    natural_key=("authority", "pack", "number"),
)
