"""Documents by command: Word and PDF, or one line that says why not."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from docx import Document

from data_access.store.database import Store
from reports.command_line import main
from tests.reports.pdf import pdf_reading as reading

COUNCIL = ("--council", "Example Borough", "--as-at", "2026-09-30")


def run(store: Store, out: Path, *asked: str) -> int:
    return main([*asked, "--store", store.url, "--out", str(out), *COUNCIL])


def written(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def test_the_self_assessment_of_a_statement(
    example_store: Store, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "documents"
    assert run(example_store, out, "self-assessment", "--statement", "equity") == 0
    files = written(out)
    stem = "example-borough-self-assessment-equity-2026-09-30-internal"
    assert sorted(files) == [f"{stem}.docx", f"{stem}.pdf"]
    assert len(capsys.readouterr().out.splitlines()) == 2
    told = reading.text(files[f"{stem}.pdf"])
    assert "Self-assessment: Equity in experience and outcomes" in told
    assert "As at 30 September 2026" in told


def test_the_complaints_report_of_the_last_year_that_is_over_with_peoples_words(
    example_store: Store, tmp_path: Path
) -> None:
    matters = tmp_path / "matters.txt"
    matters.write_text("Letters were unclear.\n\n", encoding="utf-8")
    out = tmp_path / "out"
    asked = ("annual-complaints", "--matters", str(matters))
    assert run(example_store, out, *asked) == 0
    [word] = [file for name, file in written(out).items() if name.endswith("-internal.docx")]
    paragraphs = [each.text for each in Document(io.BytesIO(word)).paragraphs]
    assert "Year to 31 March 2026" in paragraphs
    assert "Letters were unclear." in paragraphs
    assert any(text.startswith("To be written") for text in paragraphs)  # what was done


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        (("self-assessment", "--statement", "nothing"), "no statement 'nothing'"),
        (("annual-complaints", "--year", "1999"), "no complaint is on record"),
        (("annual-complaints", "--matters", "/no/such/file"), "cannot be read"),
        (("self-assessment", "--council", "Nowhere"), "no records of 'Nowhere'"),
        (("self-assessment", "--audience", "public"), "come from an edition"),
        (("annual-complaints", "--audience", "public"), "come from an edition"),
    ],
)
def test_what_there_is_not_is_told_in_one_line(
    example_store: Store,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    asked: tuple[str, ...],
    told: str,
) -> None:
    options = [asked[0], "--store", example_store.url, "--out", str(tmp_path / "out"), *COUNCIL]
    assert main([*options, *asked[1:]]) == 2
    [line] = capsys.readouterr().err.splitlines()
    assert line.startswith(f"python -m reports {asked[0]}: ")
    assert told in line
    assert not (tmp_path / "out").exists()


def test_words_with_personal_data_are_refused(
    example_store: Store, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    actions = tmp_path / "actions.txt"
    actions.write_text("Ring us on 020 7946 0123 or write to someone@example.org", encoding="utf-8")
    assert run(example_store, tmp_path, "annual-complaints", "--actions", str(actions)) == 2
    assert "take them out first" in capsys.readouterr().err
