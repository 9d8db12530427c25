"""Who signs in decides what every page and download shows; nothing else has to know."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

import dashboard
from components.exhibits.view import Choice, View
from components.web import principal
from components.web.principal import asking, current_principal, register_sign_in
from data_access.errors import NotAllowedError
from data_access.settings import settings
from tests.example_store import example_at
from tests.paths import ROOT
from vocabulary.nature import Nature
from vocabulary.principal import Principal, every_role

EXAMPLE, HILLINGDON = "Example Borough", "London Borough of Hillingdon"
GUEST = Principal("Guest", every_role({HILLINGDON}))


@pytest.fixture(autouse=True)
def guest(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Somebody who may see one council has signed in; whose name is in the request."""

    def sign_in(headers: Mapping[str, str]) -> Principal | None:
        return None if headers.get("signed-in") == "no" else GUEST

    monkeypatch.setattr(principal, "_registered", [])
    register_sign_in(sign_in)
    file = tmp_path / "store.db"
    example_at(file).engine.dispose()
    monkeypatch.setenv("DATABASE_URL", f"sqlite:///{file}")
    settings.cache_clear()
    yield
    monkeypatch.undo()
    settings.cache_clear()


def test_the_principal_is_worked_out_once_a_request() -> None:
    with asking({}) as who:
        assert who is current_principal() is GUEST
    with asking({"signed-in": "no"}) as who:
        assert who is None


def test_only_councils_one_may_see_can_be_chosen_or_read() -> None:
    with asking({}):
        assert dashboard.choices().councils == (HILLINGDON,)
        with pytest.raises(NotAllowedError):
            dashboard.view(Choice(EXAMPLE, "now"))
        with pytest.raises(NotAllowedError):
            dashboard.records(View(EXAMPLE, Nature.ILLUSTRATIVE, date(2026, 9, 30)))


def test_a_page_asked_for_with_anothers_name_shows_ones_own() -> None:
    shell = AppTest.from_file(str(ROOT / "components" / "web" / "shell.py"), default_timeout=60)
    shell.query_params["council"] = EXAMPLE
    shell.run()
    assert not shell.exception
    drawn = "".join(element.proto.body for element in shell.get("html"))
    assert HILLINGDON in drawn
    assert EXAMPLE not in drawn
