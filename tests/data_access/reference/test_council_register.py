"""Every council of the register by all its names and codes, and nothing else for a council."""

from __future__ import annotations

import csv
from collections.abc import Iterator

import pytest

from data_access.importing.stages.meaning.councils import Councils, Place
from data_access.reference.council_register import (
    Registered,
    like,
    register,
    registered,
    registered_by_code,
    same_council,
)
from data_access.reference.published_facts import FACT_FILES, FOLDER
from vocabulary.framework import AuthorityType

ALL = register()
KINDS = {
    AuthorityType.LONDON_BOROUGH: ("London Borough of {}", "LB {}", "{} LB", "{} London Borough",
                                   "{} London Borough Council", "Royal Borough of {}"),
    AuthorityType.METROPOLITAN_DISTRICT: ("{} MBC", "{} Metropolitan Borough Council", "{} MDC",
                                          "Metropolitan Borough of {}", "{} City Council"),
    AuthorityType.UNITARY_AUTHORITY: ("{} UA", "{} Borough Council", "{}, City of", "County of {}",
                                      "{} County Council", "{} (Unitary Authority)"),
    AuthorityType.COUNTY_COUNCIL: ("{} CC", "{} County", "{}, County of", "County Council of {}"),
}  # fmt: skip


def spellings(council: Registered) -> Iterator[str]:
    """A council's names as files write them."""
    for name in (council.name, council.short_name):
        yield name
        yield name.upper()
        yield name.lower()
        yield f"  {name} "
        yield name.replace(" ", "  ")
        yield name.replace(" and ", " & ")
        yield name.replace(" & ", " and ")
        yield name.replace("-", " ")
        yield name.replace(".", "")
        yield f"{name}¹"
        yield f"{name} [2]"
        yield f"{name} Council"
    if council.short_name != "City of London":
        yield from (
            kind.format(council.short_name) for kind in KINDS[AuthorityType(council.authority_type)]
        )


def test_the_register_has_153_councils_each_with_a_code_of_its_own() -> None:
    assert len(ALL) == 153
    codes = [code for council in ALL for code in council.codes]
    assert len(codes) == len(set(codes))
    assert len({council.name for council in ALL}) == 153


@pytest.mark.parametrize("council", ALL, ids=lambda council: council.short_name)
def test_a_council_is_told_by_every_spelling_and_every_code(council: Registered) -> None:
    wrong = {
        name: registered(name) for name in spellings(council) if registered(name) != council.name
    }
    assert not wrong
    known = Councils("Northvale Council")
    for code in council.codes:
        assert known.place("whatever is written", code) == Place(council.name, "code")
        assert known.place(None, f" {code.lower()} ") == Place(council.name, "code")


@pytest.mark.parametrize(
    ("name", "council"),
    [
        ("Kingston upon Hull, City of", "Hull City Council"),
        ("Herefordshire, County of", "Herefordshire Council"),
        ("Bristol, City of", "Bristol City Council"),
        ("B&NES", "Bath and North East Somerset Council"),
        ("BCP Council", "Bournemouth, Christchurch and Poole Council"),
        ("Poole, Bournemouth & Christchurch", "Bournemouth, Christchurch and Poole Council"),
        ("NE Lincs", "North East Lincolnshire Council"),
        ("N. Yorks", "North Yorkshire Council"),
        ("W Sussex CC", "West Sussex County Council"),
        ("Tyneside, South", "South Tyneside Council"),
        ("Notts", "Nottinghamshire County Council"),
        ("RBKC", "Royal Borough of Kensington and Chelsea"),
        ("RBWM", "Royal Borough of Windsor and Maidenhead"),
        ("LBHF", "London Borough of Hammersmith & Fulham"),
        ("Westminster City Council", "City of Westminster"),
        ("Doncaster MBC", "City of Doncaster Council"),
        ("Milton Keynes City Council", "Milton Keynes Council"),
        ("Southend-on-Sea City Council", "Southend-on-Sea Borough Council"),
        ("City of London", "City of London Corporation"),
        ("London, City of", "City of London Corporation"),
        ("Corporation of London", "City of London Corporation"),
        ("County Durham", "Durham County Council"),
        # Counties that became one council for the same area.
        ("Somerset County Council", "Somerset Council"),
        ("North Yorkshire County Council", "North Yorkshire Council"),
        ("Buckinghamshire County Council", "Buckinghamshire Council"),
    ],
)
def test_names_in_everyday_use(name: str, council: str) -> None:
    assert registered(name) == council


@pytest.mark.parametrize(
    ("code", "council"),
    [
        ("E10000027", "Somerset Council"), ("E10000023", "North Yorkshire Council"),
        ("E10000002", "Buckinghamshire Council"), ("E06000048", "Northumberland County Council"),
        ("E08000020", "Gateshead Metropolitan Borough Council"),
        ("E08000038", "Barnsley Metropolitan Borough Council"),
        ("E08000039", "Sheffield City Council"),
        # Split between two councils, or merged with others: none of today's.
        ("E10000006", None), ("E10000021", None), ("E06000028", None), ("E06000029", None),
    ],
)  # fmt: skip
def test_codes_of_before_and_after_a_change(code: str, council: str | None) -> None:
    assert registered_by_code(code) == council


@pytest.mark.parametrize(
    "name",
    ["London", "Greater London", "England", "South East", "South West", "West Midlands", "Wales",
     "Scotland", "Northern Ireland", "Yorkshire and The Humber", "East of England", "Eastern",
     "Inner London", "Outer London", "Unitary authorities", "Shire counties", "London boroughs",
     "Metropolitan districts", "Statistical neighbours", "All councils", "ENGLAND ",
     "north west region"],
)  # fmt: skip
def test_regions_countries_and_kinds_are_no_councils(name: str) -> None:
    assert registered(name) is None
    for own in ("Northvale Council", "City of London Corporation", None):
        assert Councils(own).place(name).name is None


@pytest.mark.parametrize("code", ["E92000001", "E12000007", "E54000030", "W06000015", "S12000036",
                                  "N09000003", "K02000001", "W92000004"])  # fmt: skip
def test_codes_of_regions_and_other_countries_are_no_councils(code: str) -> None:
    assert Councils("Northvale Council").place("Cardiff", code).name is None


@pytest.mark.parametrize("name", ["Cumbria", "Northamptonshire", "Bournemouth", "Cheshire",
                                  "Bedfordshire", "Gloucester City Council", "Humberside",
                                  "Newcastle-under-Lyme", "East Surrey Council"])  # fmt: skip
def test_what_is_like_a_council_of_the_register_is_not_taken_for_it(name: str) -> None:
    assert registered(name) is None
    assert Councils("Northvale Council").place(name) == Place(name, "written")


@pytest.mark.parametrize(
    ("name", "councils"),
    [
        ("Hilingdon", ("London Borough of Hillingdon",)),
        ("Wolverhamton City Council", ("City of Wolverhampton Council",)),
        ("barn", ("London Borough of Barnet", "Barnsley Metropolitan Borough Council")),
        ("East Surrey Council", ()), ("Somewhere Council", ()), ("Hillingdon", ()), ("???", ()),
    ],
)  # fmt: skip
def test_a_slip_of_the_keyboard_is_told_from_a_new_council(
    name: str, councils: tuple[str, ...]
) -> None:
    assert like(name) == councils


# One spelling in a store


def test_the_published_facts_spell_every_council_as_the_register_does() -> None:
    names = {council.name for council in ALL}
    for file in FACT_FILES:
        with (FOLDER / file).open(encoding="utf-8-sig", newline="") as rows:
            for row in csv.DictReader(rows):
                if row["authority"].startswith("England"):
                    continue
                assert registered_by_code(row["ons_code"]) in names, row
                assert registered(row["authority"]) == registered_by_code(row["ons_code"]), row


def test_a_store_goes_on_with_the_name_it_has() -> None:
    held = Councils("Northvale Council", ["Northvale Council", "Blackpool Council"])
    assert held.place("Blackpool", "E06000009").name == "Blackpool Council"
    assert held.named("Blackpool Borough Council") == "Blackpool Council"
    both = Councils(None, ["Blackpool Borough Council", "Blackpool Council"])
    assert both.named("Blackpool Council") == "Blackpool Borough Council"


@pytest.mark.parametrize("said", ["Hillingdon", "LB Hillingdon", "Hillingdon Council"])
def test_the_own_council_goes_by_one_name_however_it_is_named(said: str) -> None:
    own = Councils(said, ["London Borough of Hillingdon"])
    assert own.place("Hillingdon (LB)", None) == Place("London Borough of Hillingdon", "own")
    assert own.place(None, "E09000017") == Place("London Borough of Hillingdon", "own")
    assert Councils(said).place(None, "E09000017") == Place("London Borough of Hillingdon", "own")


def test_a_council_the_register_does_not_have_is_known_by_its_names_too() -> None:
    own = Councils("East Surrey Council", ["East Surrey Council"])
    assert own.named("EAST SURREY UA") == "East Surrey Council"
    assert own.named("Surrey") == "Surrey County Council"
    assert same_council("St. Somewhere", "St Somewhere!")
    assert not same_council("Somewhere", "Elsewhere")
