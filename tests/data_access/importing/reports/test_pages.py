"""A saved statement page gives its commitment, its sections, and every finding once."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from data_access.importing.reports.parsing.parse import parse_document
from data_access.importing.reports.parsing.result import ParsedDocument, ReportSource
from tests.data_access.importing.reports.report_mutations import broken_promises
from tests.data_access.importing.reports.report_texts.make import (
    docx_of,
    statement_page,
    text_of,
    wrapped,
)


def read(text: str, name: str = "page.md") -> ParsedDocument:
    [document] = parse_document(ReportSource(name, text.encode()))
    assert broken_promises(document) == []
    return document


def findings(document: ParsedDocument) -> list[str]:
    return [finding.text for finding in document.findings]


def uses(document: ParsedDocument, use: str) -> list[str]:
    lines = document.text.split("\n")
    return [lines[one.line - 1] for one in document.line_uses if one.use == use]


def page(below: str, commitment: str = "We keep our word.") -> str:
    """A statement page with this text under its "Key findings" heading."""
    return (
        f"Safeguarding\n\nScore: 2\n\nThe local authority commitment\n\n{commitment}\n\n"
        f"Key findings for this quality statement\n\n{below}\n"
    )


def test_a_markdown_page_is_read_whole() -> None:
    document = read(text_of("learning.md"))
    assert document.layout == "statement page"
    [score] = document.scores
    assert (score.statement, score.score, score.standard) == (
        "learning", 3, "Evidence shows a good standard"
    )  # fmt: skip
    assert document.commitments == {
        "learning": "We try new things, learn from what happened, and share what we learned. "
        "We welcome challenge."
    }
    assert document.sections == {
        "learning": ("How the council learns", "Learning from what people say")
    }
    assert [(f.paragraph, f.sentence, f.line, f.text) for f in document.findings] == [
        (1, 1, 17, "Staff at Example Borough met each month to talk about what they had learned."),
        (1, 2, 17, "Some teams, e.g. the night team, rarely took part."),
        (1, 3, 17, "This meant that OT's and others missed out."),
        (
            2, 1, 19,
            "The council had set aside £1.2m for training, although only 2.5% of it was used by "
            "Dr. Patel's team.",
        ),
        (2, 2, 19, "One worker said, “I was given time. It helped.”"),
        (2, 3, 19, "Another told us they waited…"),
        (3, 1, 23, "The council tried a new tool:"),
        (4, 1, 25, "a map of services"),
        (5, 1, 26, "a phone line open from 9 a.m. to 5 p.m. every day"),
        (6, 1, 27, "Email"),
        (7, 1, 31, "People's feedback was read by leaders (see No. 3 of their plan)."),
        (7, 2, 31, "It was not always acted on!"),
    ]  # fmt: skip
    assert {f.section for f in document.findings[:10]} == {"How the council learns"}
    assert {f.section for f in document.findings[10:]} == {"Learning from what people say"}
    assert document.unrecognised == ()
    assert uses(document, "boilerplate") == ["---", "---", "---", "© Care Quality Commission"]


def test_a_saved_web_page_gives_its_findings_and_none_of_its_boilerplate() -> None:
    document = read(text_of("needs.html"), "needs.html")
    assert document.authority_named == "Example Borough"
    assert str(document.published) == "2025-10-03"
    assert [(s.statement, s.score) for s in document.scores] == [("assessing_needs", 2)]
    assert findings(document) == [
        "People waited 41 days on average for an assessment.",
        "The longest wait was 203 days.",
        "Carers told us: “Nobody rang back.”",
        "Leaders knew this.",
        "Reviews were late for a third of people.",
        "Risks were checked every week.",
        "Unpaid carers were offered their own assessment.",
        "Most took it up.",
    ]
    assert document.sections == {
        "assessing_needs": ("How long people waited", "Support for unpaid carers")
    }
    assert uses(document, "expectation") == [
        "I am asked what matters to me, and it is written down.",
        "I have support that is co-ordinated by people who talk to one another.",
    ]
    assert document.unrecognised == ()
    assert "Hidden" not in document.text
    assert "for ever" not in document.text
    assert any("hidden word" in note for note in document.notes)


def test_what_people_expect_is_told_from_findings_even_without_the_next_heading() -> None:
    text = (
        "Safeguarding\nScore: 2\nWhat people expect\nI feel safe.\nWe keep people safe.\n"
        "Key findings for this quality statement\nConcerns were looked at within a day.\n"
    )
    document = read(text)
    assert findings(document) == ["Concerns were looked at within a day."]
    assert document.commitments == {"safeguarding": "We keep people safe."}
    assert uses(document, "expectation") == ["I feel safe."]


def test_a_lost_findings_heading_is_noted_and_the_findings_kept() -> None:
    text = page("Concerns were looked at.").replace(
        "Key findings for this quality statement\n\n", ""
    )
    document = read(text)
    assert findings(document) == ["Concerns were looked at."]
    assert document.commitments == {"safeguarding": "We keep our word."}
    assert any("Key findings" in note for note in document.notes)


def test_a_page_with_nothing_but_name_score_and_text() -> None:
    document = read("Safeguarding\nScore: 2\nConcerns were looked at. Some were late.\n")
    assert document.layout == "statement page"
    assert findings(document) == ["Concerns were looked at.", "Some were late."]
    assert any("Key findings" in note for note in document.notes)


def test_a_page_that_names_no_statement_attaches_its_findings_to_none() -> None:
    text = page("Concerns were looked at.").replace("Safeguarding\n\n", "")
    document = read(text)
    assert document.findings == ()
    assert "Concerns were looked at." in [line.text for line in document.unrecognised]


def test_a_second_page_whose_name_was_lost_is_not_given_to_the_first() -> None:
    second = page("Nobody knows whose finding this is.").replace("Safeguarding\n\n", "")
    document = read(page("Concerns were looked at.") + second)
    assert findings(document) == ["Concerns were looked at."]
    assert [(s.statement, s.score) for s in document.scores] == [("safeguarding", 2)]
    refused = [line.text for line in document.unrecognised]
    assert "Nobody knows whose finding this is." in refused


def test_a_whole_report_in_one_file() -> None:
    pages = "\n\n".join(statement_page(s, 2) for s in ("equity", "safeguarding"))
    document = read(f"{text_of('summary.txt')}\n\n{pages}", "whole.txt")
    assert document.layout == "full report"
    assert len(document.scores) == 9
    assert document.conflicts == ()
    assert document.overall_percentage == 59
    assert [f.paragraph for f in document.findings if f.statement == "safeguarding"] == [1, 1, 2]
    assert document.narrative[0].section == "Summary of people's experiences"
    assert document.unrecognised == ()


def test_a_page_twice_in_one_file_is_read_once() -> None:
    document = read(statement_page("equity") * 2)
    assert len(document.findings) == 3
    assert any("twice" in note for note in document.notes)


def test_links_to_other_pages_are_no_findings() -> None:
    document = read(
        page("Concerns were looked at.\n\nPrevious\n\nEquity\n\nNext: Leadership\n\nHome")
    )
    assert findings(document) == ["Concerns were looked at."]
    assert document.unrecognised == ()


def test_words_a_menu_might_hold_stay_in_a_list_of_findings() -> None:
    document = read(page("People could reach the council by:\n\n- Email\n- Search\n\nMost rang."))
    assert findings(document) == [
        "People could reach the council by:",
        "Email",
        "Search",
        "Most rang.",
    ]


def test_a_list_that_lost_its_bullets_is_no_row_of_headings() -> None:
    document = read(
        page("The council had:\nA map of services\nA telephone line\n\nMost people rang.")
    )
    assert findings(document) == [
        "The council had:", "A map of services", "A telephone line", "Most people rang.",
    ]  # fmt: skip
    assert document.sections == {}


def test_a_statements_name_can_head_a_section_of_another_page() -> None:
    document = read(page("Leadership\n\nLeaders knew the risks."))
    assert document.sections == {"safeguarding": ("Leadership",)}
    assert findings(document) == ["Leaders knew the risks."]


def test_lines_nothing_can_be_made_of_are_shown_with_their_number() -> None:
    document = read(
        page("Concerns were looked at.\n\n© Care Quality Commission\n\nBuy one, get two")
    )
    [line] = document.unrecognised
    assert (line.source, line.text, line.why) == (
        "page.md", "Buy one, get two", "comes after the end of the page"
    )  # fmt: skip
    assert document.text.split("\n")[line.line - 1] == line.text


def test_text_that_is_no_report_is_said_to_be_none() -> None:
    document = read("Dear all,\n\nthe meeting is at noon.\n")
    assert document.layout == "unknown"
    assert [line.line for line in document.unrecognised] == [1, 3]
    assert document.notes == ("this does not look like a CQC assessment of a local authority",)


def test_an_indicative_page_of_a_pilot() -> None:
    text = page("Staff cared.").replace(
        "Score: 2", "Indicative score:\n\n2 - Evidence shows some shortfalls"
    )
    document = read(f"Example County Council assessment\n\n{text}")
    assert document.authority_named == "Example County Council"
    assert [(s.statement, s.score) for s in document.scores] == [("safeguarding", 2)]
    assert any("indicative" in note for note in document.notes)


@pytest.mark.parametrize(
    "title",
    ["Theme 3: Safeguarding", "Example Borough - Safeguarding", "Safeguarding | Example Borough"],
)
def test_titles_with_more_than_the_name(title: str) -> None:
    document = read(page("Staff cared.").replace("Safeguarding\n\n", f"{title}\n\n"))
    assert [(s.statement, s.score) for s in document.scores] == [("safeguarding", 2)]
    assert findings(document) == ["Staff cared."]


def test_the_name_can_come_from_the_title_of_a_web_page() -> None:
    body = page("Staff cared.").replace("Safeguarding\n\n", "")
    paragraphs = "".join(f"<p>{line}</p>" for line in body.split("\n\n"))
    document = read(f"<title>Safeguarding - CQC</title>{paragraphs}", "saved.html")
    assert [finding.statement for finding in document.findings] == ["safeguarding"]
    assert any("title" in note for note in document.notes)


def test_folded_sections_and_scores_for_screen_readers() -> None:
    document = read(
        """<main><h2>Safeguarding <span class="visually-hidden">Score: 3</span></h2>
        <h3><button>What people expect<span>, show this section</span></button></h3>
        <div hidden="until-found"><p>I am heard.</p></div>
        <h3><button>Key findings for this quality statement <span>Hide</span></button></h3>
        <details><summary>What the figures show</summary><p>Risks fell.</p></details></main>""",
        "folded.html",
    )
    assert [(s.statement, s.score) for s in document.scores] == [("safeguarding", 3)]
    assert uses(document, "expectation") == ["I am heard."]
    assert document.sections == {"safeguarding": ("What the figures show",)}
    assert findings(document) == ["Risks fell."]


def test_cells_of_a_table_of_figures_are_shown_and_not_taken_for_evidence() -> None:
    table = "| Team | Late |\n|---|---|\n| North | 12% |"
    document = read(page(f"Waits differed.\n\n{table}\n\nNone was long."))
    assert findings(document) == ["Waits differed.", "None was long."]
    assert [line.text for line in document.unrecognised] == ["Team", "Late", "North", "12%"]
    assert all("table" in line.why for line in document.unrecognised)


def test_a_page_laid_out_in_a_table() -> None:
    lines = page("What we saw\n\nRisks fell.").split("\n\n")
    cells = "".join(f"<tr><td>{line}</td></tr>" for line in lines)
    document = read(f"<table>{cells}</table>", "table.html")
    assert document.sections == {"safeguarding": ("What we saw",)}
    assert findings(document) == ["Risks fell."]


_WORDS = st.sampled_from(
    [
        *("people", "waited", "staff", "listened", "carers", "asked", "leaders", "knew", "plans"),
        *("changed", "support", "came", "early", "late", "often", "never", "risks", "reviews"),
        *("were", "was", "not", "always", "with", "for", "their", "own", "homes"),
    ]
)
_SENTENCES = st.lists(_WORDS, min_size=4, max_size=25).map(
    lambda words: " ".join(words).capitalize() + "."
)
_PARAGRAPHS = st.lists(st.lists(_SENTENCES, min_size=1, max_size=5), min_size=1, max_size=4)
_HEADINGS = st.lists(_WORDS, min_size=2, max_size=6).map(lambda w: " ".join(w).capitalize())
_SECTIONS = st.lists(st.tuples(_HEADINGS, _PARAGRAPHS), min_size=1, max_size=4)
_Sections = list[tuple[str, list[list[str]]]]


def _as_markdown(sections: _Sections) -> str:
    parts = []
    for heading, paragraphs in sections:
        parts += [f"### {heading}", *(" ".join(sentences) for sentences in paragraphs)]
    return page("\n\n".join(parts))


def _as_lines(sections: _Sections) -> str:
    """One paragraph or heading a line, no marks and no blank lines."""
    lines = [line.lstrip("# ") for line in _as_markdown(sections).split("\n")]
    return "\n".join(line for line in lines if line)


def _as_wrapped(sections: _Sections) -> str:
    return wrapped(_as_markdown(sections).strip().split("\n\n"), 72)


def _as_html(sections: _Sections) -> str:
    parts = []
    for block in _as_markdown(sections).strip().split("\n\n"):
        tag = "h3" if block.startswith("#") else "p"
        parts.append(f"<{tag}>{block.lstrip('# ')}</{tag}>")
    return "<html><body><main>" + "\n".join(parts) + "</main></body></html>"


@settings(deadline=None, max_examples=60)
@given(_SECTIONS, st.sampled_from(["markdown", "lines", "wrapped", "html", "docx"]))
def test_every_sentence_comes_back_once_in_its_place_from_every_kind_of_file(
    sections: _Sections, kind: str
) -> None:
    if kind == "docx":
        source = ReportSource("page.docx", docx_of(_as_markdown(sections)))
    else:
        writers = {
            "markdown": _as_markdown, "lines": _as_lines, "wrapped": _as_wrapped, "html": _as_html
        }  # fmt: skip
        name = "page.html" if kind == "html" else "page.txt"
        source = ReportSource(name, writers[kind](sections).encode())
    [document] = parse_document(source)
    expected = []
    paragraph = 0
    for heading, paragraphs in sections:
        for sentences in paragraphs:
            paragraph += 1
            for number, sentence in enumerate(sentences, start=1):
                expected.append((heading, paragraph, number, sentence))
    read_back = [(f.section, f.paragraph, f.sentence, f.text) for f in document.findings]
    assert read_back == expected
    assert document.sections == {"safeguarding": tuple(heading for heading, _ in sections)}
    assert document.unrecognised == ()
    assert broken_promises(document) == []
