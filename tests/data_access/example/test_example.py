"""Example Borough: invented, plainly so, and the same every time."""

from __future__ import annotations

import math
import re
import shutil
from collections.abc import Callable, Iterator
from datetime import date, datetime
from pathlib import Path

import polars as pl
import pytest
from polars.testing import assert_frame_equal

from data_access.datasets import COUNCIL, DATASETS
from data_access.errors import DataError
from data_access.example import load
from data_access.example.load import EXAMPLE_BOROUGH, load_example, steps
from data_access.ledger.entry import Entry
from data_access.ledger.history import history
from data_access.ledger.ledger import append
from data_access.reference.published_facts import codebook_frame, load_reference_facts
from data_access.snapshot import Snapshot, home_authority, snapshot
from data_access.store.backup import backup
from data_access.store.database import Store, open_store
from tests.paths import SHARED
from tests.principals import OFFICER
from vocabulary.framework import CQC_2023
from vocabulary.nature import Nature
from vocabulary.principal import Principal, every_role

REPORTS = SHARED / "reports"


@pytest.fixture(scope="module")
def findings() -> pl.DataFrame:
    """Every finding, as a person judges it."""
    return load.judged_findings()


@pytest.fixture(scope="module")
def example_file(empty_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("example") / "example.db"
    shutil.copyfile(empty_file, path)
    store = open_store(f"sqlite:///{path}")
    load_example(store, Principal("Officer", every_role()))
    backup(store, path.with_name("copy.db"), principal=OFFICER)
    store.engine.dispose()
    return path.with_name("copy.db")


@pytest.fixture
def example(example_file: Path, tmp_path: Path) -> Iterator[Store]:
    shutil.copyfile(example_file, tmp_path / "example.db")
    store = open_store(f"sqlite:///{tmp_path / 'example.db'}")
    yield store
    store.engine.dispose()


def known(store: Store, officer: Principal, at: datetime | None = None) -> Snapshot:
    return snapshot(EXAMPLE_BOROUGH, at, principal=officer, store=store)


def test_every_record_is_illustrative_and_of_the_invented_council(
    example: Store, officer: Principal
) -> None:
    shown = known(example, officer)
    assert shown.nature is Nature.ILLUSTRATIVE
    assert shown.authority_type == "London borough"
    assert home_authority(example, principal=officer) == EXAMPLE_BOROUGH
    for name in ("score", "rating", "finding", "ombudsman"):
        frame = shown[name]
        assert frame.height
        assert frame.get_column("authority").unique().to_list() == [EXAMPLE_BOROUGH]
        assert frame.get_column("nature").unique().to_list() == ["illustrative"]
    assert history(example, principal=officer).get_column("nature").unique().to_list() == [
        "illustrative"
    ]
    assert history(example, principal=officer).get_column("action").unique().to_list() == [
        "example"
    ]


def test_the_assessment_stops_one_point_short_of_good(example: Store, officer: Principal) -> None:
    scores = known(example, officer)["score"]
    published = scores.filter(pl.col("kind") == "published")
    assert set(published.get_column("statement")) == set(CQC_2023.ids)
    total = published.get_column("score").sum()
    assert (total, math.ceil(total * 100 / 36), math.ceil((total + 1) * 100 / 36)) == (22, 62, 64)
    assert published.get_column("commitment").null_count() == 0
    rating = known(example, officer)["rating"].row(0, named=True)
    assert (rating["overall_percentage"], rating["overall_rating"]) == (62, "requires improvement")


def test_own_and_peers_judgements_say_why(example: Store, officer: Principal) -> None:
    scores = known(example, officer)["score"].filter(pl.col("kind") != "published")
    sizes = dict(
        scores.group_by("kind", "published")
        .len()
        .select(pl.concat_str("kind", pl.lit(" "), "published"), "len")
        .iter_rows()
    )
    assert sizes == {
        "self_assessed 2025-11-14": 9,
        "peer_review 2026-02-12": 5,
        "self_assessed 2026-06-18": 9,
    }
    assert scores.get_column("rationale").null_count() == 0
    assert scores.get_column("evidence").list.len().min() == 1


@pytest.mark.parametrize(
    ("at", "scores", "findings", "confirmed", "letters"),
    [
        (datetime(2024, 7, 1), 0, 0, 0, 0),
        (datetime(2024, 12, 31), 0, 0, 0, 2),
        (datetime(2025, 3, 20), 9, 108, 0, 2),
        (datetime(2025, 3, 31), 9, 108, 20, 2),
        (datetime(2025, 4, 30), 9, 108, 42, 2),
        (datetime(2025, 12, 31), 18, 108, 76, 3),
        (datetime(2026, 3, 1), 23, 116, 84, 3),
        (datetime(2026, 7, 1), 32, 116, 84, 3),
        (None, 32, 116, 84, 4),
    ],
)
def test_earlier_days_show_earlier_states(
    example: Store,
    officer: Principal,
    at: datetime | None,
    scores: int,
    findings: int,
    confirmed: int,
    letters: int,
) -> None:
    shown = known(example, officer, at)
    by_person = shown["finding"].filter(pl.col("coded_by") == "person").height
    assert (shown["score"].height, shown["finding"].height, by_person) == (
        scores,
        findings,
        confirmed,
    )
    assert shown["ombudsman"].height == letters


def test_moments_are_in_the_order_of_time_and_tell_who() -> None:
    moments = [step.recorded_at for step in steps()]
    assert moments == sorted(set(moments))
    assert len({step.sha256 for step in steps()}) == len(steps())


def test_nine_complaints_where_five_were_expected(example: Store, officer: Principal) -> None:
    letters = known(example, officer)["ombudsman"].sort("year")
    assert letters.get_column("scope").unique().to_list() == ["adult social care"]
    for year in ("2023-24", "2025-26"):
        row = letters.filter(pl.col("year") == year).row(0, named=True)
        assert (row["investigations"], row["expected"]) == (9, 5)
        assert (row["upheld"], row["similar_authority_average"]) == (8, 80)
    rates = letters.select(
        published="uphold_rate", ours=(pl.col("upheld") * 100 / pl.col("investigations")).round()
    )
    assert rates.get_column("published").to_list() == rates.get_column("ours").to_list()


def test_every_statement_has_ten_or_more_findings(findings: pl.DataFrame) -> None:
    assessment = findings.filter(pl.col("source_kind") == "cqc_assessment")
    counts = dict(assessment.group_by("statement").len().iter_rows())
    assert set(counts) == set(CQC_2023.ids)
    assert min(counts.values()) >= 10
    for (statement,), part in assessment.group_by("statement"):
        polarities = set(part.get_column("polarity"))
        assert {"strength", "shortfall"} <= polarities, statement
        assert part.get_column("section").n_unique() >= 2, statement


def test_findings_are_numbered_without_gaps(findings: pl.DataFrame) -> None:
    for (kind, statement), part in findings.group_by("source_kind", "statement"):
        paragraphs = part.get_column("paragraph").unique().sort().to_list()
        assert paragraphs == list(range(1, len(paragraphs) + 1)), (kind, statement)
        for (paragraph,), lines in part.group_by("paragraph"):
            sentences = lines.get_column("sentence").to_list()
            assert sentences == list(range(1, len(sentences) + 1)), (kind, statement, paragraph)


def test_findings_are_single_sentences_told_once(findings: pl.DataFrame) -> None:
    texts = findings.get_column("text").to_list()
    assert len(set(texts)) == len(texts)
    for text in texts:
        assert re.fullmatch(r"[A-Z][^\n]*[^.]\.", text), text
        assert not re.search(r"\. [A-Z]", text), text


def test_findings_are_coded_in_the_declared_words(findings: pl.DataFrame) -> None:
    finding = DATASETS["finding"]
    for name in ("polarity", "category", "source_kind"):
        used = set(findings.get_column(name))
        assert used <= set(finding.spec(name).choices), name
    assert set(findings.get_column("polarity")) == set(finding.spec("polarity").choices)
    assert set(findings.get_column("category")) == set(finding.spec("category").choices)


def test_a_finding_can_be_cited(example: Store, officer: Principal) -> None:
    findings = known(example, officer)["finding"]
    assert findings.get_column("reference").n_unique() == findings.height
    row = findings.filter(
        (pl.col("statement") == "learning")
        & (pl.col("published") == date(2025, 3, 14))
        & (pl.col("paragraph") == 4)
        & (pl.col("sentence") == 2)
    ).row(0, named=True)
    assert row["reference"] == (
        "Illustrative assessment of Example Borough, 14 March 2025, "
        "Learning, improvement and innovation, paragraph 4, sentence 2"
    )
    assert "whether practice had changed" in row["text"]
    assert row["why"]


def test_no_sentence_is_a_real_reports(findings: pl.DataFrame) -> None:
    if not REPORTS.is_dir():
        pytest.skip("../shared/reports is not here: cannot compare with a real report")
    words = re.compile(r"[a-z0-9]+")
    real = " ".join(
        " ".join(words.findall(path.read_text(encoding="utf-8", errors="replace").lower()))
        for path in REPORTS.iterdir()
    )
    for text in findings.get_column("text"):
        own = words.findall(text.lower())
        for start in range(len(own) - 7):
            assert " ".join(own[start : start + 8]) not in real, text


def test_loading_again_changes_nothing(example: Store, officer: Principal) -> None:
    before = example.revision()
    assert load_example(example, officer) == []
    assert example.revision() == before


def test_loading_goes_on_where_it_was_broken_off(
    new_sqlite_store: Callable[[], Store], officer: Principal, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole, broken = new_sqlite_store(), new_sqlite_store()
    load_example(whole, officer)
    with monkeypatch.context() as patch:
        patch.setattr(load, "steps", lambda: steps()[:3])
        load_example(broken, officer)
    load_example(broken, officer)
    assert_frame_equal(history(whole, principal=officer), history(broken, principal=officer))
    for name, frame in known(whole, officer).frames.items():
        assert_frame_equal(frame, known(broken, officer)[name])


def test_the_example_does_not_go_into_a_store_in_use(
    sqlite_store: Store, officer: Principal
) -> None:
    own = pl.DataFrame({"authority": ["Somewhere Council"]})
    append(sqlite_store, [Entry(COUNCIL, own)], principal=officer, source_name="Form")
    with pytest.raises(DataError, match="cannot be recorded before"):
        load_example(sqlite_store, officer)
    assert history(sqlite_store, principal=officer).height == 1


def test_published_facts_go_beside_the_example_and_never_mix(
    example: Store, officer: Principal
) -> None:
    load_reference_facts(example, officer)
    shown = known(example, officer)
    for name in ("score", "rating", "ombudsman"):
        peers = shown.peers[name]
        assert peers.height
        assert EXAMPLE_BOROUGH not in set(peers.get_column("authority"))
        assert set(peers.get_column("nature")) == {"published"}
    assert shown["score"].height == 32
    elsewhere = snapshot("London Borough of Hillingdon", principal=officer, store=example)
    assert elsewhere.nature is Nature.PUBLISHED
    for peers in elsewhere.peers.values():
        assert EXAMPLE_BOROUGH not in set(peers.get_column("authority"))


def test_themes_are_in_the_codebook(findings: pl.DataFrame) -> None:
    codebook = set(codebook_frame().get_column("theme"))
    for name in ("themes", "suggested_themes"):
        used = set(findings.get_column(name).explode().drop_nulls())
        assert used <= codebook, sorted(used - codebook)


def test_people_confirm_most_codings_and_correct_some(example: Store, officer: Principal) -> None:
    shown = known(example, officer)["finding"]
    same = pl.col("polarity") == pl.col("suggested_polarity")
    by_rule = shown.filter(pl.col("coded_by") == "rule")
    assert by_rule.select(same.all()).item()
    assert set(by_rule.get_column("statement")) == {
        "care_provision",
        "partnerships",
        "safeguarding",
    }
    by_person = shown.filter(pl.col("coded_by") == "person")
    corrected = by_person.filter(~same).height
    assert 0 < corrected < by_person.height / 2
    assert shown.get_column("why").null_count() == 0
    whose = set(by_person.get_column("recorded_by"))
    assert whose == {
        "Performance officer (example)",
        "Principal Social Worker (example)",
        "Quality assurance lead (example)",
    }
