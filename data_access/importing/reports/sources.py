"""The files of a report among those somebody named."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from data_access.errors import DataError
from data_access.importing.reports.parsing import ReportSource

READABLE = frozenset(
    [
        *(".html", ".htm", ".xhtml", ".mhtml", ".mht"),
        *(".pdf", ".docx", ".txt", ".md", ".markdown", ".zip"),
    ]
)


def read_sources(paths: Sequence[Path]) -> list[ReportSource]:
    """The readable files among paths and in folders, in name order. DataError if there are none,
    or a path does not exist or cannot be read."""
    try:
        found = [file for path in paths for file in _files(path)]
        if not found:
            raise DataError("There are no HTML, PDF, Word, text or Markdown files to read.")
        return [ReportSource(path.name, path.read_bytes()) for path in found]
    except OSError as error:
        raise DataError(f"{error.filename} cannot be read: {error.strerror}.") from error


def _files(path: Path) -> list[Path]:
    if path.is_dir():
        return sorted(
            file
            for file in path.rglob("*")
            if file.suffix.lower() in READABLE
            and not _left_beside(file.relative_to(path))
            and file.is_file()
        )
    if not path.exists():
        raise DataError(f"There is no file or folder {path}.")
    return [path]


def _left_beside(file: Path) -> bool:
    """Whether browsers, Word or a file system left this beside the pages that were saved."""
    return file.name.startswith((".", "~$")) or any(
        part == "__MACOSX" or part.endswith("_files") for part in file.parts[:-1]
    )
