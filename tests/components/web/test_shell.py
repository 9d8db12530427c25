"""The shell: gate first, then bar, then page."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from components.exhibits.view import Choice, Choices, View
from components.web import services
from components.web.admission.audience_gate import PREVIEW
from components.web.principal import register_sign_in
from components.web.services import Screen, Services
from tests.paths import ROOT
from tests.principals import OFFICER
from vocabulary.nature import Nature
from vocabulary.principal import Principal

SHELL = ROOT / "components" / "web" / "shell.py"


def somebody(_headers: Mapping[str, str]) -> Principal:
    return OFFICER


def nobody(_headers: Mapping[str, str]) -> None:
    return None


def view(choice: Choice) -> View:
    return View(choice.council, Nature.ILLUSTRATIVE, date(2026, 9, 30))


def choices() -> Choices:
    return Choices(("Example Borough",), ())


@pytest.fixture
def screens(tmp_path: Path) -> Iterator[tuple[Screen, ...]]:
    files = []
    for name in ("first", "second", "inner"):
        file = tmp_path / f"{name}.py"
        file.write_text(f"import streamlit as st\nst.session_state['ran'] = '{name}'\n", "utf-8")
        files.append(file)
    before = list(services._registered)
    yield (
        Screen(files[0], "First", "first"),
        Screen(files[1], "Second", "second"),
        Screen(files[2], "Inner", "inner", under="second"),
    )
    services._registered[:] = before


def test_nobody_sees_a_page_without_signing_in(screens: tuple[Screen, ...]) -> None:
    register_sign_in(nobody)
    services.register(Services(screens, choices, view))
    shown = AppTest.from_file(str(SHELL)).run()
    assert not shown.exception
    assert "ran" not in shown.session_state
    assert "Sign in to go on" in shown.get("html")[0].proto.body


def test_somebody_sees_the_bar_and_the_first_page(screens: tuple[Screen, ...]) -> None:
    register_sign_in(somebody)
    services.register(Services(screens, choices, view))
    shown = AppTest.from_file(str(SHELL)).run()
    assert not shown.exception
    assert shown.session_state["ran"] == "first"
    drawn = "".join(element.proto.body for element in shown.get("html"))
    assert "Example Borough" in drawn
    assert "Example records" in drawn
    assert "As at 30 Sep 2026" in drawn
    assert re.findall(r'data-holds="([^"]*)"><a [^>]*>([^<]*)<', drawn) == [
        ("first", "First"),
        ("second inner", "Second"),
    ]


def test_nothing_is_shown_before_a_server_registered_its_pages(
    screens: tuple[Screen, ...],
) -> None:
    services._registered.clear()
    with pytest.raises(LookupError, match=r"dashboard\.py"):
        services.registered()


@pytest.fixture
def with_preview(screens: tuple[Screen, ...], tmp_path: Path) -> tuple[Screen, ...]:
    """The screens, and one with the preview of the edition to be."""
    file = tmp_path / "editions.py"
    file.write_text("import streamlit as st\nst.session_state['ran'] = 'preview'\n", "utf-8")
    return (*screens, Screen(file, "Editions", PREVIEW, under="second"))


@pytest.mark.parametrize(
    "said",
    [
        {"audience": "Public"},
        {"audience": "publik"},
        {"AUDIENCE": "public"},
        {"audience": ["Public", "Internal"]},
        {"audience": ["Internal", "Public"]},
        {"audience": ""},
        {"team": "x;audience=public"},
    ],
)
def test_of_the_working_screens_the_public_is_shown_the_preview_alone(
    said: dict[str, str | list[str]], with_preview: tuple[Screen, ...]
) -> None:
    register_sign_in(somebody)
    services.register(Services(with_preview, choices, view))
    shown = AppTest.from_file(str(SHELL))
    for name, words in said.items():
        shown.query_params[name] = words
    shown.run()
    assert not shown.exception
    assert shown.session_state["ran"] == "preview"
    assert not shown.query_params


def test_where_nothing_is_ever_published_the_public_is_refused(
    screens: tuple[Screen, ...],
) -> None:
    register_sign_in(somebody)
    services.register(Services(screens, choices, view))
    shown = AppTest.from_file(str(SHELL))
    shown.query_params["audience"] = "Public"
    shown.run()
    assert not shown.exception
    assert "ran" not in shown.session_state
    drawn = "".join(element.proto.body for element in shown.get("html"))
    assert "The public sees published editions, and nothing else." in drawn
    assert "Example Borough" not in drawn


def test_who_asks_for_internal_figures_by_name_is_shown_them(screens: tuple[Screen, ...]) -> None:
    register_sign_in(somebody)
    services.register(Services(screens, choices, view))
    shown = AppTest.from_file(str(SHELL))
    shown.query_params["audience"] = "Internal"
    assert shown.run().session_state["ran"] == "first"
