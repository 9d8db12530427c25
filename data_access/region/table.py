"""The table of what was worked out of councils' records. Nothing in it is a record: it may be
emptied at any time, and is made again."""

from sqlmodel import Field, SQLModel


class WorkedOut(SQLModel, table=True):
    """The newest that was worked out of a council's records, and of what it was."""

    __tablename__ = "worked_out"

    authority: str = Field(primary_key=True)
    part: str = Field(primary_key=True, description="What it is.")
    key: str = Field(description="The same while the records and the program's rules are.")
    told: str = Field(description="What was worked out, as JSON.")
