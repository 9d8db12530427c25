"""Councils' logs as they are, read through to exhibits and the annual report: what they do not say
is said of nothing."""

from __future__ import annotations

import json
from datetime import date, datetime
from pathlib import Path

import polars as pl
import pytest

from components.exhibits.catalogue import exhibit
from components.exhibits.declaration import ExhibitRequest
from components.exhibits.exhibit import Exhibit
from components.exhibits.filters import filters_of
from components.exhibits.view import View
from data_access.datasets import COMPLAINT
from data_access.exporting.rows import rows_for_export
from data_access.importing.stages.plan import land, plan
from data_access.importing.stages.recipe import read_recipe
from data_access.new_store import make_own_store
from data_access.snapshot import Snapshot, snapshot
from data_access.store.database import Store, open_store
from reports.documents.annual_complaints import complaints_report
from reports.documents.written_report import Bullets, KeyFacts, WrittenReport
from tests.paths import SHARED
from tests.principals import OFFICER

CASES = SHARED / "intake"
DAY = date(2026, 6, 5)
pytestmark = pytest.mark.skipif(not CASES.is_dir(), reason="../shared/intake is not here")


def landed(case: str, folder: Path, constants: str = "") -> tuple[Store, Snapshot]:
    """A council's store with a case's files, and its records."""
    told = json.loads((CASES / case / "expected.json").read_text(encoding="utf-8"))
    store, council = open_store(f"sqlite:///{folder / 'store.db'}"), told["own_council"]
    make_own_store(store, principal=OFFICER, authority=council)
    text = (CASES / case / "recipe.toml").read_text(encoding="utf-8")
    recipe = read_recipe(text.replace("[constants]\n", f"[constants]\n{constants}"))
    for name in told["files"]:
        content = (CASES / case / name).read_bytes()
        land(
            store,
            plan(store, name, content, principal=OFFICER, recipe=recipe, own=council),
            principal=OFFICER,
        )
    return store, snapshot(council, store=store, principal=OFFICER)


def shown(known: Snapshot, key: str, day: date = DAY) -> Exhibit:
    view = View(known.authority, known.nature, day)
    return exhibit(known, ExhibitRequest(key, filters_of(day, "All time")), view)


def report(known: Snapshot, year: int, day: date = DAY) -> WrittenReport:
    view = View(known.authority, known.nature, day)
    return complaints_report(known, view, year, revision=1, produced=datetime(2026, 6, 5))


def facts(found: WrittenReport) -> dict[str, str]:
    (told,) = [part for part in found.parts if isinstance(part, KeyFacts)]
    return dict(told.facts)


def test_a_month_is_judged_once_a_file_came_after_its_end(tmp_path: Path) -> None:
    _, known = landed("12-part-month", tmp_path, 'extracted = "2026-05-05"\n')
    volume = shown(known, "complaints_volume")
    rows = volume.frame.filter(pl.col("meaning") != "so_far")
    assert (rows.height, rows.get_column("date").max()) == (14, date(2026, 4, 1))
    assert volume.signal == "usual"
    assert "fewer" not in f"{volume.headline} {volume.verdict} {volume.meaning}".lower()
    assert volume.frame.filter(pl.col("meaning") == "so_far").get_column("value").to_list() == [1]


def test_a_column_that_is_not_there_is_not_a_column_of_no(tmp_path: Path) -> None:
    _, known = landed("13-absent-column", tmp_path)
    times = shown(known, "complaints_timeliness")
    assert times.headline == "When complaints were acknowledged and answered is not recorded"
    assert times.signal != "attention"
    assert times.table().select("In time", "Late", "In time (%)").null_count().row(0) == (2, 2, 2)
    found = report(known, 2026)
    assert facts(found) == {
        "Complaints received": "11",
        "Decided to be well-founded": "not known",
        "Referred to the ombudsman": "not known",
    }
    (gaps,) = [part for part in found.parts if isinstance(part, Bullets)]
    assert "Whether complaints went to the ombudsman is not recorded." in gaps.items
    assert "What complaints were about is not recorded." in gaps.items
    assert shown(known, "complaints_themes").headline == gaps.items[1].replace(
        "What complaints were about", "What complaints are about"
    ).rstrip(".")
    assert shown(known, "complaints_teams").headline == (
        "Which team complaints are about is not recorded"
    )


def test_what_the_ombudsman_decided_was_referred_in_snapshot_export_and_report(
    tmp_path: Path,
) -> None:
    store, known = landed("14-ombudsman-decided-not-ticked", tmp_path)
    out = rows_for_export(store, COMPLAINT, principal=OFFICER, authority=known.authority)
    referred = {"R-1", "R-5", "R-8", "R-10"}
    for rows in (known["complaint"], out):
        told = rows.select("reference", "ombudsman_referred").rows()
        assert {name for name, said in told if said} == referred
        assert all(said is None for name, said in told if name not in referred)
    assert facts(report(known, 2026))["Referred to the ombudsman"] == "4"


def test_a_case_with_an_open_stage_waits(tmp_path: Path) -> None:
    _, known = landed("18-feedback-log-types-and-stages", tmp_path)
    assert known["complaint"].height == 8
    case = known["complaint"].filter(pl.col("reference") == "F-7").row(0, named=True)
    assert (case["responded"], case["outcome"]) == (None, None)
    outcomes = dict(shown(known, "complaints_outcomes").frame.select("name", "count").rows())
    # As on 31 March, up to which the record is whole: F-7 and F-11 in their second stage, F-13.
    assert outcomes["Not decided yet"] == 3
    assert facts(report(known, 2026))["Referred to the ombudsman"] == "not known"
    volume = shown(known, "complaints_volume")
    assert int(volume.frame.get_column("value").sum()) == 8, "no compliment is a complaint"


def test_a_team_is_one_team_however_it_is_spelt(tmp_path: Path) -> None:
    _, known = landed("28-team-spellings", tmp_path)
    teams = shown(known, "complaints_teams")
    assert teams.frame.height == 4
    assert int(teams.frame.get_column("received").sum()) == 24
    assert {"North Locality Team", "South Locality Team"} <= set(teams.frame.get_column("name"))
