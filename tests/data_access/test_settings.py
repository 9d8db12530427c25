"""Settings come from the environment and from nowhere else."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from data_access.errors import StoreError
from data_access.principal import local_principal
from data_access.settings import settings
from data_access.store.database import default_url, file_url, open_store, use_store_file


@pytest.fixture
def clean(monkeypatch: pytest.MonkeyPatch) -> Iterator[pytest.MonkeyPatch]:
    """No setting of whoever runs the tests."""
    for name in ("DATABASE_URL", "DASHBOARD_DATA_FOLDER", "DASHBOARD_USER"):
        monkeypatch.delenv(name, raising=False)
    settings.cache_clear()
    yield monkeypatch
    monkeypatch.undo()
    settings.cache_clear()


def test_without_any_there_is_a_folder_for_this_user(clean: pytest.MonkeyPatch) -> None:
    found = settings()
    assert found.database_url is None
    assert found.dashboard_data_folder.name == "adult-social-care-dashboard"
    assert found.dashboard_user is None


def test_each_can_be_set(clean: pytest.MonkeyPatch, tmp_path: Path) -> None:
    clean.setenv("DATABASE_URL", "sqlite:///a.db")
    clean.setenv("DASHBOARD_DATA_FOLDER", str(tmp_path))
    clean.setenv("DASHBOARD_USER", "Ada")
    assert (settings().database_url, settings().dashboard_user) == ("sqlite:///a.db", "Ada")
    assert settings().dashboard_data_folder == tmp_path
    assert local_principal().name == "Ada"
    assert default_url() == "sqlite:///a.db"


def test_a_database_url_that_is_empty_counts_as_not_set(
    clean: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    clean.setenv("DATABASE_URL", "")
    clean.setenv("DASHBOARD_DATA_FOLDER", str(tmp_path))
    assert default_url().endswith("/example.db")


def test_a_file_beside_is_not_read(clean: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / ".env").write_text("DATABASE_URL=sqlite:///stray.db\n", encoding="utf-8")
    clean.chdir(tmp_path)
    assert settings().database_url is None


def test_the_store_in_use_is_remembered_in_the_folder(
    clean: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    clean.setenv("DASHBOARD_DATA_FOLDER", str(tmp_path))
    assert default_url().endswith("/example.db")
    (tmp_path / "own.db").touch()
    assert use_store_file("own.db") == file_url("own.db") == default_url()
    (tmp_path / "own.db").unlink()
    with pytest.raises(StoreError, match=r"There is no store .*own\.db"):
        open_store()
    assert not (tmp_path / "own.db").exists(), "a store that is gone is not made anew"


def test_a_folder_with_signs_that_mean_something_in_an_address_is_no_trap(
    clean: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    odd = tmp_path / "100% ours? #1"
    clean.setenv("DASHBOARD_DATA_FOLDER", str(odd))
    from data_access.store.database import open_store

    store = open_store()
    assert (odd / "example.db").exists()
    store.engine.dispose()


def test_a_store_set_from_outside_cannot_be_changed_here(clean: pytest.MonkeyPatch) -> None:
    clean.setenv("DATABASE_URL", "sqlite:///a.db")
    with pytest.raises(StoreError, match="DATABASE_URL"):
        use_store_file("own.db")
