"""What a dropped file is, before anything is read of it: a table of records, a published page or
letter, or something that is neither, with what to do about it.

Told by what is in the file, and by its name only where that says nothing. Only the start of a file
is looked at, and of a packed one the list of its parts, so that it takes some hundredths of a
second whatever the file is.
"""

from __future__ import annotations

from enum import Enum
from pathlib import PurePosixPath

from data_access.importing.look_inside import (
    Told,
    looks_tabular,
    old_office_parts,
    packed_parts,
    sample_text,
    told_by_markup,
)

_PICTURE = "is a picture: save the table as Excel or CSV, or the page of the report as PDF."
_UNPACK = "is a packed folder: unpack it and drop the files that are in it."
_AS_WORKBOOK = "save it as an Excel workbook (.xlsx)."
_MAIL = "is an e-mail: save what is attached, or the letter as PDF or Word, and drop that."
_DATABASE = "is a database: export the table as Excel or CSV."
_SLIDES = "is a presentation: save its table as Excel, or its text as PDF."
_TAKEN = ""
_BLANK = 100_000  # bytes of blanks after which a file counts as empty
_MARKS_OF_A_REPORT = 2
_SIGNS = (
    (b"\x89PNG", _PICTURE),
    (b"\xff\xd8\xff", _PICTURE),
    (b"GIF8", _PICTURE),
    (b"BM", _PICTURE),
    (b"II*\x00", _PICTURE),
    (b"MM\x00*", _PICTURE),
    (b"RIFF", _PICTURE),
    (b"7z\xbc\xaf", _UNPACK),
    (b"Rar!", _UNPACK),
    (b"\x1f\x8b", _UNPACK),
    (b"BZh", _UNPACK),
    (b"\xfd7zXZ", _UNPACK),
    (b"bplist00", "is a Safari web archive: save the page as PDF."),
    (b"SQLite format 3", _DATABASE),
    (b"\x00\x01\x00\x00Stan", _DATABASE),
    (b"PAR1", "is a Parquet file: export the table as CSV."),
    (b"MZ", "is a program: drop the file with the records."),
)
_PAGES = frozenset((".html", ".htm", ".xhtml", ".mhtml", ".mht", ".pdf", ".docx", ".txt", ".md"))
_TABLES = frozenset((".csv", ".tsv", ".xlsx", ".xlsm", ".xls", ".ods", ".xlsb"))
_WEB = frozenset((".html", ".htm", ".xhtml"))


class Dropped(Enum):
    """Where a dropped file goes: to the reader of tables, to that of reports, or nowhere."""

    TABLE = "table"
    REPORT = "report"
    UNKNOWN = "unknown"


Answer = tuple[Dropped, str]
_TABLE: Answer = (Dropped.TABLE, _TAKEN)
_REPORT: Answer = (Dropped.REPORT, _TAKEN)


def kind_of(name: str, content: bytes) -> Dropped:
    """What a file is. Never raises, whatever the bytes are."""
    return _answer(name, content)[0]


def why_not_taken(name: str, content: bytes) -> str:
    """Why a file is not taken and what to do about it, in one sentence that begins with its name;
    empty where it is taken."""
    advice = _answer(name, content)[1]
    return f"{name} {advice}" if advice else ""


def _answer(name: str, content: bytes) -> Answer:
    path = PurePosixPath(name.replace("\\", "/"))
    if path.name.startswith("~$"):
        answer = _not("is what Excel or Word leave while a file is open: drop the file itself.")
    elif not content[:_BLANK].strip():
        answer = _not("is empty: save it again with the records in it.")
    elif b"%PDF-" in content[:1024]:
        answer = _REPORT
    elif content.startswith(b"PK\x03\x04") or content.startswith(b"PK\x05\x06"):
        answer = _packed(content)
    elif content.startswith(b"\xd0\xcf\x11\xe0"):
        answer = _old_office(path, content)
    else:
        answer = _text(path, content)
    return answer


def _not(advice: str) -> Answer:
    return Dropped.UNKNOWN, advice


def _packed(content: bytes) -> Answer:
    parts = packed_parts(content)
    if parts is None:
        return _not("is damaged or far too full: save it again, or copy the table to a new file.")
    names = parts.names
    suffixes = {PurePosixPath(each).suffix.lower() for each in names if not _beside(each)}
    if "word/document.xml" in names:
        return _table_or_report(told_by_markup(parts.word_text(), cell_tags=("w:tbl",)))
    answers = (
        ("xl/workbook.bin" in names, _not(f"is a binary workbook: {_AS_WORKBOOK}")),
        (any(each.startswith("xl/") for each in names), _TABLE),
        (any(each.startswith("ppt/") for each in names), _not(_SLIDES)),
        ("spreadsheet" in parts.document_kind, _TABLE),
        (
            "text" in parts.document_kind,
            _not("is an OpenDocument text: save it as a Word document (.docx) or PDF."),
        ),
        (bool(parts.document_kind), _not(_SLIDES)),
        (
            ".iwa" in suffixes or "Index.zip" in names,
            _not("is a file of Pages or Numbers: export it as Excel, Word or PDF."),
        ),
        (
            "META-INF/container.xml" in names,
            _not("is an electronic book: save its text as PDF."),
        ),
        (bool(suffixes & _PAGES and not suffixes & _TABLES), _REPORT),
    )
    return next((answer for holds, answer in answers if holds), _not(_UNPACK))


def _beside(member: str) -> bool:
    """Whether a part of a packed folder is none of the pages that were saved."""
    return member.endswith("/") or "__MACOSX/" in member or "_files/" in member


def _table_or_report(told: Told) -> Answer:
    """A document without a table is a page or a letter. With one it is a report only where its
    text outside the tables says so and is the greater part: an action plan names the assessment in
    its title."""
    report = told.marks_outside and told.characters_outside >= told.characters_inside
    return _REPORT if report or not told.tables else _TABLE


def _old_office(path: PurePosixPath, content: bytes) -> Answer:
    """Files of Office up to 2003, and what else is kept in that form: e-mails, locked files."""
    found = old_office_parts(content)
    suffix = path.suffix.lower()
    word = "WordDocument" in found and (suffix != ".xls" or not found & {"Workbook", "Book"})
    answers = (
        ("EncryptedPackage" in found, _not("is locked with a password: save an unlocked copy.")),
        ("__properties_version1.0" in found, _not(_MAIL)),
        (word, _not("is in Word's old format: save it as a Word document (.docx).")),
        # A damaged one too: the reader of workbooks says what is wrong.
        (bool(found & {"Workbook", "Book"}) or suffix == ".xls", _TABLE),
        ("PowerPoint Document" in found, _not(_SLIDES)),
    )
    otherwise = _not("is in an old format: save it as Excel, CSV, Word or PDF.")
    return next((answer for holds, answer in answers if holds), otherwise)


def _text(path: PurePosixPath, content: bytes) -> Answer:
    text = sample_text(content)
    if text is None:
        signed = (_not(advice) for sign, advice in _SIGNS if content.startswith(sign))
        neither = "is neither a table nor a report that can be read: save it as Excel, CSV or PDF."
        return next(signed, _not(neither))
    suffix = path.suffix.lower()
    start = text[:4096].lstrip("\ufeff \t\r\n").casefold()
    mailed = start.startswith(("received:", "return-path:", "from: ")) and "\nsubject:" in start
    archive = "mime-version:" in start and "multipart/related" in start
    answers = (
        (
            start.startswith("{\\rtf"),
            _not("is a rich text file: open it in Word and save it as a Word document (.docx)."),
        ),
        (
            archive and "schemas-microsoft-com:office:excel" in text,
            _not(f"is a web archive of Excel: {_AS_WORKBOOK}"),
        ),
        (archive, _REPORT),
        (mailed or suffix in {".eml", ".emlx"}, _not(_MAIL)),
        (
            start.startswith("[internetshortcut]") or suffix in {".url", ".webloc"},
            _not("is only a link to a page: save the page itself, as a web page or PDF."),
        ),
        (
            start.startswith(("{", "[")) and suffix == ".json",
            _not("is JSON: export the table as Excel or CSV."),
        ),
    )
    known = next((answer for holds, answer in answers if holds), None)
    if known is None and (start.startswith("<") or suffix in _WEB):
        known = _markup(text, start, suffix)
    return known or _plain_text(text, suffix)


def _markup(text: str, start: str, suffix: str) -> Answer:
    if "urn:schemas-microsoft-com:office:spreadsheet" in text[:20_000]:
        return _not(f"is a workbook saved as XML: {_AS_WORKBOOK}")
    page = suffix in _WEB or "<html" in start or "<!doctype html" in start
    if not page and "<table" not in text.casefold():
        return _not("is XML: export the table as Excel or CSV.")
    return _table_or_report(told_by_markup(text, cell_tags=("table",)))


def _plain_text(text: str, suffix: str) -> Answer:
    """A report's text has cells too, where a table of scores was copied with bars between them."""
    if suffix in {".csv", ".tsv", ".tab"}:
        return _TABLE
    marks = told_by_markup(text, cell_tags=()).marks_outside
    table = marks < _MARKS_OF_A_REPORT and looks_tabular(text, bars=not marks)
    return _TABLE if table else _REPORT
