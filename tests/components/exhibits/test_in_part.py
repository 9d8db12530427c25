"""A part is called a part: on every exhibit that stands on it, and on no other."""

from __future__ import annotations

from dataclasses import replace

import pytest

from components.exhibits.catalogue import CATALOGUE, ExhibitRequest, NotForPublicError, Showing
from components.exhibits.exhibit import Exhibit
from components.exhibits.filters import filters_of
from components.exhibits.read_records import reading_of
from components.exhibits.tables.csv_file import csv_text
from components.packs.produce import produce_pack
from components.packs.shipped import SHIPPED
from data_access.ledger.left_out import PartOfFile
from data_access.snapshot import PEER_DATASETS, Snapshot, snapshot
from data_access.store.database import Store
from tests.components.exhibits.all_exhibits import TODAY, view_of
from tests.principals import OFFICER
from tests.sampling import one_in
from vocabulary.audience import Audience

SAID = "Only 31 of 87 rows of complaints.xlsx"
STATEMENT = "safeguarding"


@pytest.fixture(scope="module")
def example(example_store: Store) -> Snapshot:
    return snapshot("Example Borough", store=example_store, principal=OFFICER)


def in_part(known: Snapshot, *datasets: str, peers: bool = False) -> Snapshot:
    """The same records, of which a part of a file is in."""
    parts = {name: (PartOfFile(9, 9, name, "complaints.xlsx", 31, 87),) for name in datasets}
    if peers:
        return replace(known, peer_parts=parts, memo={})
    return replace(known, parts=parts, memo={})


def shown(known: Snapshot, audience: Audience = "internal") -> dict[str, Exhibit]:
    showing = Showing(
        known, filters_of(TODAY), replace(view_of(known), audience=audience), STATEMENT
    )
    return {key: showing(key) for key in CATALOGUE if showing.may(key)}


def saying(exhibits: dict[str, Exhibit]) -> set[str]:
    """Keys of those that say it, which they do everywhere or nowhere."""
    found = set()
    for key, each in exhibits.items():
        places = {
            SAID in each.subtitle,
            SAID in each.alternative,
            any(SAID in caveat for caveat in each.all_caveats),
            SAID in each.in_part,
            SAID in csv_text(each),
        }
        assert len(places) == 1, key
        if places == {True}:
            found.add(key)
    return found


def test_every_exhibit_on_the_records_says_so_and_no_other(example: Snapshot) -> None:
    found = saying(shown(in_part(example, "complaint")))
    assert {key for key in found if key.startswith("complaints_")} == {
        key for key in CATALOGUE if key.startswith("complaints_")
    }
    assert {"freshness", "what_changed", "theme_balance"} <= found
    assert not found & {"overall_score", "training_gap", "ombudsman_upheld", "audit_grades"}


def test_every_dataset_that_pages_show_can_be_said_to_be_a_part(example: Snapshot) -> None:
    tried = one_in(3, sorted(example.frames))
    by_dataset = {name: saying(shown(in_part(example, name))) for name in tried}
    always = {"freshness", "what_changed"}
    silent = {name for name, found in by_dataset.items() if not found - always}
    assert silent == set(tried) & {
        "closed_period",
        "column_name",
        "recipe",
        "review",
        "review_note",
        "pack",
        "edition",
        "published_edition",
    }


def test_a_part_of_others_figures_is_said_where_those_are_shown(example: Snapshot) -> None:
    found = saying(shown(in_part(example, *PEER_DATASETS, peers=True)))
    ratings = {"peer_overall", "peer_statements", "peer_ratings", "peer_scores", "peer_nearest"}
    ratings |= {"ombudsman_funnel"}
    of_measures = {"measures", "statement_indicators", "theme_indicators", "what_changed"}
    assert found == ratings | of_measures | {"measure", "measure_groups", "measure_peers"}


def test_the_public_is_told_so_without_numbers_or_names(example: Snapshot) -> None:
    each = shown(in_part(example, "score"), "public")["overall_score"]
    said = " ".join([each.subtitle, each.alternative, *each.all_caveats])
    assert "Not all rows of the council's files are in yet" in said
    assert not {"31", "87"} & set(said.split())
    assert "xlsx" not in said


def test_records_that_are_whole_say_nothing(example: Snapshot) -> None:
    assert not saying(shown(example))
    assert all(not each.in_part for each in shown(example).values())


OF_ONE = sorted(key for key, each in CATALOGUE.items() if not each.of_region)


@pytest.mark.parametrize("key", one_in(3, OF_ONE))
def test_what_an_exhibit_reads_is_known_again_when_it_was_built_before(
    key: str, example: Snapshot
) -> None:
    known = in_part(example, *example.frames)
    request = ExhibitRequest(key, filters_of(TODAY), STATEMENT)
    view = view_of(known)
    first = reading_of(CATALOGUE[key], known, request, view)
    Showing(known, request.filters, view, STATEMENT)(key)
    again = reading_of(CATALOGUE[key], known, request, view)
    assert [id(frame) for frame in first.frames] == [id(frame) for frame in again.frames]
    assert first.parts == again.parts
    assert first.frames


def test_several_files_are_named_and_many_counted(example: Snapshot) -> None:
    parts = tuple(
        PartOfFile(number, number, "complaint", f"{number}.csv", 1, 2) for number in range(5)
    )
    known = replace(example, parts={"complaint": parts}, memo={})
    subtitle = shown(known)["complaints_volume"].subtitle
    assert subtitle.endswith("1 of 2 rows of 0.csv, 1 of 2 rows of 1.csv, 1 of 2 rows of 2.csv "
                             "and 2 more")  # fmt: skip


def test_of_a_long_name_both_ends_are_said(example: Snapshot) -> None:
    part = PartOfFile(1, 1, "complaint", f"Complaints {'and more ' * 20}2026.xlsx", 1, 2)
    said = shown(replace(example, parts={"complaint": (part,)}, memo={}))["complaints_volume"]
    assert said.in_part.startswith("Only 1 of 2 rows of Complaints and more")
    assert said.in_part.endswith("2026.xlsx")
    assert len(said.in_part) < 100


def test_a_packs_digest_tells_a_part_from_the_whole(example: Snapshot) -> None:
    view = view_of(example)
    whole, part = (
        produce_pack(SHIPPED[0], known, view, revision=1, produced=known.newest_moment)[0]  # type: ignore[arg-type]
        for known in (example, in_part(example, "complaint"))
    )
    changed = {k for k in whole.digests if whole.digests[k] != part.digests[k]}
    assert {key.split()[1] for key in changed} == {"what_changed", "complaints_volume"}


def test_what_is_not_for_the_public_stays_so(example: Snapshot) -> None:
    known = in_part(example, "complaint")
    showing = Showing(known, filters_of(TODAY), replace(view_of(known), audience="public"))
    with pytest.raises(NotForPublicError):
        showing("what_changed")
