"""The one door through which anything reads."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

import polars as pl
import pytest

from data_access.datasets import COUNCIL, DATASETS, OMBUDSMAN, RATING, SCORE, THEME
from data_access.datasets.theme import EVERY_COUNCIL
from data_access.errors import NotAllowedError
from data_access.ledger.batch import Action
from data_access.ledger.entry import Entry
from data_access.ledger.history import history, withdraw
from data_access.reference.published_facts import HILLINGDON, load_reference_facts
from data_access.snapshot import (
    PEER_DATASETS,
    councils,
    home_authority,
    schema_of,
    snapshot,
)
from data_access.store.database import Store
from tests.data_access.made_up_rows import (
    ELSEWHERE,
    OFFICER,
    SOMEWHERE,
    land,
    scores,
    shown_scores,
)
from vocabulary.framework import CQC_2023
from vocabulary.nature import Nature
from vocabulary.principal import Principal, every_role

BOUND = Principal("Guest", every_role({SOMEWHERE}))


def council(authority: str, *, home: bool = False, kind: str | None = None) -> Entry:
    frame = {"authority": [authority], "home": [home], "authority_type": [kind]}
    return Entry(COUNCIL, pl.DataFrame(frame, schema_overrides={"authority_type": pl.String()}))


def theme(authority: str, name: str, theme_id: str = "audit") -> Entry:
    frame = {"authority": [authority], "theme": [theme_id], "name": [name]}
    return Entry(THEME, pl.DataFrame(frame))


def ombudsman(authority: str, upheld: int) -> Entry:
    frame = {"authority": [authority], "year": ["2024-25"], "scope": ["adult social care"]}
    return Entry(OMBUDSMAN, pl.DataFrame({**frame, "upheld": [upheld]}))


def rating(authority: str, band: str) -> Entry:
    return Entry(RATING, pl.DataFrame({"authority": [authority], "overall_rating": [band]}))


@pytest.mark.both_databases
def test_an_empty_store_gives_typed_empty_frames(store: Store) -> None:
    shown = snapshot(SOMEWHERE, principal=OFFICER, store=store)
    assert set(shown.frames) == set(DATASETS) - {"council"}
    for name, frame in shown.frames.items():
        assert frame.is_empty()
        assert dict(frame.schema) == schema_of(DATASETS[name]), name
    for name, frame in shown.peers.items():
        assert dict(frame.schema) == schema_of(DATASETS[name]), name
    assert dict(shown.councils.schema) == schema_of(COUNCIL)
    assert (shown.revision, shown.authority_type) == (0, None)
    assert shown.framework is CQC_2023
    assert (
        home_authority(store, principal=OFFICER),
        councils(store, principal=OFFICER).height,
    ) == (None, 0)


@pytest.mark.both_databases
def test_a_full_store_has_the_same_types(store: Store) -> None:
    load_reference_facts(store, OFFICER)
    shown = snapshot(HILLINGDON, principal=OFFICER, store=store)
    assert all(shown[name].height for name in ("score", "finding", "theme", "ombudsman"))
    for name, frame in [*shown.frames.items(), *shown.peers.items()]:
        assert dict(frame.schema) == schema_of(DATASETS[name]), name


def test_reference_facts_twice_change_nothing(store: Store) -> None:
    first = load_reference_facts(store, OFFICER)
    revision = store.revision()
    again = load_reference_facts(store, OFFICER)
    assert all(landed.import_id is not None for landed in first)
    assert all(landed.import_id is None for landed in again)
    assert store.revision() == revision


@pytest.mark.both_databases
def test_a_snapshot_is_kept_as_long_as_nothing_new_is_known(store: Store) -> None:
    land(store, scores(learning=2))
    first = snapshot(SOMEWHERE, principal=OFFICER, store=store)
    assert snapshot(SOMEWHERE, principal=OFFICER, store=store) is first
    assert snapshot(SOMEWHERE, principal=BOUND, store=store) is first
    land(store, scores(learning=3))
    second = snapshot(SOMEWHERE, principal=OFFICER, store=store)
    assert (second.revision, first.revision) == (2, 1)
    assert first["score"].item(0, "score") == 2
    assert second["score"].item(0, "score") == 3
    withdraw(store, 2, principal=OFFICER)
    assert snapshot(SOMEWHERE, principal=OFFICER, store=store).revision == 3
    assert shown_scores(store) == {"learning": 2}


def test_stores_do_not_share_what_they_keep(new_store: Callable[[], Store]) -> None:
    one, other = new_store(), new_store()
    land(one, scores(learning=2))
    land(other, scores(learning=3))
    assert (shown_scores(one), shown_scores(other)) == ({"learning": 2}, {"learning": 3})


def test_nobody_sees_a_council_that_is_not_theirs(store: Store) -> None:
    land(store, scores(authority=ELSEWHERE, learning=2))
    snapshot(ELSEWHERE, principal=OFFICER, store=store)  # kept, but not for everyone
    with pytest.raises(NotAllowedError, match=f"Guest may not see the records of {ELSEWHERE}"):
        snapshot(ELSEWHERE, principal=BOUND, store=store)
    assert snapshot(SOMEWHERE, principal=BOUND, store=store)["score"].is_empty()


def test_of_other_councils_only_published_figures_are_seen(store: Store) -> None:
    given = scores(authority=ELSEWHERE, learning=2)
    published = Nature.PUBLISHED
    land(store, given, rating(ELSEWHERE, "good"), ombudsman(ELSEWHERE, 1), nature=published)
    own = scores(authority="Third Council", learning=1)
    land(store, own, rating("Third Council", "inadequate"), ombudsman("Third Council", 9))
    example = scores(authority="Example Borough", learning=1)
    land(store, example, ombudsman("Example Borough", 8))
    land(store, scores(learning=3), rating(SOMEWHERE, "good"), nature=Nature.PUBLISHED)
    shown = snapshot(SOMEWHERE, principal=OFFICER, store=store)
    assert set(shown.peers) == PEER_DATASETS
    for name in ("score", "rating", "ombudsman"):
        assert shown.peers[name].get_column("authority").to_list() == [ELSEWHERE], name
        assert set(shown[name].get_column("authority")) <= {SOMEWHERE}, name


def test_a_figure_that_a_council_takes_over_unchanged_is_its_own(store: Store) -> None:
    land(store, scores(authority=ELSEWHERE, learning=2), nature=Nature.PUBLISHED, sha256="one")
    land(store, scores(authority=ELSEWHERE, learning=2), nature=Nature.OWN, sha256="two")
    assert snapshot(SOMEWHERE, principal=OFFICER, store=store).peers["score"].height == 1
    withdraw(store, 1, principal=OFFICER)
    assert snapshot(SOMEWHERE, principal=OFFICER, store=store).peers["score"].is_empty()
    assert snapshot(ELSEWHERE, principal=OFFICER, store=store).nature is Nature.OWN


def test_what_a_councils_records_are(store: Store) -> None:
    land(store, theme(EVERY_COUNCIL, "Audit"), action=Action.REFERENCE)
    land(store, scores(learning=2), nature=Nature.PUBLISHED)
    land(store, scores(authority="Example Borough", learning=2))

    def nature(authority: str) -> Nature:
        return snapshot(authority, principal=OFFICER, store=store).nature

    assert nature(SOMEWHERE) is Nature.PUBLISHED
    assert nature("Example Borough") is Nature.ILLUSTRATIVE
    land(store, scores(equity=2))
    assert nature(SOMEWHERE) is Nature.OWN


def test_a_councils_own_theme_goes_before_the_one_that_ships(store: Store) -> None:
    land(store, theme(EVERY_COUNCIL, "Audit"), theme(EVERY_COUNCIL, "Training", "training"))
    land(store, theme(SOMEWHERE, "Practice audits"))
    land(store, theme(ELSEWHERE, "File audits"))
    named = {
        authority: snapshot(authority, principal=OFFICER, store=store)["theme"]
        .get_column("name")
        .to_list()
        for authority in (SOMEWHERE, ELSEWHERE, "Third Council")
    }
    assert named == {
        SOMEWHERE: ["Practice audits", "Training"],
        ELSEWHERE: ["File audits", "Training"],
        "Third Council": ["Audit", "Training"],
    }


def test_whose_store_it_is(store: Store) -> None:
    land(store, council(ELSEWHERE, kind="county council"))
    assert home_authority(store, principal=OFFICER) is None
    land(store, council(SOMEWHERE, home=True, kind="unitary authority"))
    assert home_authority(store, principal=OFFICER) == SOMEWHERE
    shown = snapshot(SOMEWHERE, principal=OFFICER, store=store)
    assert shown.authority_type == "unitary authority"
    assert set(shown.councils.get_column("authority")) == {SOMEWHERE, ELSEWHERE}
    withdraw(store, 2, principal=OFFICER)
    assert home_authority(store, principal=OFFICER) is None


@pytest.mark.both_databases
def test_a_snapshot_of_a_moment_has_the_batches_of_then(store: Store) -> None:
    land(store, scores(learning=2), source="january.csv")
    then: datetime = history(store, principal=OFFICER).item(0, "recorded_at")
    land(store, scores(learning=3), source="february.csv")
    shown = snapshot(SOMEWHERE, then, principal=OFFICER, store=store)
    assert shown.as_at == then
    assert (shown.newest_batch, shown.newest_moment) == (1, then)
    assert shown["score"].item(0, "source_name") == "january.csv"


@pytest.mark.both_databases
def test_dates_and_lists_come_back_as_they_went_in(store: Store) -> None:
    given = scores(learning=2).with_columns(
        evidence=pl.lit(["Audit, March", "Tracker “2”"]), commitment=pl.lit("One.\nTwo.\t\\N")
    )
    land(store, Entry(SCORE, given))
    row = snapshot(SOMEWHERE, principal=OFFICER, store=store)["score"].row(0, named=True)
    assert row["evidence"] == ["Audit, March", "Tracker “2”"]
    assert row["commitment"] == "One.\nTwo.\t\\N"
    assert row["published"] == given.item(0, "published")
