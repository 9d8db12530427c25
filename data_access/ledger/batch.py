"""The tables of the ledger itself: batches, and rows a later batch sent again unchanged."""

from datetime import datetime

from sqlalchemy import DateTime
from sqlmodel import Field, SQLModel

from data_access.datasets.base import RowId, text_type
from vocabulary.labels import LabelledEnum


class Action(LabelledEnum):
    """What a batch did."""

    START = "start", "Store made"
    IMPORT = "import"
    FORM = "form", "Entered on screen"
    EXAMPLE = "example"
    REFERENCE = "reference", "Came with the product"
    WITHDRAW = "withdraw", "Withdrawal"
    RESTORE = "restore", "Restoring"
    SET_REST_ASIDE = "set_rest_aside", "Rest set aside"
    AWAIT_REST = "await_rest", "Rest awaited again"
    ERASE = "erase", "Personal data erased"
    CLOCK = "clock", "About the clock"


class Batch(SQLModel, table=True):
    """One arrival of rows of one dataset, or what was decided about one: its withdrawal or
    restoring, or that what it left out is no longer awaited."""

    batch_id: int | None = Field(default=None, sa_type=RowId, primary_key=True)
    import_id: int | None = Field(
        default=None,
        sa_type=RowId,
        index=True,
        description="Number of the first batch of the same import: they come and go together.",
    )
    dataset: str = Field(index=True)
    action: str = Field(sa_type=text_type())
    nature: str = Field(sa_type=text_type(), description="published, own or illustrative.")
    source_name: str = Field(description="File name, form, or reference.")
    sha256: str | None = Field(default=None, index=True, description="Digest of the source.")
    recorded_by: str
    recorded_at: datetime = Field(
        sa_type=DateTime,
        index=True,
        description="Moment it became known here, UTC.",
    )
    rows_new: int = 0
    rows_changed: int = 0
    rows_unchanged: int = 0
    rows_removed: int = 0
    rows_rejected: int = 0
    rows_used: int | None = Field(
        default=None, description="Rows of the file that the import was made of, where known."
    )
    target_import: int | None = Field(
        default=None, sa_type=RowId, description="The import that was decided about."
    )
    note: str | None = None
    read_as: str | None = Field(
        default=None,
        sa_type=text_type(),
        description="How earlier versions read a table: a digest; empty since there are recipes.",
    )


class Affirmation(SQLModel, table=True):
    """Rows that a batch sent again unchanged: they stay if the first batch is withdrawn.

    A monthly file repeats nearly everything, in the order it had: so rows are told from one to
    another.
    """

    batch_id: int = Field(sa_type=RowId, primary_key=True)
    dataset: str = Field(primary_key=True)
    row_id: int = Field(sa_type=RowId, primary_key=True, description="The first of the rows.")
    last_row_id: int = Field(sa_type=RowId, description="The last of them.")


class LeftOut(SQLModel, table=True):
    """Rows of a file that were left out of a batch. Nothing of such a row is kept but a digest of
    its natural key, to know it when it comes; a row whose key could not be read is not here."""

    __tablename__ = "left_out"

    batch_id: int = Field(sa_type=RowId, primary_key=True)
    row_digest: str = Field(primary_key=True, sa_type=text_type())
    rows: int = Field(description="How many rows of the file have this key.")


class TakenUp(SQLModel, table=True):
    """A later batch that has a row which an earlier one left out, or that stands in its place,
    because it has every row that the earlier one brought."""

    __tablename__ = "taken_up"

    batch_id: int = Field(sa_type=RowId, primary_key=True, description="The later batch.")
    left_out_of: int = Field(sa_type=RowId, primary_key=True, description="The earlier batch.")
    row_digest: str = Field(
        primary_key=True, sa_type=text_type(), description="Empty: it stands in its place."
    )
