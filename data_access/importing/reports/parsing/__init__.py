"""Reads a published CQC assessment of a local authority from the file it was saved in.

`parse_document` reads one file or zip, `parse_report` several; both only read, and say of every
line what it was read as. What could not be recognised is listed with its line, never guessed.
"""

from data_access.importing.reports.parsing.parse import parse_document, parse_report
from data_access.importing.reports.parsing.result import (
    Conflict,
    Layout,
    LineUse,
    Narrative,
    ParsedDocument,
    ParsedFinding,
    ParsedReport,
    ParsedScore,
    Place,
    ReportError,
    ReportSource,
    Unrecognised,
)
from data_access.importing.reports.parsing.statement_names import recognise_statement

__all__ = [
    "Conflict",
    "Layout",
    "LineUse",
    "Narrative",
    "ParsedDocument",
    "ParsedFinding",
    "ParsedReport",
    "ParsedScore",
    "Place",
    "ReportError",
    "ReportSource",
    "Unrecognised",
    "parse_document",
    "parse_report",
    "recognise_statement",
]
