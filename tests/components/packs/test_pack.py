"""Packs: what is in them, in which order, for whom; and the same twice."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from components.exhibits.catalogue import CATALOGUE
from components.exhibits.digest import digest, drawn_columns, sha256
from components.exhibits.filters import PERIODS
from components.exhibits.published_facts import PUBLISHED_FACTS
from components.packs.pack import EVERY_STATEMENT, Ask, Meeting, Pack, PackItem, read_pack
from components.packs.produce import produce_pack
from components.packs.produced_pack import ProducedPack
from components.packs.shipped import SHIPPED
from data_access.snapshot import Snapshot, snapshot
from data_access.store.database import Store
from tests.components.exhibits.all_exhibits import view_of
from tests.principals import OFFICER
from vocabulary.audience import Audience

NOW = datetime(2026, 9, 30, 12)


@pytest.fixture(scope="module")
def example(example_store: Store) -> Snapshot:
    return snapshot("Example Borough", store=example_store, principal=OFFICER)


def made(
    pack: Pack, known: Snapshot, audience: Audience = "internal", *, as_kept: bool = False
) -> ProducedPack:
    view = replace(view_of(known), audience=audience)
    return produce_pack(pack, known, view, revision=known.revision, produced=NOW, as_kept=as_kept)[
        0
    ]


items = st.builds(
    PackItem,
    exhibit=st.sampled_from(sorted(CATALOGUE)),
    period=st.sampled_from(sorted(PERIODS)),
    team=st.text(max_size=20),
    about=st.text(max_size=20),
    note=st.text(max_size=80),
    so_what=st.text(max_size=20),
    due=st.none() | st.dates(),
)


asks = st.builds(
    Ask,
    decision=st.text(min_size=1, max_size=40),
    due=st.none() | st.dates(),
    outcome=st.sampled_from(["", "agreed", "changed", "not_agreed"]),
)
meetings = st.builds(Meeting, name=st.text(max_size=20), day=st.none() | st.dates())


@given(st.lists(items, max_size=6), meetings, st.lists(asks, max_size=3))
def test_a_pack_comes_back_as_it_was_stored(
    chosen: list[PackItem], meeting: Meeting, asked: list[Ask]
) -> None:
    pack = Pack("Board", tuple(chosen), "public", meeting, ("One", "", "Three"), tuple(asked))
    assert read_pack(pack.name, pack.definition, pack.audience) == pack


def test_a_pack_stored_before_packs_were_for_a_meeting_opens() -> None:
    stored = '[{"exhibit": "plan_due", "period": "Last 12 months", "note": "Go slowly"}]'
    pack = read_pack("Of before", stored, "internal")
    assert pack == Pack("Of before", (PackItem("plan_due", "Last 12 months", note="Go slowly"),))


def test_what_a_later_version_stored_of_a_screen_is_passed_over() -> None:
    stored = '{"items": [{"exhibit": "plan_due", "mood": "calm"}], "music": []}'
    assert read_pack("Of later", stored, "internal") == Pack("Of later", (PackItem("plan_due"),))


def test_a_later_meeting_is_not_asked_for_what_an_earlier_one_decided() -> None:
    decided, waiting = Ask("Close the gap", outcome="agreed"), Ask("Find a trainer")
    pack = Pack("P", (), meeting=Meeting("Board", date(2026, 9, 3)), asks=(decided, waiting))
    assert pack.for_meeting(Meeting("Board", date(2026, 12, 3))).asks == (waiting,)
    assert pack.for_meeting(Meeting("The board", date(2026, 9, 3))).asks == (decided, waiting)


def test_an_exhibit_that_is_no_more_falls_away() -> None:
    stored = '[{"exhibit": "gone"}, {"exhibit": "overall_score", "period": "Last century"}]'
    [item] = read_pack("Old", stored, "internal").items
    assert (item.exhibit, item.period) == ("overall_score", "Last 24 months")
    with pytest.raises(ValueError, match="not stored as a pack"):
        read_pack("Broken", "{", "internal")


def test_items_move_and_stay_at_the_ends() -> None:
    pack = Pack("P", tuple(PackItem(key) for key in ("plan_due", "innovation", "staff_voice")))
    assert [item.exhibit for item in pack.moved(2, -1).items] == [
        "plan_due", "staff_voice", "innovation",
    ]  # fmt: skip
    assert pack.moved(0, -1) == pack
    assert pack.moved(2, 1) == pack
    assert [item.exhibit for item in pack.moved_to(2, 0).items] == [
        "staff_voice", "plan_due", "innovation",
    ]  # fmt: skip
    assert [item.exhibit for item in pack.without(1).items] == ["plan_due", "staff_voice"]


@pytest.mark.parametrize("pack", SHIPPED, ids=lambda pack: pack.name)
def test_shipped_packs_show_what_they_say(pack: Pack, example: Snapshot) -> None:
    produced_pack = made(pack, example)
    assert {each.key for each in produced_pack.exhibits} == {item.exhibit for item in pack.items}
    assert produced_pack.audience == pack.audience


def test_a_pack_of_every_statement_follows_the_framework(example: Snapshot) -> None:
    pack = Pack("Each", (PackItem("score_history", statement=EVERY_STATEMENT),))
    names = [statement.name for statement in example.framework.statements]
    subtitles = [each.subtitle for each in made(pack, example).exhibits]
    assert len(subtitles) == len(names)
    assert all(name in said for name, said in zip(names, subtitles, strict=True))

    fewer = replace(example.framework, statements=example.framework.statements[:4])
    assert len(made(pack, replace(example, framework=fewer, memo={})).exhibits) == 4


def test_all_nine_statements_tell_one_story_a_theme(example: Snapshot) -> None:
    told = [each for each in made(SHIPPED[1], example).exhibits if each.key == "theme_scores"]
    themes = dict.fromkeys(each.theme for each in example.framework.statements)
    assert [each.headline.partition(": ")[0] for each in told] == list(themes)
    shown = [name for each in told for name in each.frame["name"]]
    assert shown == [statement.name for statement in example.framework.statements]


def test_a_statement_the_framework_does_not_have_is_left_out(example: Snapshot) -> None:
    pack = Pack("Old", (PackItem("score_history", statement="abolished"),))
    view = view_of(example)
    produced_pack, left_out = produce_pack(pack, example, view, revision=1, produced=NOW)
    assert (produced_pack.exhibits, left_out) == ((), ("score_history",))


def test_a_public_pack_leaves_out_what_is_internal_and_names_it(example: Snapshot) -> None:
    view = replace(view_of(example), audience="public")
    produced_pack, left_out = produce_pack(
        SHIPPED[0], example, view, revision=example.revision, produced=NOW
    )
    assert set(left_out) == {
        item.exhibit for item in SHIPPED[0].items if item.exhibit not in PUBLISHED_FACTS
    }
    assert [each.key for each in produced_pack.exhibits] == ["overall_score", "ombudsman_expected"]
    assert all(each.audience == "public" for each in produced_pack.exhibits)


def test_nothing_narrows_a_public_pack(example: Snapshot) -> None:
    """Or else two packs could be subtracted from each other."""
    wide = Pack("P", (PackItem("complaints_volume"),), "public")
    items = (PackItem("complaints_volume", "Last 6 months", team="Sensory team"),)
    narrow = replace(wide, items=items)
    public = [made(each, example, as_kept=True) for each in (wide, narrow)]
    assert public[0].exhibits
    assert public[0].digest == public[1].digest
    assert public[0].filters == public[1].filters
    internal = [made(replace(each, audience="internal"), example) for each in (wide, narrow)]
    assert internal[0].digest != internal[1].digest


def test_the_same_records_give_the_same_digest_and_other_figures_another(
    example: Snapshot,
) -> None:
    first, second = (made(SHIPPED[0], example) for _ in range(2))
    assert first.digest == second.digest
    item = PackItem("complaints_volume", "Last 6 months")
    shorter = replace(SHIPPED[0], items=(*SHIPPED[0].items[:-1], item))
    assert made(shorter, example).digest != first.digest


def test_a_theme_is_followed_by_its_id_and_one_no_longer_there_is_left_out(
    example: Snapshot,
) -> None:
    theme, name = example["theme"].select("theme", "name").row(0)
    items = tuple(PackItem("complaints_volume", about=about) for about in (theme, name, "Gone"))
    produced_pack, left_out = produce_pack(
        Pack("Themes", items), example, view_of(example), revision=1, produced=NOW
    )
    assert left_out == ("complaints_volume",)
    [by_id, by_name] = produced_pack.exhibits
    assert by_id == by_name
    assert name.casefold() in by_id.subtitle.casefold()


def test_a_pack_kept_by_an_earlier_version_still_verifies(example: Snapshot) -> None:
    """Digests of before covered what an exhibit does not show, too."""
    pack = made(SHIPPED[0], example)
    of_before = pack.digests_like({"1 rating": "0" * 64})
    exhibits = {f"{place} {each.key}" for place, each in enumerate(pack.exhibits, 1)}
    assert set(of_before) == exhibits
    of_then = pack.digests_like({"1 rating": f"shown:{'0' * 64}"})
    assert set(of_then) == exhibits
    assert len({*of_before.values(), *of_then.values(), *pack.digests.values()}) == (
        len(of_before) + len(of_then) + len(pack.digests)
    )
    for each in (of_before, of_then):
        assert pack.shows(sha256([pack.council, pack.audience, list(each.items())]))
    assert pack.shows(pack.digest)
    assert not pack.shows("0" * 64)
    assert pack.digests_like(pack.digests) == pack.digests


def test_a_hidden_number_leaves_no_mark_in_a_public_digest(example: Snapshot) -> None:
    """Or else it could be tried until the digest fits."""
    view = replace(view_of(example), audience="public")
    produced, _ = produce_pack(SHIPPED[0], example, view, revision=1, produced=NOW, as_kept=True)
    tried = 0
    for each in produced.exhibits:
        table = each.table()
        unseen = set(each.frame.columns) - set(each.columns)
        numbers = [c for c in unseen if each.frame.schema[c].is_numeric()]
        for column in numbers:
            other = each.frame.with_columns(pl.col(column) + 1)
            changed = replace(each, frame=other)
            if changed.table().equals(table) and column not in drawn_columns(each):
                tried += 1
                assert digest(changed) == digest(each), (each.key, column)
    assert tried
