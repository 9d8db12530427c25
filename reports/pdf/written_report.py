"""A written report as a tagged PDF."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any, Final

from reports.column_widths import shares
from reports.documents import provenance as stamp
from reports.documents.written_report import Paper, Part, Picture, Table
from reports.pdf.typesetting import mark, pdf

_LINE: Final = 96.0  # characters of a table's type across the page


def document(paper: Paper) -> bytes:
    """The paper as PDF/UA-1. The same paper gives the same bytes."""
    data = {
        "title": paper.title,
        "subtitle": paper.subtitle,
        "council": paper.council,
        "nature": paper.nature,
        "description": f"{paper.title}, {paper.council}. {paper.subtitle}",
        "mark": mark(paper.nature, stamp.NATURES[paper.nature], stamp.EXPLAINED[paper.nature]),
        "head": f"{paper.council}: {paper.title}",
        "foot": stamp.line(paper),
        "facts": stamp.facts(paper),
        "parts": [_part(part) for part in paper.parts],
    }
    return pdf("paper", data, paper.produced)


def _part(part: Part) -> dict[str, Any]:
    told = {"kind": type(part).__name__, **asdict(part)}
    if isinstance(part, Picture):
        told |= {"svg": part.svg.decode(), "png": None}
    if isinstance(part, Table) and not part.widths:
        told["widths"] = shares(part.headers, part.rows, _LINE)
    return told
