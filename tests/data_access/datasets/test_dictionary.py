"""The data dictionary is written from the datasets and notices when it is out of date."""

from __future__ import annotations

from pathlib import Path

import pytest

from data_access.datasets import DATASETS, SCORE
from data_access.exporting import dictionary


def test_every_dataset_has_a_page_and_a_place_in_the_index() -> None:
    pages = dictionary.pages()
    for dataset in DATASETS.values():
        assert pages[f"{dataset.name}.md"].startswith(f"# {dataset.title}\n")
        assert f"[{dataset.title}]({dataset.name}.md)" in pages["README.md"]


def test_every_field_is_explained() -> None:
    unexplained = [
        f"{dataset.name}.{spec.name}"
        for dataset in DATASETS.values()
        for spec in dataset.fields
        if not spec.description.strip()
    ]
    assert unexplained == []


def test_a_page_says_what_may_stand_in_a_field() -> None:
    rows = {
        line.split("|")[1].strip(): [cell.strip() for cell in line.split("|")[3:6]]
        for line in dictionary.page(SCORE).splitlines()
        if line.startswith("| `")
    }
    assert rows["`score`"] == ["whole number", "no", "1 to 4"]
    assert rows["`kind`"][1:] == ["yes", "`published`, `self_assessed`, `peer_review`"]


def test_a_page_says_what_holds_between_fields() -> None:
    for dataset in DATASETS.values():
        rules = dictionary.page(dataset).partition("Between fields:")[2]
        assert rules.count("\n- ") == len(dataset.rules) + len(dataset.follows)


def test_what_is_committed_is_what_the_datasets_say() -> None:
    assert dictionary.out_of_date() == []


def test_a_changed_a_missing_and_a_leftover_page_are_noticed_and_mended(tmp_path: Path) -> None:
    assert len(dictionary.write(tmp_path)) == len(DATASETS) + 1
    assert dictionary.out_of_date(tmp_path) == []
    (tmp_path / "score.md").write_text("out of date", encoding="utf-8")
    (tmp_path / "theme.md").unlink()
    (tmp_path / "withdrawn_dataset.md").write_text("left over", encoding="utf-8")
    stale = ["score.md", "theme.md", "withdrawn_dataset.md"]
    assert dictionary.out_of_date(tmp_path) == stale
    assert dictionary.write(tmp_path) == stale
    assert dictionary.out_of_date(tmp_path) == []


def test_the_check_fails_with_the_page_named(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert dictionary.main(["--check"]) == 0
    monkeypatch.setattr(dictionary, "out_of_date", lambda: ["score.md"])
    assert dictionary.main(["--check"]) == 1
    assert "score.md" in capsys.readouterr().err
