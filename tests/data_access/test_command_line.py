"""`python -m data_access …`: what it does, and one clear line when it cannot.

Commands run in this process, except where the process itself matters; FULL=1 starts one for each.
"""

from __future__ import annotations

import csv
import io
import json
import shutil
import sqlite3
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from data_access.command_line.main import main
from data_access.store.database import open_store
from tests.data_access.commands import page, run, run_apart, well
from tests.data_access.importing.reports.report_texts.make import STATEMENT_NAMES, statement_page

COUNCIL = "Somewhere Council"
GOOD = "Staff told us they had good access to training courses and felt well supported."
BAD = "However, there was a lack of evidence that learning had been embedded."


@pytest.fixture
def url(empty_file: Path, tmp_path: Path) -> Iterator[str]:
    """A store with its tables and nothing in them."""
    path = tmp_path / "store.db"
    shutil.copyfile(empty_file, path)
    url = f"sqlite:///{path}"
    yield url
    open_store(url).engine.dispose()


@pytest.fixture
def saved(tmp_path: Path) -> Path:
    """A saved page of a report."""
    path = tmp_path / "learning.md"
    path.write_text(page(GOOD, BAD), encoding="utf-8")
    return path


def write(path: Path, text: str) -> Path:
    path.write_text(text, encoding="utf-8")
    return path


def rows(said: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(said)))


def batches(url: str) -> list[dict[str, object]]:
    found: list[dict[str, object]] = json.loads(
        run("history", "--store", url, "--format", "json").said
    )
    return found


def importing(path: Path, url: str, *more: object) -> tuple[object, ...]:
    return ("import-report", path, "--authority", COUNCIL, "--store", url, *more)


# Importing a report


def test_import_and_export_in_processes_of_their_own(url: str, saved: Path) -> None:
    said = run_apart(*importing(saved, url, "--published", "2025-01-31", "--yes")).said
    assert "Somewhere Council, published 31 January 2025" in said
    assert "Learning, improvement and innovation: 3, 2 findings" in said
    assert "Imported as batch" in said
    found = rows(run_apart("export", "finding", "--store", url).said)
    assert [row["text"] for row in found] == [GOOD, BAD]


def test_a_folder_of_nine_pages_comes_in_whole(url: str, tmp_path: Path) -> None:
    folder = tmp_path / "report"
    folder.mkdir()
    for statement in STATEMENT_NAMES:
        write(folder / f"{statement}.md", statement_page(statement))
    well(*importing(folder, url, "--yes"))
    assert len(rows(run("export", "score", "--store", url).said)) == 9
    assert len(rows(run("export", "finding", "--store", url).said)) == 27


def test_a_zip_of_nine_pages_comes_in_whole(url: str, tmp_path: Path) -> None:
    path = tmp_path / "report.zip"
    with zipfile.ZipFile(path, "w") as archive:
        for statement in STATEMENT_NAMES:
            archive.writestr(f"{statement}.md", statement_page(statement))
    assert "Imported" in run(*importing(path, url, "--yes")).said
    assert len(rows(run("export", "score", "--store", url).said)) == 9


def test_several_files_can_be_named(url: str, saved: Path, tmp_path: Path) -> None:
    other = write(tmp_path / "equity.md", statement_page("equity"))
    well("import-report", saved, other, "--authority", COUNCIL, "--store", url, "--yes")
    scores = rows(run("export", "score", "--store", url).said)
    assert {row["statement"] for row in scores} == {"learning", "equity"}


def test_nothing_lands_without_confirmation(url: str, saved: Path) -> None:
    done = run(*importing(saved, url))
    assert "nothing was imported" in done.line
    assert "Learning, improvement and innovation: 3" in done.out, (
        "the preview is shown all the same"
    )
    assert batches(url) == []


@pytest.mark.parametrize(
    ("answer", "lands"), [("y", True), ("YES ", True), ("n", False), ("", False)]
)
def test_a_person_can_confirm(
    url: str, saved: Path, monkeypatch: pytest.MonkeyPatch, answer: str, lands: bool
) -> None:
    class Terminal(io.StringIO):
        def isatty(self) -> bool:
            return True

    monkeypatch.setattr("sys.stdin", Terminal(f"{answer}\n"))
    status = main([str(argument) for argument in importing(saved, url)])
    assert (status == 0) == lands
    assert bool(batches(url)) == lands


def test_a_person_who_closes_the_question_has_not_confirmed(
    url: str, saved: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Closed(io.StringIO):
        def isatty(self) -> bool:
            return True

    monkeypatch.setattr("sys.stdin", Closed(""))
    assert main([str(argument) for argument in importing(saved, url)]) == 2
    assert batches(url) == []


def test_the_same_file_twice_changes_nothing_and_says_so(url: str, saved: Path) -> None:
    well(*importing(saved, url, "--yes"))
    before = batches(url)
    assert "Nothing was new: the store is unchanged." in run(*importing(saved, url, "--yes")).said
    assert batches(url) == before


def test_an_import_that_changes_nothing_need_not_be_confirmed(url: str, saved: Path) -> None:
    well(*importing(saved, url, "--yes"))
    before = batches(url)
    assert "Nothing is new: the store is unchanged." in run(*importing(saved, url)).said
    assert batches(url) == before


def test_two_pages_that_disagree_are_refused_by_name(url: str, saved: Path, tmp_path: Path) -> None:
    names = list(STATEMENT_NAMES.values())
    other = write(tmp_path / "press.txt", "\n".join(f"{name} – 2" for name in names))
    done = run("import-report", saved, other, "--authority", COUNCIL, "--store", url, "--yes")
    assert "Learning, improvement and innovation: two different scores" in done.line
    assert batches(url) == []


def test_lines_that_are_not_recognised_are_shown_with_their_number(
    url: str, tmp_path: Path
) -> None:
    path = write(tmp_path / "page.md", f"Stray words before.\n\n{page(GOOD)}")
    said = run(*importing(path, url, "--yes")).said
    assert "page.md, line 1: 'Stray words before.'" in said


def test_a_summary_that_lost_its_scores_says_so_and_is_never_nought(
    url: str, tmp_path: Path
) -> None:
    path = write(tmp_path / "summary.txt", "\n\n".join(STATEMENT_NAMES.values()))
    assert "no scores found" in run(*importing(path, url, "--yes")).line
    assert batches(url) == []


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"", "is empty"),
        (b"Minutes of the allotment society. Tea was served.", "page.md"),
        (b"\x89PNG\r\n\x1a\n", "is a picture"),
        (b"PK\x03\x04 not a zip", "damaged"),
        (b"%PDF-1.7 not a document", "page.md"),
        (b"\x00\xff\xfe\x00", "page.md"),
    ],
)
def test_a_file_that_is_no_report_is_named_in_one_line(
    url: str, tmp_path: Path, content: bytes, says: str
) -> None:
    path = tmp_path / "page.md"
    path.write_bytes(content)
    line = run(*importing(path, url, "--yes")).line
    assert "page.md" in line
    assert says in line
    assert batches(url) == []


def test_a_file_that_is_not_there_is_named_in_one_line(url: str) -> None:
    done = run(*importing(Path("/nowhere/report.html"), url, "--yes"))
    assert "/nowhere/report.html" in done.line


def test_a_folder_without_a_report_says_what_could_be_in_it(url: str, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    assert "HTML, PDF" in run(*importing(tmp_path / "empty", url, "--yes")).line


@pytest.mark.parametrize("day", ["yesterday", "31/01/2025", "2025-02-30", ""])
def test_a_wrong_date_shows_a_right_one(url: str, saved: Path, day: str) -> None:
    assert "2024-12-13" in run(*importing(saved, url, "--published", day, "--yes")).line


@pytest.mark.parametrize(
    "arguments",
    [
        (),
        ("import-report",),
        ("import-report", "page.md"),
        ("nonsense",),
        ("export", "finding", "--format", "pdf"),
        ("export", "finding", "--as-at", "soon"),
        ("export", "nonsense"),
        ("withdraw", "first"),
        ("withdraw",),
        ("import-report", "page.md", "--authority", ""),
    ],
)
def test_wrong_use_is_one_line(arguments: tuple[str, ...], url: str) -> None:
    more = ("--store", url) if arguments and arguments[0] != "nonsense" else ()
    assert run(*arguments, *more).line


def test_help_is_no_error() -> None:
    assert "import-report" in run("--help").said


# Taking records out


def test_findings_carry_their_place_their_text_and_their_coding(url: str, saved: Path) -> None:
    well(*importing(saved, url, "--published", "2025-01-31", "--yes"))
    first, second = rows(run("export", "finding", "--store", url, "--format", "csv").said)
    assert (first["paragraph"], first["sentence"], first["text"]) == ("1", "1", GOOD)
    assert (first["polarity"], second["polarity"]) == ("strength", "shortfall")
    assert first["category"] == "staff_and_leaders"
    assert "training_access" in first["themes"].split("; ")
    listed = json.loads(run("export", "finding", "--store", url, "--format", "json").said)
    assert [found["text"] for found in listed] == [GOOD, BAD]
    assert isinstance(listed[0]["themes"], list)
    assert (listed[0]["paragraph"], listed[0]["published"]) == (1, "2025-01-31")
    assert set(first) == set(listed[0])


def test_text_with_quotes_commas_and_lines_of_its_own_survives(url: str, tmp_path: Path) -> None:
    said = "One worker said, “We tried, failed, and tried again”, and smiled."
    well(*importing(write(tmp_path / "p.md", page(said)), url, "--yes"))
    assert rows(run("export", "finding", "--store", url).said)[0]["text"] == said


def test_export_as_at_an_earlier_moment_shows_what_was_known_then(
    url: str, saved: Path, tmp_path: Path
) -> None:
    well(*importing(saved, url, "--published", "2025-01-31", "--yes"))
    first = str(batches(url)[0]["recorded_at"])
    write(saved, page(GOOD))
    well(*importing(saved, url, "--published", "2025-01-31", "--yes"))
    then = rows(run("export", "finding", "--store", url, "--as-at", first).said)
    assert [row["text"] for row in then] == [GOOD, BAD]
    today = first[:10]
    for moment in (today, f"{today}T23:59:59+00:00", "2999-01-01"):
        known = rows(run("export", "finding", "--store", url, "--as-at", moment).said)
        assert [row["text"] for row in known] == [GOOD]
    for moment in ("1999-12-31", "2000-01-01T12:00:00+01:00"):
        assert rows(run("export", "finding", "--store", url, "--as-at", moment).said) == []


def test_one_councils_rows_can_be_asked_for(url: str, saved: Path) -> None:
    well(*importing(saved, url, "--yes"))
    here = run("export", "score", "--store", url, "--authority", COUNCIL).said
    assert len(rows(here)) == 1
    assert rows(run("export", "score", "--store", url, "--authority", "Elsewhere").said) == []


def test_an_unknown_dataset_lists_the_known_ones(url: str) -> None:
    line = run("export", "nonsense", "--store", url).line
    assert "finding" in line
    assert "score" in line


def test_an_empty_store_exports_the_columns_alone(url: str) -> None:
    said = run("export", "finding", "--store", url).said
    assert said.startswith("authority,source_kind,published,statement,section,paragraph,sentence")
    assert rows(said) == []
    assert json.loads(run("export", "finding", "--store", url, "--format", "json").said) == []


# Looking after a store


def test_a_new_store_is_made_once_and_for_one_council(url: str) -> None:
    assert "is ready." in run("init", "--store", url, "--authority", COUNCIL).said
    assert "was ready already" in run("init", "--store", url, "--authority", COUNCIL).said
    assert COUNCIL in run("init", "--store", url, "--authority", "Elsewhere Council").line
    found = rows(run("export", "council", "--store", url).said)
    assert [row["authority"] for row in found if row["home"] == "true"] == [COUNCIL]
    assert not rows(run("export", "finding", "--store", url).said)
    assert rows(run("export", "score", "--store", url).said), "published figures to compare with"


def test_the_example_goes_into_a_new_store_only(url: str, saved: Path, tmp_path: Path) -> None:
    assert "is now in" in run("example", "--store", url).said
    assert "is already in" in run("example", "--store", url).said
    used = f"sqlite:///{tmp_path / 'used.db'}"
    assert "There is no store" in run(*importing(saved, used, "--yes")).line
    assert not (tmp_path / "used.db").exists()
    well("init", "--store", used)
    well(*importing(saved, used, "--yes"))
    assert "in use" in run("example", "--store", used).line


def test_history_withdraw_and_restore(url: str, saved: Path) -> None:
    assert run("history", "--store", url).said == "No batches yet.\n"
    well(*importing(saved, url, "--yes"))
    number = batches(url)[0]["import_id"]
    assert "learning.md" in run("history", "--store", url).said
    assert "Withdrawn: batch" in run("withdraw", number, "--store", url).said
    assert rows(run("export", "finding", "--store", url).said) == []
    assert "(withdrawn)" in run("history", "--store", url).said
    assert "withdrawn already" in run("withdraw", number, "--store", url).line
    assert "Restored: batch" in run("restore", number, "--store", url).said
    assert len(rows(run("export", "finding", "--store", url).said)) == 2
    assert "not withdrawn" in run("restore", number, "--store", url).line
    assert rows(run("history", "--store", url, "--format", "csv").said)


def test_what_an_import_left_out_can_be_set_aside_and_awaited(url: str, tmp_path: Path) -> None:
    log = tmp_path / "log.csv"
    log.write_text("Ref,Received,Outcome\nC-1,03/04/2025,Upheld\nC-2,31/06/2025,Upheld\n")
    run("init", "--authority", "Somewhere Council", "--store", url)
    said = run("import", str(log), "--good-rows-only", "--yes", "--store", url).said
    number = said.rpartition("batch ")[2].strip(".\n")
    assert "1 rejected, 1 of these awaited" in run("history", "--store", url).said
    assert "Rest set aside: batch" in run("set-rest-aside", number, "--store", url).said
    assert "awaited" not in run("history", "--store", url).said
    assert "set aside already" in run("set-rest-aside", number, "--store", url).line
    assert "Rest awaited: batch" in run("await-rest", number, "--store", url).said
    assert "1 of these awaited" in run("history", "--store", url).said


@pytest.mark.parametrize("number", [0, 7, -1, 10**30])
def test_a_batch_that_is_not_there_cannot_be_withdrawn(url: str, number: int) -> None:
    assert str(number) in run("withdraw", "--store", url, "--", number).line


def test_a_backup_holds_everything_and_never_overwrites(
    url: str, saved: Path, tmp_path: Path
) -> None:
    well(*importing(saved, url, "--yes"))
    copy = tmp_path / "safe" / "copy.db"
    assert str(copy) in run("backup", copy, "--store", url).said
    for dataset in ("finding", "score", "council"):
        assert (
            run("export", dataset, "--store", f"sqlite:///{copy}").said
            == run("export", dataset, "--store", url).said
        )
    assert "exists already" in run("backup", copy, "--store", url).line
    under_a_file = saved / "copy.db"
    assert str(saved) in run("backup", under_a_file, "--store", url).line


# Where the store is


def test_database_url_names_the_store(url: str, saved: Path) -> None:
    done = run(
        "import-report",
        saved,
        "--authority",
        COUNCIL,
        "--yes",
        DATABASE_URL=url,
        DASHBOARD_USER="Ada",
    )
    assert "Imported" in done.said
    assert len(rows(run("export", "finding", "--store", url).said)) == 2
    assert {batch["recorded_by"] for batch in batches(url)} == {"Ada"}


def test_the_store_option_goes_before_database_url(url: str, saved: Path, tmp_path: Path) -> None:
    elsewhere = f"sqlite:///{tmp_path / 'elsewhere.db'}"
    assert run(*importing(saved, url, "--yes"), DATABASE_URL=elsewhere).said
    assert not (tmp_path / "elsewhere.db").exists()


def test_without_either_the_store_is_in_the_data_folder(saved: Path, tmp_path: Path) -> None:
    folder = tmp_path / "made" / "for it"
    assert run("init", DASHBOARD_DATA_FOLDER=str(folder)).said
    assert [file.name for file in folder.glob("*.db")] == ["example.db"]


def test_a_data_folder_that_cannot_be_made_is_one_line() -> None:
    line = run("history", DASHBOARD_DATA_FOLDER="/proc/nowhere").line
    assert "/proc/nowhere" in line
    assert "DASHBOARD_DATA_FOLDER" in line


# Stores that cannot be opened


def test_a_store_that_is_no_database_is_one_line(tmp_path: Path) -> None:
    path = write(tmp_path / "store.db", "These are my notes about the store.\n" * 50)
    line = run("history", "--store", f"sqlite:///{path}").line
    assert "store.db" in line
    assert "not a database" in line
    assert path.read_text(encoding="utf-8").startswith("These are my notes"), "left as it was"


@pytest.mark.parametrize("healthy", [0.0, 0.5, 0.8])
def test_a_damaged_store_is_one_line(url: str, saved: Path, tmp_path: Path, healthy: float) -> None:
    well(*importing(saved, url, "--yes"))
    copy = tmp_path / "damaged.db"
    well("backup", copy, "--store", url)
    size = copy.stat().st_size
    start = max(4096, int(size * healthy) // 4096 * 4096)
    with copy.open("r+b") as file:
        file.seek(start)
        file.write(b"\xaa" * (size - start))
    commands: list[tuple[object, ...]] = [
        ("history",),
        *(("export", dataset) for dataset in ("finding", "score", "council")),
        ("import-report", saved, "--authority", "Elsewhere", "--yes"),
        ("backup", tmp_path / "copy of damaged.db"),
    ]
    failed = [
        done for done in (run(*c, "--store", f"sqlite:///{copy}") for c in commands) if done.status
    ]
    assert failed
    assert all(done.line for done in failed)


@pytest.mark.parametrize(
    "wrong",
    [
        "mysql://user:secret@host/store",
        "nonsense",
        "sqlite+nonsense:///store.db",
        "postgresql://user:secret@127.0.0.1:1/store",
        "sqlite:////proc/nowhere/store.db",
        "postgresql://user:secret@host:port/store",
    ],
)
def test_a_store_that_cannot_be_is_one_line_without_its_password(wrong: str) -> None:
    assert "secret" not in run("history", "--store", wrong).line


def test_a_folder_is_no_store(tmp_path: Path) -> None:
    assert str(tmp_path) in run("history", "--store", f"sqlite:///{tmp_path}").line


def test_a_store_that_may_only_be_read_is_one_line(
    empty_file: Path, saved: Path, tmp_path: Path
) -> None:
    path = tmp_path / "shut.db"
    shutil.copyfile(empty_file, path)
    locked = f"sqlite:///file:{path}?mode=ro&uri=true"
    assert run(*importing(saved, locked, "--yes")).line
    assert run("init", "--store", locked).line


def test_somebody_elses_database_is_one_line_and_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "theirs.db"
    with sqlite3.connect(path) as theirs:
        theirs.execute("CREATE TABLE batch (name TEXT)")
        theirs.execute("INSERT INTO batch VALUES ('mine')")
    theirs.close()
    assert run("history", "--store", f"sqlite:///{path}").line
    with sqlite3.connect(path) as theirs:
        assert theirs.execute("SELECT name FROM batch").fetchall() == [("mine",)]
    theirs.close()
