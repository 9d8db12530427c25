"""Where in a document the page of each quality statement begins and ends.

A statement's name also stands in menus, in lists of scores and as a heading inside other pages.
It opens a page only if one of the page's fixed headings ("The local authority commitment", "Key
findings …") follows before the next name.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass

from data_access.importing.reports.parsing.draft import Draft
from data_access.importing.reports.parsing.headings import heading_of, is_sentence
from data_access.importing.reports.parsing.score_line import read_named_scores, read_score
from data_access.importing.reports.parsing.statement_names import recognise_statement

_FARTHEST = 15  # blocks between a page's name and its first fixed heading
_TITLE_PARTS = re.compile(r"\s+[-–—|]\s+|\s*[:|]\s+")


@dataclass(frozen=True)
class Page:
    """One statement's page: blocks from `start` up to `end`. `statement` is None if the page does
    not name one; `bare` says it has no fixed headings at all."""

    statement: str | None
    start: int
    end: int
    bare: bool = False


def find_pages(draft: Draft) -> list[Page]:
    """The pages in the document, in order."""
    starts = _marked_starts(draft) or _bare_starts(draft)
    if not starts:
        return []
    bare = not any(heading_of(block.text) in _PAGE_HEADINGS for block in draft.blocks)
    ends = [start for start, _ in starts[1:]] + [len(draft.blocks)]
    return [
        Page(statement, start, end, bare=bare)
        for (start, statement), end in zip(starts, ends, strict=True)
    ]


_PAGE_HEADINGS = {"commitment", "expectations", "findings"}


def _marked_starts(draft: Draft) -> list[tuple[int, str | None]]:
    names = _names(draft)
    headings = [
        i for i in range(len(draft.blocks)) if heading_of(draft.blocks[i].text) in _PAGE_HEADINGS
    ]
    if not headings:
        return []
    starts: list[tuple[int, str | None]] = []
    ordered = sorted(names)
    for position, index in enumerate(ordered):
        limit = ordered[position + 1] if position + 1 < len(ordered) else len(draft.blocks)
        at = bisect_right(headings, index)
        if at == len(headings) or headings[at] >= limit:
            continue
        if sum(draft.free(i) for i in range(index + 1, headings[at])) <= _FARTHEST:
            starts.append((index, names[index]))
    if not starts or starts[0][0] > headings[0]:
        starts.insert(0, _untitled_start(draft, headings[0]))
    return starts


def _names(draft: Draft) -> dict[int, str]:
    names: dict[int, str] = {}
    for index, block in enumerate(draft.blocks):
        if not draft.free(index):
            continue
        statement = statement_in_title(block.text)
        if statement is None and (scores := read_named_scores(block.text)):
            statement = scores[0][0] if len(scores) == 1 else None
        if statement is not None:
            names[index] = statement
    return names


def statement_in_title(text: str) -> str | None:
    """The statement a title names, alone or beside the council or theme ("Theme 3: Safeguarding",
    "Example Borough - Safeguarding"), or None."""
    if len(text) > 160:
        return None
    whole = recognise_statement(text)
    if whole is not None:
        return whole
    named = [found for part in _TITLE_PARTS.split(text) if (found := recognise_statement(part))]
    return named[0] if len(named) == 1 else None


def _untitled_start(draft: Draft, mark: int) -> tuple[int, str | None]:
    """A page that begins before any name: the file's own title may have it."""
    start = next((i for i in range(mark) if draft.free(i)), mark)
    title = draft.extract.title
    statement = statement_in_title(title) if title else None
    if statement is not None:
        draft.note("the quality statement's name was read from the page's title")
    return start, statement


def _bare_starts(draft: Draft) -> list[tuple[int, str | None]]:
    """Pages without fixed headings: a name, its score, then text; used only where no heading
    tells and where nearly every scored name has text, so that a list of scores is not one."""
    if any(heading_of(block.text) == "summary" for block in draft.blocks):
        return []
    names = _names(draft)
    ordered = sorted(names)
    with_text: list[tuple[int, str | None]] = []
    scored = 0
    for position, index in enumerate(ordered):
        limit = ordered[position + 1] if position + 1 < len(ordered) else len(draft.blocks)
        following = draft.next_free(index, limit)
        inline = bool(read_named_scores(draft.blocks[index].text))
        if not inline and (
            following is None or read_score(draft.blocks[following].text, bare=True) is None
        ):
            continue
        scored += 1
        if any(
            draft.free(i) and is_sentence(draft.blocks[i].text) for i in range(index + 1, limit)
        ):
            with_text.append((index, names[index]))
    return with_text if 2 * len(with_text) > scored else []
