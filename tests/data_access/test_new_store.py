"""What a new store begins with, and that one council's never shows another's."""

from __future__ import annotations

import shutil
import sqlite3
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import polars as pl
import pytest
from sqlalchemy import text

from data_access.councils import councils_known
from data_access.datasets import COUNCIL, SCORE
from data_access.errors import DataError, StoreError
from data_access.kept_stores import kept_stores, use_kept_store
from data_access.ledger.entry import Entry
from data_access.ledger.history import history
from data_access.ledger.ledger import append
from data_access.moments import today
from data_access.new_store import (
    make_empty_store,
    make_example_store,
    make_own_store,
    ready_store,
    start_own_store,
)
from data_access.reference.published_facts import load_reference_facts
from data_access.settings import settings
from data_access.snapshot import council_names, councils, home_authority, snapshot
from data_access.store.backup import backup
from data_access.store.database import Store, file_url, open_store
from tests.data_access.made_up_rows import SOMEWHERE, land, scores
from tests.principals import OFFICER
from vocabulary.nature import Nature
from vocabulary.principal import Principal, every_role

HILLINGDON = "London Borough of Hillingdon"


@pytest.fixture
def data_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """An empty data folder of our own, and no DATABASE_URL."""
    monkeypatch.setenv("DASHBOARD_DATA_FOLDER", str(tmp_path / "data"))
    monkeypatch.delenv("DATABASE_URL", raising=False)
    settings.cache_clear()
    yield tmp_path / "data"
    monkeypatch.undo()
    settings.cache_clear()


@pytest.fixture(scope="module")
def example_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store with the example, made once."""
    path = tmp_path_factory.mktemp("example") / "made.db"
    store = open_store(f"sqlite:///{path}")
    make_example_store(store, principal=Principal("Officer", every_role()))
    backup(store, path.with_name("copy.db"), principal=OFFICER)
    store.engine.dispose()
    return path.with_name("copy.db")


@pytest.fixture
def example(example_file: Path, tmp_path: Path) -> Iterator[Store]:
    """A store with the example."""
    shutil.copyfile(example_file, tmp_path / "example.db")
    store = open_store(f"sqlite:///{tmp_path / 'example.db'}")
    yield store
    store.engine.dispose()


@pytest.fixture
def begun_folder(data_folder: Path, example_file: Path) -> Path:
    """A data folder that has the example already."""
    data_folder.mkdir()
    shutil.copyfile(example_file, data_folder / "example.db")
    return data_folder


def test_the_example_comes_with_the_published_facts_under_their_real_names(
    example: Store,
) -> None:
    assert home_authority(example, principal=OFFICER) == "Example Borough"
    invented = snapshot("Example Borough", store=example, principal=OFFICER)
    assert invented.nature == "illustrative"
    assert invented["score"].filter(pl.col("kind") == "published").height == 9
    assert set(invented.peers["score"]["nature"]) == {"published"}
    hillingdon = snapshot(HILLINGDON, store=example, principal=OFFICER)
    assert hillingdon.nature == "published"
    assert hillingdon["score"].height == 5
    assert hillingdon["finding"]["paraphrased"].all()


def test_no_invented_record_stands_under_a_real_name(
    example: Store,
) -> None:
    for name in council_names(example, principal=OFFICER):
        known = snapshot(name, store=example, principal=OFFICER)
        natures = {
            nature
            for frame in known.frames.values()
            for nature in frame.filter(pl.col("authority") == name)["nature"]
        }
        assert natures <= ({"illustrative"} if name == "Example Borough" else {"published"})


def test_making_the_example_twice_changes_nothing(example: Store, officer: Principal) -> None:
    before = example.revision()
    assert not make_example_store(example, principal=officer)
    assert example.revision() == before


def test_a_store_of_before_the_register_is_given_it_once(
    begun_folder: Path, officer: Principal
) -> None:
    store = open_store()
    with store.engine.begin() as connection:
        connection.execute(text("DELETE FROM council_profile"))
        connection.execute(text("DELETE FROM batch WHERE dataset = 'council_profile'"))
    ready_store(principal=officer)
    known = snapshot("Example Borough", store=store, principal=officer)
    assert known["council_profile"].get_column("nature").to_list() == ["illustrative"]
    assert known.peers["council_profile"].height == 153
    after = store.revision()
    ready_store(principal=officer)
    assert store.revision() == after


def test_the_example_does_not_go_among_a_councils_own_records(
    sqlite_store: Store, officer: Principal
) -> None:
    land(sqlite_store, scores(learning=2))
    with pytest.raises(DataError, match="in use"):
        make_example_store(sqlite_store, principal=officer)


def test_an_own_store_has_the_published_figures_of_others_and_nothing_of_the_example(
    store: Store, officer: Principal
) -> None:
    assert make_own_store(store, principal=officer, authority=f"  {SOMEWHERE} ")
    assert home_authority(store, principal=officer) == SOMEWHERE
    assert "Example Borough" not in council_names(store, principal=officer)
    assert council_names(store, principal=officer)[0] == SOMEWHERE
    known = snapshot(SOMEWHERE, store=store, principal=officer)
    assert known["score"].is_empty()
    assert known["finding"].is_empty()
    assert known.peers["score"].height > 100
    assert known["theme"].height > 10
    assert "illustrative" not in history(store, principal=officer)["nature"]
    assert snapshot(HILLINGDON, store=store, principal=officer)["finding"].is_empty()


def test_an_own_store_for_a_council_that_is_published_knows_its_scores_and_its_type(
    sqlite_store: Store, officer: Principal
) -> None:
    make_own_store(sqlite_store, principal=officer, authority=HILLINGDON)
    known = snapshot(HILLINGDON, store=sqlite_store, principal=officer)
    assert known["score"].height == 5
    assert known.authority_type == "London borough"
    assert HILLINGDON not in known.peers["score"]["authority"]


def test_a_store_is_for_one_council(sqlite_store: Store, officer: Principal) -> None:
    assert make_own_store(sqlite_store, principal=officer, authority=SOMEWHERE)
    assert not make_own_store(sqlite_store, principal=officer, authority=SOMEWHERE)
    with pytest.raises(DataError, match="Elsewhere"):
        make_own_store(sqlite_store, principal=officer, authority="Elsewhere Council")
    with pytest.raises(DataError, match="Name your council"):
        make_own_store(sqlite_store, principal=officer, authority=" ")


def test_the_invented_council_cannot_have_a_store_of_its_own(
    sqlite_store: Store, officer: Principal
) -> None:
    with pytest.raises(DataError):
        make_own_store(sqlite_store, principal=officer, authority="Example Borough")
    assert sqlite_store.revision() == 0


def test_a_store_made_empty_stays_empty(sqlite_store: Store, officer: Principal) -> None:
    assert make_empty_store(sqlite_store, principal=officer)
    assert not make_empty_store(sqlite_store, principal=officer)
    assert home_authority(sqlite_store, principal=officer) is None
    assert councils(sqlite_store, principal=officer).is_empty()


def test_the_first_look_finds_the_example_even_if_two_look_at_once(
    data_folder: Path, officer: Principal
) -> None:
    def look() -> None:
        try:
            found.append(home_authority(ready_store(principal=officer), principal=OFFICER))
        except Exception as error:
            found.append(repr(error))

    found: list[str | None] = []
    both = [threading.Thread(target=look) for _ in range(3)]
    for one in both:
        one.start()
    for one in both:
        one.join()
    assert found == ["Example Borough"] * 3
    assert [file.name for file in data_folder.glob("*.db")] == ["example.db"]


def test_starting_ones_own_store_and_going_back_loses_nothing(
    begun_folder: Path, officer: Principal
) -> None:
    ready_store(principal=officer)
    own = start_own_store(SOMEWHERE, principal=officer)
    assert home_authority(ready_store(principal=officer), principal=officer) == SOMEWHERE
    land(own, scores(learning=4))
    [kept, example] = kept_stores(principal=officer)
    assert (kept.council, kept.records, kept.in_use, kept.changed) == (SOMEWHERE, 1, True, today())
    assert (example.example, example.in_use) == (True, False)
    use_kept_store("example.db", principal=officer)
    assert home_authority(ready_store(principal=officer), principal=officer) == "Example Borough"
    assert SOMEWHERE not in council_names(open_store(), principal=officer)
    start_own_store(SOMEWHERE, principal=officer)
    assert snapshot(SOMEWHERE, principal=officer)["score"]["score"].to_list() == [4]
    assert sorted(file.name for file in begun_folder.glob("*.db")) == [
        "example.db",
        "somewhere-council.db",
    ]


@pytest.mark.parametrize("name", ["", "  ", "???"])
def test_a_store_needs_a_councils_name(data_folder: Path, officer: Principal, name: str) -> None:
    with pytest.raises(DataError, match="Name your council"):
        start_own_store(name, principal=officer)


@pytest.mark.parametrize(
    "name", ["Example", "../../etc/passwd", "CON", "a" * 300, "Ynys Môn", "Example Borough"]
)
def test_a_councils_name_never_leads_out_of_the_folder_or_over_the_example(
    begun_folder: Path, officer: Principal, name: str
) -> None:
    ready_store(principal=officer)
    try:
        store = start_own_store(name, principal=officer)
    except DataError:
        pass
    else:
        assert home_authority(store, principal=officer) == name
        assert Path(str(store.engine.url.database)).parent == begun_folder
    use_kept_store("example.db", principal=officer)
    assert home_authority(ready_store(principal=officer), principal=officer) == "Example Borough"


def test_names_that_differ_in_signs_alone_are_one_council_with_one_store(
    data_folder: Path, officer: Principal
) -> None:
    start_own_store("St. Somewhere", principal=officer)
    for name in ("St Somewhere!", "ST SOMEWHERE COUNCIL", "Saint Somewhere"):
        store = start_own_store(name, principal=officer)
        assert home_authority(store, principal=officer) == "St. Somewhere"
    assert [file.name for file in data_folder.glob("*.db")] == ["st-somewhere.db"]


@pytest.mark.parametrize("name", ["hillingdon", "LB Hillingdon", "London Borough  of Hillingdon "])
def test_a_variant_of_a_known_councils_name_takes_the_known_one(
    data_folder: Path, officer: Principal, name: str
) -> None:
    store = start_own_store(name, principal=officer)
    assert home_authority(store, principal=officer) == HILLINGDON
    assert snapshot(HILLINGDON, store=store, principal=officer)["score"].height == 5
    assert [file.name for file in data_folder.glob("*.db")] == ["london-borough-of-hillingdon.db"]


def test_a_council_that_no_register_has_can_have_a_store(
    data_folder: Path, officer: Principal
) -> None:
    store = start_own_store("East Surrey Council", principal=officer)
    assert home_authority(store, principal=officer) == "East Surrey Council"
    known = snapshot("East Surrey Council", store=store, principal=officer)
    assert known.authority_type is None


def test_a_council_without_published_figures_has_its_type_by_the_register(
    sqlite_store: Store, officer: Principal
) -> None:
    make_own_store(sqlite_store, principal=officer, authority="Rutland")
    known = snapshot("Rutland County Council", store=sqlite_store, principal=officer)
    assert known.authority_type == "unitary authority"


def test_every_store_is_listed_with_what_is_in_it_and_can_be_gone_back_to(
    begun_folder: Path, officer: Principal
) -> None:
    ready_store(principal=officer)
    for name in ("Hillingdon", "Rutland"):
        start_own_store(name, principal=officer)
    (begun_folder / "notes.db").write_bytes(b"not a store")
    sqlite3.connect(begun_folder / "another.db").execute("CREATE TABLE t (x)").connection.close()
    found = kept_stores(principal=officer)
    # What came with the product is no record of one's own.
    assert [(kept.council, kept.records, kept.changed, kept.in_use) for kept in found[:-1]] == [
        (HILLINGDON, 0, None, False),
        ("Rutland County Council", 0, None, True),
    ]
    assert found[-1].example
    assert (begun_folder / "notes.db").read_bytes() == b"not a store"
    store = use_kept_store(found[0].file, principal=officer)
    assert home_authority(store, principal=officer) == HILLINGDON
    assert home_authority(ready_store(principal=officer), principal=officer) == HILLINGDON
    for wrong in ("notes.db", "another.db", "../elsewhere.db", "nothing.db"):
        with pytest.raises(DataError):
            use_kept_store(wrong, principal=officer)
    assert home_authority(ready_store(principal=officer), principal=officer) == HILLINGDON


def test_stores_are_found_in_a_folder_that_is_named_from_here(
    data_folder: Path, officer: Principal, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(data_folder.parent)
    monkeypatch.setenv("DASHBOARD_DATA_FOLDER", data_folder.name)
    settings.cache_clear()
    start_own_store("Rutland", principal=officer)
    assert kept_stores(principal=officer)[0].council == "Rutland County Council"


def test_the_example_can_be_gone_back_to_when_its_file_is_gone(
    data_folder: Path, officer: Principal
) -> None:
    start_own_store(SOMEWHERE, principal=officer)
    assert [kept.example for kept in kept_stores(principal=officer)] == [False, True]
    use_kept_store("example.db", principal=officer)
    assert home_authority(ready_store(principal=officer), principal=officer) == "Example Borough"


def test_a_store_of_before_that_spells_its_council_otherwise_stays_one(
    data_folder: Path, officer: Principal
) -> None:
    store = open_store(file_url("blackpool-council.db"))
    names = ["Blackpool Council", "Telford and Wrekin Council"]
    row = pl.DataFrame({"authority": names, "home": [True, False]})
    before = [
        Entry(COUNCIL, row),
        Entry(SCORE, scores(authority="Telford and Wrekin Council", learning=2)),
    ]
    append(store, before, principal=officer, source_name="before", nature=Nature.PUBLISHED)
    assert start_own_store("Blackpool Borough Council", principal=officer) is store
    assert home_authority(store, principal=officer) == "Blackpool Council"
    load_reference_facts(store, officer, findings=False)
    names = council_names(store, principal=officer)
    assert "Blackpool Borough Council" not in names
    assert "Telford & Wrekin Council" not in names
    known = snapshot("Blackpool Council", store=store, principal=officer)
    assert known["score"].height == 9
    assert "Telford and Wrekin Council" in known.peers["score"]["authority"]
    assert councils_known(store, principal=officer).named("Blackpool BC") == "Blackpool Council"


def test_a_failed_start_leaves_the_store_in_use_as_it_was(
    begun_folder: Path, officer: Principal
) -> None:
    ready_store(principal=officer)
    start_own_store("St. Somewhere", principal=officer)
    use_kept_store("example.db", principal=officer)
    with pytest.raises(DataError):
        start_own_store("Example Borough", principal=officer)
    assert home_authority(ready_store(principal=officer), principal=officer) == "Example Borough"


def test_a_store_set_from_outside_is_changed_there(
    data_folder: Path, officer: Principal, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DATABASE_URL", f"sqlite:///{tmp_path / 'set.db'}")
    settings.cache_clear()
    with pytest.raises(StoreError, match="DATABASE_URL"):
        start_own_store(SOMEWHERE, principal=officer)
    with pytest.raises(StoreError, match="DATABASE_URL"):
        use_kept_store("example.db", principal=officer)


def test_a_new_store_can_be_made_on_every_database(new_url: str, officer: Principal) -> None:
    store = open_store(new_url)
    assert make_example_store(store, principal=officer)
    assert home_authority(store, principal=officer) == "Example Borough"
    store.engine.dispose()


def test_stores_made_one_after_another_are_each_their_own(
    new_store: Callable[[], Store], officer: Principal
) -> None:
    one, other = new_store(), new_store()
    make_own_store(one, principal=officer, authority=SOMEWHERE)
    make_example_store(other, principal=officer)
    assert home_authority(one, principal=officer) == SOMEWHERE
    assert home_authority(other, principal=officer) == "Example Borough"
    assert "Example Borough" not in council_names(one, principal=officer)
