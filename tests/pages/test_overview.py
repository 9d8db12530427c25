"""The overview: where the council stands, what to say to the board, and what comes next."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, datetime

from components.exhibits.attention import matter_of, rows_of
from components.exhibits.catalogue import Showing
from components.exhibits.changes.last_board import last_board
from components.exhibits.filters import filters_of
from components.widgets.overview.say import next_rows, say
from data_access.ledger.left_out import PartOfFile
from data_access.snapshot import snapshot
from data_access.store.database import Store
from measures.ratings.own_view import own_view
from tests.pages.conftest import OFFICER
from tests.pages.harness import (
    EXAMPLE,
    HILLINGDON,
    SOMEWHERE,
    TODAY,
    bodies,
    example_view,
    headline,
    open_page,
    plain,
    view_of,
    words,
)
from vocabulary.nature import Nature
from vocabulary.wording import long_date


def test_the_headline_is_the_rating_and_how_far_the_next_is(example: Store) -> None:
    page = open_page("overview")
    assert headline(page) == "Requires improvement at 62%, one point short of good"
    assert "The scores add to 22 of 36." in words(page)
    assert 'aria-label="Overall score 62 per cent: requires improvement.' in bodies(page)


def test_nine_tiles_in_four_themes_each_lead_to_their_statement(example: Store) -> None:
    page = open_page("overview")
    links = re.findall(r'href="\./statement\?([^"]*)"', bodies(page))
    assert len(links) == 9
    assert len(set(links)) == 9
    for theme in ("Working with people", "Providing support", "Ensuring safety", "Leadership"):
        assert f"<h2>{theme}<b>" in bodies(page)


def test_the_strip_says_what_we_think_beside_what_cqc_published(example: Store) -> None:
    known = snapshot(EXAMPLE, principal=OFFICER, store=example)
    own = own_view(known["score"], known.framework.frame())
    said = words(open_page("overview"))
    assert own["own"].null_count() == 0
    for row in own.iter_rows(named=True):
        way = ""
        if row["before"] is not None:
            way = f", was {row['before']} {'↑' if row['own'] > row['before'] else '↓'}"
        assert f"Our view {row['own']}{way}" in said


def test_one_sentence_is_to_be_said_to_the_board_and_five_rows_come_next(example: Store) -> None:
    page = open_page("overview", replace(example_view(), today=date(2026, 11, 28)))
    said, body = words(page), bodies(page)
    told = "two days left for peer reflection"
    assert told in said
    assert "Monday 30 November, in two days" in said
    assert "Next five, most serious first" in said
    assert body.count('<li class="next-row">') == 5
    assert said.index(told) < said.index("Next five, most serious first")


def test_why_this_one_says_the_rule_and_the_points_of_each(example: Store) -> None:
    body = bodies(open_page("overview", replace(example_view(), today=date(2026, 11, 28))))
    [box] = re.findall(r'<div popover id="why_this_one".*?</table>', body, re.DOTALL)
    points = [int(each) for each in re.findall(r'<td class="num"><b>(\d+)</b></td>', box)]
    assert len(points) == 6
    assert points == sorted(points, reverse=True)
    assert "The order is a choice, not a measurement." in plain(box)


def test_what_changed_is_one_line_each_since_the_last_board(example: Store) -> None:
    page = open_page("overview")
    assert "Changed since the last board" in words(page)
    since = example_view().today.replace(month=6, day=30)
    known = snapshot(EXAMPLE, principal=OFFICER, store=example)
    shown = Showing(known, filters_of(TODAY), example_view())("what_changed")
    assert f"from {long_date(since)}" in shown.subtitle
    for row in shown.frame.head(5).iter_rows(named=True):
        assert f"{row['short']} {row['figure']}" in words(page)


def test_a_new_council_sees_five_steps_and_no_empty_card(own: Store) -> None:
    page = open_page("overview", view_of(SOMEWHERE, Nature.OWN))
    assert headline(page) == "Five steps to your first board paper"
    said = words(page)
    assert "0 of 5 done." in said
    for step in (
        "Bring in your CQC report",
        "Read how its findings were sorted",
        "Bring in a first table of your own",
        "Say how you see yourselves",
        "Keep your first board pack",
    ):
        assert step in said
    assert "Say this to the board" not in said
    assert 'href="./data?do=Bring%20in%20files"' in bodies(page)


def test_a_council_with_its_report_alone_sees_its_rating_and_what_is_next(example: Store) -> None:
    page = open_page("overview", view_of(HILLINGDON))
    said = words(page)
    assert headline(page).startswith("Five of nine scores are known")
    assert "Bring in a first table of your own" in said
    assert "Say this to the board" not in said


def test_a_link_keeps_whose_records_and_which_day_one_looks_at(example: Store) -> None:
    page = open_page("overview", council="London Borough of Hillingdon", as_at="2026-06-30")
    assert "statement?council=London%20Borough%20of%20Hillingdon&amp;as_at=2026-06-30&amp;" in (
        bodies(page)
    )


def test_a_partial_assessment_shows_the_range_and_never_a_total(example: Store) -> None:
    page = open_page("overview", view_of(HILLINGDON))
    assert headline(page).startswith("Five of nine scores are known")
    assert "50 to 84% still possible" in words(page)
    assert not re.search(r"÷ 36 = \d", words(page))


def test_as_known_on_an_earlier_day_later_records_are_not_there(example: Store) -> None:
    before = open_page("overview", example_view(datetime(2024, 12, 31)))
    assert headline(before) == "No scores are known yet"
    then = open_page("overview", example_view(datetime(2025, 3, 31)))
    assert "62%" in headline(then)


def test_what_needs_attention_says_where_only_a_part_of_a_file_is_in(example: Store) -> None:
    known = snapshot(EXAMPLE, principal=OFFICER, store=example)
    part = PartOfFile(9, 9, "complaint", "complaints.xlsx", 31, 87)
    known = replace(known, parts={"complaint": (part,)}, memo={})
    showing = Showing(known, filters_of(TODAY), example_view())
    matter = matter_of(showing("complaints_timeliness"), TODAY)
    [row] = rows_of(showing, [matter], last_board(known, TODAY))
    assert "Only 31 of 87 rows of complaints.xlsx." in plain(next_rows([row], TODAY))
    assert "Only 31 of 87 rows of complaints.xlsx." in plain(say(row, "", TODAY))
