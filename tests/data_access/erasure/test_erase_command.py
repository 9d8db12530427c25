"""`python -m data_access erase` and `mail-list`, as people run them."""

from __future__ import annotations

import io

import pytest

from data_access.command_line.main import main
from data_access.datasets import FINDING
from data_access.ledger.entry import Entry
from data_access.snapshot import snapshot
from data_access.store.database import Store
from tests.data_access.commands import run
from tests.data_access.made_up_rows import OFFICER, SOMEWHERE, findings, land

ASKED = ("erase", "--authority", SOMEWHERE, "--kind", "name", "--reason", "A slip.")


def said(store: Store) -> list[str]:
    known = snapshot(SOMEWHERE, store=store, principal=OFFICER)
    return known["finding"].get_column("text").to_list()


def test_what_is_to_go_is_asked_for_and_once_more_before_it_goes(
    store: Store, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def asked(*lines: str) -> tuple[int, str, str]:
        monkeypatch.setattr("sys.stdin", io.StringIO("\n".join([*lines, ""])))
        return main([*ASKED, "--store", store.url]), *capsys.readouterr()

    land(store, Entry(FINDING, findings("Ada Quillfeather told us.")), source="report.pdf")
    status, out, err = asked("Ada Quillfeather", "no")
    assert (status, out) == (2, "Findings: Text: 1 version\n")
    assert "nothing was erased" in err
    assert said(store) == ["Ada Quillfeather told us."]
    status, out, err = asked("Ada Quillfeather", "erase")
    assert (status, err) == (0, "")
    assert "Erased from 1 field, as erasure 1. Backups made before now still have it" in out
    assert "Quillfeather" not in out
    assert said(store) == ["[erased] told us."]
    assert "stands nowhere" in asked("Ada Quillfeather")[2]


def test_the_mail_list_is_kept_by_command(store: Store) -> None:
    asked = ("mail-list", "--authority", SOMEWHERE, "--store", store.url)
    added = run(*asked, "--add", "director@somewhere.example", "--add", "@board.example")
    assert added.said.split() == ["@board.example", "director@somewhere.example"]
    assert run(*asked, "--remove", "@board.example").said == "director@somewhere.example\n"
    assert "is no address" in run(*asked, "--add", "director").line
    assert "name one with --authority" in run("mail-list", "--store", store.url).line
