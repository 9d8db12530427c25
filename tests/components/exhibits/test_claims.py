"""Every headline follows from the rows behind it, worked out anew by code that wrote none of it."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from datetime import date, datetime, time
from pathlib import Path

import polars as pl
import pytest

from components.exhibits.catalogue import CATALOGUE, exhibit
from components.exhibits.declaration import ExhibitRequest
from components.exhibits.exhibit import Exhibit
from components.exhibits.filters import DEFAULT_PERIOD, filters_of
from components.exhibits.view import View
from data_access.importing.stages.plan import land, plan
from data_access.importing.stages.recipe import read_recipe
from data_access.new_store import make_own_store
from data_access.snapshot import snapshot
from data_access.store.database import Store, open_store
from tests.components.exhibits.claims.headlines import HEADLINES, holds
from tests.components.exhibits.claims.reading import NUMBER, number_of
from tests.paths import SHARED
from tests.principals import OFFICER
from tests.sampling import one_in
from vocabulary.wording import number_word

_INTAKE = SHARED / "intake"
CASES = sorted(_INTAKE.glob("*/expected.json")) if _INTAKE.is_dir() else []
EXAMPLE, HILLINGDON = "Example Borough", "London Borough of Hillingdon"
MOMENTS = (None, date(2026, 8, 31), date(2026, 6, 30), date(2025, 12, 31))


def built(
    store: Store, council: str, day: date | None, period: str = DEFAULT_PERIOD
) -> tuple[Mapping[str, Exhibit], dict[str, pl.DataFrame]]:
    """Every exhibit of a council, as known at the end of a day (None: now), and their frames with
    the findings beside them."""
    moment = datetime.combine(day, time(23, 59)) if day else None
    known = snapshot(council, moment, store=store, principal=OFFICER)
    view = View(council, known.nature, day or date(2026, 11, 28), moment)
    shown = {
        key: exhibit(known, ExhibitRequest(key, filters_of(view.today, period), "learning"), view)
        for key in CATALOGUE
    }
    return shown, {"finding": known["finding"]} | {key: each.frame for key, each in shown.items()}


def wrong(shown: Mapping[str, Exhibit], frames: dict[str, pl.DataFrame]) -> list[str]:
    """The headlines that do not follow from their rows."""
    return [
        f"{key}: {each.headline}"
        for key, each in shown.items()
        if key not in ("theme_balance", "theme_timeline")  # of a theme, which nobody chose here
        and not holds(key, each.headline, each.frame, frames)
    ]


def test_every_exhibit_of_the_catalogue_has_its_claims() -> None:
    missing = set(CATALOGUE) - set(HEADLINES) - {"theme_balance", "theme_timeline"}
    assert not missing


@pytest.mark.parametrize("day", MOMENTS)
def test_the_examples_headlines_say_what_the_rows_say(
    example_store: Store, day: date | None
) -> None:
    found = wrong(*built(example_store, EXAMPLE, day))
    assert not found, "\n".join(found)


def test_so_do_those_of_a_council_with_published_figures_only(example_store: Store) -> None:
    found = wrong(*built(example_store, HILLINGDON, None))
    assert not found, "\n".join(found)


def test_so_do_those_of_a_council_with_nothing_at_all(example_store: Store) -> None:
    found = wrong(*built(example_store, "Nowhere Council", None))
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
    found = wrong(*built(store, council, None, "All time"))
    assert not found, "\n".join(found)


def planted(headline: str) -> list[str]:
    """The headline with each of its numbers a little wrong."""
    found = []
    for match in re.finditer(rf"\b{NUMBER}\b", headline, re.IGNORECASE):
        number = number_of(match.group())
        if number is None or number != int(number) or number > 1900:
            continue
        for other in (number + 1, number - 1):
            words = number_word(int(other)) if not match.group()[0].isdigit() else f"{other:.0f}"
            found.append(headline[: match.start()] + words + headline[match.end() :])
    return found


def test_wrong_claims_planted_are_all_noticed(example_store: Store) -> None:
    shown, frames = built(example_store, EXAMPLE, None)
    mutants = [
        (key, said)
        for key, each in shown.items()
        if key in HEADLINES and key not in ("what_changed", "training_grid")
        for said in planted(each.headline)
    ]
    assert len(mutants) >= 60
    unnoticed = [f"{key}: {said}" for key, said in mutants if holds(key, said, frames[key], frames)]
    assert unnoticed == []
