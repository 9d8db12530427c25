"""Which councils are near: worked out by hand from the register for five of them."""

from __future__ import annotations

import csv
import math

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from data_access.reference.published_facts import FOLDER
from measures.peers.distance import NEIGHBOURS, PARTS, distances

with (FOLDER / "councils.csv").open(encoding="utf-8", newline="") as file:
    REGISTER = list(csv.DictReader(file))

PROFILES = pl.DataFrame(
    {
        "authority": [row["authority"] for row in REGISTER],
        "short_name": [row["short_name"] for row in REGISTER],
        "authority_type": [row["authority_type"] for row in REGISTER],
        "population": [int(row["population_2020"]) for row in REGISTER],
        "area_km2": [float(row["area_km2"]) for row in REGISTER],
        "deprivation": [float(row["imd_2019_average_score"]) for row in REGISTER],
    }
)

# Worked out from `councils.csv` by the written rule in a few lines of awk, apart from the product's
# code and from `by_hand` below: the standard deviations of all 153 councils (of the natural
# logarithm of population and of people per km², and of the deprivation score), and the neighbours.
SPREADS = {"population": 0.7626, "density": 1.3795, "deprivation": 8.0734}

BY_HAND = {
    "London Borough of Hillingdon": [
        "Havering", "Bexley", "Redbridge", "Bromley", "Barnet", "Hounslow", "Harrow", "Croydon",
        "Ealing", "Sutton", "Merton", "Greenwich", "Wandsworth", "Enfield",
        "Bournemouth, Christchurch and Poole",
    ],
    "Blackpool Borough Council": [
        "Middlesbrough", "Kingston upon Hull", "Knowsley", "Blackburn with Darwen",
        "Stoke-on-Trent", "Hartlepool", "Halton", "Nottingham", "Salford", "Rochdale",
        "Barking and Dagenham", "Sandwell", "Oldham", "Liverpool", "South Tyneside",
    ],
    "Kent County Council": [
        "Essex", "Lancashire", "Nottinghamshire", "Staffordshire", "Hampshire", "Derbyshire",
        "Hertfordshire", "Norfolk", "West Sussex", "Suffolk", "Surrey", "Worcestershire",
        "Lincolnshire", "Devon", "East Sussex",
    ],
    "Leeds City Council": [
        "Sheffield", "Kirklees", "Bradford", "Wakefield", "Wigan", "Coventry", "Wirral",
        "Newcastle upon Tyne", "Dudley", "Sefton", "Bolton", "Sunderland", "Doncaster",
        "City of Bristol", "Rotherham",
    ],
    "Council of the Isles of Scilly": [
        "City of London", "Rutland", "Darlington", "Bracknell Forest", "West Berkshire",
        "Isle of Wight", "Windsor and Maidenhead", "Bedford", "Hartlepool",
        "North Lincolnshire", "Redcar and Cleveland", "Herefordshire", "Wokingham",
        "Bath and North East Somerset", "Thurrock",
    ],
}  # fmt: skip


def by_hand(council: str) -> list[tuple[float, str]]:
    """Distances by the rule in `docs/methods.md`, step by step and without the product's code."""
    spread = {}
    for name in ("population", "density", "deprivation"):
        values = [figures(row)[name] for row in REGISTER]
        mean = sum(values) / len(values)
        spread[name] = math.sqrt(sum((value - mean) ** 2 for value in values) / len(values))
        assert spread[name] == pytest.approx(SPREADS[name], abs=5e-5)
    ours = next(row for row in REGISTER if row["authority"] == council)
    found = []
    for row in REGISTER:
        if row is not ours:
            squares = [
                ((figures(row)[name] - figures(ours)[name]) / spread[name]) ** 2 for name in spread
            ]
            squares.append(0 if row["authority_type"] == ours["authority_type"] else 1)
            found.append((math.sqrt(sum(squares)), row["short_name"]))
    return sorted(found)


def figures(row: dict[str, str]) -> dict[str, float]:
    people, area = float(row["population_2020"]), float(row["area_km2"])
    return {
        "population": math.log(people),
        "density": math.log(people / area),
        "deprivation": float(row["imd_2019_average_score"]),
    }


@pytest.mark.parametrize("council", BY_HAND)
def test_the_neighbours_of_five_councils_are_those_worked_out_by_hand(council: str) -> None:
    nearest = distances(PROFILES, council).filter("nearest")
    assert nearest.get_column("short_name").to_list() == BY_HAND[council]
    worked_out = by_hand(council)
    assert [name for _, name in worked_out[:NEIGHBOURS]] == BY_HAND[council]
    assert nearest.get_column("distance").to_list() == pytest.approx(
        [each for each, _ in worked_out[:NEIGHBOURS]], abs=1e-9
    )


def test_the_parts_of_a_distance_add_up_to_it() -> None:
    found = distances(PROFILES, "Leeds City Council")
    squares = sum(found.get_column(name) ** 2 for name in PARTS)
    assert isinstance(squares, pl.Series)
    assert squares.to_list() == pytest.approx((found.get_column("distance") ** 2).to_list())
    assert found.height == 152
    assert found.get_column("type_apart").unique().sort().to_list() == [0.0, 1.0]


def test_a_council_without_its_figures_has_no_neighbours() -> None:
    unknown = PROFILES.with_columns(
        population=pl.when(pl.col("authority") != "Leeds City Council").then("population")
    )
    assert distances(unknown, "Leeds City Council").is_empty()
    assert distances(PROFILES, "Nowhere Council").is_empty()
    near = distances(unknown, "Kent County Council").get_column("authority")
    assert "Leeds City Council" not in near


def test_a_council_that_comes_twice_is_refused() -> None:
    with pytest.raises(ValueError, match="more than once"):
        distances(pl.concat([PROFILES, PROFILES.head(1)]), "Leeds City Council")


@given(
    st.lists(st.sampled_from(REGISTER), min_size=2, max_size=6, unique_by=lambda r: r["ons_code"])
)
def test_how_far_two_councils_are_apart_is_the_same_from_either(rows: list[dict[str, str]]) -> None:
    names = [row["authority"] for row in rows]
    some = PROFILES.filter(pl.col("authority").is_in(names))
    there = distances(some, names[0]).filter(pl.col("authority") == names[1])
    back = distances(some, names[1]).filter(pl.col("authority") == names[0])
    assert there.item(0, "distance") == pytest.approx(back.item(0, "distance"))
