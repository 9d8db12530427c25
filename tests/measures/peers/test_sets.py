"""Whom a council is compared with."""

from __future__ import annotations

import polars as pl
import pytest

from measures.peers.sets import council_named, peer_set

PROFILES = pl.DataFrame(
    {
        "authority": ["Avon Borough", "Brue Borough", "Cary County", "Dene Borough", "Us"],
        "short_name": ["Avon", "Brue", "Cary", "Dene", "Us"],
        "authority_type": [*["London borough"] * 2, "county council", None, "London borough"],
        "region": ["London", "South West", "South West", None, "London"],
        "population": [100_000, 200_000, 900_000, None, 110_000],
        "area_km2": [10.0, 30.0, 2000.0, 20.0, 12.0],
        "deprivation": [20.0, 25.0, 12.0, 18.0, 21.0],
    },
    strict=False,
)  # fmt: skip


@pytest.mark.parametrize(
    ("asked", "choice", "members", "several"),
    [
        ("", "neighbours", ["Avon Borough", "Brue Borough", "Cary County"], "neighbours"),
        ("region", "region", ["Avon Borough"], "councils in London"),
        ("type", "type", ["Avon Borough", "Brue Borough"], "London boroughs"),
        (
            "england",
            "england",
            ["Avon Borough", "Brue Borough", "Cary County", "Dene Borough"],
            "councils in England",
        ),
        (
            "Cary; dene borough; Nowhere",
            "Cary;Dene",
            ["Cary County", "Dene Borough"],
            "chosen councils",
        ),
        ("chosen", "chosen", [], "chosen councils"),
    ],
)  # fmt: skip
def test_a_choice_means_councils(asked: str, choice: str, members: list[str], several: str) -> None:
    found = peer_set(PROFILES, "Us", asked)
    assert (found.choice, list(found.members or ()), found.several) == (choice, members, several)
    assert found.size == len(members)
    rows = pl.DataFrame({"authority": ["Us", "Avon Borough", "Cary County"]})
    kept = found.of(rows).get_column("authority").to_list()
    assert kept == [name for name in rows["authority"] if name in members]


def test_the_council_itself_is_no_peer_even_by_name() -> None:
    assert peer_set(PROFILES, "Us", "Us;Avon").members == ("Avon Borough",)


@pytest.mark.parametrize("asked", ["", "neighbours", "region", "type"])
def test_what_the_register_cannot_tell_is_every_council(asked: str) -> None:
    everyone = peer_set(PROFILES, "Nowhere", asked)
    assert (everyone.choice, everyone.size) == ("england", 5)
    nobody_known = peer_set(PROFILES.clear(), "Us", asked)
    assert (nobody_known.choice, nobody_known.members, nobody_known.size) == ("england", None, None)
    rows = pl.DataFrame({"authority": ["Anybody"]})
    assert nobody_known.of(rows).height == 1


def test_a_council_goes_by_its_short_name_too() -> None:
    assert council_named(PROFILES, "avon") == "Avon Borough"
    assert council_named(PROFILES, "Avon Borough") == "Avon Borough"
    assert council_named(PROFILES, "Elsewhere") is None
    assert council_named(PROFILES, "") is None
