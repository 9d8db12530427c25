"""The shared cases: each comes out as its expected rows and counts say, with its recipe alone."""

from __future__ import annotations

import csv
import importlib.util
import io
import json
from pathlib import Path
from typing import Any

import pytest

from data_access.command_line.main import BAD_INPUT, main
from tests.paths import SHARED
from tests.sampling import one_in

CASES = SHARED / "intake"
FOLDERS = sorted(path for path in CASES.glob("*") if path.is_dir()) if CASES.is_dir() else []

pytestmark = pytest.mark.skipif(not FOLDERS, reason=f"the shared cases are not at {CASES}")


def compare(folder: Path, export: list[dict[str, str]], before: list[dict[str, str]]) -> list[str]:
    """What the shared comparison finds wrong."""
    spec = importlib.util.spec_from_file_location("check_export", CASES / "check_export.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    found: list[str] = module.compare(folder, export, before)
    return found


class Store:
    """A store of a council with no rows of its own, worked by the command line."""

    def __init__(self, folder: Path, council: str, capsys: pytest.CaptureFixture[str]) -> None:
        self.url = f"sqlite:///{folder / 'store.db'}"
        self.capsys = capsys
        assert self.run("init", "--authority", council)[0] == 0

    def run(self, *arguments: str) -> tuple[int, str, str]:
        """Exit status, output and errors of a command."""
        self.capsys.readouterr()
        status = main([*arguments, "--store", self.url])
        said = self.capsys.readouterr()
        return status, said.out, said.err

    def export(self, dataset: str) -> list[dict[str, str]]:
        """The rows of a dataset."""
        status, out, _ = self.run("export", dataset)
        assert status == 0
        return list(csv.DictReader(io.StringIO(out)))

    def inspect(self, path: Path, *more: str) -> dict[str, Any]:
        """What the product says of a file."""
        status, out, _ = self.run("inspect", str(path), "--json", *more)
        assert status == 0
        told: list[dict[str, Any]] = json.loads(out)
        return told[0]


def told_of(folder: Path) -> dict[str, Any]:
    read: dict[str, Any] = json.loads((folder / "expected.json").read_text(encoding="utf-8"))
    return read


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_case(folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    told = told_of(folder)
    ways = [[name] for name in told.get("alternatives", ())] + [told["files"]]
    for number, files in enumerate(ways):
        place = tmp_path / str(number)
        place.mkdir()
        store = Store(place, told["own_council"], capsys)
        recipe = ("--recipe", str(folder / "recipe.toml"))
        before = store.export(told["dataset"])
        used = rejected = total = 0
        aside: dict[str, int] = {}
        for name in files:
            said = store.inspect(folder / name, *recipe)
            assert said["dataset"] == told["dataset"]
            rows = said["rows"]
            used, rejected = used + rows["used"], rejected + rows["rejected"]
            total += rows["set_aside_total"]
            for kind, count in rows["set_aside"].items():
                aside[kind] = aside.get(kind, 0) + count
            status, _, error = store.run(
                "import", str(folder / name), *recipe, "--good-rows-only", "--yes"
            )
            assert status == (BAD_INPUT if told.get("nothing_lands") else 0), error
            assert len(error.splitlines()) <= 1
        assert compare(folder, store.export(told["dataset"]), before) == []
        if len(files) == 1 or "alternatives" not in told:
            assert (used, rejected) == (told["file_rows_used"], told["rows_rejected"])
            assert (aside, total) == (told["set_aside"], told["rows_set_aside"])


@pytest.mark.parametrize("folder", one_in(3, FOLDERS), ids=lambda folder: folder.name)
def test_nothing_about_people_is_shown(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    told = told_of(folder)
    store = Store(tmp_path, told["own_council"], capsys)
    for name in told["files"]:
        said = store.inspect(folder / name)
        for column in said["columns"]:
            assert not (column["about_people"] and column["samples"])


def test_turned_round_dates_are_asked(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = next(folder for folder in FOLDERS if "without_the_answer" in told_of(folder))
    told = told_of(folder)
    store = Store(tmp_path, told["own_council"], capsys)
    status, _, error = store.run("import", str(folder / told["files"][0]), "--yes")
    assert status == BAD_INPUT
    assert "turned round" in error
    assert len(store.export("complaint")) == 0


def test_few_questions_are_asked(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Bar 2: the median of answers asked for is at most three a file beyond the council's name."""
    asked = []
    for folder in one_in(3, FOLDERS):
        told = told_of(folder)
        place = tmp_path / folder.name
        place.mkdir()
        store = Store(place, told["own_council"], capsys)
        for name in told["files"]:
            questions = store.inspect(folder / name)["questions"]
            asked.append(sum(1 for question in questions if question["needed"]))
    assert sorted(asked)[len(asked) // 2] <= 3


def test_the_same_layout_asks_nothing_the_second_time(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Bar 2: what was answered once is kept, but for what holds for one file alone."""
    for name, still in (("01-complaints-log", []), ("05-audit-tool", []),
                        ("03-training-matrix-one-date", ["constants.month"])):  # fmt: skip
        folder = CASES / name
        told = told_of(folder)
        place = tmp_path / name
        place.mkdir()
        store = Store(place, told["own_council"], capsys)
        file = folder / told["files"][0]
        first = store.inspect(file)["questions"]
        assert [question for question in first if question["needed"]]
        status, _, error = store.run(
            "import",
            str(file),
            "--recipe",
            str(folder / "recipe.toml"),
            "--good-rows-only",
            "--yes",
        )
        assert status == 0, error
        again = store.inspect(file)["questions"]
        assert [question["key"] for question in again if question["needed"]] == still
        status, listed, _ = store.run("recipe", "list")
        assert status == 0
        layout = listed.split()[0]
        assert "[words" in store.run("recipe", "show", layout)[1]
        assert store.run("recipe", "remove", layout)[0] == 0
        assert any(question["needed"] for question in store.inspect(file)["questions"])
