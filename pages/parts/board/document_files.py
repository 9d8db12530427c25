"""Downloads of written documents as Word and PDF: written when somebody asks for one."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TYPE_CHECKING

import streamlit as st

from components.exhibits.view import View
from data_access.moments import now
from data_access.snapshot import Snapshot
from pages.parts.board.document_words import WrittenWords

if TYPE_CHECKING:
    from reports.documents.written_report import WrittenReport

_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def self_assessment_files(
    known: Snapshot, view: View, statements: tuple[str, ...], *, key: str, named: bool = False
) -> None:
    """Draw the downloads of the self-assessment of some statements (none: of all). `named`: the
    buttons say which document they give."""

    def report() -> WrittenReport:
        from reports.documents.self_assessment.document import (
            self_assessment,  # not needed to open a page
        )

        return self_assessment(known, view, statements, revision=known.newest_batch, produced=now())

    name = " ".join(["self-assessment", *statements])
    _files(report, view, name, key=key, label="Self-assessment as " if named else "")


def complaints_files(
    known: Snapshot, view: View, year: int, words: WrittenWords, *, key: str
) -> None:
    """Draw the downloads of the annual report on complaints for the year to 31 March of `year`."""

    def report() -> WrittenReport:
        from reports.documents.annual_complaints import Words, complaints_report

        return complaints_report(
            known,
            view,
            year,
            Words(words.matters, words.actions),
            revision=known.newest_batch,
            produced=now(),
        )

    _files(report, view, f"annual complaints report {year}", key=key)


def _files(
    report: Callable[[], WrittenReport], view: View, name: str, *, key: str, label: str = ""
) -> None:
    def word() -> bytes:
        from reports.word.written_report import document

        return document(report())

    def pdf() -> bytes:
        from reports.pdf.written_report import document

        return document(report())

    said = f"{view.council} {name} {view.today} {view.audience}".casefold()
    stem = re.sub(r"[^a-z0-9]+", "-", said).strip("-")
    for kind, write, ending, mime in (
        ("Word", word, "docx", _WORD),
        ("PDF", pdf, "pdf", "application/pdf"),
    ):
        st.download_button(
            f"{label}{kind}",
            write,
            file_name=f"{stem}.{ending}",
            mime=mime,
            type="tertiary",
            key=f"{key}_{ending}",
            on_click="ignore",
        )
