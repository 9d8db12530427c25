"""Invented characteristics, written as every kind of file that a council may bring."""

from __future__ import annotations

import io
from collections.abc import Callable

import docx
import xlsxwriter
from docx.document import Document

from data_access.importing.reports.parsing.result import ReportSource
from tests.data_access.importing.reports.report_texts.make import pdf_of

LEVELS = ("Inadequate", "Requires improvement", "Good", "Outstanding")
WORDS = {
    "Safeguarding": (
        ("Worries about a person lie for weeks before anybody looks.",),
        ("Worries are looked at, but the person seldom hears what came of it.",),
        (
            "Each worry is looked at within the days that were agreed.",
            "The person says what they want to happen, and it stands first in the record.",
        ),
        ("People who were kept safe help to teach others how it is done.",),
    ),
    "Learning, improvement and innovation": (
        ("The same mistake comes back year after year.",),
        ("Lessons are written down, and nobody checks whether they held.",),
        ("A lesson is checked again after some months, and the check is written down.",),
        ("Other councils come to see how lessons are kept alive.",),
    ),
}
COUNT = sum(len(each) for levels in WORDS.values() for each in levels)


def lines() -> list[str]:
    """The document as lines of text."""
    told = ["What judgements look like", "These descriptions apply from 1 April 2026.", ""]
    for statement, levels in WORDS.items():
        told += [statement, ""]
        for level, texts in zip(LEVELS, levels, strict=True):
            told += [level, "", *(part for text in texts for part in (f"• {text}", "")), ""]
    return told


def text_file() -> bytes:
    """Plain text."""
    return "\n".join(lines()).encode()


def html_page() -> bytes:
    """A web page with headings and lists."""
    body = "<p>These descriptions apply from 1 April 2026.</p>"
    for statement, levels in WORDS.items():
        body += f"<h2>Quality statement: {statement}</h2>"
        for level, texts in zip(LEVELS, levels, strict=True):
            items = "".join(f"<li>{text}</li>" for text in texts)
            body += f"<h3>What {level.lower()} looks like</h3><ul>{items}</ul>"
    return f"<!doctype html><html><body><main>{body}</main></body></html>".encode()


def html_table() -> bytes:
    """A web page with one table, judgements across it."""
    head = "".join(f"<th>{level}</th>" for level in ("Quality statement", *LEVELS))
    rows = ""
    for statement, levels in WORDS.items():
        cells = "".join(
            f"<td><ul>{''.join(f'<li>{text}</li>' for text in texts)}</ul></td>" for texts in levels
        )
        rows += f"<tr><th>{statement}</th>{cells}</tr>"
    return f"<html><body><table><tr>{head}</tr>{rows}</table></body></html>".encode()


def word_headings() -> bytes:
    """A Word document with headings and lists."""
    made = docx.Document()
    made.add_paragraph("These descriptions apply from 1 April 2026.")
    for statement, levels in WORDS.items():
        made.add_heading(statement, 1)
        for level, texts in zip(LEVELS, levels, strict=True):
            made.add_heading(level, 2)
            for text in texts:
                made.add_paragraph(text, style="List Bullet")
    return _saved(made)


def word_tables() -> bytes:
    """A Word document with a table a statement: judgements down its side."""
    made = docx.Document()
    for statement, levels in WORDS.items():
        made.add_heading(statement, 1)
        table = made.add_table(rows=0, cols=2)
        for level, texts in zip(LEVELS, levels, strict=True):
            cells = table.add_row().cells
            cells[0].text, cells[1].text = level, "\n".join(texts)
    return _saved(made)


def word_across() -> bytes:
    """A Word document with a table a statement: judgements across."""
    made = docx.Document()
    for statement, levels in WORDS.items():
        made.add_heading(statement, 1)
        table = made.add_table(rows=2, cols=4)
        for column, (level, texts) in enumerate(zip(LEVELS, levels, strict=True)):
            table.cell(0, column).text = level
            table.cell(1, column).text = "\n".join(texts)
    return _saved(made)


def _saved(made: Document) -> bytes:
    buffer = io.BytesIO()
    made.save(buffer)
    return buffer.getvalue()


def csv_list() -> bytes:
    """A list with a column each."""
    rows = ["Quality statement,Judgement,Characteristic"]
    for statement, levels in WORDS.items():
        for level, texts in zip(LEVELS, levels, strict=True):
            rows += [f'"{statement}",{level},"{text}"' for text in texts]
    return "\r\n".join(rows).encode()


def workbook_across() -> bytes:
    """A workbook with judgements across its sheet."""
    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(buffer, {"in_memory": True})
    sheet = book.add_worksheet("All statements")
    sheet.write_row(0, 0, ["Quality statement", *LEVELS])
    for row, (statement, levels) in enumerate(WORDS.items(), start=1):
        sheet.write_row(row, 0, [statement, *("\n".join(texts) for texts in levels)])
    book.close()
    return buffer.getvalue()


def pdf_file() -> bytes:
    """A PDF with text."""
    return pdf_of([lines()])


FILES: dict[str, Callable[[], bytes]] = {
    "characteristics.txt": text_file,
    "headings.html": html_page,
    "across.html": html_table,
    "headings.docx": word_headings,
    "down.docx": word_tables,
    "across.docx": word_across,
    "list.csv": csv_list,
    "across.xlsx": workbook_across,
    "characteristics.pdf": pdf_file,
}


def source(name: str) -> ReportSource:
    """One of the files."""
    return ReportSource(name, FILES[name]())
