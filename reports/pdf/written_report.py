"""A written report as a tagged PDF."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any, Final

from reports.column_widths import shares
from reports.documents import provenance
from reports.documents.written_report import Part, Picture, Table, WrittenReport
from reports.pdf.typesetting import mark, pdf
from vocabulary.nature import NATURE_EXPLAINED, NATURE_IN_FULL

_LINE: Final = 96.0  # characters of a table's type across the page


def document(report: WrittenReport) -> bytes:
    """The report as PDF/UA-1. The same report gives the same bytes."""
    data = {
        "title": report.title,
        "subtitle": report.subtitle,
        "council": report.council,
        "nature": report.nature,
        "description": f"{report.title}, {report.council}. {report.subtitle}",
        "mark": mark(report.nature, NATURE_IN_FULL[report.nature], NATURE_EXPLAINED[report.nature]),
        "head": f"{report.council}: {report.title}",
        "foot": provenance.footer_line(report),
        "facts": provenance.facts(report),
        "parts": [_part(part) for part in report.parts],
    }
    return pdf("written_report", data, report.produced)


def _part(part: Part) -> dict[str, Any]:
    told = {"kind": type(part).__name__, **asdict(part)}
    if isinstance(part, Picture):
        told |= {"svg": part.svg.decode(), "png": None}
    if isinstance(part, Table) and not part.widths:
        told["widths"] = shares(part.headers, part.rows, _LINE)
    return told
