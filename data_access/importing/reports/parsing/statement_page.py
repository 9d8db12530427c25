"""One quality statement's page: its score, its commitment, and its findings by section.

The page is read by its fixed headings. Where one of them was lost, what the text must be is told
by how the regulator writes: commitments begin with "We", what people expect is said in the first
person. Each such reading is noted for the preview.
"""

from __future__ import annotations

import re

from data_access.importing.reports.parsing.boilerplate import boilerplate_of
from data_access.importing.reports.parsing.draft import Draft
from data_access.importing.reports.parsing.headings import (
    Heading,
    heading_of,
    is_sentence,
    may_be_heading,
    reads_as_prose,
)
from data_access.importing.reports.parsing.pages import Page
from data_access.importing.reports.parsing.result import ParsedFinding
from data_access.importing.reports.parsing.score_line import read_score
from data_access.importing.reports.parsing.scores import read_score_list
from data_access.importing.reports.parsing.sentences import sentence_spans
from data_access.importing.reports.parsing.statement_names import is_theme, recognise_statement

_FIRST_PERSON = re.compile(r"\b(?:I|me|my|we|our|us)\b")
_WE = re.compile(r"^[\"“‘']?(?:We|Our)\b")
_NO_STATEMENT = "the page does not say which quality statement it is about"
_PREAMBLE = "stands above the page's first heading and is none of its known parts"
_AFTER_END = "comes after the end of the page"
_CELL = "a table's cell, which cannot be told apart from its table as evidence"


def read_statement_page(draft: Draft, page: Page) -> None:
    """Claim every block of the page."""
    _PageReader(draft, page).read()


class _PageReader:
    def __init__(self, draft: Draft, page: Page) -> None:
        self.draft = draft
        self.page = page
        self.mode: Heading | None = None
        self.section: str | None = None
        # A file may hold two pages of one statement; paragraphs then count on.
        known = [one.paragraph for one in draft.findings if one.statement == page.statement]
        self.paragraph = max(known, default=0)
        self.commitment: list[str] = []
        self.statement = page.statement
        self.seen: set[Heading] = set()
        self.last_prose: int | None = None
        self.list_case: str | None = None  # how the items of a list without bullets begin

    def read(self) -> None:
        first_mark = next(
            (i for i in range(self.page.start, self.page.end) if self._heading(i) is not None),
            self.page.end,
        )
        first = self._preamble_end(first_mark)
        preamble = range(self.page.start, first)
        read_score_list(self.draft, preamble, page=self.statement)
        self._claim_title(preamble)
        last = self._end_of_page()
        for index in range(first, self.page.end):
            if not self.draft.free(index):
                continue
            if self.statement is None:
                self.draft.refuse(index, _NO_STATEMENT)
            elif index > last:
                self._read_after_end(index)
            else:
                self._read_block(index)
        if self.commitment and self.page.statement is not None:
            self.draft.commitments.setdefault(self.page.statement, " ".join(self.commitment))
        for index in preamble:
            if self.draft.free(index):
                if boilerplate_of(self.draft.blocks[index].text) is not None:
                    self.draft.claim(index, "boilerplate")
                else:
                    self.draft.refuse(index, _PREAMBLE)

    def _heading(self, index: int) -> Heading | None:
        heading = heading_of(self.draft.blocks[index].text) if self.draft.free(index) else None
        return None if heading in {"summary", "background"} else heading

    def _preamble_end(self, first_mark: int) -> int:
        """The first fixed heading or, on a page without, the first prose."""
        if not self.page.bare:
            return first_mark
        self.mode = "findings"
        self.draft.note(
            "the page has no “Key findings” heading: the text under its score was read as findings"
        )
        return next(
            (
                i
                for i in range(self.page.start + 1, self.page.end)
                if self.draft.free(i)
                and read_score(self.draft.blocks[i].text, bare=True) is None
                and (is_sentence(self.draft.blocks[i].text) or self._is_heading(i))
            ),
            self.page.end,
        )

    def _claim_title(self, preamble: range) -> None:
        """The page's own name, where its score did not stand beside it."""
        waiting = [one for one in self.draft.named_only if one[1] in preamble]
        for one in waiting:
            self.draft.named_only.remove(one)
            self.draft.claim(one[1], "heading")
        if self.draft.free(self.page.start) and self.statement is not None:
            self.draft.claim(self.page.start, "heading")

    def _end_of_page(self) -> int:
        """The last copyright line; a running one was set aside with the page's heads and feet."""
        ends = [
            i
            for i in range(self.page.start, self.page.end)
            if self.draft.blocks[i].role != "boilerplate"
            and boilerplate_of(self.draft.blocks[i].text) == "end"
        ]
        return ends[-1] if ends else self.page.end

    def _read_after_end(self, index: int) -> None:
        text = self.draft.blocks[index].text
        known = recognise_statement(text) is not None or is_theme(text)
        if known or boilerplate_of(text) is not None:
            self.draft.claim(index, "boilerplate")
        else:
            self.draft.refuse(index, _AFTER_END)

    def _read_block(self, index: int) -> None:
        text = self.draft.blocks[index].text
        heading = self._heading(index)
        if heading is not None:
            self._enter(heading, index)
        elif self.statement is None:
            self.draft.refuse(index, _NO_STATEMENT)
        elif self.mode == "commitment":
            self._read_commitment(index, text)
        elif self.mode == "expectations":
            self._read_expectation(index, text)
        else:
            self._read_finding(index, text)

    def _enter(self, heading: Heading, index: int) -> None:
        if heading in self.seen and "findings" in self.seen:
            # A second page whose name was lost: its text must not be given to this statement.
            self.statement = None
            self.draft.refuse(index, _NO_STATEMENT)
            return
        self.seen.add(heading)
        self.mode = heading
        self.draft.claim(index, "heading")

    def _read_commitment(self, index: int, text: str) -> None:
        if not self.commitment or _WE.match(text) or text[:1].islower():
            self.draft.claim(index, "commitment")
            self.commitment.append(text)
            return
        self._assume_findings(index, text)

    def _read_expectation(self, index: int, text: str) -> None:
        if "commitment" not in self.seen and _WE.match(text):
            self.draft.note("the commitment stands without its heading")
            self.seen.add("commitment")
            self.mode = "commitment"
            self._read_commitment(index, text)
        elif _FIRST_PERSON.search(text) or not is_sentence(text):
            self.draft.claim(index, "expectation")
        else:
            self._assume_findings(index, text)

    def _assume_findings(self, index: int, text: str) -> None:
        self.draft.note(
            "the heading “Key findings for this quality statement” is missing: what "
            "follows the commitment was read as findings"
        )
        self.mode = "findings"
        self.seen.add("findings")
        self._read_finding(index, text)

    def _read_finding(self, index: int, text: str) -> None:
        assert self.statement is not None
        block = self.draft.blocks[index]
        trailing = self._is_trailing(index) and not self._ends_page(index, text)
        if self._is_link(index, text) or (trailing and boilerplate_of(text) is not None):
            self.draft.claim(index, "boilerplate")
        elif self._begins_nameless_page(index, text):
            self.statement = None
            self.draft.refuse(index, _NO_STATEMENT)
        elif read_score(text) is not None:
            self.draft.refuse(index, "a score among the findings, not at the head of the page")
        elif block.role == "heading" or self._is_heading(index):
            self._open_section(index, text)
        elif block.role == "cell" and not is_sentence(text):
            self.draft.refuse(index, _CELL)
        elif trailing and block.role == "text" and self.list_case is None:
            self.draft.refuse(index, "a short line after the last finding, perhaps a link")
        else:
            self._add_finding(index, text)

    def _open_section(self, index: int, text: str) -> None:
        assert self.statement is not None
        self.draft.claim(index, "heading")
        self.section = text
        self.list_case = None
        self.draft.sections.setdefault(self.statement, []).append(text)

    def _add_finding(self, index: int, text: str) -> None:
        assert self.statement is not None
        block = self.draft.blocks[index]
        self.draft.claim(index, "finding")
        self.paragraph += 1
        for number, (start, end) in enumerate(sentence_spans(text), start=1):
            self.draft.findings.append(
                ParsedFinding(
                    self.statement,
                    self.section,
                    self.paragraph,
                    number,
                    text[start:end],
                    block.line_at(start),
                )
            )
        if text.endswith(":"):
            self.list_case = "new"
        elif is_sentence(text) or block.role == "item":
            self.list_case = None
        elif self.list_case == "new":
            self.list_case = "lower" if text[0].islower() else "upper"

    def _ends_page(self, index: int, text: str) -> bool:
        """Whether this is the page's last paragraph, without its full stop: prose at the very end,
        with what is known to be no part of the report alone after it."""
        after = range(index + 1, self.page.end)
        return reads_as_prose(text) and all(
            self.draft.uses[i] == "boilerplate"
            or self.draft.blocks[i].role == "rule"
            or boilerplate_of(self.draft.blocks[i].text) is not None
            or recognise_statement(self.draft.blocks[i].text) is not None
            or is_theme(self.draft.blocks[i].text)
            for i in after
        )

    def _is_trailing(self, index: int) -> bool:
        """Whether neither this block nor any after it on the page is prose or an item."""
        return index > self._last_prose()

    def _last_prose(self) -> int:
        if self.last_prose is None:
            prose = (
                i
                for i in range(self.page.end - 1, self.page.start - 1, -1)
                if self.draft.uses[i] in {None, "finding"}
                and (self.draft.blocks[i].role == "item" or is_sentence(self.draft.blocks[i].text))
                and boilerplate_of(self.draft.blocks[i].text) is None
            )
            self.last_prose = next(prose, self.page.start)
        return self.last_prose

    def _is_link(self, index: int, text: str) -> bool:
        """Whether a statement's or theme's name here is a link to its page, not a heading."""
        if heading_of(text) == "summary" and self._is_trailing(index):
            return True
        if recognise_statement(text) is None and not is_theme(text):
            return False
        before = self.draft.blocks[index - 1]
        if boilerplate_of(before.text) == "turn":
            return True
        following = self.draft.next_free(index, self.page.end)
        return following is None or not is_sentence(self.draft.blocks[following].text)

    def _begins_nameless_page(self, index: int, text: str) -> bool:
        if read_score(text) is None or "findings" not in self.seen:
            return False
        near = range(index + 1, min(index + 7, self.page.end))
        return any(self._heading(i) is not None for i in near)

    def _is_heading(self, index: int) -> bool:
        """A short line of its own, without a full stop, above a paragraph."""
        block = self.draft.blocks[index]
        text = block.text
        if block.role not in {"text", "heading", "cell"} or len(block.lines) > 2:
            return False
        if not may_be_heading(text):
            return False
        if self.list_case in {"new", "upper"}:
            return False
        after = self._beside(index, 1)
        if after is None:
            return False
        below = self.draft.blocks[after]
        if block.role == "cell" and below.role != "cell":
            return False
        return (
            below.role in {"heading", "item"}
            or is_sentence(below.text)
            or self._ends_page(after, below.text)
        )

    def _beside(self, index: int, step: int) -> int | None:
        """The next or previous block of the page that is no rule or other boilerplate."""
        index += step
        while self.page.start <= index < self.page.end:
            if self.draft.uses[index] != "boilerplate":
                return index
            index += step
        return None
