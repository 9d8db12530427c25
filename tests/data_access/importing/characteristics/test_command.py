"""Characteristics and judgements by command: a document as a version, judgements as a table."""

from __future__ import annotations

import csv
import io
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from data_access.datasets import JUDGEMENT
from data_access.store.database import open_store
from tests.data_access.commands import run, well
from tests.data_access.importing.characteristics.documents import COUNT, word_headings


@pytest.fixture
def url(empty_file: Path, tmp_path: Path) -> Iterator[str]:
    path = tmp_path / "store.db"
    shutil.copyfile(empty_file, path)
    url = f"sqlite:///{path}"
    well("init", "--authority", "hillingdon", "--store", url)
    yield url
    open_store(url).engine.dispose()


def exported(url: str, dataset: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(well("export", dataset, "--store", url))))


def test_a_document_and_a_table_of_judgements_come_in(url: str, tmp_path: Path) -> None:
    document = tmp_path / "published.docx"
    document.write_bytes(word_headings())
    told = well("import-characteristics", document, "--store", url, "--yes")
    assert "version 2026, which hold from 1 April 2026" in told
    rows = exported(url, "characteristic")
    assert len(rows) == COUNT
    again = well("import-characteristics", document, "--store", url, "--yes")
    assert "Nothing is new" in again

    table = tmp_path / "judgements.csv"
    kept = {**dict.fromkeys(JUDGEMENT.columns, ""), "authority": "London Borough of Hillingdon"}
    judged = kept | {
        "version": "2026", "statement": "safeguarding", "rating": "good", "number": "2",
        "met": "partly", "judged": "2026-05-04", "judged_by": "Safeguarding lead",
        "missing": "What people say of it.", "owner": "Head of safeguarding",
    }  # fmt: skip
    table.write_text(f"{','.join(judged)}\n{','.join(judged.values())}\n", encoding="utf-8")
    well("import", table, "--store", url, "--yes")
    (row,) = exported(url, "judgement")
    assert (row["met"], row["number"], row["owner"]) == ("partly", "2", "Head of safeguarding")


def test_what_is_none_is_refused_in_one_line(url: str, tmp_path: Path) -> None:
    letter = tmp_path / "letter.txt"
    letter.write_text("Dear council, thank you.", encoding="utf-8")
    done = run("import-characteristics", letter, "--store", url, "--yes")
    assert "No rating characteristics were recognised" in done.line
