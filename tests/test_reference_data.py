"""The published facts and reference results that are carried along are whole and unaltered."""

from __future__ import annotations

from pathlib import Path

import polars as pl
import pytest

from data_access.ledger.ledger import INVENTED_COUNCILS
from data_access.reference.council_register import register
from data_access.reference.published_facts import (
    FACT_FILES,
    FOLDER,
    HILLINGDON,
    load_reference_facts,
)
from data_access.snapshot import councils, snapshot
from data_access.store.database import open_store
from tests.paths import ROOT
from tests.principals import OFFICER
from vocabulary.framework import CQC_2023
from vocabulary.principal import Principal, every_role

SHARED = ROOT.parent / "shared"
RESULTS = ROOT / "tests" / "reference"
FACTS = ("councils", "national_scores", "national_ratings", "national_ombudsman")


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
    ours = carried(name)
    if name == "councils":
        assert ours.equals(gathered)
        return
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


@pytest.mark.parametrize("name", FACT_FILES)
def test_every_fact_names_its_source_and_a_real_council(name: str) -> None:
    facts = carried(name.removesuffix(".csv"))
    assert facts.get_column("source_url").null_count() == 0
    assert facts.filter(pl.col("source_url").str.len_chars() < 12).is_empty()
    assert not INVENTED_COUNCILS & set(facts.get_column("authority"))
    councils = facts.filter(~pl.col("authority").str.starts_with("England"))
    codes = set(carried("councils").get_column("ons_code"))
    assert set(councils.get_column("ons_code")) <= codes


def test_scores_are_of_the_nine_statements_and_once_each_in_an_assessment() -> None:
    scores = carried("national_scores")
    assert set(scores.get_column("score")) <= {"1", "2", "3", "4"}
    assert set(scores.get_column("quality_statement")) == set(CQC_2023.ids)
    assert not scores.select("authority", "quality_statement", "pilot").is_duplicated().any()
    counted = scores.group_by("authority", "pilot").len().get_column("len")
    assert (counted == len(CQC_2023.ids)).sum() == 47


def test_a_store_holds_every_carried_fact_with_its_source(tmp_path: Path) -> None:
    store = open_store(f"sqlite:///{tmp_path / 'facts.db'}")
    officer = Principal("Officer", every_role())
    load_reference_facts(store, officer)
    names = {each.codes[0]: each.name for each in register()}
    known = snapshot(HILLINGDON, principal=officer, store=store)
    for dataset, name, value in (
        ("score", "national_scores", "score"),
        ("rating", "national_ratings", "overall_percentage"),
        ("ombudsman", "national_ombudsman", "uphold_rate"),
    ):
        held = pl.concat([known[dataset], known.peers[dataset]])
        facts = carried(name).filter(~pl.col("authority").str.starts_with("England"))
        facts = facts.with_columns(
            pl.col(value).cast(pl.Float64),
            authority=pl.col("ons_code").replace_strict(names),
            source="source_url",
        )
        columns = ["authority", value, "source"]
        assert (
            held.select("authority", pl.col(value).cast(pl.Float64), "source")
            .sort(columns)
            .equals(facts.select(columns).sort(columns))
        )
    profiles = pl.concat([known["council_profile"], known.peers["council_profile"]])
    assert profiles.height == 153
    assert profiles.select("source", "population_year", "deprivation_year").null_count().row(0) == (
        0, 0, 0,
    )  # fmt: skip
    told = set(pl.concat([known["rating"], known.peers["rating"]]).get_column("authority"))
    assert told <= set(councils(store, principal=OFFICER).get_column("authority"))
    store.engine.dispose()
