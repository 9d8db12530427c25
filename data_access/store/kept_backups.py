"""Backups by schedule: a folder of whole copies, a new one each time, old ones let go."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path

from data_access.errors import DataError, StoreError
from data_access.store.backup import backup
from data_access.store.database import Store
from vocabulary.principal import Principal

_NAME = "store-%Y-%m-%d-%H%M%S.db"
"""After the moment it was made (UTC), so that the names' order is theirs."""


def backup_into(
    store: Store, folder: Path, *, keep_days: int, now: datetime, principal: Principal
) -> Path:
    """Write a whole copy of the store to a new file of a folder, named after the moment (UTC), then
    delete copies made by this command more than `keep_days` days ago; other files stay.

    DataError for fewer than one day; StoreError if the copy could not be written, and then none is
    deleted; NotAllowedError unless the principal may copy the whole store.
    """
    if keep_days < 1:
        raise DataError("Backups have to be kept for one day or more.")
    path = folder / now.strftime(_NAME)
    backup(store, path, principal=principal)
    oldest = now - timedelta(days=keep_days)
    for each in folder.glob("store-*.db"):
        made = _made(each)
        if made is not None and made < oldest:
            try:
                each.unlink()
            except OSError as error:
                raise StoreError(
                    f"{path} is written, but {each.name} cannot be deleted: {error.strerror}."
                ) from error
    return path


def _made(path: Path) -> datetime | None:
    """When a copy was made, by its name; None for a file that this did not make."""
    try:
        return datetime.strptime(path.name, _NAME)
    except ValueError:
        return None
