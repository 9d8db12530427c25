"""Folders that are kept in step with other computers are recognised."""

from __future__ import annotations

from pathlib import Path

import pytest

from data_access.errors import StoreError
from data_access.settings import settings
from data_access.store import synced
from data_access.store.backup import backup
from data_access.store.database import Store, open_store
from data_access.store.synced import DRIVE, kept_in_step_by, warning_of
from tests.data_access.commands import run
from tests.principals import OFFICER


@pytest.mark.parametrize(
    ("folder", "by"),
    [
        ("OneDrive", "OneDrive"),
        ("OneDrive - Example Borough Council/Care", "OneDrive"),
        ("Dropbox (Personal)", "Dropbox"),
        ("Library/CloudStorage/GoogleDrive-a@b.example", "Google Drive"),
        ("Mobile Documents/com~apple~CloudDocs", "iCloud"),
        ("Box Sync", "Box"),
        ("One drive that is not", None),
        ("Boxes", None),
        ("stores", None),
    ],
)
def test_by_its_name(folder: str, by: str | None, tmp_path: Path) -> None:
    assert kept_in_step_by(tmp_path / folder / "council.db") == by


def test_by_what_lies_in_it_by_the_system_and_by_the_drive(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    marked, shared = tmp_path / "marked", tmp_path / "shared drive"
    (marked / ".stfolder").mkdir(parents=True)
    assert kept_in_step_by(marked / "care" / "council.db") == "Syncthing"
    monkeypatch.setenv("OneDriveCommercial", str(tmp_path / "Council"))
    assert kept_in_step_by(tmp_path / "Council" / "care" / "council.db") == "OneDrive"
    mounts = tmp_path / "mounts"
    place = str(shared).replace(" ", "\\040")
    mounts.write_text(f"disk / ext4 rw 0 0\n//files/care {place} cifs rw 0 0\n")
    monkeypatch.setattr(synced, "_MOUNTS", mounts)
    assert kept_in_step_by(shared / "council.db") == DRIVE
    assert kept_in_step_by(tmp_path / "council.db") is None


def test_no_store_is_made_there_one_that_is_there_is_warned_of_and_backups_may_lie_there(
    sqlite_store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "OneDrive - Council"
    url = f"sqlite:///{folder / 'council.db'}"
    said = run("init", "--authority", "Rutland", "--store", url).line
    assert "No store was made. The store's file is in a folder that OneDrive keeps" in said
    assert not folder.exists()
    monkeypatch.setenv("DASHBOARD_DATA_FOLDER", str(folder))
    settings.cache_clear()
    with pytest.raises(StoreError, match="No store was made"):
        open_store()
    backup(sqlite_store, folder / "copy.db", principal=OFFICER)
    assert "older file back" in str(warning_of(folder / "copy.db"))
    assert "older file back" in run("check", "--store", f"sqlite:///{folder / 'copy.db'}").said
    assert warning_of(sqlite_store.file) is None
    assert warning_of(None) is None
