"""Files that brought what was erased: they are not taken again."""

from __future__ import annotations

from sqlalchemy import Connection, select
from sqlmodel import col

from data_access.erasure.table import Erasure
from data_access.errors import DataError
from vocabulary.wording import long_date


def refuse_erased_file(connection: Connection, sha256: str | None) -> None:
    """DataError for a file (by its digest) that brought what was erased later."""
    if sha256 is None:
        return
    told = select(col(Erasure.erased_at), col(Erasure.files))
    for erased_at, files in connection.execute(told.where(col(Erasure.files).contains(sha256))):
        if sha256 in files.split():
            raise DataError(
                "This very file brought personal data that was erased on "
                f"{long_date(erased_at.date())}, so nothing of it was stored: take the data out "
                "of the file, then bring it in."
            )
