"""Files inside a zip, within bounds, and the page inside a web archive (.mhtml)."""

from __future__ import annotations

import io
import zipfile
from dataclasses import dataclass
from email import message_from_bytes, policy
from email.message import EmailMessage

from data_access.importing.reports.parsing.result import ReportError

MOST_MEMBERS = 2_000
LARGEST_MEMBER = 25_000_000
LARGEST_TOTAL = 100_000_000
# Text shrinks some five to ten times; a member that shrank more than this was made to.
STEEPEST_RATIO = 200
_RATIO_FLOOR = 1_000_000
_MOST_PARTS_OF_PARTS = 20


@dataclass(frozen=True)
class Member:
    """One file of a zip, by the name it has there."""

    name: str
    content: bytes


def open_zip(content: bytes) -> zipfile.ZipFile:
    """The zip, after checking what it claims to hold. Raises ReportError if it is not sound."""
    try:
        archive = zipfile.ZipFile(io.BytesIO(content))
        members = archive.infolist()
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError, RuntimeError) as error:
        raise ReportError("is a damaged zip file: make it again.") from error
    if len(members) > MOST_MEMBERS:
        raise ReportError(f"is a zip of more than {MOST_MEMBERS} files: leave only the report.")
    if sum(member.file_size for member in members) > LARGEST_TOTAL:
        raise ReportError("is a zip that holds more than 100 MB: leave only the report's pages.")
    for member in members:
        steep = member.file_size > STEEPEST_RATIO * max(1, member.compress_size)
        if member.file_size > LARGEST_MEMBER or (steep and member.file_size > _RATIO_FLOOR):
            raise ReportError("is a zip that unpacks to far more than a report: it was not opened.")
    return archive


def read_member(archive: zipfile.ZipFile, info: zipfile.ZipInfo) -> bytes:
    """Content of one file of the zip, never more than it claimed. Raises ReportError."""
    if info.flag_bits & 0x1:
        raise ReportError("is locked with a password inside its zip: save an unlocked copy.")
    try:
        with archive.open(info) as opened:
            content = opened.read(LARGEST_MEMBER + 1)
    # Damage shows as BadZipFile, zlib.error, EOFError, NotImplementedError and others.
    except Exception as error:
        raise ReportError("is damaged inside its zip: make the zip again.") from error
    if len(content) > LARGEST_MEMBER:
        raise ReportError("is larger than 25 MB inside its zip: it was not opened.")
    return content


def web_archive_page(content: bytes) -> bytes:
    """The first page of a web archive as browsers save it ("single file"). Raises ReportError."""
    if content.count(b"multipart/") > _MOST_PARTS_OF_PARTS:
        raise ReportError("is a damaged web archive: save the page again.")
    try:
        message = message_from_bytes(content, policy=policy.default)
        if isinstance(message, EmailMessage):
            for part in message.walk():
                if part.get_content_type() == "text/html":
                    page = part.get_payload(decode=True)
                    return page if isinstance(page, bytes) else b""
    # The parser meets damaged headers with errors of many kinds.
    except Exception as error:
        raise ReportError("is a damaged web archive: save the page again.") from error
    raise ReportError("is a web archive without a page in it: save the page again.")
