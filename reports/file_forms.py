"""The forms in which packs, editions and written reports leave as files. What writes one is loaded
when somebody asks for it: a page that only offers it does without."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Generic, TypeVar

if TYPE_CHECKING:
    from components.packs.produced_pack import ProducedPack
    from reports.documents.provenance import Exhibited
    from reports.documents.written_report import WrittenReport

Shown = TypeVar("Shown")
_OFFICE: Final = "application/vnd.openxmlformats-officedocument"


@dataclass(frozen=True)
class FileForm(Generic[Shown]):
    """A form that something shown can take. label: as people call it; kind: its media type."""

    label: str
    kind: str
    write: Callable[[Shown], bytes]


def powerpoint(pack: ProducedPack) -> bytes:
    """The pack as .pptx."""
    from reports.powerpoint.presentation import presentation

    return presentation(pack)


def pdf(shown: Exhibited) -> bytes:
    """The pack or edition as PDF."""
    from reports.pdf.pack import document

    return document(shown)


def excel(shown: Exhibited) -> bytes:
    """The pack or edition as .xlsx."""
    from reports.excel.workbook import workbook

    return workbook(shown)


def report_in_word(report: WrittenReport) -> bytes:
    """A written report as .docx."""
    from reports.word.written_report import document

    return document(report)


def report_in_pdf(report: WrittenReport) -> bytes:
    """A written report as PDF."""
    from reports.pdf.written_report import document

    return document(report)


PDF_KIND: Final = "application/pdf"
EXCEL_KIND: Final = f"{_OFFICE}.spreadsheetml.sheet"
FORMS_OF_A_PACK: Final[Mapping[str, FileForm[ProducedPack]]] = {
    "pptx": FileForm("PowerPoint", f"{_OFFICE}.presentationml.presentation", powerpoint),
    "pdf": FileForm("PDF", PDF_KIND, pdf),
    "xlsx": FileForm("Excel", EXCEL_KIND, excel),
}
"""By the ending of the file's name."""
FORMS_OF_A_REPORT: Final[Mapping[str, FileForm[WrittenReport]]] = {
    "docx": FileForm("Word", f"{_OFFICE}.wordprocessingml.document", report_in_word),
    "pdf": FileForm("PDF", PDF_KIND, report_in_pdf),
}
"""By the ending of the file's name."""
