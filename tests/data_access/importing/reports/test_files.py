"""Reports are read from every kind of file; what cannot be read is refused in one sentence."""

from __future__ import annotations

import contextlib
import io
import zipfile

import pytest

from data_access.errors import DataError
from data_access.importing.reports.parsing.parse import parse_document, parse_report
from data_access.importing.reports.parsing.result import ParsedDocument, ReportError, ReportSource
from tests.data_access.importing.reports.report_mutations import broken_promises
from tests.data_access.importing.reports.report_texts.make import (
    STATEMENT_NAMES,
    docx_of,
    locked_pdf,
    pdf_of,
    statement_page,
    text_of,
    web_archive_of,
    zip_of,
)

LEARNING = text_of("learning.md")


def read(name: str, content: bytes) -> ParsedDocument:
    [document] = parse_document(ReportSource(name, content))
    assert broken_promises(document) == []
    return document


def findings(document: ParsedDocument) -> list[str]:
    return [finding.text for finding in document.findings]


EXPECTED = findings(read("learning.md", LEARNING.encode()))


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp1252"]
)
def test_text_in_every_encoding(encoding: str) -> None:
    assert findings(read("learning.txt", LEARNING.encode(encoding))) == EXPECTED


@pytest.mark.parametrize("ending", ["\n", "\r\n", "\r", "\u2028"])
def test_every_line_ending(ending: str) -> None:
    assert findings(read("learning.txt", LEARNING.replace("\n", ending).encode())) == EXPECTED


def test_a_few_broken_bytes_leave_the_other_letters_alone() -> None:
    broken = LEARNING.encode().replace(b"Some teams", b"Some \xfftea\xfems")
    document = read("learning.txt", broken)
    assert "One worker said, “I was given time. It helped.”" in findings(document)
    assert any("2 characters could not be read" in note for note in document.notes)


def test_pasted_text_needs_no_file_name() -> None:
    assert findings(read("pasted text", LEARNING.encode())) == EXPECTED


def test_invisible_characters_go_and_spaces_are_plain() -> None:
    text = LEARNING.replace("Some teams", "So\u00adme\u00a0tea\u200bms")
    assert findings(read("learning.txt", text.encode())) == EXPECTED


def test_markdown_marks_are_no_part_of_the_findings() -> None:
    text = LEARNING.replace("Some teams", "**Some** [teams](https://example.org/a_b)")
    assert findings(read("learning.md", text.encode())) == EXPECTED


def test_a_web_page_is_known_by_its_content_too() -> None:
    page = text_of("needs.html").encode()
    assert findings(read("page.html", page)) == findings(read("page", page))


def test_a_web_archive() -> None:
    page = text_of("needs.html")
    archived = read("page.mhtml", web_archive_of(page))
    assert findings(archived) == findings(read("page.html", page.encode()))


def test_a_word_document_with_a_table_of_scores() -> None:
    document = read("report.docx", docx_of(LEARNING))
    assert findings(document) == EXPECTED
    assert document.sections["learning"] == (
        "How the council learns",
        "Learning from what people say",
    )
    rows = [("Area", "Score"), ("Safeguarding", "2"), ("Equity", "3"), ("Leadership", "1")]
    table = read("table.docx", docx_of("Our scores", rows))
    assert [(s.statement, s.score) for s in table.scores] == [
        ("safeguarding", 2), ("equity", 3), ("governance", 1),
    ]  # fmt: skip


def test_a_pdf_with_wrapped_lines_broken_words_running_heads_and_page_numbers() -> None:
    pages = [
        ["Example Borough assessment", "Safeguarding", "Score: 3", "The local authority commitment",
         "We keep our word.", "Key findings for this quality statement", "How risks are managed",
         "Concerns were looked at within a day and people were told about safe-", "1"],
        ["Example Borough assessment", "guarding enquiries. Staff were clear about it. Co-ordi-",
         "nation was good. The council was co-", "operating with partners on its improve-",
         "ment plan.", "What people said", "People felt safer. They said so.", "2"],
    ]  # fmt: skip
    document = read("report.pdf", pdf_of(pages))
    assert findings(document) == [
        "Concerns were looked at within a day and people were told about safeguarding enquiries.",
        "Staff were clear about it.",
        "Co-ordination was good.",
        "The council was co-operating with partners on its improvement plan.",
        "People felt safer.",
        "They said so.",
    ]
    assert document.sections == {"safeguarding": ("How risks are managed", "What people said")}
    assert document.unrecognised == ()


def test_a_pdfs_title_can_name_the_council() -> None:
    lines = [["Safeguarding – 3"]]
    document = read("r.pdf", pdf_of(lines, title="Example Borough: local authority assessment"))
    assert document.authority_named == "Example Borough"


def test_nine_pages_in_a_zip() -> None:
    members = {f"report/{s}.md": statement_page(s, 2).encode() for s in STATEMENT_NAMES}
    members |= {"report/page_files/site.css": b"x", "__MACOSX/x": b"y", "report/.DS_Store": b"z"}
    documents = parse_document(ReportSource("nine.zip", zip_of(members)))
    assert len(documents) == 9
    assert {d.statements[0] for d in documents} == set(STATEMENT_NAMES)
    assert documents[0].source.startswith("nine.zip: report/")


TYPES = "[Content_Types].xml"
REFUSED = {
    "empty.txt": (b"", "is empty"),
    "blank.txt": (b" \n\n", "is empty"),
    "rules.txt": (b"---\n\n---\n", "has no text"),
    "picture.png": (b"\x89PNG\r\n\x1a\n" + bytes(100), "is a picture"),
    "old.doc": (b"\xd0\xcf\x11\xe0" + bytes(100), "old format"),
    "rich.rtf": (b"{\\rtf1 Hello}", "rich text"),
    "program.exe": (b"MZ\x00\x01\x02" * 50, "is not text"),
    "controls.txt": (bytes(range(1, 9)) * 50, "is not text"),
    "locked.pdf": (locked_pdf(), "locked with a password"),
    "damaged.pdf": (b"%PDF-1.7\nnothing here", "damaged PDF"),
    "scan.pdf": (pdf_of([[]]), "without text"),
    "damaged.docx": (zip_of({TYPES: b"", "word/document.xml": b"<"}), "damaged Word"),
    "sheet.xlsx": (zip_of({TYPES: b"", "xl/workbook.xml": b""}), "workbook"),
    "nested.zip": (zip_of({"inner.zip": zip_of({"a.txt": b"Equity: 2"})}), "zip inside a zip"),
    "nothing.zip": (zip_of({"a.png": b"x"}), "holds no page"),
    "damaged.zip": (b"PK\x03\x04" + bytes(50), "damaged zip"),
    "large.txt": (b"a" * 25_000_001, "larger than 25 MB"),
    "long.txt": (b"It was so.\n" * 30_000, "far more text than a report"),
    "deep.html": (b"<html><body>" + b"<div>" * 5_000, "damaged web page"),
    "bomb.zip": (zip_of({"a.txt": bytes(20_000_000)}), "far more than a report"),
    "many.zip": (zip_of({f"{n}.txt": b"x" for n in range(2_100)}), "more than 2000 files"),
}  # fmt: skip


@pytest.mark.parametrize("name", REFUSED)
def test_what_cannot_be_read_is_refused_in_one_sentence(name: str) -> None:
    content, reason = REFUSED[name]
    with pytest.raises(ReportError, match=reason) as refused:
        parse_document(ReportSource(name, content))
    message = str(refused.value)
    assert message.startswith(name)
    assert message.endswith((".", "."))
    assert "\n" not in message
    assert isinstance(refused.value, DataError)
    assert isinstance(refused.value, ValueError)


def test_a_zip_that_lies_about_its_size_is_refused() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a.txt", b"Safeguarding: 2 " * 200_000)
    content = out.getvalue()
    claimed = (3_200_000).to_bytes(4, "little")
    lying = content.replace(claimed, (10).to_bytes(4, "little"))
    assert lying != content
    with pytest.raises(ReportError, match="damaged"):
        parse_document(ReportSource("a.zip", lying))


def test_files_of_a_folder_that_cannot_be_read_are_listed_beside_the_others() -> None:
    page = statement_page("equity")
    report = parse_report(
        [
            ReportSource("learning.md", LEARNING.encode()),
            ReportSource("scan.pdf", pdf_of([[]])),
            ReportSource("logo.png", b"x"),
            ReportSource("both.zip", zip_of({"a.md": page.encode(), "b.pdf": b"%PDF-"})),
        ]
    )  # fmt: skip
    assert [document.source for document in report.documents] == ["learning.md", "both.zip: a.md"]
    assert [one.source for one in report.unreadable] == ["scan.pdf", "logo.png", "both.zip: b.pdf"]
    assert all(one.why.startswith(one.source) for one in report.unreadable)
    assert set(report.unreadable) <= set(report.unrecognised)


def test_nothing_to_read_is_an_error() -> None:
    with pytest.raises(ReportError, match="no file"):
        parse_report([])
    with pytest.raises(ReportError, match=r"a\.pdf"):
        parse_report([ReportSource("a.pdf", b"%PDF-"), ReportSource("b.txt", b"")])


def test_pages_that_disagree_are_conflicts() -> None:
    summary = text_of("summary.txt")
    other = summary.replace("Example Borough", "Other Borough").replace("3 October", "4 October")
    other = other.replace("59%", "62%")
    report = parse_report(
        [
            ReportSource("summary.txt", summary.encode()),
            ReportSource("safeguarding.md", statement_page("safeguarding", 4).encode()),
            ReportSource("other.txt", other.encode()),
        ]
    )  # fmt: skip
    by_subject = {conflict.about: conflict for conflict in report.conflicts}
    assert set(by_subject) == {"safeguarding", "authority", "published", "overall percentage"}
    assert [place.source for place in by_subject["safeguarding"].places] == [
        "summary.txt", "safeguarding.md",
    ]  # fmt: skip
    scores = {score.statement: score.score for score in report.scores}
    assert scores["safeguarding"] is None
    assert scores["equity"] == 2
    assert len(report.findings) == 3


def test_the_same_page_in_two_files_counts_once() -> None:
    page = statement_page("equity")
    report = parse_report(
        [ReportSource("a.md", page.encode()), ReportSource("a.docx", docx_of(page))]
    )
    assert len(report.findings) == 3
    assert {document.source for document, _ in report.findings} == {"a.md"}
    assert [c.why for c in report.conflicts] == ["the same page twice: the first is used"]
    assert [(s.statement, s.score) for s in report.scores] == [("equity", 3)]


def test_one_council_under_two_names_is_no_conflict() -> None:
    councils = {"equity": "London Borough of Exampleton", "safeguarding": "Exampleton Council"}
    sources = []
    for statement, council in councils.items():
        page = f"{council}: local authority assessment\n\n{statement_page(statement)}"
        sources.append(ReportSource(f"{statement}.txt", page.encode()))
    assert parse_report(sources).conflicts == ()


def test_the_pdf_reader_keeps_quiet(capfd: pytest.CaptureFixture[str]) -> None:
    content = pdf_of([["Safeguarding – 3"]]).replace(b"startxref", b"startxxxx")
    with contextlib.suppress(ReportError):
        parse_document(ReportSource("a.pdf", content))
    assert capfd.readouterr().err == ""
