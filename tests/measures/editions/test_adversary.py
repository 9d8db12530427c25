"""The adversary finds what a careless edition gives away, and nothing in those of two councils."""

from collections.abc import Callable
from copy import deepcopy
from dataclasses import replace
from functools import cache
from hashlib import sha256
from json import dumps
from typing import Any

import pytest

from measures.disclosure.joint import protect
from tests.measures.disclosure.test_joint import YEAR, quarter, quarters, stock, table, themes
from tests.measures.editions.adversary import TableJson, attack, guess, json_of
from tests.measures.editions.month_by_month import SMALL, month_ends, published
from tests.sampling import FULL

Editions = list[list[dict[str, Any]]]


@cache
def _safe() -> list[Any]:
    counts = {"A": 2, "B": 14, "C": 20, "D": 24}
    tables = [
        quarters(12, 15, 14, 19),
        themes(60, {"waiting": 2, "charges": 8, "care": 30, "housing": 26}),
        table("by_team", counts),
        stock([[30, 2], [28, 14], [40, 33]], "2026-03-31"),
    ]
    first = protect(tables)
    assert len(first.tables) == len(tables)
    second = protect([*tables, stock([[31, 3], [29, 14], [40, 34]], "2026-06-30")], first.tables)
    return [json_of(first.tables), json_of(second.tables)]


def safe() -> Editions:
    """Two editions in which nothing leaks."""
    return deepcopy(_safe())


def one(edition: list[dict[str, Any]], name: str, period: str | None = None) -> dict[str, Any]:
    return next(t for t in edition if t["name"] == name and period in (None, t["period"]))


def show(edition: list[dict[str, Any]], name: str, *labels: str, count: int) -> None:
    for row in one(edition, name)["cells"]:
        if tuple(row[:-1]) == labels:
            row[-1] = count


def test_there_is_nothing_to_find_in_what_was_protected() -> None:
    found = attack(safe())
    assert found.leaks == []
    assert found.hidden >= 8
    assert found.smallest >= 5


def unhidden_complement(editions: Editions) -> None:
    for edition in editions:
        show(edition, "by_theme", "waiting", "not named", count=58)


def total_of_hidden_parts(editions: Editions) -> None:
    groups = deepcopy(one(editions[0], "by_team")) | {"name": "by_group"}
    groups["dimensions"] = [["group", "team"]]
    groups["cells"] = [
        *(["north", team, count] for team, count in (("A", None), ("D", 24), ("Total", 26))),
        *(["south", team, count] for team, count in (("B", None), ("C", 20), ("Total", 34))),
        ["Total", "Total", 60],
    ]
    editions[0].append(groups)


def secondary_shown(editions: Editions) -> None:
    for edition in editions:
        show(edition, "by_team", "B", count=14)


def overlapping_windows(editions: Editions) -> None:
    # A "rolling year" that leaves out one case of the year before.
    rolling = deepcopy(one(editions[1], "by_quarter"))
    for row in rolling["cells"]:
        row[-1] = {"2025/26 Q1": 9, "Total": 57}.get(row[0], row[-1])
    editions[1].append({**rolling, "name": "rolling", "period": YEAR})


def recomputed(editions: Editions) -> None:
    # A case of the year was written down late, and the table worked out anew.
    show(editions[1], "by_quarter", "2025/26 Q4", count=20)
    show(editions[1], "by_quarter", "Total", count=61)


def unrounded_stock(editions: Editions) -> None:
    for edition, in_date in zip(editions, (30, 31), strict=True):
        day = edition[-1]["period"]
        exact = replace(stock([[in_date, 8], [28, 14], [40, 33]], day), rounding=1)
        edition[:] = [t for t in edition if t["name"] != "training"]
        edition.extend(json_of(protect([exact]).tables))


def hidden_once_only(editions: Editions) -> None:
    show(editions[1], "by_team", "A", count=2)
    show(editions[1], "by_team", "B", count=14)


def quarter_beside_its_year(editions: Editions) -> None:
    early = json_of(protect([quarter(1, 13)]).tables)
    editions.insert(0, early)


def small_total(editions: Editions) -> None:
    small = json_of(protect([table("by_channel", {"letter": 10, "phone": 10})]).tables)[0]
    small["cells"] = [["letter", None], ["phone", None], ["Total", 4]]
    editions[1].append({**small, "counts_of": "others"})


def unequal_totals(editions: Editions) -> None:
    other = json_of(protect([table("by_channel", {"letter": 31, "phone": 31})]).tables)[0]
    editions[1].append(other)


def all_but_two(editions: Editions) -> None:
    other = json_of(protect([table("by_channel", {"letter": 30, "phone": 30})]).tables)[0]
    other["cells"] = [["letter", 58], ["phone", None], ["Total", 60]]
    editions[1].append(other)


LEAKS: list[Callable[[Editions], None]] = [
    unhidden_complement,
    total_of_hidden_parts,
    secondary_shown,
    overlapping_windows,
    recomputed,
    unrounded_stock,
    hidden_once_only,
    quarter_beside_its_year,
    small_total,
    unequal_totals,
    all_but_two,
]


@pytest.mark.parametrize("plant", LEAKS, ids=lambda plant: plant.__name__)
def test_every_planted_leak_is_found(plant: Callable[[Editions], None]) -> None:
    editions = safe()
    plant(editions)
    assert attack(editions).leaks != []


def test_a_digest_over_what_is_hidden_is_found_by_trying() -> None:
    shown = one(safe()[0], "by_team")
    whole: TableJson = deepcopy(shown)
    for row in whole["cells"]:
        row[-1] = {"A": 2, "B": 14}.get(row[0], row[-1])
    printed = sha256(dumps(whole).encode()).hexdigest()
    assert guess(shown, printed[:16]) == [(2, 14)]
    assert guess(shown, sha256(dumps(shown).encode()).hexdigest()) == []


def test_a_small_council_gives_nothing_away_over_the_months() -> None:
    # Both councils, every month for two years: `month_by_month`, in `make heavy`.
    days = month_ends(24) if FULL else month_ends(24)[11::12]
    found = attack([json_of(done.tables) for done in published(SMALL, days)])
    assert found.leaks == []
    assert found.hidden > 0
