"""Files of every kind a report may arrive in, made from the texts beside this module."""

from __future__ import annotations

import io
import textwrap
import zipfile
from email import policy
from email.message import EmailMessage
from pathlib import Path

import docx
import pypdf

HERE = Path(__file__).parent

STATEMENT_NAMES = {
    "assessing_needs": "Assessing needs",
    "supporting_healthier_lives": "Supporting people to live healthier lives",
    "equity": "Equity in experience and outcomes",
    "care_provision": "Care provision, integration and continuity",
    "partnerships": "Partnerships and communities",
    "safe_pathways": "Safe pathways, systems and transitions",
    "safeguarding": "Safeguarding",
    "governance": "Governance, management and sustainability",
    "learning": "Learning, improvement and innovation",
}


def text_of(name: str) -> str:
    """The text of one of the files beside this module."""
    return (HERE / name).read_text(encoding="utf-8")


def statement_page(statement: str, score: int = 3, heading: str = "What we saw") -> str:
    """A short page of one statement, in Markdown, with three sentences in two paragraphs."""
    name = STATEMENT_NAMES[statement]
    return (
        f"# {name}\n\nScore: {score}\n\n## The local authority commitment\n\n"
        f"We keep our word about {statement.replace('_', ' ')}.\n\n"
        f"## Key findings for this quality statement\n\n### {heading}\n\n"
        "Visits were made on time. Letters were clear.\n\n"
        f"People spoke of {name.lower()} with warmth.\n"
    )


def wrapped(paragraphs: list[str], width: int = 80) -> str:
    """Paragraphs wrapped to a width, with a blank line between them."""
    return "\n\n".join(textwrap.fill(paragraph, width) for paragraph in paragraphs)


def pdf_of(pages: list[list[str]], title: str | None = None) -> bytes:
    """A PDF that shows each page's lines as they are, in Helvetica."""
    objects: list[bytes] = []
    kids = " ".join(f"{4 + 2 * number} 0 R" for number in range(len(pages)))
    objects.append(b"<< /Type /Catalog /Pages 2 0 R >>")
    objects.append(f"<< /Type /Pages /Kids [{kids}] /Count {len(pages)} >>".encode())
    objects.append(
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>"
    )
    for number, lines in enumerate(pages):
        shown = b"".join(b"(" + _pdf_text(line) + b") Tj T*\n" for line in lines)
        stream = b"BT /F1 10 Tf 14 TL 50 800 Td\n" + shown + b"ET"
        objects.append(
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources "
            b"<< /Font << /F1 3 0 R >> >> /Contents %d 0 R >>" % (5 + 2 * number)
        )
        objects.append(b"<< /Length %d >>\nstream\n%s\nendstream" % (len(stream), stream))
    out = bytearray(b"%PDF-1.4\n")
    places = []
    for number, content in enumerate(objects, start=1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    table = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % place for place in places)
    out += b"trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (
        len(objects) + 1,
        table,
    )
    if title is None:
        return bytes(out)
    writer = pypdf.PdfWriter(clone_from=io.BytesIO(bytes(out)))
    writer.add_metadata({"/Title": title})
    return _written(writer)


def locked_pdf() -> bytes:
    """A PDF that opens only with a password."""
    writer = pypdf.PdfWriter(clone_from=io.BytesIO(pdf_of([["Assessing needs", "Score: 3"]])))
    writer.encrypt("secret", algorithm="RC4-128")
    return _written(writer)


def _written(writer: pypdf.PdfWriter) -> bytes:
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def _pdf_text(line: str) -> bytes:
    encoded = line.encode("cp1252", errors="replace")
    return encoded.replace(b"\\", rb"\\").replace(b"(", rb"\(").replace(b")", rb"\)")


def docx_of(markdown: str, table: list[tuple[str, str]] | None = None) -> bytes:
    """A Word document with Markdown's headings and bullets as Word's own, and a table."""
    document = docx.Document()
    for block in markdown.split("\n\n"):
        text = block.strip()
        if text.startswith("#"):
            marks, _, words = text.partition(" ")
            document.add_heading(words, level=len(marks))
        elif text.startswith("- "):
            for item in text.splitlines():
                document.add_paragraph(item[2:], style="List Bullet")
        elif text and text != "---":
            document.add_paragraph(text)
    if table:
        grid = document.add_table(rows=0, cols=2)
        for left, right in table:
            cells = grid.add_row().cells
            cells[0].text, cells[1].text = left, right
    out = io.BytesIO()
    document.save(out)
    with zipfile.ZipFile(out) as saved:
        return zip_of({name: saved.read(name) for name in saved.namelist()})


def zip_of(members: dict[str, bytes]) -> bytes:
    """A zip of these files, the same bytes whenever it is made."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            info = zipfile.ZipInfo(name, date_time=(2025, 10, 3, 9, 0, 0))
            info.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(info, content)
    return out.getvalue()


def web_archive_of(page: str) -> bytes:
    """A web archive (.mhtml) as a browser saves a page in one file."""
    message = EmailMessage(policy=policy.SMTP)
    message["From"] = "<Saved by a browser>"
    message["Subject"] = "Example Borough"
    message.set_content(page, subtype="html", cte="quoted-printable")
    message.add_related(b"\x89PNG", "image", "png")
    message.set_boundary("page")
    return message.as_bytes()
