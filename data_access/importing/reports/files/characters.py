"""Bytes to text, and text to the form in which it is compared.

Reports arrive as UTF-8 with or without a mark, UTF-16 (Notepad's "Unicode") and Windows-1252
(Word and older browsers). Findings keep the characters they were published with; only invisible
ones go.
"""

from __future__ import annotations

import codecs
import re
import unicodedata

from data_access.importing.reports.parsing.result import ReportError

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
# Soft hyphens, zero-width characters, direction marks and byte order marks.
_INVISIBLE = dict.fromkeys(
    [
        *(0x00AD, 0x034F, 0x061C, 0x180E, 0xFEFF),
        *(*range(0x200B, 0x2010), *range(0x202A, 0x202F)),
        *(*range(0x2060, 0x2070), *range(0xFFF0, 0xFFFC)),
    ]
)
# Letters that print as one sign, which PDFs keep as that sign.
_LIGATURES = dict(
    zip(range(0xFB00, 0xFB07), ("ff", "fi", "fl", "ffi", "ffl", "st", "st"), strict=True)
)
_SHOWN: dict[int, str | None] = {**_INVISIBLE, **_LIGATURES}
_SPACES = re.compile(r"\s+")
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f]")
# Marks of a web page that its author left in the text: "…, 2023)./p>".
_LEFT_OVER = re.compile(
    r"</?(?:p|br|div|span|strong|em|li|ul|ol|td|tr)\s*/?>|(?<=[\w.,;:!?)’”])/(?:p|li|div)>(?=\s|$)",
    re.IGNORECASE,
)
_LINE_ENDS = re.compile(r"\r\n?|[\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")
_FOLDS = str.maketrans(
    dict.fromkeys("‘’‚‛′`´", "'")
    | dict.fromkeys("“”„‟″«»", '"')
    | dict.fromkeys("‐‑‒–—―−", "-")
    | {"…": "...", "&": " and "}
)


def decode(content: bytes) -> tuple[str, tuple[str, ...]]:
    """Text of the bytes and notes about anything that could not be read.

    Raises ReportError if the bytes are not text.
    """
    for mark, encoding in _MARKS:
        if content.startswith(mark):
            return _replacing(content[len(mark) :], encoding)
    unmarked = _unmarked_utf16(content)
    if unmarked:
        return _replacing(content, unmarked)
    if b"\x00" in content:
        raise ReportError("is not text: it looks like a program, a picture or a damaged file.")
    try:
        return content.decode("utf-8"), ()
    except UnicodeDecodeError:
        return _damaged_or_windows(content)


def _replacing(content: bytes, encoding: str) -> tuple[str, tuple[str, ...]]:
    text = content.decode(encoding, errors="replace")
    lost = text.count("\ufffd")
    return text, _lost_note(lost)


def _lost_note(lost: int) -> tuple[str, ...]:
    if not lost:
        return ()
    return (f"{lost} character{'s' if lost > 1 else ''} could not be read and show as \ufffd",)


def _unmarked_utf16(content: bytes) -> str | None:
    """UTF-16 without a mark: English text then has a zero in every other byte."""
    head = content[:2000]
    if len(head) < 4:
        return None
    even, odd = head[0::2].count(0), head[1::2].count(0)
    half = len(head) // 2
    if odd > 0.6 * half and even < 0.1 * half:
        return "utf-16-le"
    if even > 0.6 * half and odd < 0.1 * half:
        return "utf-16-be"
    return None


def _damaged_or_windows(content: bytes) -> tuple[str, tuple[str, ...]]:
    """UTF-8 with a few broken bytes keeps its accents; anything else is read as Windows-1252."""
    as_utf8 = content.decode("utf-8", errors="replace")
    broken = as_utf8.count("\ufffd")
    beyond_ascii = sum(1 for character in as_utf8 if character > "\x7f") - broken
    if beyond_ascii > broken:
        return as_utf8, _lost_note(broken)
    return _replacing(content, "cp1252")


def split_lines(text: str) -> list[str]:
    """Lines of the text, whatever their endings; raises ReportError for control characters."""
    lines = _LINE_ENDS.sub("\n", text).split("\n")
    controls = len(_CONTROL.findall(text))
    if controls > max(8, len(text) // 50):
        raise ReportError("is not text: it looks like a program, a picture or a damaged file.")
    return lines


def tidy(text: str) -> str:
    """Text as shown: composed, without invisible characters and marks of a web page, spaces
    single."""
    composed = unicodedata.normalize("NFC", text).translate(_SHOWN)
    composed = _LEFT_OVER.sub(" ", composed) if ">" in composed else composed
    return _SPACES.sub(" ", _CONTROL.sub(" ", composed)).strip()


def folded(text: str) -> str:
    """Text as compared: lower case, plain quotation marks and dashes, "&" as "and"."""
    return _SPACES.sub(" ", text.translate(_FOLDS).casefold()).strip()
