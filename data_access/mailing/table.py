"""The table of addresses. A change is a row of its own, so that it stays on record."""

from datetime import datetime

from sqlalchemy import DateTime
from sqlmodel import Field, SQLModel

from data_access.datasets.base import RowId


class MailRecipient(SQLModel, table=True):
    """An address, or all of a domain, put on a council's list or taken off it."""

    __tablename__ = "mail_recipient"

    recipient_id: int | None = Field(default=None, sa_type=RowId, primary_key=True)
    authority: str = Field(description="Whose packs.")
    address: str = Field(description="An e-mail address, or '@' and a domain: everybody there.")
    allowed: bool = Field(description="False: taken off the list.")
    changed_at: datetime = Field(sa_type=DateTime, description="When, UTC.")
    changed_by: str
