"""Looking into a file without reading it: the parts of a packed one, a sample of its text, and what
that sample shows. Everything in here takes time in proportion to a bounded sample."""

from __future__ import annotations

import io
import re
import struct
import zipfile
from collections import Counter
from dataclasses import dataclass, field

_SAMPLE = 600_000  # bytes or characters that are looked at
_LIST_OF_PARTS = 2_000_000  # bytes of a packed file's list of its parts
_END_OF_LIST = 66_000
_FEWEST_ROWS = 2
_MOST_PLACES = 50
_LINES = 200

# What stands on the regulator's own pages and hardly elsewhere.
_MARKS = re.compile(
    r"local authority assessment|key findings for this quality statement|"
    r"local authority commitment|what people expect\b|local authority rating and score|"
    r"quality statement scores|cqc (?:rates|has rated|publishes)|"
    r"evidence shows (?:significant shortfalls|some shortfalls|a good standard|an exceptional)|"
    r"© ?care quality commission"
)
_STATEMENTS = re.compile(
    r"assessing (?:people.s )?needs|healthier lives|equity in experience|"
    r"care provision, integration|partnerships? and communities|"
    r"pathways, (?:systems )?(?:and )?transitions|governance, management|learning, improvement"
)


@dataclass(frozen=True)
class Packed:
    """A packed file: the names of its parts, and what an OpenDocument says it is."""

    content: bytes = field(repr=False)
    names: frozenset[str]
    document_kind: str = ""

    def word_text(self) -> str:
        """The start of a Word document's text, with its marks."""
        return _start_of(self.content, "word/document.xml").decode("utf-8", "replace")


def packed_parts(content: bytes) -> Packed | None:
    """The parts of a packed file; None where it is damaged, or lists more than any document."""
    end = content.rfind(b"PK\x05\x06", max(0, len(content) - _END_OF_LIST))
    if end < 0 or len(content) < end + 22:
        return None
    (size,) = struct.unpack_from("<I", content, end + 12)
    if size > _LIST_OF_PARTS:
        return None
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            names = frozenset(archive.namelist())
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError, RuntimeError):
        return None
    kind = _start_of(content, "mimetype")[:80] if "mimetype" in names else b""
    told = kind.decode("ascii", "replace")
    return Packed(content, names, told if "opendocument" in told else "")


def _start_of(content: bytes, part: str) -> bytes:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive, archive.open(part) as opened:
            return opened.read(_SAMPLE)
    # Damage shows as BadZipFile, zlib.error, EOFError, RuntimeError (a password) and others.
    except Exception:
        return b""


def old_office_parts(content: bytes) -> set[str]:
    """Which of the known parts a file of old Office (a compound file) lists by name."""
    known = ("Workbook", "Book", "WordDocument", "PowerPoint Document", "EncryptedPackage",
             "__properties_version1.0")  # fmt: skip
    # Names are kept in UTF-16 at the start of an entry, and end with a zero.
    return {name for name in known if _lists(content, f"{name}\0".encode("utf-16-le"))}


def _lists(content: bytes, name: bytes) -> bool:
    """Whether an entry begins with a name: entries stand at multiples of 128 bytes."""
    place = content.find(name)
    for _ in range(_MOST_PLACES):
        if place < 0 or place % 128 == 0:
            break
        place = content.find(name, place + 1)
    return place >= 0 and place % 128 == 0


def sample_text(content: bytes) -> str | None:
    """The start of a file as text, by its mark or the commonest encodings; None if it is none."""
    start = content[:_SAMPLE]
    for mark, encoding in (
        (b"\xef\xbb\xbf", "utf-8"),
        (b"\xff\xfe\x00\x00", "utf-32-le"),
        (b"\xff\xfe", "utf-16-le"),
        (b"\xfe\xff", "utf-16-be"),
    ):
        if start.startswith(mark):
            return start[len(mark) :].decode(encoding, "replace")
    if b"\x00" in start:
        for encoding, zeros in (("utf-16-le", start[1::2]), ("utf-16-be", start[::2])):
            if zeros.count(0) > 0.6 * len(zeros):
                return start.decode(encoding, "replace")
        return None
    odd = len(start) - len(start.translate(None, bytes({*range(32)} - {9, 10, 12, 13})))
    if odd > len(start) / 50:
        return None
    try:
        return start.decode("utf-8")
    except UnicodeDecodeError:
        return start.decode("cp1252", "replace")


@dataclass(frozen=True)
class Told:
    """What a sample of marked-up text shows: how many tables, how much text in and outside them,
    and how many different marks of the regulator's pages outside."""

    tables: int
    characters_inside: int
    characters_outside: int
    marks_outside: int


def told_by_markup(text: str, *, cell_tags: tuple[str, ...]) -> Told:
    """What a page's or document's text shows. `cell_tags`: the tags of a table."""
    inside: list[str] = []
    outside: list[str] = []
    tables = depth = 0
    silent = ""  # a script or style sheet, until it ends
    if not cell_tags:
        outside.append(text[:_SAMPLE])
        text = ""
    for piece in text[:_SAMPLE].split("<"):
        tag, closed, words = piece.partition(">")
        if not closed:
            tag, words = "", piece
        name = tag[:40].split(maxsplit=1)[0].casefold().rstrip("/") if tag.strip() else ""
        if silent:
            silent = "" if name == f"/{silent}" else silent
            continue
        if name in {"script", "style"} and not tag.endswith("/"):
            silent = name
            continue
        if name in cell_tags:
            tables += 1
            depth += 1
        elif name.removeprefix("/") in cell_tags:
            depth = max(0, depth - 1)
        if words.strip():
            (inside if depth else outside).append(words.strip())
    told = " ".join(" ".join(outside).split()).casefold()
    marks = {found.group() for found in _MARKS.finditer(told)}
    named = {found.group() for found in _STATEMENTS.finditer(told)}
    return Told(
        tables,
        sum(map(len, inside)),
        sum(map(len, outside)),
        len(marks) + (len(named) >= 4),
    )


def looks_tabular(text: str, *, bars: bool) -> bool:
    """Whether most lines of a text are cut into the same number of cells, two or more; `bars`: by
    upright bars too."""
    lines = [line for line in text.splitlines()[:_LINES] if line.strip()]
    for separator in (",", ";", "\t", "|")[: 4 if bars else 3]:
        counted = Counter(line.count(separator) for line in lines)
        cuts, times = max(counted.items(), key=lambda each: each[1], default=(0, 0))
        # Two parts may be a sentence with a comma in it.
        if cuts and times >= max(_FEWEST_ROWS, (0.8 if cuts == 1 else 0.6) * len(lines)):
            return True
    return False
