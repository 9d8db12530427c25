"""The table of acts. Rows are only ever inserted: the database itself refuses anything else."""

from datetime import datetime

from sqlalchemy import DateTime
from sqlmodel import Field, SQLModel

from data_access.datasets.base import RowId, text_type


class Activity(SQLModel, table=True):
    """One act of one person. It holds no value of any record: what it was done with is said by the
    product's own names and by numbers that lead to the ledger."""

    activity_id: int | None = Field(default=None, sa_type=RowId, primary_key=True)
    moment: datetime = Field(sa_type=DateTime, index=True, description="When, UTC.")
    who: str = Field(index=True, description="Name of who did it, as signed in or as they sign.")
    subject: str = Field(description="What the sign-in knows them by; empty on one's own computer.")
    authority: str = Field(description="Whose records; 'every council': no one council's.")
    act: str = Field(sa_type=text_type())
    about: str = Field(
        sa_type=text_type(),
        description="What it was done with: names of datasets, exhibits and kinds of file, "
        "joined by blanks.",
    )
    number: int | None = Field(
        default=None,
        sa_type=RowId,
        description="Number of the import, or of the version of a row.",
    )
