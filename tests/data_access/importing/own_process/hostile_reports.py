"""Files that were made to overwhelm whoever reads them as a published report."""

from __future__ import annotations

import zlib
from collections.abc import Callable

from tests.data_access.importing.own_process.hostile_tables import (
    html,
    word_with_wide_cells,
    zipped,
)

_LINE = b"BT /F 11 Tf 1 0 0 1 50 %d Tm (People told us that they waited too long.) Tj ET\n"


def pdf(objects: dict[int, bytes]) -> bytes:
    """A PDF of numbered objects, of which the first is the catalogue."""
    content = b"%PDF-1.5\n"
    places = {}
    for number, body in objects.items():
        places[number] = len(content)
        content += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    start = len(content)
    content += b"xref\n0 1\n0000000000 65535 f \n"
    for number, place in places.items():
        content += b"%d 1\n%010d 00000 n \n" % (number, place)
    return content + (
        b"trailer\n<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n" % (max(objects) + 1, start)
    )


def _stream(content: bytes, more: bytes = b"") -> bytes:
    packed = zlib.compress(content, 9)
    head = b"<</Length %d/Filter/FlateDecode%s>>" % (len(packed), more)
    return head + b"\nstream\n" + packed + b"\nendstream"


_FONT = b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>"


def pages_of_one_content(pages: int, lines: int) -> bytes:
    """Many pages that all show one content of many lines."""
    content = b"".join(_LINE % (800 - 12 * (n % 60)) for n in range(lines))
    kids = b" ".join(b"%d 0 R" % (10 + n) for n in range(pages))
    page = b"<</Type/Page/Parent 2 0 R/Contents 4 0 R/Resources<</Font<</F 3 0 R>>>>>>"
    return pdf(
        {
            1: b"<</Type/Catalog/Pages 2 0 R>>",
            2: b"<</Type/Pages/Count %d/MediaBox[0 0 600 850]/Kids[%s]>>" % (pages, kids),
            3: _FONT,
            4: _stream(content),
            **{10 + n: page for n in range(pages)},
        }
    )


def forms_in_forms(depth: int, times: int) -> bytes:
    """A page that draws a form many times, which draws another as often, and so on."""
    forms = {}
    for level in range(depth):
        last = level == depth - 1
        inner = _LINE % 700 if last else b"/X Do\n" * times
        within = b"" if last else b"/XObject<</X %d 0 R>>" % (11 + level)
        resources = b"/Resources<</Font<</F 3 0 R>>%s>>" % within
        box = b"/Type/XObject/Subtype/Form/BBox[0 0 600 850]"
        forms[10 + level] = _stream(inner, box + resources)
    page = b"<</Type/Page/Parent 2 0 R/Contents 4 0 R/Resources<</XObject<</X 10 0 R>>>>>>"
    return pdf(
        {
            1: b"<</Type/Catalog/Pages 2 0 R>>",
            2: b"<</Type/Pages/Count 1/MediaBox[0 0 600 850]/Kids[5 0 R]>>",
            3: _FONT,
            4: _stream(b"/X Do\n" * times),
            5: page,
            **forms,
        }
    )


def _deep_states() -> bytes:
    """A page whose drawing states lie in one another 150,000 deep."""
    content = b"q 1 0 0 1 1 1 cm\n" * 150_000 + _LINE % 700
    return _one_page(content)


def _one_long_line() -> bytes:
    """A page with one line of 300,000 pieces, each moved far away from the one before."""
    return _one_page(b"BT /F 11 Tf [" + b"(a) -99999 " * 300_000 + b"] TJ ET")


def _far_apart() -> bytes:
    """Words that lie millions of points apart, as if on a page of many miles."""
    words = b"".join(
        b"BT /F 1 Tf 1 0 0 1 %d %d Tm (word) Tj ET\n" % (n * 999_999, n * 999_999)
        for n in range(1000)
    )
    return _one_page(words)


def _one_page(content: bytes) -> bytes:
    page = b"<</Type/Page/Parent 2 0 R/Contents 4 0 R/Resources<</Font<</F 3 0 R>>>>>>"
    return pdf(
        {
            1: b"<</Type/Catalog/Pages 2 0 R>>",
            2: b"<</Type/Pages/Count 1/MediaBox[0 0 600 850]/Kids[5 0 R]>>",
            3: _FONT,
            4: _stream(content),
            5: page,
        }
    )


def _ring_of_pages() -> bytes:
    """A tree of pages whose branches lead back to its root."""
    return pdf(
        {
            1: b"<</Type/Catalog/Pages 2 0 R>>",
            2: b"<</Type/Pages/Count 2000000000/Kids[2 0 R 2 0 R 6 0 R]>>",
            6: b"<</Type/Pages/Parent 2 0 R/Count 2000000000/Kids[2 0 R 6 0 R]>>",
        }
    )


def _mail_in_mail() -> bytes:
    head = b"MIME-Version: 1.0\nContent-Type: multipart/related; boundary=b\n\n"
    part = b"--b\nContent-Type: message/rfc822\n\n"
    return head + (part + head) * 20_000


REPORTS: dict[str, Callable[[], bytes]] = {
    "one content.pdf": lambda: pages_of_one_content(390, 4000),
    "one short content.pdf": lambda: pages_of_one_content(390, 300),
    "forms in forms.pdf": lambda: forms_in_forms(12, 30),
    "deep states.pdf": _deep_states,
    "one long line.pdf": _one_long_line,
    "far apart.pdf": _far_apart,
    "ring of pages.pdf": _ring_of_pages,
    "large stream.pdf": lambda: _one_page(b" " * 400_000_000),
    "wide cells.docx": word_with_wide_cells,
    "bomb.zip": lambda: zipped({"page.html": [" " * (1 << 20)] * 400}),
    "many pages.zip": lambda: zipped({f"{n}.txt": b"A line.\n" * 90_000 for n in range(99)}),
    "deep.html": lambda: html("<div>" * 400, "<p>Some <b>words" * 100_000),
    "long.txt": lambda: b"People told us that they waited too long. " * 180_000,
    "mail in mail.mhtml": _mail_in_mail,
    "marks.md": lambda: b"[a](b) **c** *d* " * 100_000,
}
