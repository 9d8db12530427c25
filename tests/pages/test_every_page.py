"""Every page runs to its end in every state of a store, and says so in words."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from components.exhibits.address import board_labels
from components.exhibits.catalogue import CATALOGUE, names_of_themes
from components.exhibits.filters import team_on_record
from components.exhibits.indicators.judged import measures_with_rows
from components.exhibits.view import View
from components.packs.shipped import SHIPPED
from data_access.snapshot import snapshot
from data_access.store.database import Store
from tests.pages.conftest import made
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
from tests.pages.on_the_page import blank_charts, machine_words
from tests.pages.one_of_each import make_one_of_each
from tests.principals import OFFICER
from tests.sampling import FULL, one_in_slow
from vocabulary.nature import Nature

NAMES = sorted(file.stem for file in PAGES.glob("[!_]*.py"))
# Pages that say more at an address than at the bare one.
TELLING: dict[str, list[dict[str, str]]] = {
    "theme": [{"about": "Learning culture"}, {"about": "Complaints and the ombudsman"}],
    "statement": [{"statement": "learning"}, {"statement": "equity"}],
    "assessed_today": [{"statement": "equity"}],
    "trace": [
        {"kind": "action", "reference": "ACT-034"},
        {"kind": "complaint", "reference": "C-24-0049"},
        {"kind": "coproduction", "reference": "CP-29"},
    ],
    "present": [
        {"pack": SHIPPED[0].name, "screen": str(place + 1)}
        for place in range(len(SHIPPED[0].items) + 3)  # with cover, decisions and back page
    ],
    "board": [
        {"pack": SHIPPED[0].name},
        {"pack": SHIPPED[0].name, "at": "5"},
        {"pack": SHIPPED[0].name, "at": "99"},
        {"pack": SHIPPED[1].name},
    ],
    "administration": [{"part": "Erase"}, {"part": "Mail"}],
    "evidence": [{"part": "Codebook"}],
    "review": [{"review": "R-003"}],
    "data": [
        {"do": part} for part in ("What is held", "History", "Answers kept", "Export", "Stores")
    ],
    "overview": [{"board": "2026-05-31"}],
    "learning": [{"period": "Last 6 months"}, {"team": "Sensory team"}],
    "complaints": [{"period": "All time"}, {"team": "Sensory team", "about": "Waiting times"}],
    "practice": [{"period": "All time"}, {"team": "Sensory team", "about": "Waiting times"}],
    "coproduction": [{"period": "All time"}, {"about": "Waiting times"}],
    "plan": [{"period": "All time"}, {"team": "Sensory team", "about": "Waiting times"}],
}
STATES: dict[str, tuple[str, View]] = {
    "example": ("example_file", example_view()),
    "example in 2025": ("example_file", example_view(datetime(2025, 3, 31, 23, 59))),
    "example before its first record": ("example_file", example_view(datetime(2020, 1, 1))),
    "partial": ("example_file", view_of(HILLINGDON)),
    "own, empty": ("own_file", view_of(SOMEWHERE, Nature.OWN)),
    "nobody's": ("bare_file", view_of("No council yet")),
    "one of each": ("one_of_each_file", view_of(SOMEWHERE, Nature.OWN)),
    "one of each, in full": ("full_one_of_each_file", view_of(SOMEWHERE, Nature.OWN)),
}


# Every page and every exhibit alone in every state takes minutes: FULL=1 does that, a plain run
# takes the states most unlike.
TRIED = list(STATES) if FULL else ["example", "partial", "own, empty", "one of each"]
WHOLE = "example"  # of which a plain run opens half of the addresses, of the others a third
ALONE = list(STATES) if FULL else ["example", "partial", "one of each"]

ADDRESSES: list[tuple[str, dict[str, str]]] = [(name, {}) for name in NAMES] + [
    (name, asked) for name, addresses in TELLING.items() for asked in addresses
]


def whole_and_in_words(page: AppTest) -> None:
    """The page says something, in words, and draws no empty chart."""
    assert headline(page)
    assert not machine_words(page)
    assert not blank_charts(page)


def means_something(asked: dict[str, str], view: View) -> bool:
    """Whether the council in view has what an address names: teams, themes, reviews, boards."""
    known = snapshot(view.council, view.as_at, principal=OFFICER)
    return (
        ("team" not in asked or team_on_record(known, asked["team"]))
        and ("about" not in asked or asked["about"] in names_of_themes(known).values())
        and ("review" not in asked or asked["review"] in known["review"].get_column("reference"))
        and ("board" not in asked or asked["board"] in board_labels(view.today))
    )


@pytest.fixture(scope="session")
def one_of_each_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return made(tmp_path_factory.mktemp("one"), lambda s: make_one_of_each(s, full=False))


@pytest.fixture(scope="session")
def full_one_of_each_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return made(tmp_path_factory.mktemp("full"), lambda s: make_one_of_each(s, full=True))


@pytest.mark.parametrize("state", TRIED)
def test_every_page_says_what_there_is_in_every_state(
    request: pytest.FixtureRequest,
    in_use: Callable[[Path], Store],
    state: str,
    subtests: pytest.Subtests,
) -> None:
    file, view = STATES[state]
    in_use(request.getfixturevalue(file))
    few = one_in_slow(3, ADDRESSES, turn=TRIED.index(state))
    for name, asked in one_in_slow(2, ADDRESSES) if state == WHOLE else few:
        if not means_something(asked, view):
            continue  # that this is said is tried in test_unknown_in_address
        with subtests.test(page=name, asked=asked):
            whole_and_in_words(open_page(name, view, **asked))


@pytest.mark.parametrize("state", ALONE)
def test_every_exhibit_stands_alone_in_every_state(
    request: pytest.FixtureRequest,
    in_use: Callable[[Path], Store],
    state: str,
    subtests: pytest.Subtests,
) -> None:
    file, view = STATES[state]
    in_use(request.getfixturevalue(file))
    of_one = [key for key, each in CATALOGUE.items() if not each.of_region]
    for key in one_in_slow(4, of_one, turn=ALONE.index(state)):
        entry = CATALOGUE[key]
        asked = {"show": key} | ({"statement": "learning"} if entry.of_statement else {})
        if entry.of_measure:
            held = measures_with_rows(snapshot(view.council, view.as_at, principal=OFFICER))
            if not held:
                continue
            asked |= {"measure": next(iter(held))}
        with subtests.test(exhibit=key):
            page = open_page("exhibit", view, **asked)
            whole_and_in_words(page)
            assert "leads to no exhibit" not in headline(page)


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
