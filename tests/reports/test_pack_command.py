"""`python -m reports pack`: three files, or one line that says why not."""

from __future__ import annotations

from pathlib import Path

import pytest

from components.packs.pack import Pack, PackItem
from components.packs.shipped import SHIPPED
from data_access.forms.kept_packs import save_pack
from data_access.principal import local_principal
from data_access.store.backup import backup
from data_access.store.database import Store, open_store
from reports.command_line import main
from reports.excel import workbook as excel
from reports.options import write_files
from reports.pdf import pack as pdf
from reports.powerpoint import presentation as powerpoint
from tests.principals import OFFICER
from tests.reports.excel import excel_reading as reading

EXAMPLE = "Example Borough"


@pytest.fixture
def store(example_store: Store, tmp_path: Path) -> Store:
    """A copy of the example's store to write packs into."""
    backup(example_store, tmp_path / "copy.db", principal=OFFICER)
    return open_store(f"sqlite:///{tmp_path / 'copy.db'}")


@pytest.fixture
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """Files that hold nothing but their pack's audience and titles, where only those matter."""
    for module, name in ((powerpoint, "presentation"), (pdf, "document"), (excel, "workbook")):
        monkeypatch.setattr(
            module,
            name,
            lambda produced_pack: " ".join([produced_pack.audience, produced_pack.title]).encode(),
        )


def run(store: Store, out: Path, *asked: str) -> int:
    """Run the command for Example Borough."""
    return main(["pack", "--store", store.url, "--out", str(out), "--council", EXAMPLE, *asked])


def save(store: Store, name: str, *items: PackItem, audience: str = "internal") -> None:
    """Keep a pack of these screens, today."""
    save_pack(
        store,
        EXAMPLE,
        name=name,
        definition=Pack(name, items).definition,
        audience=audience,
        based_on=None,
        principal=local_principal(),
    )


def test_three_files_are_written(
    example_store: Store, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    status = main(
        ["pack", "quarterly", "--store", example_store.url, "--out", str(tmp_path / "packs"),
         "--as-at", "2026-09-30", "--audience", "public", "--council", "Example Borough"]
    )  # fmt: skip
    assert status == 0
    written = sorted(path.suffix for path in (tmp_path / "packs").iterdir())
    assert written == [".pdf", ".pptx", ".xlsx"]
    assert len(capsys.readouterr().out.splitlines()) == 3


def test_an_unknown_pack_is_told_in_one_line(
    example_store: Store, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    asked = ["pack", "Nothing", "--store", example_store.url, "--out", str(tmp_path)]
    assert main([*asked, "--council", "Example Borough"]) == 2
    [line] = capsys.readouterr().err.splitlines()
    assert SHIPPED[0].name in line
    with pytest.raises(SystemExit) as stopped:
        main([*asked, "--as-at", "yesterday"])
    assert stopped.value.code == 2


def test_a_pack_younger_than_the_day_it_is_shown_as_at(
    store: Store, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    save(store, "Made today", PackItem("complaints_volume"))
    assert run(store, tmp_path / "out", "Made", "--as-at", "2026-03-31") == 0
    [sheet] = [path for path in (tmp_path / "out").iterdir() if path.suffix == ".xlsx"]
    assert sheet.name == "example-borough-made-today-2026-03-31-internal.xlsx"
    assert str(sheet) in capsys.readouterr().out.splitlines()
    book = reading.opened(sheet.read_bytes())
    assert "31 March 2026, end of day" in reading.texts(book["Cover"])
    _, rows = reading.table_of(reading.exhibit_sheets(book)[0])
    assert str(rows[-1][0]) == "2026-03-01"


@pytest.mark.usefixtures("quick")
def test_a_pack_is_written_for_those_it_is_for(
    store: Store, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    def written(*asked: str) -> set[str]:
        assert run(store, tmp_path / "out", *asked) == 0
        names = capsys.readouterr().out.splitlines()
        return {Path(name).read_text().split()[0] for name in names}

    assert written("All nine statements") == {"public"}
    assert written("quarterly") == {"internal"}
    assert written("All nine statements", "--audience", "internal") == {"public"}
    assert written("quarterly", "--audience", "public") == {"public"}


@pytest.mark.usefixtures("quick")
def test_what_the_audience_does_not_get_is_told(
    store: Store, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(store, tmp_path, "quarterly", "--audience", "public") == 0
    told, why = capsys.readouterr().err.splitlines()
    assert "11 exhibits left out for this audience: " in told
    assert "The learning loop" in told
    assert "is published in editions" in why
    assert run(store, tmp_path, "All nine", "--audience", "internal") == 0
    [told] = capsys.readouterr().err.splitlines()
    assert "was written for the public" in told
    assert run(store, tmp_path, "quarterly") == 0
    assert not capsys.readouterr().err


def refused(store: Store, out: Path, capsys: pytest.CaptureFixture[str], *asked: str) -> str:
    """The one line that says why nothing was written."""
    assert run(store, out, *asked) == 2
    told = capsys.readouterr()
    assert not told.out
    return told.err.splitlines()[-1]


def test_what_there_is_not_is_told_in_one_line(
    store: Store, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "out"
    assert "no records of 'Atlantis'" in refused(
        store, out, capsys, "quarterly", "--council", "Atlantis"
    )
    assert "nothing was known of Example Borough on 1 January 2020" in refused(
        store, out, capsys, "quarterly", "--as-at", "2020-01-01"
    )
    save(store, "Quarterly figures", PackItem("overall_score"))
    assert "more than one pack begins with 'quarterly'" in refused(store, out, capsys, "quarterly")
    save(store, "Only inside", PackItem("learning_loop"))
    assert "nothing to show to this audience" in refused(
        store, out, capsys, "Only", "--audience", "public"
    )
    assert not out.exists()
    with pytest.raises(SystemExit) as stopped:
        run(store, out, "quarterly", "--as-at", "2999-01-01")
    assert stopped.value.code == 2
    assert "still to come" in capsys.readouterr().err


@pytest.mark.usefixtures("quick")
def test_a_folder_that_cannot_be_written_is_told(
    store: Store, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "file").write_text("not a folder")
    told = refused(store, tmp_path / "file", capsys, "quarterly")
    assert f"{tmp_path / 'file'} cannot be written" in told
    told = refused(store, tmp_path / "file" / "below", capsys, "quarterly")
    assert "cannot be written" in told


@pytest.mark.usefixtures("quick")
def test_a_file_that_fails_leaves_the_older_ones_as_they_were(
    store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = tmp_path / "out"
    assert run(store, out, "quarterly") == 0
    before = {path.name: path.read_bytes() for path in out.iterdir()}

    def broken(self: Path, place: Path) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "replace", broken)
    assert run(store, out, "quarterly") == 2
    monkeypatch.undo()
    assert {path.name: path.read_bytes() for path in out.iterdir()} == before


def test_files_are_whole_and_theirs_who_may_read_the_folder(tmp_path: Path) -> None:
    [path] = write_files(tmp_path / "a" / "b", {"x.txt": b"one"})
    write_files(tmp_path / "a" / "b", {"x.txt": b"two"})
    assert path.read_bytes() == b"two"
    assert [each.name for each in path.parent.iterdir()] == ["x.txt"]
    (tmp_path / "beside").write_text("")
    assert path.stat().st_mode == (tmp_path / "beside").stat().st_mode
