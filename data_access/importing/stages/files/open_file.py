"""The first stage: a file's bytes become a book of sheets, told by what is in it, not its name.

`open_file` takes bytes and limits and gives a plain structure, so that it can run in a process of
its own.
"""

from __future__ import annotations

import io
import zipfile

from data_access.importing.stages.files.book import MEBIBYTE, Book, FileError, Limits

_OLD_OFFICE = b"\xd0\xcf\x11\xe0"
_PART = MEBIBYTE
# Rows of a workbook shrink to a tenth or a thirtieth; what shrinks more was made to.
_STEEPEST = 150
_STEEP_FROM = 32 * MEBIBYTE


def open_file(name: str, content: bytes, limits: Limits | None = None) -> Book:
    """Open a file: CSV and its like, XLSX, XLSM, XLS, HTML, ODS, or tables of a Word document.

    FileError, in one sentence, for what is none of these, is damaged, protected, or holds more
    than the limits.
    """
    limits = limits or Limits()
    if not content or content.isspace():
        raise FileError(f"{name} is empty.")
    if len(content) > limits.size:
        raise FileError(f"{name} is larger than {limits.size // MEBIBYTE:,} MB.")
    if content.startswith(b"PK"):
        return _packed(name, content, limits)
    if content.startswith(_OLD_OFFICE):
        from data_access.importing.stages.files.open_xls import open_xls

        return open_xls(name, content, limits)
    if content.startswith(b"%PDF"):
        raise FileError(f"{name} is a PDF: published pages and letters go to the report reader.")
    start = content[:4096].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if start.startswith(b"<") and (b"<html" in start or b"<table" in content[:MEBIBYTE].lower()):
        from data_access.importing.stages.files.open_page import open_html

        return open_html(name, content, limits)
    from data_access.importing.stages.files.open_text import open_text

    return open_text(name, content, limits)


def _packed(name: str, content: bytes, limits: Limits) -> Book:
    """A workbook or document, which is a packed folder."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            parts = set(archive.namelist())
            _not_too_much(name, archive, limits)
            kind = archive.read("mimetype")[:80] if "mimetype" in parts else b""
    except (FileError, MemoryError):
        raise
    except Exception as error:  # a damaged packed file has many ways to say so
        raise FileError(f"{name} is damaged or protected and cannot be read.") from error
    if any(part.startswith("xl/") for part in parts):
        from data_access.importing.stages.files.open_workbook import open_workbook

        return open_workbook(name, content, limits)
    if "word/document.xml" in parts:
        from data_access.importing.stages.files.open_page import open_word

        return open_word(name, content, limits)
    if b"opendocument" in kind and "content.xml" in parts:
        from data_access.importing.stages.files.open_ods import open_ods

        return open_ods(name, content, limits)
    raise FileError(f"{name} is neither a workbook nor a document that can be read.")


def _not_too_much(name: str, archive: zipfile.ZipFile, limits: Limits) -> None:
    """What is unpacked is measured: the sizes in a packed file are its own claim. No office program
    writes a document type, which is where entities that unfold are declared."""
    left = limits.unpacked
    for member in archive.infolist():
        before = left
        with archive.open(member) as part:
            while block := part.read(_PART):
                if left == before and (b"<!DOCTYPE" in block or b"<\x00!\x00D" in block):
                    raise FileError(f"{name} is damaged and cannot be read.")
                left -= len(block)
                packed = max(member.compress_size, 1)
                steep = before - left > _STEEP_FROM and before - left > _STEEPEST * packed
                if left < 0 or steep:
                    raise FileError(f"{name} unpacks to more than is safe to read.")
