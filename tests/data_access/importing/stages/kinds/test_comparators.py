"""ASCOF of two years as it is published: own council, others, region and England are all kept, and
only councils are councils."""

from __future__ import annotations

from datetime import date

import polars as pl
import pytest

from data_access.importing.stages.context import Context
from data_access.importing.stages.files.open_file import open_file
from data_access.importing.stages.kinds.indicators.known_measures import known_of
from data_access.importing.stages.plan import land, plan
from data_access.importing.stages.read_book import read_book
from data_access.importing.stages.reading import Reading
from data_access.importing.stages.recipe import Recipe, read_recipe
from data_access.new_store import make_own_store
from data_access.reference.published_facts import catalogue_frame
from data_access.snapshot import Snapshot, council_names, snapshot
from data_access.store.database import Store, open_store
from tests.data_access.importing.stages.kinds.files import OWN, lines, said
from vocabulary.indicators import ComparatorLevel
from vocabulary.nature import Nature
from vocabulary.principal import Principal, every_role

OFFICER = Principal("Officer", every_role())
KNOWN = known_of(catalogue_frame())
KINDS = ("Numerator", "Denominator", "Outcome")
Figures = tuple[object, object, object]

# As NHS England published it to 2023-24: the code has the group behind it.
OF_2022 = ["Geographical Code", "Geographical Description", "Geographical Level", "ONS Code",
           "ASCOF Measure Code", "Disaggregation Level", "Measure Type", "Measure Value",
           "Measure Group", "Measure Group Description"]  # fmt: skip
# As the department publishes it since.
OF_2024 = ["Geographical code", "Geographical description", "Geographical level", "ONS code",
           "ASCOF measure code", "Disaggregation level", "Measure type",
           "Measure value"]  # fmt: skip
PLACES_2022 = [
    ("801", "Exampleshire", "Council", "E10000999", 0),
    ("802", "Southmere", "Council", "E06000998", 3),
    ("B", "North West", "Region", "E12000002", 1),
    ("CT1", "Shire County", "Council Type", "", 5),
    ("England", "England", "England", "E92000001", 2),
]
PLACES_2024 = [
    ("801", "Exampleshire", "Local authority", "E10000999", 0),
    ("802", "Southmere", "Local authority", "E06000998", 3),
    ("NW", "North West", "Regional", "E12000002", 1),
    ("SC", "Shire county", "Council type", "", 5),
    ("England", "England", "National", "E92000001", 2),
]
MEASURES: dict[str, tuple[str, Figures, Figures]] = {
    "1A": ("Quality of life of people who use services", (4750, 250, 19.0), (2340, 120, 19.5)),
    "3A": ("Invented name", (195, 250, 78.0), (96, 120, 80.0)),
}


def year_of_2022() -> str:
    rows: list[list[object]] = [list(OF_2022)]
    for number, name, level, code, more in PLACES_2022:
        for measure, (words, everybody, young) in MEASURES.items():
            for behind, group, figures in (("", "Total", everybody), ("1864", "18-64", young)):
                for kind, figure in zip(KINDS, figures, strict=True):
                    value = figure + more if kind == "Outcome" else figure  # type: ignore[operator]
                    rows.append([number, name, level, code, measure + behind, group, kind, value,
                                 measure, words])  # fmt: skip
                rows.append([number, name, level, code, measure + behind, group, "Base", 99,
                             measure, words])  # fmt: skip
    return lines(rows)


def year_of_2024() -> str:
    rows: list[list[object]] = [list(OF_2024)]
    for number, name, level, code, more in PLACES_2024:
        for measure, (_, everybody, young) in MEASURES.items():
            for group, figures in (("Total", everybody), ("18 to 64", young)):
                for kind, figure in zip(KINDS, figures, strict=True):
                    value = figure + more if kind == "Outcome" else figure  # type: ignore[operator]
                    rows.append([number, name, level, code, measure, group, kind, value])
    return lines(rows)


FILES = {
    "meas-from-asc-of-eng-2022-23-open-data.csv": year_of_2022(),
    "measures-from-ascof-england-2024-to-2025.csv": year_of_2024(),
}


def read(name: str, content: str | None = None, own: str = OWN) -> Reading:
    book = open_file(name, (content or FILES[name]).encode())
    return read_book(book, read_recipe(""), Context(own, measures=KNOWN))


@pytest.fixture(scope="module")
def both_years(tmp_path_factory: pytest.TempPathFactory) -> Store:
    store = open_store(f"sqlite:///{tmp_path_factory.mktemp('ascof') / 'store.db'}")
    make_own_store(store, principal=OFFICER, authority=OWN)
    for name, content in FILES.items():
        planned = plan(store, name, content.encode(), principal=OFFICER, recipe=Recipe())
        assert (planned.needed, planned.reading.rejected) == ((), 0)
        land(store, planned, principal=OFFICER)
    return store


@pytest.fixture
def known(both_years: Store) -> Snapshot:
    return snapshot(OWN, store=both_years, principal=OFFICER)


def test_own_and_other_councils_region_and_england_are_kept(known: Snapshot) -> None:
    both = {date(2023, 3, 31), date(2025, 3, 31)}
    totals = pl.col("breakdown").is_null() & (pl.col("indicator") == "ASCOF 1A")
    own = known["indicator"].filter(totals)
    assert dict(own.select("period_end", "value").iter_rows()) == dict.fromkeys(both, 19.0)
    others = known.peers["indicator"].filter(totals)
    assert set(others.select("authority", "value").iter_rows()) == {("Southmere", 22.0)}
    assert set(others.get_column("period_end")) == both
    beside = known["comparator"].filter(totals)
    assert set(beside.select("level", "area", "value").iter_rows()) == {
        (ComparatorLevel.REGION, "North West", 20.0),
        (ComparatorLevel.ENGLAND, "England", 21.0),
    }
    assert set(beside.get_column("period_end")) == both
    assert set(beside.get_column("nature")) == {Nature.PUBLISHED}


def test_a_surveys_figures_are_of_those_who_answered(known: Snapshot) -> None:
    [row] = (
        known["indicator"]
        .filter(
            (pl.col("indicator") == "ASCOF 1A")
            & pl.col("breakdown").is_null()
            & (pl.col("period_end") == date(2023, 3, 31))
        )
        .to_dicts()
    )
    assert (row["denominator"], row["numerator"], row["value"]) == (99, 1881, 19)
    assert said(read("meas-from-asc-of-eng-2022-23-open-data.csv"), "those who answered (Base)")


def test_only_councils_are_councils(both_years: Store, known: Snapshot) -> None:
    assert set(council_names(both_years, principal=OFFICER)) >= {OWN}
    named = {*council_names(both_years, principal=OFFICER),
             *known.peers["indicator"].get_column("authority")}  # fmt: skip
    assert not named & {"England", "North West", "Shire County", "Shire county"}


def test_groups_of_people_are_of_the_measure_whatever_the_code_says(known: Snapshot) -> None:
    groups = known["indicator"].drop_nulls("breakdown").select("indicator", "breakdown").unique()
    assert set(groups.iter_rows()) == {
        (f"ASCOF {code}", group) for code in MEASURES for group in ("18-64", "18 to 64")
    }


def test_what_a_file_says_nothing_of_stays(both_years: Store) -> None:
    name, content = "ascof-2024-25.csv", FILES["measures-from-ascof-england-2024-to-2025.csv"]
    without = "\n".join(line for line in content.splitlines() if ",Numerator," not in line)
    recipe = read_recipe('[empty]\n"*" = "unknown"')
    planned = plan(both_years, name, without.encode(), principal=OFFICER, recipe=recipe)
    assert planned.prepared is not None
    [beside] = [each for each in planned.prepared.items if each.entry.dataset.name == "comparator"]
    assert beside.counts.changes == 0


def test_a_council_of_the_register_is_compared_with_its_own_region_alone() -> None:
    rows = [["Area", "ONS code", "ASCOF measure code", "Year", "Value"],
            ["Leeds", "E08000035", "1A", "2024-25", 19],
            ["Yorkshire & Humber", "E12000003", "1A", "2024-25", 20],
            ["North West", "E12000002", "1A", "2024-25", 21]]  # fmt: skip
    found = read("ascof.csv", lines(rows), "Leeds City Council").comparators
    assert found.select("area", "value").rows() == [("Yorkshire and The Humber", 20.0)]


def test_of_several_regions_none_is_taken_where_ours_is_not_known() -> None:
    rows = [["Area", "ONS code", "ASCOF measure code", "Year", "Value"],
            ["Exampleshire", "E10000999", "1A", "2024-25", 19],
            ["London", "E12000007", "1A", "2024-25", 20],
            ["North West", "E12000002", "1A", "2024-25", 21],
            ["England", "E92000001", "1A", "2024-25", 22]]  # fmt: skip
    reading = read("ascof.csv", lines(rows))
    assert reading.comparators.get_column("area").to_list() == ["England"]
    assert said(reading, "2 regions", "not kept")


def test_columns_beside_the_councils_are_kept_to_compare_with() -> None:
    rows = [["Indicator", "Period", "Exampleshire", "Region", "England average", "CIPFA average",
             "Wales"], ["Reablement", "2024/25", 81.2, 79.9, 80.1, 78.0, 70]]  # fmt: skip
    reading = read("Benchmarking indicators.csv", lines(rows))
    assert reading.rows.select("authority", "value").rows() == [(OWN, 81.2)]
    assert set(reading.comparators.select("level", "area", "value").iter_rows()) == {
        (ComparatorLevel.REGION, "Region", 79.9),
        (ComparatorLevel.ENGLAND, "England", 80.1),
        (ComparatorLevel.NEIGHBOURS, "Similar councils", 78.0),
    }
    assert (reading.set_aside, reading.used) == ({}, 1)


def test_a_comparator_that_is_no_figure_is_left_out_and_nothing_else() -> None:
    rows = [["Area", "ASCOF measure code", "Year", "Value"], ["Exampleshire", "1A", "2024-25", 19],
            ["England", "1A", "2024-25", "[c]"],
            ["North West", "1A", "2024-25", "about 20"]]  # fmt: skip
    reading = read("ascof.csv", lines(rows))
    assert (reading.rejected, reading.comparators.height, reading.rows.height) == (0, 0, 1)
