"""`python -m data_access import`, `template` and `export`, as an officer uses them."""

from __future__ import annotations

from pathlib import Path

import polars as pl
import pytest

from data_access.new_store import make_own_store
from data_access.store.database import open_store
from tests.data_access.commands import run, run_apart
from tests.data_access.importing.made_up_files import COMPLAINTS, workbook
from tests.data_access.made_up_rows import ELSEWHERE, OFFICER, SOMEWHERE


@pytest.fixture
def url(tmp_path: Path, empty_file: Path) -> str:
    """A store of Somewhere Council."""
    path = tmp_path / "council.db"
    path.write_bytes(empty_file.read_bytes())
    url = f"sqlite:///{path}"
    store = open_store(url)
    make_own_store(store, principal=OFFICER, authority=SOMEWHERE)
    store.engine.dispose()
    return url


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """Three complaints."""
    path = tmp_path / "april.csv"
    path.write_text(COMPLAINTS, encoding="utf-8")
    return path


def written(tmp_path: Path, text: str, name: str = "other.csv") -> Path:
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    return path


def test_import_and_export_in_processes_of_their_own(url: str, file: Path, tmp_path: Path) -> None:
    said = run_apart("import", "complaint", file, "--store", url, "--yes").said
    assert "april.csv: complaints" in said
    assert "rows: 3 read, 3 used, 3 taken, 0 to mend" in said
    assert "april.csv: imported as batch" in said
    out = run_apart("export", "complaint", "--store", url).said
    assert out.splitlines()[1].startswith("Somewhere Council,C-1,2026-04-01,")
    again = written(tmp_path, out, "exported.csv")
    assert "Nothing is new" in run("import", "complaint", again, "--store", url).said
    refused = run("import", "complaint", tmp_path / "none.csv", "--store", url, "--yes")
    assert refused.line.endswith("none.csv cannot be read: No such file or directory.")


@pytest.mark.parametrize("dataset", ["complaint", "complaints"])
def test_a_dataset_goes_by_its_name_or_its_plural(url: str, file: Path, dataset: str) -> None:
    assert "imported as batch" in run("import", dataset, file, "--store", url, "--yes").said


def test_nothing_lands_without_a_yes(url: str, file: Path) -> None:
    done = run("import", "complaint", file, "--store", url)
    assert "nothing was imported; confirm, or use --yes" in done.line
    assert "effect: 3 new, 0 changed, 0 unchanged" in done.out
    assert run("export", "complaint", "--store", url).said.count("\n") == 1


def test_rejected_rows_are_listed_and_nothing_lands(url: str, tmp_path: Path) -> None:
    bad = written(tmp_path, COMPLAINTS.replace("02/04/2026", "soon"))
    done = run("import", "complaint", bad, "--store", url, "--yes")
    assert "1 row is to be mended, so nothing of it was imported; mend it, or use" in done.line
    assert "to mend: 'soon' in Received is not a date (row 3). Write day/month/year" in done.out
    assert run("export", "complaint", "--store", url).said.count("\n") == 1


def test_rejected_rows_are_written_where_asked_and_the_good_ones_land(
    url: str, tmp_path: Path
) -> None:
    bad = written(tmp_path, COMPLAINTS.replace("02/04/2026", "soon"))
    rejected = tmp_path / "rejected.csv"
    said = run(
        "import", "complaint", bad, "--store", url, "--yes",
        "--good-rows-only", "--rejected", rejected,
    ).said  # fmt: skip
    assert f"Rejected rows written to {rejected}" in said
    table = pl.read_csv(rejected)
    assert table.select("file", "row", "field", "value").row(0) == (
        "other.csv",
        3,
        "Received",
        "soon",
    )
    assert rejected.read_bytes().startswith(b"\xef\xbb\xbf")  # so that Excel reads it right
    assert run("export", "complaint", "--store", url).said.count("\n") == 3


def test_a_place_that_rejected_rows_cannot_be_written_to_is_one_line(
    url: str, tmp_path: Path
) -> None:
    bad = written(tmp_path, COMPLAINTS.replace("02/04/2026", "soon"))
    nowhere = tmp_path / "no" / "such" / "folder.csv"
    done = run("import", "complaint", bad, "--store", url, "--yes", "--rejected", nowhere)
    assert "cannot be written" in done.line


def test_several_files_land_one_after_another(url: str, file: Path, tmp_path: Path) -> None:
    more = written(tmp_path, "Reference,Received\nC-7,07/04/2026\n", "may.csv")
    said = run("import", "complaint", file, more, "--store", url, "--yes").said
    assert said.count("imported as batch") == 2
    assert run("export", "complaint", "--store", url).said.count("\n") == 5


def test_a_bad_file_of_another_kind_keeps_all_of_them_out(
    url: str, file: Path, tmp_path: Path
) -> None:
    text = "Month,Team,Number\nApril 2026,North,3\nMay 2026,North,-5\n"
    bad = written(tmp_path, text, "compliments.csv")
    done = run("import", file, bad, "--store", url, "--yes")
    assert "compliments.csv: 1 row is to be mended" in done.line
    assert run("export", "complaint", "--store", url).said.count("\n") == 1


def test_what_landed_before_a_bad_file_stays_and_is_told(
    url: str, file: Path, tmp_path: Path
) -> None:
    """A later file may say more of the records of an earlier one, so each lands on its own."""
    bad = written(tmp_path, "Reference,Received\nC-7,soon\nC-8,08/04/2026\n", "may.csv")
    done = run("import", "complaint", file, bad, "--store", url, "--yes")
    assert "may.csv: 1 row is to be mended" in done.line
    assert done.line.endswith("april.csv has landed before it.")
    assert run("export", "complaint", "--store", url).said.count("\n") == 4


def test_a_file_that_changes_nothing_need_not_be_confirmed(url: str, file: Path) -> None:
    run("import", "complaint", file, "--store", url, "--yes")
    assert (
        "Nothing is new: the store is unchanged."
        in run("import", "complaint", file, "--store", url).said
    )
    said = run("import", "complaint", file, "--store", url, "--yes").said
    assert "april.csv: nothing was new, the store is unchanged." in said


def test_another_councils_rows_can_be_imported_by_name(url: str, file: Path) -> None:
    run("import", "complaint", file, "--store", url, "--authority", ELSEWHERE, "--yes")
    out = run("export", "complaint", "--store", url, "--authority", ELSEWHERE).said
    assert out.count("\n") == 4


def test_a_sheet_can_be_asked_for(url: str, tmp_path: Path) -> None:
    head = ["Reference", "Received"]
    book = tmp_path / "register.xlsx"
    book.write_bytes(workbook(April=[head, ["C-1", 46113]], May=[head, ["C-2", 46143]]).content)
    said = run("import", "complaint", book, "--sheet", "May", "--store", url, "--yes").said
    assert "read the sheet 'May'" in said
    assert "rows: 1 read" in said
    assert "C-2" in run("export", "complaint", "--store", url).said
    done = run("import", "complaint", book, "--sheet", "June", "--store", url, "--yes")
    assert "has no sheet 'June'; it has April, May" in done.line


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "is empty"),
        (b"%PDF-1.7 and so on", "is a PDF"),
        (b"PK\x03\x04 nothing more", "damaged"),
        (b"1,2,3\n4,5,6\n", "no row that names columns"),
        (b"Team,Outcome\nNorth,Upheld\n", "Which column is received?"),
    ],
)
def test_a_file_that_cannot_be_read_is_one_line(
    url: str, tmp_path: Path, content: bytes, said: str
) -> None:
    path = tmp_path / "file.csv"
    path.write_bytes(content)
    assert said in run("import", "complaint", path, "--store", url, "--yes").line


def test_a_folder_is_no_table(url: str, tmp_path: Path) -> None:
    assert "cannot be read" in run("import", "complaint", tmp_path, "--store", url, "--yes").line


def test_an_unknown_dataset_is_one_line_with_the_known_ones(url: str, file: Path) -> None:
    line = run("import", "complains", file, "--store", url, "--yes").line
    assert "there is no dataset 'complains'; there are" in line
    assert "complaint" in line


def test_a_store_of_no_council_asks_whose_rows_they_are(tmp_path: Path, file: Path) -> None:
    empty = f"sqlite:///{tmp_path / 'empty.db'}"
    run("init", "--store", empty)
    done = run("import", "complaint", file, "--store", empty, "--yes")
    assert "Which council is this for? Answer with constants.authority" in done.line


@pytest.mark.parametrize("name", ["complaint.xlsx", "complaint.csv"])
def test_a_template_is_written_once_and_imports_nothing(
    url: str, tmp_path: Path, name: str
) -> None:
    path = tmp_path / name
    assert "written to" in run("template", "complaint", path).said
    assert "exists already" in run("template", "complaint", path).line
    said = run("import", "complaint", path, "--store", url, "--yes").said
    assert "nothing was new" in said


TRAINING = (
    "Employee Name,E-mail,Job Title,Team,Course Title,Completion Date\n"
    "Pat Person,pat@example.org,Social worker,Sensory team,Care Act,01/04/2026\n"
    "Sam Someone,sam@example.org,Social worker,North locality,Care Act,02/04/2026\n"
    "Kim Nobody,kim@example.org,Social worker,North locality,Care Act,\n"
)


def test_which_teams_are_specialist_is_asked_once(url: str, tmp_path: Path) -> None:
    path = written(tmp_path, TRAINING, "april 2026.csv")
    line = run("import", "training", path, "--store", url, "--yes").line
    assert "Which of these teams are specialist? Sensory team, North locality" in line
    said = run(
        "import", "training", path, "--store", url, "--yes", "--specialist-teams", "sensory team"
    ).said
    assert "columns about people are not kept: Employee Name, E-mail" in said
    out = run("export", "training", "--store", url).said
    assert "Sensory team,specialist" in out
    assert "North locality,general" in out
    assert "Pat" not in out
    later = written(tmp_path, TRAINING.replace("/04/", "/05/"), "may 2026.csv")
    assert "imported as batch" in run("import", "training", later, "--store", url, "--yes").said


def test_a_column_can_be_pointed_out_and_is_remembered(url: str, tmp_path: Path) -> None:
    text = "Our number,Outcome,X1,X2\nC-1,Upheld,01/04/2026,20/04/2026\n"
    path = written(tmp_path, text, "april.csv")
    line = run("import", "complaint", path, "--store", url, "--yes").line
    assert "Which column is received?" in line
    told = ("--column", "reference=Our number", "--column", "received=X1")
    assert "1 new" in run("import", "complaint", path, "--store", url, "--yes", *told).said
    later = written(tmp_path, text.replace("C-1", "C-2"), "may.csv")
    assert "1 new" in run("import", "complaint", later, "--store", url, "--yes").said
    wrong = run("import", "complaint", path, "--store", url, "--yes", "--column", "surname=X1")
    assert "has no field 'surname'" in wrong.line
    absent = run("import", "complaint", path, "--store", url, "--yes", "--column", "team=Crew")
    assert "has no column 'Crew'" in absent.line


def test_all_ways_to_name_the_kind_of_records_are_one(url: str, file: Path) -> None:
    plain = run("inspect", file, "--store", url).said
    assert run("inspect", file, "--dataset", "complaints", "--store", url).said == plain
    first = run("import", "complaint", file, "--store", url)
    assert first.out == run("import", file, "--dataset", "complaint", "--store", url).out
    assert first.out == run("import", file, "--store", url).out
    assert "there is no dataset 'complains'" in run(
        "import", file, "--dataset", "complains", "--store", url
    ).line  # fmt: skip


def test_one_column_is_one_field(url: str, file: Path) -> None:
    told = ("--column", "team=Outcome", "--column", "channel=Outcome")
    done = run("import", "complaint", file, "--store", url, "--yes", *told)
    assert "the column 'Outcome' is chosen for two fields: choose one." in done.line


def test_a_workbook_is_exported_to_a_file_and_imports_again(
    url: str, file: Path, tmp_path: Path
) -> None:
    run("import", "complaint", file, "--store", url, "--yes")
    book = tmp_path / "complaints.xlsx"
    assert "name a file" in run("export", "complaint", "--format", "xlsx", "--store", url).line
    asked = ("export", "complaint", "--format", "xlsx", "--output", book, "--store", url)
    assert "Complaints: 3 rows written to" in run(*asked).said
    assert "exists already" in run(*asked).line
    assert "Nothing is new" in run("import", "complaint", book, "--store", url).said
