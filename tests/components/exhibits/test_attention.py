"""What comes first: what needs attention, and what the codebook ties to a statement."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import polars as pl
import pytest

from components.exhibits.attention import (
    MEASURE,
    MEASURES,
    MOST,
    WATCHED,
    Row,
    attention,
    bearing_on,
    rows_of,
)
from components.exhibits.briefs.of_exhibits import BRIEFS, brief_of
from components.exhibits.catalogue import CATALOGUE, Showing
from components.exhibits.changes.last_board import last_board
from components.exhibits.filters import filters_of
from components.exhibits.indicators.judged import measures_held
from data_access.snapshot import Snapshot, snapshot
from data_access.store.database import Store
from tests.components.exhibits.all_exhibits import TODAY, view_of
from tests.principals import OFFICER
from vocabulary.attention import STAKES
from vocabulary.wording import counted, sentence


def test_every_theme_an_exhibit_bears_on_is_in_the_codebook(
    example_store: Store,
) -> None:
    codebook = snapshot("Example Borough", store=example_store, principal=OFFICER)["theme"]
    assert {theme for each in CATALOGUE.values() for theme in each.themes} <= set(codebook["theme"])


def test_what_bears_on_a_statement_follows_the_codebook() -> None:
    codebook = pl.DataFrame(
        {"theme": ["complaints", "equity"], "statements": [["learning"], None]},
        schema={"theme": pl.String, "statements": pl.List(pl.String)},
    )
    told = bearing_on("learning", codebook)
    assert told[0] == "complaints_volume"
    assert "training_gap" not in told
    assert bearing_on("equity", codebook) == ()


def test_what_needs_attention_comes_gravest_first() -> None:
    """People first, then proof, then what supports both."""
    assert WATCHED == (
        "complaints_volume",
        "ombudsman_upheld",
        "training_gap",
        "learning_loop",
        "audit_repeats",
        "complaints_timeliness",
        "plan_due",
        "training_duties",
        "learning_not_evidenced",
        "coproduction_voices",
        "coproduction_answers",
        "audit_moderation",
        "plan_without_evidence",
        "staff_voice",
    )


DAY = date(2026, 11, 28)


def showing_of(known: Snapshot, today: date = TODAY) -> Showing:
    return Showing(known, filters_of(today), replace(view_of(known), today=today))


@pytest.fixture(scope="module")
def first(example_store: Store) -> list[Row]:
    """The one thing and the five after it, two days before social workers' records are due."""
    known = snapshot("Example Borough", store=example_store, principal=OFFICER)
    showing = showing_of(known, DAY)
    return rows_of(showing, attention(showing)[0], date(2026, 9, 30))


def test_a_duty_due_in_two_days_is_what_to_say_to_the_board(first: list[Row]) -> None:
    said = first[0]
    assert said.matter.key == "training_duties"
    assert "two days left" in said.matter.text
    assert said.due == date(2026, 11, 30)
    assert not said.past
    assert said.people is not None
    assert said.matter.text.startswith(f"{said.people.lack} ")


def test_every_matter_has_its_points_and_none_has_more_than_the_one_before(
    first: list[Row],
) -> None:
    matters = [row.matter for row in first]
    assert len(matters) == MOST
    for each in matters:
        assert each.points == each.stake + each.sureness + each.timing
    points = [each.points for each in matters]
    assert points == sorted(points, reverse=True)


def test_measures_do_not_crowd_out_what_is_single(example_store: Store, first: list[Row]) -> None:
    known = snapshot("Example Borough", store=example_store, principal=OFFICER)
    worst = measures_held(known).filter(signal="attention").head(MEASURES)["measure"].to_list()
    told = [row.matter.address[MEASURE] for row in first if row.matter.key == MEASURE]
    assert set(told) <= set(worst)


def test_what_is_not_named_is_counted(example_store: Store) -> None:
    known = snapshot("Example Borough", store=example_store, principal=OFFICER)
    showing = showing_of(known)
    found, more = attention(showing)
    exhibits = [key for key in WATCHED if showing(key).signal == "attention"]
    held = measures_held(known).filter(signal="attention")
    assert len(found) == MOST
    assert more == len(exhibits) + held.height - MOST > 0


def test_without_other_signals_more_measures_are_named(example_store: Store) -> None:
    known = snapshot("Example Borough", store=example_store, principal=OFFICER)
    keep = ("indicator", "indicator_definition", "event", "theme")
    frames = {name: f if name in keep else f.clear() for name, f in known.frames.items()}
    alone = replace(known, frames=frames, memo={})
    found, _ = attention(showing_of(alone))
    assert [each.key for each in found] == [MEASURE] * MOST


def test_what_stands_beside_a_row_is_what_the_records_say(
    example_store: Store, first: list[Row]
) -> None:
    """Counted anew from the rows of the dataset."""
    known = snapshot("Example Borough", store=example_store, principal=OFFICER)
    [row] = [each for each in first if each.matter.key == "plan_due"]
    late = _overdue(known["action"], DAY)
    was = _overdue(known.as_known(date(2026, 9, 30))["action"], date(2026, 9, 30))
    assert row.matter.text == f"{sentence(counted(late, 'action'))} overdue"
    assert (row.was, row.change) == (f"was {was}", f"{late - was} more")
    assert row.past
    assert row.months is not None
    assert row.months.meaning == "concern"


def _overdue(actions: pl.DataFrame, day: date) -> int:
    closed = (pl.col("closed") <= day).fill_null(value=False)
    ended = pl.col("complete").fill_null(value=False) & pl.col("closed").is_null()
    agreed = (pl.col("opened") <= day).fill_null(value=True)
    return actions.filter(agreed & ~closed & ~ended & (pl.col("due") < day)).height


def test_a_share_that_moved_is_no_change(first: list[Row]) -> None:
    [row] = [each for each in first if each.matter.key == "complaints_timeliness"]
    assert row.was.startswith("was ")
    assert row.change == ""


def test_a_measure_without_an_action_of_its_statement_has_no_owner(
    example_store: Store, first: list[Row]
) -> None:
    known = snapshot("Example Borough", store=example_store, principal=OFFICER)
    actions = known["action"]
    for row in first:
        if row.matter.key == MEASURE and row.action:
            [named] = actions.filter(reference=row.action)["statement"].to_list()
            assert named in row.matter.statements
            [themes] = actions.filter(reference=row.action)["themes"].to_list()
            assert set(themes) & set(row.matter.themes)


@pytest.mark.parametrize("key", WATCHED)
def test_every_exhibit_that_is_watched_can_be_told_in_a_line(
    example_store: Store, key: str
) -> None:
    known = snapshot("Example Borough", store=example_store, principal=OFFICER)
    for records in (known, replace(known, frames={n: f.clear() for n, f in known.frames.items()},
                                   memo={})):  # fmt: skip
        brief = brief_of(showing_of(records, DAY)(key))
        assert brief.text
        assert brief.stake in STAKES
    assert set(BRIEFS) == set(WATCHED)


def test_lines_say_what_the_rows_behind_them_say(example_store: Store) -> None:
    """Each figure read anew from the exhibit's own rows."""
    known = snapshot("Example Borough", store=example_store, principal=OFFICER)
    showing = showing_of(known, DAY)
    both = {row["specialist"]: row for row in showing("training_gap").frame.filter("together")
            .iter_rows(named=True)}  # fmt: skip
    ours, others = (both[side]["count"] / both[side]["required"] for side in (True, False))
    gap = brief_of(showing("training_gap"))
    assert gap.text == f"{ours:.0%} of specialist teams’ training in date"
    assert gap.detail == f"A real gap: other teams have {others:.0%}"

    steps = {row["step"]: row for row in showing("complaints_timeliness").frame.to_dicts()}
    answered = brief_of(showing("complaints_timeliness"))
    share = steps["answered"]["in_time"] / steps["answered"]["due"]
    assert answered.text == f"{share:.0%} of complaints answered in time"
    assert answered.detail.startswith(f"{steps['answered']['overdue']} overdue")

    due = showing("training_duties").frame.filter(due=date(2026, 11, 30))
    most = max(due.to_dicts(), key=lambda row: row["not_met"] or 0)
    duty = brief_of(showing("training_duties"))
    assert duty.people is not None
    assert (duty.people.have, duty.people.lack) == (most["met"], most["not_met"])
    assert duty.people.have + duty.people.lack == most["required"] - (most["not_known"] or 0)
    assert duty.detail.startswith(f"{most['met']} of {most['met'] + most['not_met']} met it")


def test_the_last_board_is_the_newest_kept_packs_meeting_that_is_not_ahead(
    example_store: Store,
) -> None:
    known = snapshot("Example Borough", store=example_store, principal=OFFICER)
    kept = known["edition"].clear()
    days = [
        (date(2026, 8, 20), date(2026, 8, 27)),
        (date(2026, 5, 20), None),
        (date(2026, 11, 20), date(2026, 12, 4)),
    ]
    rows = pl.DataFrame(days, schema={"kept": pl.Date, "meeting_day": pl.Date}, orient="row")
    edition = pl.concat([kept, rows], how="diagonal")
    packs = replace(known, frames={**known.frames, "edition": edition}, memo={})
    assert last_board(packs, DAY) == date(2026, 8, 27)
    assert last_board(packs, date(2026, 6, 3)) == date(2026, 5, 20)
    nothing = replace(known, frames={**known.frames, "edition": kept}, memo={})
    assert last_board(nothing, DAY) == date(2026, 9, 30)
    assert last_board(nothing, date(2026, 1, 2)) == date(2025, 12, 31)


def test_exhibits_on_a_statement_stand_in_the_order_a_reader_wants() -> None:
    themes = {theme for each in CATALOGUE.values() for theme in each.themes}
    codebook = pl.DataFrame({"theme": sorted(themes), "statements": [["all"]] * len(themes)})
    assert bearing_on("all", codebook) == (
        "training_gap",
        "training_duties",
        "staff_voice",
        "workforce_routes",
        "audit_grades",
        "audit_moderation",
        "audit_repeats",
        "learning_loop",
        "learning_not_evidenced",
        "complaints_volume",
        "complaints_timeliness",
        "complaints_outcomes",
        "ombudsman_upheld",
        "ombudsman_expected",
        "ombudsman_remedies",
        "complaints_changed",
        "coproduction_levels",
        "coproduction_voices",
        "coproduction_answers",
        "innovation",
        "plan_burn_up",
        "front_door_chain",
        "front_door_channels",
        "front_door_technology",
        "equity_recording",
        "equity_access",
        "equity_waiting",
        "equity_outcomes",
    )
