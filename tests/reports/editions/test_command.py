"""Editions by command: previewed, published, corrected, withdrawn, written as files."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from data_access.editions import editions_of
from data_access.store.database import Store
from reports.command_line import main
from tests.editions_of_example import COUNCIL
from tests.example_store import example_at
from tests.principals import OFFICER

# Few, because hiding takes time.
FEW = ("--exhibit", "overall_score", "--exhibit", "edition_compliments")
Run = Callable[..., list[str]]


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return example_at(tmp_path / "example.db")


@pytest.fixture
def run(store: Store, capsys: pytest.CaptureFixture[str]) -> Run:
    def ran(*asked: str, status: int = 0) -> list[str]:
        assert main(["edition", *asked, "--store", store.url, "--council", COUNCIL]) == status
        told = capsys.readouterr()
        return (told.err if status else told.out).splitlines()

    return ran


def test_a_preview_publishes_nothing(run: Run, store: Store) -> None:
    told = run("preview", *FEW)
    assert told[0].startswith("Edition 1 to be: Adult social care, ")
    assert any(line.startswith("edition_compliments: ") for line in told)
    shown = json.loads("\n".join(run("preview", *FEW, "--json")))
    assert [each["definition"]["key"] for each in shown["exhibits"]] == [FEW[1], FEW[3]]
    assert "tables" not in shown
    assert not editions_of(store, COUNCIL, principal=OFFICER)
    assert run("list") == ["Nothing has been published yet."]


def test_an_edition_is_published_corrected_withdrawn_and_listed(run: Run, store: Store) -> None:
    [line, digest] = run("publish", *FEW, "--title", "Autumn")
    assert line.startswith("1: Autumn, published ")
    [stands] = editions_of(store, COUNCIL, principal=OFFICER)
    assert digest == f"Digest {stands.digest}"
    [refused] = run("publish", *FEW, "--corrects", "1", status=2)
    assert "Say why the edition is corrected" in refused
    run("publish", *FEW, "--corrects", "1", "--reason", "A month was missing.")
    run("withdraw", "1", "--reason", "See edition 2.")
    old, new = run("list")
    assert "; corrected by 2; withdrawn " in old
    assert old.endswith(": See edition 2.")
    assert new.endswith("; corrects 1: A month was missing.")


def test_files_are_written_of_what_is_published_and_of_nothing_else(
    run: Run, tmp_path: Path
) -> None:
    out = tmp_path / "out"
    [refused] = run("files", "1", "--out", str(out), status=2)
    assert "there is no edition 1" in refused
    run("publish", *FEW)
    written = [Path(line) for line in run("files", "1", "--out", str(out))]
    assert [path.name for path in written] == [
        f"example-borough-edition-1.{ending}" for ending in ("html", "pdf", "xlsx", "zip")
    ]
    page = written[0].read_text(encoding="utf-8")
    assert all(f'href="{path.name}"' in page for path in written[1:])
    run("withdraw", "1", "--reason", "A slip.")
    [refused] = run("files", "1", "--out", str(tmp_path / "again"), status=2)
    assert "was withdrawn" in refused
    assert not (tmp_path / "again").exists()
