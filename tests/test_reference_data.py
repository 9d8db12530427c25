"""The published facts and reference results that are carried along are whole and unaltered."""

from __future__ import annotations

from pathlib import Path

import polars as pl
import pytest

from data_access.ledger.ledger import INVENTED_COUNCILS
from data_access.reference.published_facts import FOLDER, HILLINGDON, load_reference_facts
from data_access.snapshot import councils, snapshot
from data_access.store.database import open_store
from tests.paths import ROOT
from tests.principals import OFFICER
from vocabulary.framework import CQC_2023
from vocabulary.principal import Principal

SHARED = ROOT.parent / "shared"
RESULTS = ROOT / "tests" / "reference"
# The facts go by the names of the register, so that a council is one and the same everywhere.
BY_THE_REGISTER = {
    "Blackpool Council": "Blackpool Borough Council",
    "London Borough of Hammersmith and Fulham": "London Borough of Hammersmith & Fulham",
    "Telford and Wrekin Council": "Telford & Wrekin Council",
}
FACTS = ("cqc_published_scores", "cqc_published_ratings", "lgsco_published")


def carried(name: str) -> pl.DataFrame:
    return pl.read_csv(FOLDER / f"{name}.csv", infer_schema=False)


def shared(folder: str) -> Path:
    path = SHARED / folder
    if not path.is_dir():
        pytest.skip(f"../shared/{folder} is not here: nothing to compare with")
    return path


@pytest.mark.parametrize("name", FACTS)
def test_carried_facts_are_the_gathered_ones(name: str) -> None:
    gathered = pl.read_csv(shared("data") / f"{name}.csv", infer_schema=False)
    gathered = gathered.with_columns(pl.col("authority").replace(BY_THE_REGISTER))
    ours = carried(name)
    assert ours.drop("source_url").equals(gathered.drop("source_url"))
    from_the_web = gathered.get_column("source_url").str.contains("^https?://")
    assert ours.filter(from_the_web).equals(gathered.filter(from_the_web))


def test_carried_results_are_the_reference_packages_own() -> None:
    folder = shared("oracle")
    names = sorted(path.name for path in folder.glob("*.csv"))
    assert names == sorted(path.name for path in RESULTS.glob("*.csv"))
    differing = [
        name
        for name in names
        if (folder / name).read_text("utf-8").splitlines()
        != (RESULTS / name).read_text("utf-8").splitlines()
    ]
    assert differing == []


@pytest.mark.parametrize("name", FACTS)
def test_every_fact_names_its_source_and_a_real_council(name: str) -> None:
    facts = carried(name)
    assert facts.get_column("source_url").null_count() == 0
    assert facts.filter(pl.col("source_url").str.len_chars() < 12).is_empty()
    assert not INVENTED_COUNCILS & set(facts.get_column("authority"))


def test_scores_are_whole_but_for_the_partial_assessment() -> None:
    scores = carried("cqc_published_scores")
    assert set(scores.get_column("score")) <= {"1", "2", "3", "4"}
    assert set(scores.get_column("quality_statement")) == set(CQC_2023.ids)
    assert not scores.select("authority", "quality_statement").is_duplicated().any()
    counted = dict(scores.group_by("authority").len().iter_rows())
    assert counted.pop(HILLINGDON) == 5
    assert len(counted) == 19
    assert set(counted.values()) == {len(CQC_2023.ids)}


def test_a_store_holds_every_carried_fact_with_its_source(tmp_path: Path) -> None:
    store = open_store(f"sqlite:///{tmp_path / 'facts.db'}")
    officer = Principal("Officer", "local")
    load_reference_facts(store, officer)
    for dataset, name, value in (
        ("score", "cqc_published_scores", "score"),
        ("rating", "cqc_published_ratings", "overall_percentage"),
        ("ombudsman", "lgsco_published", "uphold_rate"),
    ):
        known = snapshot(HILLINGDON, principal=officer, store=store)
        held = pl.concat([known[dataset], known.peers[dataset]])
        facts = carried(name).with_columns(pl.col(value).cast(pl.Float64), source="source_url")
        columns = ["authority", value, "source"]
        assert (
            held.select("authority", pl.col(value).cast(pl.Float64), "source")
            .sort(columns)
            .equals(facts.select(columns).sort(columns))
        )
    everyone = {council for name in FACTS for council in carried(name).get_column("authority")}
    assert set(councils(store, principal=OFFICER).get_column("authority")) == everyone
    store.engine.dispose()
