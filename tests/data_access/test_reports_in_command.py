"""`inspect` and `import` of files among which are published reports."""

from __future__ import annotations

import csv
import io
import json
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from data_access.store.database import open_store
from tests.data_access.commands import page, run, well
from tests.data_access.importing.reports.report_texts.make import STATEMENT_NAMES, statement_page

OWN = "London Borough of Hillingdon"
BARNET = "London Borough of Barnet"
GOOD = "Staff had good access to training courses and felt well supported."
OURS = f"Hillingdon: local authority assessment\n\n{page(GOOD, published='3 October 2025')}"
BARNETS = f"Barnet: local authority assessment\n\n{page(GOOD)}"
LOG = "Reference,Received,Outcome\nC-1,01/04/2026,Upheld\nC-2,02/04/2026,Not upheld\n"


@pytest.fixture
def url(empty_file: Path, tmp_path: Path) -> Iterator[str]:
    """Hillingdon's store, with nothing of its own yet."""
    path = tmp_path / "store.db"
    shutil.copyfile(empty_file, path)
    url = f"sqlite:///{path}"
    well("init", "--authority", "hillingdon", "--store", url)
    yield url
    open_store(url).engine.dispose()


@pytest.fixture
def files(tmp_path: Path) -> Path:
    texts = {"ours.md": OURS, "barnet.md": BARNETS, "nobody.md": page(GOOD), "log.csv": LOG}
    for name, text in texts.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    return tmp_path


def exported(url: str, dataset: str = "finding") -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(well("export", dataset, "--store", url))))


def inspected(url: str, *arguments: object) -> list[dict[str, object]]:
    told: list[dict[str, object]] = json.loads(
        well("inspect", *arguments, "--store", url, "--json")
    )
    return told


def asked(told: dict[str, object]) -> list[tuple[str, bool]]:
    questions = told["questions"]
    assert isinstance(questions, list)
    return [(each["key"], each["needed"]) for each in questions]


def test_a_report_and_a_log_come_in_together(url: str, files: Path) -> None:
    said = well("import", files / "ours.md", files / "log.csv", "--store", url, "--yes")
    assert "ours.md: imported as batch" in said
    assert "log.csv: imported as batch" in said
    [finding] = exported(url)
    assert (finding["authority"], finding["published"]) == (OWN, "2025-10-03")
    assert {row["authority"] for row in exported(url, "complaint")} == {OWN}


def test_inspect_says_what_is_in_a_report_and_what_is_asked(url: str, files: Path) -> None:
    [log, ours] = inspected(url, files / "ours.md", files / "log.csv")
    assert log["dataset"] == "complaint"
    assert (ours["dataset"], ours["scores"], ours["findings"]) == ("report", 1, 1)
    assert (ours["authority"], ours["published"]) == (OWN, "2025-10-03")
    assert asked(ours) == []
    assert set(log) <= set(ours), "the keys that a table's has"
    [barnets] = inspected(url, files / "barnet.md")
    assert barnets["names"] == BARNET
    assert asked(barnets) == [("constants.authority", True), ("constants.published", False)]
    [nobodys] = inspected(url, files / "nobody.md")
    assert (nobodys["names"], nobodys["authority"]) == (None, None)
    assert asked(nobodys) == [("constants.authority", True), ("constants.published", False)]
    assert "asked: " in well("inspect", files / "barnet.md", "--store", url)
    assert exported(url) == []


def test_a_report_that_names_another_council_is_stopped_in_one_line(url: str, files: Path) -> None:
    done = run("import", files / "barnet.md", files / "log.csv", "--store", url, "--yes")
    assert BARNET in done.line
    assert "--authority" in done.line
    assert "--although" in done.line
    assert exported(url) == []
    assert exported(url, "complaint") == [], "all or nothing"


@pytest.mark.parametrize("authority", [BARNET, "barnet", "LB Barnet"])
def test_it_lands_for_the_council_it_names(url: str, files: Path, authority: str) -> None:
    well("import", files / "barnet.md", "--authority", authority, "--store", url, "--yes")
    assert {row["authority"] for row in exported(url)} == {BARNET}


def test_it_lands_for_the_own_council_where_somebody_says_why(url: str, files: Path) -> None:
    well("import", files / "barnet.md", "--although", "Wrong title", "--store", url, "--yes")
    assert {row["authority"] for row in exported(url)} == {OWN}
    past = json.loads(well("history", "--store", url, "--format", "json"))
    assert f"names {BARNET}: Wrong title" in {batch["note"] for batch in past}


def test_a_page_that_names_no_council_is_asked_about(url: str, files: Path) -> None:
    assert "--authority NAME" in run("import", files / "nobody.md", "--store", url, "--yes").line
    recipe = files / "answers.toml"
    recipe.write_text(
        '[constants]\nauthority = "Hillingdon Council"\npublished = "2025-01-31"\n',
        encoding="utf-8",
    )
    well("import", files / "nobody.md", "--recipe", recipe, "--store", url, "--yes")
    assert {(row["authority"], row["published"]) for row in exported(url)} == {(OWN, "2025-01-31")}


def test_nine_pages_are_one_report(url: str, files: Path) -> None:
    pages = []
    for number, statement in enumerate(STATEMENT_NAMES):
        path = files / f"{statement}.md"
        title = "Hillingdon: local authority assessment\n\n" if not number else ""
        path.write_text(title + statement_page(statement), encoding="utf-8")
        pages.append(path)
    said = well("import", *pages, "--published", "2025-01-31", "--store", url, "--yes")
    assert said.count("imported as batch") == 1
    assert len(exported(url)) == 27
    [told] = inspected(url, *pages, "--published", "2025-01-31")
    assert told["files"] == [path.name for path in pages]
    assert told["effect"] == {
        "new": 0, "changed": 0, "unchanged": 36, "emptied": 0, "removed": 0, "changes": [],
    }  # fmt: skip


def test_what_cannot_be_taken_is_one_line_with_what_to_do(url: str, files: Path) -> None:
    letter = files / "letter.txt"
    letter.write_text(
        "Annual Review letter 2025\n\nThe Local Government and Social Care Ombudsman writes to you "
        "with your complaint statistics.\n", encoding="utf-8",
    )  # fmt: skip
    assert "the ombudsman's own tables" in run("import", letter, "--store", url, "--yes").line
    [told] = inspected(url, letter)
    assert "ombudsman" in str(told["declined"])
    picture = files / "photo.png"
    picture.write_bytes(b"\x89PNG\r\n\x1a\n\0\0")
    for command in ("inspect", "import"):
        assert "is a picture: save" in run(command, picture, "--store", url).line
