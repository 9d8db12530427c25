"""Every page runs to its end in every state of a store, and says so in words."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from components.view import View
from data_access.store import Store
from tests.pages.harness import (
    HILLINGDON,
    PAGES,
    SOMEWHERE,
    bodies,
    example_view,
    headline,
    labels,
    open_page,
    parts,
    view_of,
    whole,
    words,
)

NAMES = sorted(file.stem for file in PAGES.glob("[!_]*.py"))
MACHINE_WORDS = re.compile(r"\b(None|nan|NaN|null|Traceback|dtype|datetime)\b")
STATES: dict[str, tuple[str, View]] = {
    "example": ("example_file", example_view()),
    "example in 2025": ("example_file", example_view(datetime(2025, 3, 31, 23, 59))),
    "example before its first record": ("example_file", example_view(datetime(2020, 1, 1))),
    "partial": ("example_file", view_of(HILLINGDON)),
    "own, empty": ("own_file", view_of(SOMEWHERE, "own")),
    "nobody's": ("bare_file", view_of("No council yet")),
}


@pytest.mark.parametrize("state", list(STATES))
@pytest.mark.parametrize("name", NAMES)
def test_a_page_says_what_there_is_in_every_state(
    request: pytest.FixtureRequest, in_use: Callable[[Path], Store], name: str, state: str
) -> None:
    file, view = STATES[state]
    in_use(request.getfixturevalue(file))
    page = open_page(name, view)
    assert headline(page)
    found = MACHINE_WORDS.search(words(page))
    assert not found, (
        f"{found.group()!r} in {found.string[found.start() - 60 : found.end() + 60]!r}"
    )
    assert not re.search(r"\b\d{4}-\d{2}-\d{2}\b", words(page)), "dates are British"


@pytest.mark.parametrize("name", NAMES)
def test_a_page_has_one_headline_names_its_controls_and_says_the_same_again(
    example: Store, name: str
) -> None:
    page = open_page(name)
    before = words(page)
    assert bodies(page).count("<h1") == 1
    for kind in ("button", "selectbox", "multiselect", "text_input", "text_area"):
        assert all(labels(page, kind)), f"a {kind} without a label"
    assert words(whole(page.run())) == before


@pytest.mark.parametrize("name", NAMES)
def test_a_page_outside_the_shell_shows_nothing(example: Store, name: str) -> None:
    page = AppTest.from_file(str(PAGES / f"{name}.py"), default_timeout=60).run()
    assert page.exception
    assert not parts(page, "html")
