"""What comes first: what needs attention, and what the codebook ties to a statement."""

from __future__ import annotations

from dataclasses import replace

import polars as pl

from components.exhibits.attention import (
    BEFORE_MEASURES,
    MEASURE,
    MEASURES,
    MOST,
    WATCHED,
    attention,
    bearing_on,
)
from components.exhibits.catalogue import CATALOGUE, Showing
from components.exhibits.filters import filters_of
from components.exhibits.indicators.judged import measures_held
from data_access.snapshot import snapshot
from data_access.store.database import Store
from tests.components.exhibits.all_exhibits import TODAY, view_of
from tests.principals import OFFICER


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


def test_the_first_five_are_shown_in_that_order_two_measures_after_complaints(
    example_store: Store,
) -> None:
    known = snapshot("Example Borough", store=example_store, principal=OFFICER)
    showing = Showing(known, filters_of(TODAY), view_of(known))
    first, more = attention(showing)
    found = [key for key in WATCHED if showing(key).signal == "attention"]
    before = [key for key in found if key in BEFORE_MEASURES]
    after = [key for key in found if key not in BEFORE_MEASURES]
    assert [each.key for each in first] == [*before, *[MEASURE] * MEASURES, *after][:MOST]
    held = measures_held(known).filter(signal="attention")
    assert more == len(found) + held.height - MOST > 0


def test_the_worst_measures_are_named_with_their_figure_and_lead_to_their_page(
    example_store: Store,
) -> None:
    known = snapshot("Example Borough", store=example_store, principal=OFFICER)
    first, _ = attention(Showing(known, filters_of(TODAY), view_of(known)))
    worst = measures_held(known).head(MEASURES).rows(named=True)
    told = [each for each in first if each.key == MEASURE]
    assert [each.text.split(":")[0] for each in told] == [row["name"] for row in worst]
    assert [each.address for each in told] == [{MEASURE: row["measure"]} for row in worst]
    assert all(each.detail.startswith("Getting worse, since ") for each in told)


def test_without_other_signals_more_measures_are_named(example_store: Store) -> None:
    known = snapshot("Example Borough", store=example_store, principal=OFFICER)
    keep = ("indicator", "indicator_definition", "event", "theme")
    frames = {name: f if name in keep else f.clear() for name, f in known.frames.items()}
    alone = replace(known, frames=frames, memo={})
    first, _ = attention(Showing(alone, filters_of(TODAY), view_of(alone)))
    assert [each.key for each in first] == [MEASURE] * MOST


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
