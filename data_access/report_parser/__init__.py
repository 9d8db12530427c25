"""Reads a published CQC assessment of a local authority from the file it was saved in.

`parse_document` reads one file or zip, `parse_report` several; both only read, and say of every
line what it was read as. What could not be recognised is listed with its line, never guessed.
"""

from data_access.report_parser.names import recognise_statement
from data_access.report_parser.parse import parse_document, parse_report
from data_access.report_parser.result import (
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
