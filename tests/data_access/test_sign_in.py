"""How people sign in is told whole, or there is no server."""

from __future__ import annotations

from collections.abc import Iterator
from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest
import tomli_w

from data_access import sign_in, signed_name
from data_access.errors import DataError
from data_access.principal import operator
from data_access.settings import settings
from data_access.sign_in import SignInError, sign_in_settings
from vocabulary.principal import Grant, Role

SECRET = "a-secret-of-the-tests-" * 2
WHOLE: dict[str, Any] = {
    "auth": {
        "redirect_uri": "https://care.example.gov.uk/oauth2callback",
        "cookie_secret": SECRET,
        "client_id": "dashboard",
        "client_secret": "of-the-tests",
        "server_metadata_url": "https://sign-in.example/.well-known/openid-configuration",
    },
    "access": {
        "roles": [
            {"group": "g1", "role": "reader", "councils": "all"},
            {"group": "g2", "role": "contributor", "councils": ["Somewhere Council"]},
            {"group": "g2", "role": "practice_lead", "councils": ["Somewhere Council"]},
        ]
    },
}


@pytest.fixture(autouse=True)
def said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    file = tmp_path / "secrets.toml"
    monkeypatch.setattr(sign_in, "DEFAULT_FILE", file)
    monkeypatch.delenv("DASHBOARD_SIGN_IN", raising=False)
    _forget()
    yield file
    monkeypatch.undo()
    _forget()


def _forget() -> None:
    settings.cache_clear()
    sign_in_settings.cache_clear()


def test_a_laptop_has_none() -> None:
    assert sign_in_settings() is None


def test_secrets_of_something_else_are_no_sign_in(said: Path) -> None:
    said.write_text('[connections]\nurl = "x"\n', "utf-8")
    assert sign_in_settings() is None


def test_groups_give_roles_for_councils(said: Path) -> None:
    said.write_text(tomli_w.dumps(WHOLE), "utf-8")
    found = sign_in_settings()
    assert found is not None
    assert found.auth.origin == "https://care.example.gov.uk"
    ours = frozenset({"Somewhere Council"})
    assert found.access.grants() == {
        "g1": {Grant(Role.READER)},
        "g2": {Grant(Role.CONTRIBUTOR, ours), Grant(Role.PRACTICE_LEAD, ours)},
    }


def _without(*path: str) -> dict[str, Any]:
    changed = deepcopy(WHOLE)
    place = changed
    for name in path[:-1]:
        place = place[name]
    del place[path[-1]]
    return changed


def _with(value: object, *path: str) -> dict[str, Any]:
    changed = deepcopy(WHOLE)
    place: Any = changed
    for name in path[:-1]:
        place = place[int(name)] if name.isdigit() else place[name]
    place[path[-1]] = value
    return changed


@pytest.mark.parametrize(
    ("told", "about"),
    [
        (_without("auth"), "auth"),
        (_without("access"), "access"),
        *((_without("auth", name), f"auth.{name}") for name in WHOLE["auth"]),
        *((_with("", "auth", name), f"auth.{name}") for name in WHOLE["auth"]),
        (_with([], "access", "roles"), "access.roles"),
        (_with("boss", "access", "roles", "0", "role"), "access.roles.0.role"),
        (_with("public", "access", "roles", "0", "role"), "access.roles.0.role"),
        (_with([], "access", "roles", "1", "councils"), "names no council"),
        (_with([" "], "access", "roles", "1", "councils"), "names no council"),
        (_with("everywhere", "access", "roles", "0", "councils"), "access.roles.0.councils"),
        (_with("", "access", "roles", "0", "group"), "access.roles.0.group"),
        (_with(0, "access", "hours"), "access.hours"),
        (_with(1000, "access", "hours"), "access.hours"),
        (_with(True, "access", "everybody"), "access.everybody"),
        (_with("short", "auth", "cookie_secret"), "auth.cookie_secret"),
        (_with("http://care.example.gov.uk/oauth2callback", "auth", "redirect_uri"), "https"),
        (_with("https://care.example.gov.uk/", "auth", "redirect_uri"), "/oauth2callback"),
        (_with("http://sign-in.example/x", "auth", "server_metadata_url"), "https"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_what_is_not_whole_is_an_error_in_one_line_without_a_secret(
    said: Path, told: dict[str, Any], about: str
) -> None:
    said.write_text(tomli_w.dumps(told), "utf-8")
    with pytest.raises(SignInError) as error:
        sign_in_settings()
    assert about in str(error.value)
    assert "\n" not in str(error.value)
    assert SECRET not in str(error.value)
    assert "of-the-tests" not in str(error.value)


def test_a_file_that_is_named_has_to_be_there_and_to_be_whole(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = tmp_path / "other.toml"
    monkeypatch.setenv("DASHBOARD_SIGN_IN", str(other))
    _forget()
    with pytest.raises(SignInError, match="there is no file"):
        sign_in_settings()
    other.write_text("", "utf-8")
    with pytest.raises(SignInError, match="is not whole"):
        sign_in_settings()
    other.write_text("[auth", "utf-8")
    with pytest.raises(SignInError, match="cannot be read"):
        sign_in_settings()


def test_on_a_server_a_command_is_given_by_the_systems_account_whatever_the_environment_says(
    said: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(signed_name, "user_config_path", lambda *_, **__: tmp_path / "config")
    monkeypatch.setattr(signed_name, "_unix_account", lambda: "a.brown9")
    monkeypatch.setenv("DASHBOARD_USER", "Somebody else")
    settings.cache_clear()
    assert operator().name == "Somebody else"  # on a laptop
    said.write_text(tomli_w.dumps(WHOLE), "utf-8")
    sign_in_settings.cache_clear()
    assert operator().name == "a.brown9"
    assert operator("Ada Brown").name == "Ada Brown (account a.brown9)"
    assert operator().name == "a.brown9"  # it was not kept for the next
    with pytest.raises(DataError, match="as you sign"):
        operator(" ")
    said.write_text("[auth]", "utf-8")
    sign_in_settings.cache_clear()
    with pytest.raises(SignInError):
        operator()
