"""What Word and PowerPoint files have in common: signs they may hold, the same bytes each time."""

from __future__ import annotations

import io
import unicodedata
import zipfile
from datetime import UTC, datetime
from typing import Final

from vocabulary.shown import inert

_LONGEST: Final = 255


def legible(text: str) -> str:
    """The text without signs that an Office file may not hold, inert."""
    return "".join(sign for sign in inert(text) if sign in "\n\t" or _allowed(sign))


def _allowed(sign: str) -> bool:
    return unicodedata.category(sign) not in {"Cc", "Cs"} and ord(sign) not in {0xFFFE, 0xFFFF}


def about(text: str) -> str:
    """The text as a file's properties may hold it: 255 signs at most."""
    told = legible(text)
    return told if len(told) <= _LONGEST else told[: _LONGEST - 1] + "…"


def stable(file: bytes, produced: datetime) -> bytes:
    """The same file with the moment it was produced in place of the moment it was saved."""
    packed = io.BytesIO()
    moment = produced.astimezone(UTC).timetuple()[:6]
    with (
        zipfile.ZipFile(io.BytesIO(file)) as old,
        zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for name in old.namelist():
            entry = zipfile.ZipInfo(name, moment)
            entry.compress_type = zipfile.ZIP_DEFLATED
            new.writestr(entry, old.read(name))
    return packed.getvalue()
