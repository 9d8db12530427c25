"""People are named as they sign themselves, never by their computer's account."""

from __future__ import annotations

import getpass
import pwd
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace

import pytest

from data_access import signed_name
from data_access.errors import DataError
from data_access.principal import local_principal
from data_access.settings import settings
from data_access.signed_name import NOT_GIVEN, keep_name
from tests.data_access.commands import run_here

_FULL_NAME = signed_name._unix_name


@pytest.fixture
def account(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[pytest.MonkeyPatch]:
    """The account "a.brown9", of which the system knows no full name."""
    monkeypatch.delenv("DASHBOARD_USER", raising=False)
    monkeypatch.setattr(signed_name, "user_config_path", lambda *_, **__: tmp_path / "config")
    monkeypatch.setattr(getpass, "getuser", lambda: "a.brown9")
    monkeypatch.setattr(signed_name, "_unix_name", lambda: "")
    settings.cache_clear()
    yield monkeypatch
    monkeypatch.undo()
    settings.cache_clear()


def test_an_account_is_no_name(account: pytest.MonkeyPatch) -> None:
    assert local_principal().name == NOT_GIVEN
    for said in ("a.brown9", "A.Brown9", "root", "Administrator"):
        account.setattr(signed_name, "_unix_name", lambda said=said: said)
        assert local_principal().name == NOT_GIVEN
        with pytest.raises(DataError, match="as you sign"):
            keep_name(said)


def test_the_full_name_that_the_system_knows_is_taken(account: pytest.MonkeyPatch) -> None:
    known = SimpleNamespace(pw_gecos="Ada  Brown,Room 4,,")
    account.setattr(pwd, "getpwuid", lambda _: known)
    account.setattr(signed_name, "_unix_name", _FULL_NAME)
    assert local_principal().name == "Ada Brown"


def test_what_people_sign_with_is_kept_and_goes_before_it(account: pytest.MonkeyPatch) -> None:
    account.setattr(signed_name, "_unix_name", lambda: "Brown Ada")
    assert keep_name("  Ada\tBrown, PSW\n") == "Ada Brown, PSW"
    assert keep_name("Ada Brown, PSW") == local_principal().name == "Ada Brown, PSW"
    account.setenv("DASHBOARD_USER", "Clinic computer")
    settings.cache_clear()
    assert local_principal().name == "Clinic computer"


@pytest.mark.parametrize("said", ["", "  ", "\u200b", "x" * 81])
def test_no_name_is_not_kept(account: pytest.MonkeyPatch, said: str) -> None:
    with pytest.raises(DataError):
        keep_name(said)
    assert local_principal().name == NOT_GIVEN


def test_a_file_that_cannot_be_read_is_no_name(account: pytest.MonkeyPatch, tmp_path: Path) -> None:
    keep_name("Ada Brown")
    (tmp_path / "config" / "your-name.txt").write_bytes(b"\xff\xfe\xff")
    assert local_principal().name == NOT_GIVEN


def test_commands_take_it_and_the_history_shows_it(
    account: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    store = f"sqlite:///{tmp_path / 'store.db'}"
    council = "Exampleshire Council"
    made = run_here("init", "--authority", council, "--store", store, "--signed", "Ada Brown")
    assert "is ready" in made.said
    assert "Ada Brown" in run_here("history", "--store", store).said
    line = run_here("history", "--store", store, "--signed", "root").line
    assert "as you sign" in line
