"""Every headline and every text beside it follows from the rows behind it, worked out anew by code
that wrote none of it."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from components.exhibits.catalogue import CATALOGUE
from components.look.layout import GLANCE, at_a_glance
from data_access.importing.stages.plan import land, plan
from data_access.importing.stages.recipe import read_recipe
from data_access.new_store import make_own_store
from data_access.store.database import Store, open_store
from tests.components.exhibits.claims.checking import (
    OF_A_THEME,
    built,
    expected,
    frames_of,
    places_of,
    said,
    wrong,
)
from tests.components.exhibits.claims.headlines import HEADLINES, holds
from tests.components.exhibits.claims.reading import NUMBER, number_of
from tests.components.exhibits.claims.texts import TEXTS
from tests.components.exhibits.claims.told import Told
from tests.paths import SHARED
from tests.principals import OFFICER
from tests.sampling import one_in
from vocabulary.wording import number_word

_INTAKE = SHARED / "intake"
CASES = sorted(_INTAKE.glob("*/expected.json")) if _INTAKE.is_dir() else []
EXAMPLE, HILLINGDON = "Example Borough", "London Borough of Hillingdon"
MOMENTS = (None, date(2026, 8, 31), date(2026, 6, 30), date(2025, 12, 31), date(2026, 8, 15))


def test_every_exhibit_of_the_catalogue_has_its_claims() -> None:
    worked_out = {key for key, texts in TEXTS.items() if "headline" in texts}
    assert not set(CATALOGUE) - set(HEADLINES) - set(OF_A_THEME) - worked_out
    assert not set(CATALOGUE) ^ set(TEXTS)


@pytest.fixture(scope="module")
def now(example_store: Store) -> dict[str, Told]:
    """The example as it stands."""
    return built(example_store, EXAMPLE, None)


def test_the_examples_texts_say_what_the_rows_say(now: Mapping[str, Told]) -> None:
    found = list(wrong(now))
    assert not found, "\n".join(found)


def test_each_of_its_headlines_is_read_at_a_glance(now: Mapping[str, Told]) -> None:
    leads = {key: at_a_glance(told.exhibit.headline).first for key, told in now.items()}
    assert not {key: said for key, said in leads.items() if len(said) >= GLANCE}


@pytest.mark.parametrize("day", one_in(2, MOMENTS[1:]))
def test_so_do_those_of_earlier_moments(example_store: Store, day: date | None) -> None:
    found = list(wrong(built(example_store, EXAMPLE, day)))
    assert not found, "\n".join(found)


def test_so_do_those_of_a_council_with_published_figures_only(example_store: Store) -> None:
    found = list(wrong(built(example_store, HILLINGDON, None)))
    assert not found, "\n".join(found)


def test_so_do_those_of_a_council_with_nothing_at_all(example_store: Store) -> None:
    found = list(wrong(built(example_store, "Nowhere Council", None)))
    assert not found, "\n".join(found)


@pytest.mark.skipif(not CASES, reason="../shared/intake is not here")
@pytest.mark.parametrize("case", one_in(6, CASES), ids=lambda case: case.parent.name)
def test_so_do_those_of_councils_files(case: Path, tmp_path: Path) -> None:
    folder, told = case.parent, json.loads(case.read_text(encoding="utf-8"))
    if told.get("nothing_lands"):
        return
    store = open_store(f"sqlite:///{tmp_path / 'store.db'}")
    council = told["own_council"]
    make_own_store(store, principal=OFFICER, authority=council)
    recipe = read_recipe((folder / "recipe.toml").read_text(encoding="utf-8"))
    for name in told["files"]:
        content = (folder / name).read_bytes()
        planned = plan(store, name, content, principal=OFFICER, recipe=recipe, own=council)
        land(store, planned, principal=OFFICER, good_rows_only=True)
    found = list(wrong(built(store, council, None, "All time")))
    assert not found, "\n".join(found)


def planted(text: str) -> Iterator[str]:
    """The text with each of its numbers a little wrong."""
    for match in re.finditer(rf"\b{NUMBER}\b", text, re.IGNORECASE):
        number = number_of(match.group())
        if number is None or number != int(number) or number > 1900:
            continue
        for other in (number + 1, number - 1):
            if other >= 0:
                words = number_word(int(other)) if match.group()[0].isalpha() else f"{other:.0f}"
                yield text[: match.start()] + words + text[match.end() :]


def test_wrong_headlines_planted_are_all_noticed(now: Mapping[str, Told]) -> None:
    frames = frames_of(now)
    mutants = [
        (key, text)
        for key, each in now.items()
        if key in HEADLINES and key not in ("what_changed", "training_grid")
        for text in planted(each.exhibit.headline)
    ]
    assert len(mutants) >= 60
    unnoticed = [f"{key}: {text}" for key, text in mutants if holds(key, text, frames[key], frames)]
    assert unnoticed == []


TURNED = (
    ("within chance", "more than chance explains"),
    ("Within chance.", "Too few to judge."),
    ("As usual", "Needs explaining"),
    ("A real gap:", "Within chance."),
    ("too few to judge", "more than half"),
    ("more than half", "fewer than half"),
    ("Fewer than half", "More than half"),
    ("in date", "not in date"),
    ("higher", "lower"),
    ("lower", "higher"),
    ("no check is on record", "the check found no improvement"),
    ("overdue", "open"),
    (" and ", " or "),
    ("Where it leaks.", "No leak."),
    ("Named gaps.", "No gap found."),
    ("2026", "2025"),
)
"""Words of a judgement, and what would be another."""


def test_wrong_verdicts_meanings_and_alternatives_planted_are_all_noticed(
    now: Mapping[str, Told],
) -> None:
    """What has to be said is worked out without looking at what is said."""
    tried, unnoticed = 0, []
    for key, each in now.items():
        for place in places_of(key):
            text = said(each.exhibit, place)
            if place in ("source", "subtitle", "caveats") and place not in TEXTS[key]:
                continue
            turned = [text.replace(*pair, 1) for pair in TURNED if pair[0] in text]
            dropped = [text.partition("; ")[2]] if "; " in text else []
            invented = [] if text else ["Within chance."]
            right = expected(_saying_nothing(each, place), place)
            for mutant in {*planted(text), *turned, *dropped, *invented} - {text}:
                tried += 1
                if mutant == right:
                    unnoticed.append(f"{key}, {place}: {mutant}")
            assert text == right
    assert tried >= 1000
    assert unnoticed == []


def _saying_nothing(told: Told, place: str) -> Told:
    nothing: Any = () if place == "caveats" else ""
    return told._replace(exhibit=replace(told.exhibit, **{place: nothing}))
