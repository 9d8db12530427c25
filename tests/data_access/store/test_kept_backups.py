"""Backups by schedule: one more each time, old ones let go, nothing else touched."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import pytest

from data_access.errors import DataError, StoreError
from data_access.new_store import make_empty_store
from data_access.store.database import open_store
from data_access.store.kept_backups import backup_into
from tests.principals import OFFICER

NOON = datetime(2026, 11, 28, 12)


def test_each_backup_is_a_new_file_and_old_ones_go(tmp_path: Path) -> None:
    store = open_store(f"sqlite:///{tmp_path / 'store.db'}")
    make_empty_store(store, principal=OFFICER)
    folder = tmp_path / "backups"
    moments = [datetime(2026, 10, day, 12) for day in (1, 24, 25)]
    for moment in (*moments, NOON):
        made = backup_into(store, folder, keep_days=35, now=moment, principal=OFFICER)
        assert open_store(f"sqlite:///{made}").revision() == store.revision()
        (folder / "store-of-another-kind.db").touch()
    assert sorted(path.name for path in folder.glob("*.db")) == [
        "store-2026-10-24-120000.db",
        "store-2026-10-25-120000.db",
        "store-2026-11-28-120000.db",
        "store-of-another-kind.db",
    ]


def test_a_backup_that_fails_lets_none_go(tmp_path: Path) -> None:
    store = open_store(f"sqlite:///{tmp_path / 'store.db'}")
    old = tmp_path / "store-2020-01-01-120000.db"
    old.touch()
    (tmp_path / NOON.strftime("store-%Y-%m-%d-%H%M%S.db")).touch()
    with pytest.raises(StoreError, match="exists already"):
        backup_into(store, tmp_path, keep_days=35, now=NOON, principal=OFFICER)
    with pytest.raises(DataError, match="one day or more"):
        backup_into(store, tmp_path, keep_days=0, now=NOON, principal=OFFICER)
    assert old.exists()
