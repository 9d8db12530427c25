"""`python -m reports pack`: three files, or one line that says why not."""

from __future__ import annotations

from pathlib import Path

import pytest

from components.pack import SHIPPED
from data_access.store import Store
from reports.command_line import main


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
