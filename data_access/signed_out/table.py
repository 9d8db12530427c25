"""The table of sign-ins that hold no longer. Unlike a ledger's, its rows go once they are past."""

from sqlmodel import Field, SQLModel


class SignedOut(SQLModel, table=True):
    """A sign-in whose owner signed out. Nothing in it says who that was."""

    __tablename__ = "signed_out"

    sign_in: str = Field(primary_key=True, max_length=64, description="Digest of the sign-in.")
    until: float = Field(description="Seconds since 1970 until when it would have held.")
