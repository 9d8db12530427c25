"""What a pack says around its exhibits, worked out anew by code that wrote none of it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime
from typing import Any

import polars as pl
import pytest

from components.exhibits.attention import SEVERAL, attention
from components.exhibits.catalogue import CATALOGUE, Showing
from components.exhibits.filters import DEFAULT_PERIOD, filters_of
from components.packs.pack import EVERY_THEME, Ask, Meeting, Pack, PackItem
from components.packs.produce import nothing_to_show, produce_pack, screens_of
from components.packs.produced_pack import PackScreen, ProducedPack
from components.packs.shipped import SHIPPED
from data_access.snapshot import Snapshot, snapshot
from data_access.store.database import Store
from tests.components.exhibits.all_exhibits import TODAY, view_of
from tests.principals import OFFICER
from vocabulary.audience import Audience

QUARTERLY, NINE, *_ = SHIPPED
NOW = datetime(2026, 9, 30, 12)


@pytest.fixture(scope="module")
def example(example_store: Store) -> Snapshot:
    return snapshot("Example Borough", store=example_store, principal=OFFICER)


def made(pack: Pack, known: Snapshot, audience: Audience = "internal", **how: Any) -> ProducedPack:
    view = replace(view_of(known), audience=audience)
    return produce_pack(pack, known, view, revision=known.revision, produced=NOW, **how)[0]


def test_the_cover_says_what_the_overview_says_first(example: Snapshot) -> None:
    pack, view = made(QUARTERLY, example), view_of(example)
    first, _ = attention(Showing(example, filters_of(TODAY, DEFAULT_PERIOD), view))
    texts = {matter.key: matter.text for matter in first}
    told = [
        pack.screens[each.screen - 2].exhibit.key for each in pack.cover.messages if each.screen
    ]
    both = [key for key in texts if key in told]
    assert len(both) >= 2
    assert [key for key in told if key in texts] == both
    for message, key in zip(pack.cover.messages, told, strict=True):
        assert message.text == texts.get(key, message.text)
        assert message.detail
    for message in pack.cover.messages:
        screen = pack.screens[message.screen - 2] if message.screen else None
        if screen and screen.to_act and screen.exhibit.due:
            assert message.detail.startswith("To be done by ")
    assert pack.cover.opening(len(pack.asks)).startswith("Three things to know")


def test_the_cover_adds_the_scores_up_as_the_rating_does(example: Snapshot) -> None:
    cover = made(QUARTERLY, example).cover
    scores = [score for _, each in cover.scores for score in each]
    assert f"add to {sum(filter(None, scores))} of {4 * len(scores)}" in cover.arithmetic
    assert [theme for theme, _ in cover.scores] == list(
        dict.fromkeys(each.theme for each in example.framework.statements)
    )


def expected_so_what(screen: PackScreen, known: Snapshot) -> str:
    """From the rows alone."""
    themes = CATALOGUE[screen.exhibit.key].themes
    if not themes:
        return ""
    tied = {row["theme"]: row["statements"] or [] for row in known["theme"].iter_rows(named=True)}
    bears: list[str] = []
    for theme in themes:
        bears += [each for each in tied.get(theme, []) if each not in bears]
    published = known["score"].filter(pl.col("kind") == "published").sort("published")
    scores = dict(published.select("statement", "score").iter_rows())
    told = [(known.framework.statement(each).short_name, scores[each]) for each in bears[:2]]
    names = " and ".join(name for name, _ in told)
    if len({score for _, score in told}) == 1:
        said = f"It bears on {names}, {'both ' * (len(told) - 1)}scored {told[0][1]} by CQC."
    else:
        pairs = " and ".join(f"{name} ({score})" for name, score in told)
        said = f"It bears on {pairs}, as CQC scored them."
    on_it = list(open_actions(themes, known))
    late = [row for row in on_it if row["due"] and row["due"] < TODAY]
    if not on_it:
        return f"{said} No open action in the plan is on it."
    words = ("No", "One", "Two", "Three", "Four", "Five", "Six")
    plural = "open action is" if len(on_it) == 1 else "open actions are"
    overdue = f", {words[len(late)].lower()} overdue" if late else ""
    return f"{said} {words[len(on_it)]} {plural} on it{overdue}."


def open_actions(themes: tuple[str, ...], known: Snapshot) -> Iterator[dict[str, Any]]:
    for row in known["action"].iter_rows(named=True):
        ended = (row["closed"] and row["closed"] <= TODAY) or (
            row["complete"] and not row["closed"]
        )
        if row["opened"] <= TODAY and not ended and set(row["themes"]) & set(themes):
            yield row


def test_so_what_says_what_the_rows_say(example: Snapshot) -> None:
    said = 0
    for screen in made(QUARTERLY, example).screens:
        assert screen.so_what == expected_so_what(screen, example)
        said += bool(screen.so_what)
    assert said >= 8


def test_an_owner_is_told_only_where_the_plan_leaves_no_doubt(example: Snapshot) -> None:
    told = 0
    for screen in made(QUARTERLY, example).screens:
        owners = {
            row["owner"] for row in open_actions(CATALOGUE[screen.exhibit.key].themes, example)
        }
        if screen.owner == SEVERAL:
            assert len(owners) > 1
        elif screen.owner:
            told += 1
            assert owners == {screen.owner}
            assert screen.in_plan in set(example["action"]["reference"])
        elif screen.to_act:
            assert not owners
        if screen.exhibit.due and screen.to_act:
            assert screen.due == screen.exhibit.due
    assert told


OWN = Pack(
    "Own",
    (
        PackItem("training_gap", so_what="Fewer people are helped well.", owner="Head of learning"),
        PackItem("learning_loop", due=date(2026, 12, 31)),
        PackItem("complaints_volume"),
    ),
    meeting=Meeting("Scrutiny", date(2026, 10, 8), "Head of service"),
    messages=("", "We asked for more time\nand were given it"),
    asks=(Ask("Fund a second trainer", "Finance lead", about="training_gap"),),
)


def test_what_people_wrote_stands_where_they_wrote_it(example: Snapshot) -> None:
    pack = made(OWN, example)
    first, second, third = pack.screens
    assert (first.so_what, first.owner, first.in_plan) == (
        "Fewer people are helped well.", "Head of learning", "",
    )  # fmt: skip
    assert second.due == date(2026, 12, 31)
    assert not third.to_act
    messages = pack.cover.messages
    assert [message.screen for message in messages] == [2, None, 3]
    assert (messages[1].text, messages[1].detail) == ("We asked for more time", "and were given it")
    [ask] = pack.asks
    assert (ask.decision, ask.screen, ask.suggested) == ("Fund a second trainer", 2, False)
    assert [message.decision for message in messages] == [1, None, None]
    assert pack.cover.opening(len(pack.asks)) == "Three things to know, one decision to take"
    assert pack.asks_headline == "We ask the board for one decision"
    assert (pack.cover.meeting, pack.cover.by) == ("Scrutiny", "Head of service")


def test_without_any_written_a_decision_is_suggested_for_what_needs_somebody(
    example: Snapshot,
) -> None:
    pack = made(QUARTERLY, example)
    assert pack.asks
    for place, ask in enumerate(pack.asks, 1):
        assert ask.suggested
        assert ask.screen is not None
        assert pack.screens[ask.screen - 2].to_act
        assert any(m.decision == place and m.screen == ask.screen for m in pack.cover.messages)
        assert not ask.due or ask.due >= TODAY
    assert pack.many == 2 + len(pack.screens)


def test_nothing_that_people_wrote_is_told_to_the_public(example: Snapshot) -> None:
    own = replace(OWN, items=(*OWN.items, PackItem("statement_scores", so_what="Between us")))
    for pack in (made(own, example, "public"), made(replace(own, audience="public"), example)):
        assert [screen.exhibit.key for screen in pack.screens] == ["statement_scores"]
        assert not pack.asks
        said = repr((pack.cover, [replace(each, exhibit=None) for each in pack.screens]))  # type: ignore[arg-type]
        for written in (
            "Between us",
            "more time",
            "Finance lead",
            "Head of learning",
            "in the plan",
        ):
            assert written not in said


def test_what_has_nothing_to_show_is_no_screen_but_named(example: Snapshot) -> None:
    nobody = replace(
        example, frames={**example.frames, "innovation": example["innovation"].clear()}
    )
    nobody = replace(nobody, memo={})
    pack = made(QUARTERLY, nobody)
    assert "innovation" not in [each.key for each in pack.exhibits]
    assert [title for title, _ in pack.nothing_recorded] == [
        CATALOGUE["innovation"].definition.title
    ]
    before = made(QUARTERLY, nobody, with_empty=True)
    assert "innovation" in [each.key for each in before.exhibits]
    assert not before.nothing_recorded
    assert not any(map(nothing_to_show, pack.exhibits))


def test_a_council_without_scores_has_no_rating_on_its_cover(example: Snapshot) -> None:
    unscored = replace(example, frames={**example.frames, "score": example["score"].clear()})
    pack = made(QUARTERLY, replace(unscored, memo={}))
    assert (pack.cover.scores, pack.cover.rating) == ((), "")
    assert "overall_score" not in [each.key for each in pack.exhibits]


@pytest.mark.parametrize(
    "other",
    [
        replace(OWN, messages=("Another message",)),
        replace(OWN, meeting=Meeting("Cabinet")),
        replace(OWN, asks=()),
        replace(OWN, asks=(replace(OWN.asks[0], due=date(2027, 1, 1)),)),
        OWN.changed(0, so_what="Something else"),
        OWN.changed(1, due=date(2027, 1, 1)),
    ],
    ids=["message", "meeting", "no ask", "ask", "so what", "due"],
)
def test_the_digest_is_of_what_is_said_too(other: Pack, example: Snapshot) -> None:
    assert made(other, example).digest != made(OWN, example).digest
    assert made(OWN, example).digest == made(OWN.changed(0, note="For me"), example).digest


def test_each_theme_of_the_framework_has_one_screen(example: Snapshot) -> None:
    pack = Pack("Themes", (PackItem("score_history", statement=EVERY_THEME),))
    first: dict[str, str] = {}
    for each in example.framework.statements:
        first.setdefault(each.theme, each.id)
    assert [item.statement for _, item in screens_of(pack, example)] == list(first.values())
