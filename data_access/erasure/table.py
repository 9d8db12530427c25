"""The table of erasures. Rows are only ever inserted: the database refuses anything else."""

from datetime import datetime

from sqlalchemy import DateTime
from sqlmodel import Field, SQLModel

from data_access.datasets.base import RowId, text_type


class Erasure(SQLModel, table=True):
    """What stands in the place of what was erased: the kind of thing, when, by whom and why, and
    never the value."""

    erasure_id: int | None = Field(default=None, sa_type=RowId, primary_key=True)
    authority: str = Field(description="Whose records.")
    batch_id: int = Field(sa_type=RowId, description="The batch that tells of it in the history.")
    erased_at: datetime = Field(sa_type=DateTime, description="When, UTC.")
    erased_by: str
    kind: str = Field(sa_type=text_type(), description="What kind of thing it was.")
    reason: str = Field(description="Why, in the administrator's words.")
    places: str = Field(
        sa_type=text_type(),
        description="Where it stood, as JSON: dataset, field and number of versions.",
    )
    files: str = Field(
        sa_type=text_type(),
        description="SHA-256 of the files it came in, joined by blanks: they are not taken again.",
    )
