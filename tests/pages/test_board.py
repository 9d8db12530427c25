"""Packs on the Board page: keep one, change one, present one."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

import polars as pl
import pytest

from components.exhibits import catalogue
from components.exhibits.catalogue import CATALOGUE, definitions
from components.exhibits.published_facts import PUBLISHED_FACTS
from components.packs.pack import EVERY_STATEMENT, Ask, Meeting, Pack, PackItem, read_pack
from components.packs.shipped import SHIPPED
from data_access.datasets import DATASETS, SCORE, Dataset
from data_access.forms.kept_packs import save_pack
from data_access.ledger.entry import Entry
from data_access.ledger.history import history, restore, withdraw
from data_access.ledger.ledger import append
from data_access.snapshot import Snapshot, snapshot
from data_access.store.database import Store
from pages.parts.board.pack_card import KEEP
from pages.parts.board.pack_files import pack_file
from pages.parts.board.packs import (
    NOT_THEN,
    changed_since,
    keep,
    produced,
    reproduced,
    shows_the_same,
)
from tests.data_access.made_up_rows import scores
from tests.pages.harness import (
    EXAMPLE,
    HILLINGDON,
    TODAY,
    bodies,
    control,
    example_view,
    open_page,
    parts,
    view_of,
    whole,
    words,
)
from tests.sampling import one_in_slow
from vocabulary.nature import Nature
from vocabulary.peers import PeerChoice
from vocabulary.principal import Principal, every_role

BOARD, NINE = SHIPPED[0].name, SHIPPED[1].name
OFFICER = Principal("Officer", every_role())


def test_shipped_packs_can_be_presented_and_taken_along(example: Store) -> None:
    page = open_page("board")
    said = words(page)
    assert BOARD in said
    assert NINE in said
    assert "15 screens. For internal use" in said
    # Every pack, and two written documents as Word and PDF.
    links = re.findall(r"download href=[^>]*>([^<]*)<", bodies(page))
    packs = len(SHIPPED)
    offered = {"PowerPoint": packs, "Excel": packs, "PDF": packs + 2, "Word": 2}
    assert {kind: links.count(kind) for kind in offered} == offered


def test_a_packs_file_is_written_at_the_address_its_link_says(example: Store) -> None:
    known, view = snapshot(EXAMPLE, principal=OFFICER), example_view()
    for ending, first in (("pptx", b"PK"), ("pdf", b"%PDF"), ("xlsx", b"PK")):
        answer = pack_file({"pack": BOARD, "as": ending}, known, view)
        assert answer is not None
        assert bytes(answer.body).startswith(first)
        name = answer.headers["content-disposition"]
        assert name.startswith('attachment; filename="example-borough-')
        assert name.endswith(f'-internal.{ending}"')
    for wrong in ({"pack": "No such pack", "as": "pdf"}, {"pack": BOARD, "as": "exe"}, {}):
        assert pack_file(wrong, known, view) is None


def test_a_pack_for_the_public_is_named_so(example: Store) -> None:
    known = snapshot(EXAMPLE, principal=OFFICER)
    answer = pack_file({"pack": NINE, "as": "xlsx"}, known, example_view())
    assert answer is not None
    assert answer.headers["content-disposition"].endswith('-public.xlsx"')


def test_a_pack_kept_on_the_page_is_shown_again_with_what_changed(example: Store) -> None:
    page = open_page("board")
    [keep_it, *_] = [b for b in parts(page, "button") if b.label == KEEP]
    keep_it.click()
    whole(page.run())
    kept = snapshot(EXAMPLE, principal=OFFICER)["edition"].row(0, named=True)
    amend(example, snapshot(EXAMPLE, principal=OFFICER), DATASETS["action"], closed=TODAY)
    assert shows_the_same(kept, reproduced(kept, example_view()))
    page = open_page("board")
    assert "Kept copies: 1" in [box.label for box in parts(page, "expander")]


EVERYTHING = Pack(
    "Everything",
    (
        *(
            PackItem(key, measure="first_assessment_wait" if entry.of_measure else "")
            for key, entry in CATALOGUE.items()
            if not entry.of_statement
        ),
        PackItem("score_history", statement=EVERY_STATEMENT),
    ),
)


def amend(store: Store, known: Snapshot, dataset: Dataset, **values: object) -> None:
    """A batch of Example Borough's that says something else of every third row of a dataset."""
    frame = known[dataset.name].select(dataset.columns).gather_every(3)
    changed = frame.with_columns(
        pl.lit(value, dtype=dataset.schema[name]).alias(name) for name, value in values.items()
    )
    land(store, Entry(dataset, changed), f"Amended {dataset.name} {values}")


def land(store: Store, entry: Entry, source: str) -> None:
    append(store, [entry], principal=OFFICER, source_name=source, nature=Nature.ILLUSTRATIVE)


def rename_themes(store: Store, known: Snapshot, number: int) -> None:
    """The council's own names for the themes of the codebook."""
    shipped = known["theme"].select(DATASETS["theme"].columns)
    named = shipped.with_columns(
        authority=pl.lit(EXAMPLE), name=pl.format("Theme {} of {}", "theme", pl.lit(number))
    )
    land(store, Entry(DATASETS["theme"], named), f"Codebook {number}")


def a_hundred_batches(store: Store) -> None:
    """Whatever a council does in a year, to the very records a pack was made from."""
    complaints = (
        history(store, principal=OFFICER)
        .filter(pl.col("dataset") == "complaint")
        .get_column("batch_id")
    )
    known = snapshot(EXAMPLE, store=store, principal=OFFICER)
    before = store.revision()
    for number in range(10):
        day = date(2026, 10, 1 + number)
        amend(store, known, DATASETS["complaint"], outcome="upheld" if number % 2 else "not_upheld")
        amend(store, known, DATASETS["complaint"], received=day, responded=day)
        amend(store, known, DATASETS["learning"], shared_on=day, changed_on=day, checked_on=day)
        amend(store, known, DATASETS["action"], due=date(2026, 1 + number, 1))
        amend(store, known, DATASETS["audit"], auditor_grade=1 + number % 4, moderator_grade=None)
        amend(store, known, DATASETS["training"], required=200 + number)
        amend(store, known, DATASETS["staff_voice"], agree=number % 3)
        amend(store, known, DATASETS["score"], score=1 + number % 4)
        amend(store, known, DATASETS["finding"], polarity=("strength", "shortfall")[number % 2])
        rename_themes(store, known, number)
        if number < 4:
            withdraw(store, complaints[number], principal=OFFICER)
        elif number < 7:
            restore(store, complaints[number - 4], principal=OFFICER)
    frame = scores(authority="Elsewhere Council", learning=1)
    append(store, [Entry(SCORE, frame)], principal=OFFICER, source_name="Of a peer")
    assert store.revision() - before >= 100


@pytest.mark.parametrize("as_at", one_in_slow(2, [None, datetime(2026, 8, 31, 23, 59)]))
def test_kept_packs_show_the_same_after_a_hundred_batches_of_the_same_records(
    example: Store, as_at: datetime | None
) -> None:
    view = example_view(as_at)
    public = replace(view, audience="public")
    known = snapshot(EXAMPLE, as_at, principal=OFFICER)
    keep(EVERYTHING, known, view)
    keep(EVERYTHING, known, public)
    rows = snapshot(EXAMPLE, principal=OFFICER)["edition"].sort("number").to_dicts()
    a_hundred_batches(example)
    changed = snapshot(EXAMPLE, principal=OFFICER)
    for row, seen in zip(rows, (view, public), strict=True):
        shown = reproduced(row, example_view())
        assert shown.digests == json.loads(row["digests"])
        assert shows_the_same(row, shown)
        assert shown.revision == row["revision"]
        since = changed_since(row, changed, replace(example_view(), audience=seen.audience))
        assert since.filter(pl.col("then") != NOT_THEN).height == len(shown.digests)
        assert not since["same"].all()


def test_packs_kept_for_the_public_before_there_were_editions_still_verify(
    example: Store,
) -> None:
    known, view = snapshot(EXAMPLE, principal=OFFICER), replace(example_view(), audience="public")
    before, _ = produced(EVERYTHING, known, view, as_kept=True)
    assert {"complaints_volume", "training_gap"} <= {each.key for each in before.exhibits}
    exhibits_alone = {"": "shown:"}
    row = {
        "pack": EVERYTHING.name,
        "definition": json.dumps(json.loads(EVERYTHING.definition)["items"]),
        "audience": "public",
        "as_at": (known.newest_moment or datetime(2026, 9, 30)).isoformat(),
        "day": view.today,
        "digest": before._digest_of(before.digests_like(exhibits_alone)),
        "digests": json.dumps(before.digests_like(exhibits_alone)),
        "headlines": json.dumps([each.headline for each in before.exhibits]),
    }
    a_hundred_batches(example)
    shown = reproduced(row, example_view())
    assert shown.digests_like(exhibits_alone) == before.digests_like(exhibits_alone)
    assert shows_the_same(row, shown)
    assert not shows_the_same(row | {"digest": "0" * 64}, reproduced(row, example_view()))
    since = changed_since(row, snapshot(EXAMPLE, principal=OFFICER), view)
    gone = since.filter(exhibit=definitions()["training_gap"].title)
    assert gone["now"].to_list() == ["Not shown now."]


def test_a_pack_kept_before_packs_had_covers_still_verifies(example: Store) -> None:
    """Its empty exhibits were screens, and its digests are of exhibits alone."""
    known, view = snapshot(EXAMPLE, principal=OFFICER), example_view()
    before, _ = produced(EVERYTHING, known, view, with_empty=True)
    now, _ = produced(EVERYTHING, known, view)
    assert len(now.exhibits) < len(before.exhibits)
    digests = before.digests_like({"": "shown:"})
    row = {
        "pack": EVERYTHING.name,
        "definition": json.dumps(json.loads(EVERYTHING.definition)["items"]),
        "audience": "internal",
        "as_at": (known.newest_moment or datetime(2026, 9, 30)).isoformat(),
        "day": view.today,
        "digest": before._digest_of(digests),
        "digests": json.dumps(digests),
        "headlines": json.dumps([each.headline for each in before.exhibits]),
    }
    assert shows_the_same(row, reproduced(row, example_view()))
    assert changed_since(row, known, view)["same"].all()


def test_a_kept_pack_knows_the_day_of_its_meeting(example: Store) -> None:
    meeting = Meeting("Improvement board", date(2026, 10, 8))
    known = snapshot(EXAMPLE, principal=OFFICER)
    keep(SHIPPED[0].for_meeting(meeting), known, example_view())
    row = snapshot(EXAMPLE, principal=OFFICER)["edition"].row(0, named=True)
    assert row["meeting_day"] == date(2026, 10, 8)
    assert reproduced(row, example_view()).cover.meeting == "Improvement board"


def test_what_lands_while_somebody_looks_is_not_in_what_they_keep(example: Store) -> None:
    known = snapshot(EXAMPLE, principal=OFFICER)
    amend(example, snapshot(EXAMPLE, principal=OFFICER), DATASETS["complaint"], outcome="upheld")
    keep(SHIPPED[0], known, example_view())
    row = snapshot(EXAMPLE, principal=OFFICER)["edition"].row(0, named=True)
    assert shows_the_same(row, reproduced(row, example_view()))


def test_a_first_record_of_its_own_does_not_change_what_was_kept_of_a_council(
    example: Store,
) -> None:
    published = view_of(HILLINGDON)
    keep(SHIPPED[1], snapshot(HILLINGDON, principal=OFFICER), published)
    row = snapshot(HILLINGDON, principal=OFFICER)["edition"].row(0, named=True)
    lesson = (
        snapshot(EXAMPLE, principal=OFFICER)["learning"]
        .select(DATASETS["learning"].columns)
        .head(1)
    )
    own = Entry(DATASETS["learning"], lesson.with_columns(authority=pl.lit(HILLINGDON)))
    append(example, [own], principal=OFFICER, source_name="Lessons", nature=Nature.OWN)
    assert snapshot(HILLINGDON, principal=OFFICER).nature == Nature.OWN
    assert shows_the_same(row, reproduced(row, view_of(HILLINGDON, Nature.OWN)))


def test_what_changed_is_told_of_the_same_exhibit_where_another_was_left_out_then(
    example: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    public = replace(example_view(), audience="public")
    with monkeypatch.context() as then:
        then.setattr(catalogue, "PUBLISHED_FACTS", PUBLISHED_FACTS - {"ombudsman_expected"})
        keep(SHIPPED[0], snapshot(EXAMPLE, principal=OFFICER), public)
    row = snapshot(EXAMPLE, principal=OFFICER)["edition"].row(0, named=True)
    changed = changed_since(row, snapshot(EXAMPLE, principal=OFFICER), public)
    [told] = changed.filter(~pl.col("same"), pl.col("exhibit") != "Cover").to_dicts()
    assert told["exhibit"] == definitions()["ombudsman_expected"].title
    assert told["then"] == "Not shown then."
    assert changed.height == len(json.loads(row["digests"])) + 1


def stored(name: str = BOARD) -> Pack:
    row = snapshot(EXAMPLE, principal=OFFICER)["pack"].filter(name=name).row(0, named=True)
    return read_pack(row["name"], row["definition"], row["audience"])


def test_a_pack_is_changed_and_saved(example: Store) -> None:
    page = open_page("board", pack=BOARD, at="3")
    assert words(page).index("2. Requires improvement") < words(page).index("3. ")
    control(page, "button", "Move earlier").click()
    page = whole(page.run())
    assert [item.exhibit for item in stored().items[:2]] == ["what_changed", "overall_score"]
    assert page.query_params["at"] in ("2", ["2"])
    control(page, "button", "Take it out").click()
    whole(page.run())
    assert "what_changed" not in [item.exhibit for item in stored().items]


def test_what_a_screen_means_is_written_where_it_is_worked_out(example: Store) -> None:
    page = open_page("board", pack=BOARD, at="5")
    assert "It bears on" in words(page)
    control(page, "text_area", "So what, in your words").set_value("People wait for skilled help")
    control(page, "text_input", "Owner (a role, never a name)").set_value("Head of learning")
    control(page, "text_area", "Note for the presenter").set_value("Pause here")
    control(page, "button", "Save this screen").click()
    whole(page.run())
    [item] = [each for each in stored().items if each.exhibit == "training_gap"]
    assert (item.so_what, item.owner) == ("People wait for skilled help", "Head of learning")
    shown = words(open_page("present", pack=BOARD, screen="5"))
    assert "People wait for skilled help" in shown
    assert "Head of learning" in shown
    assert "Pause here" not in shown
    assert "Pause here" in words(open_page("present", pack=BOARD, screen="5", notes="1"))


def test_a_screen_that_compares_keeps_its_own_councils(example: Store) -> None:
    page = open_page("board", pack=NINE, at="8")
    choice = control(page, "selectbox", "Compare with")
    assert choice.value == PeerChoice.NEIGHBOURS
    choice.set_value(PeerChoice.REGION)
    control(page, "button", "Save this screen").click()
    whole(page.run())
    kept = {each.exhibit: each.peers for each in stored(NINE).items}
    assert kept["peer_statements"] == PeerChoice.REGION
    assert not kept["statement_scores"]
    known = snapshot(EXAMPLE, principal=OFFICER)
    shown = {each.key: each for each in produced(stored(NINE), known, example_view())[0].exhibits}
    before = {each.key: each for each in produced(SHIPPED[1], known, example_view())[0].exhibits}
    assert shown["peer_statements"].subtitle != before["peer_statements"].subtitle
    assert shown["peer_statements"].address["peers"] == PeerChoice.REGION


def test_the_cover_names_the_meeting_and_the_page_says_when_it_is(example: Store) -> None:
    page = open_page("board", pack=BOARD)
    control(page, "text_input", "Meeting").set_value("Improvement board")
    control(page, "date_input", "Day").set_value(date(2026, 10, 8))
    control(page, "text_area", "Message 2 in your words").set_value("Training is the gap")
    control(page, "button", "Save the cover").click()
    whole(page.run())
    assert stored().meeting == Meeting("Improvement board", date(2026, 10, 8))
    shown = words(open_page("present", pack=BOARD))
    for said in ("Improvement board", "Thursday 8 October 2026", "Training is the gap"):
        assert said in shown
    headline = "The board meets on Thursday 8 October 2026: two decisions to take"
    assert headline in words(open_page("board"))
    assert len(headline) < 90


def test_what_the_meeting_agreed_lands_as_actions(example: Store) -> None:
    held = Meeting("Improvement board", date(2026, 9, 24))
    asks = (
        Ask("Fund a second trainer", "Finance lead", date(2026, 12, 1), about="training_gap"),
        Ask("Close the oldest action"),
        Ask("Meet monthly"),
    )
    save_pack(
        example, EXAMPLE, name=BOARD, audience="internal", based_on=None, principal=OFFICER,
        definition=replace(SHIPPED[0], meeting=held, asks=asks).definition,
    )  # fmt: skip
    before = snapshot(EXAMPLE, principal=OFFICER)["action"].height
    page = open_page("board", pack=BOARD, at="15")
    page.selectbox(key=f"outcome_1_{BOARD}_{row_of(BOARD)}").set_value("agreed")
    page.selectbox(key=f"outcome_2_{BOARD}_{row_of(BOARD)}").set_value("not_agreed")
    page.selectbox(key=f"outcome_3_{BOARD}_{row_of(BOARD)}").set_value("changed")
    control(page, "text_area", "As it was agreed, 3").set_value("Meet every two months")
    control(page, "button", "Record what was decided").click()
    page = whole(page.run())
    known = snapshot(EXAMPLE, principal=OFFICER)
    landed = known["action"].filter(pl.col("reference").str.starts_with("BOARD-20260924-"))
    assert known["action"].height == before + 2
    told = landed.sort("reference").select("action", "owner", "opened", "due", "themes").rows()
    assert told == [
        (
            "Fund a second trainer", "Finance lead", date(2026, 9, 24), date(2026, 12, 1),
            ["training_access"],
        ),
        ("Meet every two months", None, date(2026, 9, 24), None, []),
    ]  # fmt: skip
    assert [ask.outcome for ask in stored().asks] == ["agreed", "not_agreed", "changed"]
    assert stored().asks[0].action == "BOARD-20260924-1"
    shown = words(open_page("present", pack=BOARD, screen="15"))
    assert "Agreed, now action BOARD-20260924-1" in shown
    assert "What the meeting decided" not in words(open_page("board", pack=BOARD, at="15"))


def test_an_action_that_cannot_be_stored_leaves_the_pack_as_it_was(example: Store) -> None:
    day = date(2026, 9, 24)
    ask = Ask("Fund a trainer", due=date(2026, 9, 1))
    definition = replace(SHIPPED[0], meeting=Meeting("Board", day), asks=(ask,)).definition
    save_pack(
        example, EXAMPLE, name=BOARD, definition=definition, audience="internal", based_on=None,
        principal=OFFICER,
    )  # fmt: skip
    page = open_page("board", pack=BOARD, at="15")
    page.selectbox(key=f"outcome_1_{BOARD}_{row_of(BOARD)}").set_value("agreed")
    control(page, "button", "Record what was decided").click()
    page = whole(page.run())
    assert "The pack was not saved" in words(page)
    assert stored().asks == (ask,)


def row_of(name: str) -> int:
    frame = snapshot(EXAMPLE, principal=OFFICER)["pack"].filter(name=name)
    return int(frame.item(0, "row_id"))


def test_a_pack_is_copied_under_another_name_for_the_public(example: Store) -> None:
    page = open_page("board", pack=NINE)
    control(page, "text_input", "Save a copy as").set_value("For the website")
    control(page, "button", "Save").click()
    whole(page.run())
    row = snapshot(EXAMPLE, principal=OFFICER)["pack"].row(0, named=True)
    assert (row["name"], row["audience"]) == ("For the website", "public")


@pytest.mark.parametrize("place", ["1", "7", "15", "99", "x"])
def test_each_screen_says_where_it_is_and_what_it_shows(example: Store, place: str) -> None:
    page = open_page("present", pack=BOARD, screen=place)
    at = {"99": "Back page", "x": "1 of 15"}.get(place, f"{place} of 15")
    said = words(page)
    assert at in said
    assert "Example records" in said
    assert "As at 30 Sep 2026" in said


def test_notes_and_the_question_before_internal_figures(example: Store) -> None:
    assert "Keep in mind" in words(open_page("present", pack=BOARD, screen="6", notes="1"))
    page = open_page("present", pack=NINE)
    assert "Public audience" in words(page)
    page.query_params["pack"] = BOARD
    assert "Show internal figures to everybody on this call?" in words(whole(page.run()))


def test_a_council_with_nothing_can_still_open_the_page(
    in_use: Callable[[Path], Store], bare_file: Path
) -> None:
    in_use(bare_file)
    assert "board room" in bodies(open_page("board"))
