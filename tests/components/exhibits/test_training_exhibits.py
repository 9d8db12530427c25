"""What leaders read about training: the finding said, small counts hidden, nothing empty drawn."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import polars as pl
import pytest

from components.exhibits.exhibit import Exhibit
from components.exhibits.filters import Filters
from components.exhibits.training.access import training_access, training_gap
from components.exhibits.training.duties import training_duties
from components.exhibits.training.grid import training_grid
from components.exhibits.training.staff_voice import staff_voice
from components.exhibits.training.workforce_routes import workforce_progress, workforce_routes
from components.exhibits.view import View
from measures.training.access import funnel
from tests.measures.record_rows import records
from vocabulary.nature import Nature

TODAY = date(2026, 10, 14)
VIEW = View("Somewhere", Nature.OWN, TODAY)
PUBLIC = replace(VIEW, audience="public")
ALL = Filters(date(2025, 10, 1), TODAY, None, None, None)
BUILT = (
    (training_access, "training"),
    (training_gap, "training"),
    (training_grid, "training"),
    (training_duties, "training"),
    (staff_voice, "staff_voice"),
    (workforce_routes, "workforce_route"),
    (workforce_progress, "workforce_route"),
)


def need(team: str, kind: str, counts: tuple[int, ...], **more: Any) -> dict[str, Any]:
    steps = ("required", "offered", "released", "attended", "in_date")
    return {
        "team": team,
        "team_kind": kind,
        "role": "Social worker",
        "course": "domestic_abuse",
        "course_kind": "role_specific",
        "month": date(2026, 9, 1),
        **dict(zip(steps, counts, strict=True)),
        **more,
    }


TRAINING = records(
    "training",
    [
        need("Sensory team", "specialist", (40, 39, 20, 20, 19)),
        need("Transitions team", "specialist", (30, 30, 16, 16, 14)),
        need("North team", "general", (60, 58, 56, 54, 52)),
        need("Tiny team", "general", (6, 6, 6, 5, 5)),
    ],
)


def said(exhibit: Exhibit) -> str:
    """Everything a reader or listener meets, in one text."""
    words = (exhibit.headline, exhibit.subtitle, exhibit.verdict, exhibit.meaning)
    return " ".join((*words, exhibit.alternative, *exhibit.all_caveats))


def test_where_most_fall_out_is_the_headline_and_its_bars_are_the_measure() -> None:
    shown = training_access(TRAINING, TODAY, ALL, VIEW)
    assert shown.headline.endswith("are offered a place but not given the time to go")
    counts = funnel(TRAINING).get_column("count").to_list()
    assert shown.table().get_column("Training needs").to_list() == counts


def test_a_real_gap_is_called_one_and_says_how_sure() -> None:
    shown = training_gap(TRAINING, TODAY, ALL, VIEW)
    assert "less often than colleagues" in shown.headline
    assert shown.verdict == "A real gap:"
    assert "interval" in shown.meaning


def test_choosing_one_team_still_shows_the_others_to_compare_with() -> None:
    chosen = replace(ALL, team="Sensory team")
    teams = training_gap(TRAINING, TODAY, chosen, VIEW).table().get_column("Team").to_list()
    assert "North team" in teams


def test_the_public_is_not_told_small_counts_of_people() -> None:
    table = training_gap(TRAINING, TODAY, ALL, PUBLIC).table()
    tiny = table.row(by_predicate=pl.col("Team") == "Tiny team", named=True)
    assert tiny["In date"] == "[c]"
    assert "1 of 6" not in said(training_gap(TRAINING, TODAY, ALL, PUBLIC))
    hidden = table.filter(pl.col("In date") == "[c]").height
    assert hidden != 1  # a second one, or the total would tell


@pytest.mark.parametrize(("build", "dataset"), BUILT)
def test_without_records_there_is_a_sentence_and_no_chart(build: Any, dataset: str) -> None:
    for view in (VIEW, PUBLIC):
        shown = build(records(dataset), TODAY, ALL, view)
        assert shown.chart is None
        assert shown.frame.is_empty()
        assert len(shown.headline.split()) > 3


def test_duties_out_of_date_come_first_and_the_deadline_is_said() -> None:
    rows = records(
        "training",
        [
            need("A team", "general", (12, 12, 12, 9, 9), course="amhp_annual"),
            need("A team", "general", (20, 20, 20, 9, 9), course="cpd_two_records"),
        ],
    )
    shown = training_duties(rows, TODAY, ALL, VIEW)
    assert shown.headline == "A duty of law or registration is out of date for three people"
    assert "30 November 2026" in shown.verdict
    assert shown.due is None


def test_a_deadline_that_can_still_be_met_comes_before_what_is_long_out_of_date() -> None:
    rows = records(
        "training",
        [
            need("A team", "general", (12, 12, 12, 9, 9), course="amhp_annual"),
            need("A team", "general", (6, 6, 6, 4, 4), course="bia_refresher"),
            need("A team", "general", (70, 70, 70, 13, 13), course="cpd_two_records"),
        ],
    )
    shown = training_duties(rows, TODAY, ALL, replace(VIEW, today=date(2026, 11, 28)))
    assert shown.headline == "57 social workers have two days left for two CPD records"
    assert shown.meaning.endswith(
        "Two duties of law or registration are out of date, for three and two people."
    )
    assert (shown.signal, shown.due) == ("attention", date(2026, 11, 30))


def test_the_map_calls_clear_only_what_enough_people_show() -> None:
    shown = training_grid(TRAINING, TODAY, ALL, VIEW)
    assert shown.headline.startswith("Two teams are clearly below 80%")
    few = shown.frame.filter("few").get_column("team").to_list()
    assert "Sensory team" not in few


def test_a_profession_without_a_route_is_named() -> None:
    period = {"period_start": date(2026, 4, 1), "period_end": date(2026, 6, 30)}
    rows = records(
        "workforce_route",
        [
            {"route": route, "profession": who, "available": open_, "started": n, **period}
            for route in ("asye", "apprenticeship", "progression", "shadowing")
            for who, open_, n in (("social_work", True, 4), ("occupational_therapy", False, 0))
        ],
    )
    shown = workforce_routes(rows, TODAY, ALL, VIEW)
    assert shown.headline.startswith("No route is open to occupational therapy")
    public = workforce_routes(rows, TODAY, ALL, PUBLIC)
    assert "4" not in public.table().get_column("People in post", default=pl.Series([""])).to_list()
    assert "[c]" in public.table().get_column("Began").to_list()


def test_staff_voice_says_what_specialists_agree_with_less() -> None:
    rows = records(
        "staff_voice",
        [
            {
                "team": team,
                "team_kind": kind,
                "question": "training_for_my_role",
                "period_start": date(2026, 4, 1),
                "period_end": date(2026, 9, 30),
                "responses": 40,
                "agree": agree,
            }
            for team, kind, agree in (("S", "specialist", 15), ("G", "general", 34))
        ],
    )
    shown = staff_voice(rows, TODAY, ALL, VIEW)
    assert "can get training for their role" in shown.headline
    assert shown.signal == "attention"
