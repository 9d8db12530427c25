"""Packs on the Board page: keep one, change one, present one."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import polars as pl
import pytest

from components.pack import SHIPPED
from data_access.datasets import SCORE
from data_access.ledger import Entry, append
from data_access.principal import Principal
from data_access.snapshot import snapshot
from data_access.store import Store
from pages.parts.packs import again, same
from tests.data_access.made_up_rows import scores
from tests.pages.harness import (
    EXAMPLE,
    bodies,
    control,
    example_view,
    labels,
    open_page,
    parts,
    whole,
    words,
)

BOARD, NINE = SHIPPED[0].name, SHIPPED[1].name
OFFICER = Principal("Officer", "local")


def test_both_shipped_packs_can_be_presented_and_taken_along(example: Store) -> None:
    page = open_page("board")
    said = words(page)
    assert BOARD in said
    assert NINE in said
    assert "12 screens. For internal use" in said
    files = labels(page, "download_button")
    # Two packs, and two written documents as Word and PDF.
    assert [files.count(kind) for kind in ("PowerPoint", "PDF", "Excel")] == [2, 4, 2]


def test_a_kept_edition_shows_the_same_again_after_a_hundred_further_batches(
    example: Store,
) -> None:
    page = open_page("board")
    [keep, _] = [b for b in parts(page, "button") if b.label == "Keep as it is now"]
    keep.click()
    whole(page.run())
    known = snapshot(EXAMPLE)
    assert known["edition"].height == 1
    kept = known["edition"].row(0, named=True)
    for number in range(100):
        frame = scores(authority="Elsewhere Council", learning=1 + number % 4)
        append(example, [score_entry(frame)], principal=OFFICER, source_name=f"Report {number}")

    assert same(kept, again(kept, example_view()))


def score_entry(frame: pl.DataFrame) -> Entry:

    return Entry(SCORE, frame)


def test_a_pack_is_changed_and_saved(example: Store) -> None:
    page = open_page("board", pack=BOARD)
    assert words(page).index("1. Overall score") < words(page).index("2. What changed")
    control(page, "button", "Move 2 up").click()
    page = whole(page.run())
    assert words(page).index("1. What changed") < words(page).index("2. Overall score")
    assert snapshot(EXAMPLE)["pack"].get_column("name").to_list() == [BOARD]
    control(page, "button", "Take out 1").click()
    page = whole(page.run())
    assert "What changed since" not in words(page)


def test_a_pack_is_copied_under_another_name_for_the_public(example: Store) -> None:
    page = open_page("board", pack=NINE)
    control(page, "text_input", "Save a copy as").set_value("For the website")
    control(page, "button", "Save").click()
    whole(page.run())
    row = snapshot(EXAMPLE)["pack"].row(0, named=True)
    assert (row["name"], row["audience"]) == ("For the website", "public")


@pytest.mark.parametrize("place", ["1", "7", "12", "99", "x"])
def test_each_screen_says_where_it_is_and_what_it_shows(example: Store, place: str) -> None:
    page = open_page("present", pack=BOARD, screen=place)
    number = {"99": "12", "x": "1"}.get(place, place)
    said = words(page)
    assert f"{number} of 12" in said
    assert "Example records" in said
    assert "As at 30 Sep 2026" in said


def test_notes_and_the_question_before_internal_figures(example: Store) -> None:
    assert "Keep in mind" in words(open_page("present", pack=BOARD, screen="6", notes="1"))
    asked = words(open_page("present", pack=BOARD, ask="internal"))
    assert "Show internal figures to everybody on this call?" in asked


def test_a_council_with_nothing_can_still_open_the_page(
    in_use: Callable[[Path], Store], bare_file: Path
) -> None:
    in_use(bare_file)
    assert "board room" in bodies(open_page("board"))
