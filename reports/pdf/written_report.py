"""A written report as a tagged PDF."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any, Final

from reports.documents.written_report import Part, Picture, Table, WrittenReport
from reports.pdf.typesetting import pdf
from reports.table_columns import shares

_LINE: Final = 96.0  # characters of a table's type across the page


def document(report: WrittenReport) -> bytes:
    """The report as PDF/UA-1. The same report gives the same bytes."""
    data = {
        "subtitle": report.subtitle,
        "description": f"{report.title}, {report.council}. {report.subtitle}",
        "parts": [_part(part) for part in report.parts],
    }
    return pdf("written_report", report, data)


def _part(part: Part) -> dict[str, Any]:
    written = {"kind": type(part).__name__, **asdict(part)}
    if isinstance(part, Picture):
        written |= {"svg": part.svg.decode(), "png": None}
    if isinstance(part, Table) and not part.widths:
        written["widths"] = shares(part.headers, part.rows, _LINE)
    return written
