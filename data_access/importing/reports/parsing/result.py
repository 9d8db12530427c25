"""What reading a report yields: scores, findings, facts, and whatever was not recognised.

Every line that has text ends in exactly one `LineUse`, so a preview can show where each went.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Literal

from data_access.errors import DataError

Layout = Literal["statement page", "full report", "summary page", "press release", "unknown"]

Use = Literal[
    "score",  # names a quality statement or gives its score
    "commitment",  # the local authority commitment
    "expectation",  # "what people expect": the I statements
    "heading",  # a heading of the page, a theme or a section of the findings
    "finding",  # evidence
    "fact",  # the council's name, a date of publication, the overall rating
    "narrative",  # running text of a summary page or press release, tied to no statement
    "background",  # front pages: how councils are assessed, who lives there, money
    "boilerplate",  # what a saved page carries beside the report: menus, rules, copyright
    "unrecognised",
]


class ReportError(DataError, ValueError):
    """A file that cannot be read as a report; the message is one clear sentence for a user."""


@dataclass(frozen=True)
class ReportSource:
    """A file as it came, or pasted text under the name "pasted text"."""

    name: str
    content: bytes


@dataclass(frozen=True)
class ParsedFinding:
    """One sentence of evidence, or one item of a list.

    `paragraph` counts from 1 over the findings of that statement's page and `sentence` from 1
    within the paragraph; `line` is the line of `ParsedDocument.text` where the sentence begins.
    """

    statement: str
    section: str | None
    paragraph: int
    sentence: int
    text: str
    line: int


@dataclass(frozen=True)
class ParsedScore:
    """A quality statement and its score; None where the page names it but gives no clear score.

    `standard` is the regulator's wording beside the number, such as "Evidence shows some
    shortfalls", where the page has it.
    """

    statement: str
    score: int | None
    line: int
    as_written: str
    standard: str | None = None


@dataclass(frozen=True)
class Narrative:
    """A paragraph of a summary page or press release that belongs to no quality statement."""

    section: str | None
    text: str
    line: int


@dataclass(frozen=True)
class Unrecognised:
    """A line nothing could be made of, and why, in plain words."""

    source: str
    line: int
    text: str
    why: str


@dataclass(frozen=True)
class Place:
    """Where something was read: the document and the line of its text."""

    source: str
    line: int
    text: str


@dataclass(frozen=True)
class Conflict:
    """Two places that cannot both be right; `about` is a statement id or a fact's name."""

    about: str
    why: str
    places: tuple[Place, ...]


@dataclass(frozen=True)
class LineUse:
    """What one line of the document's text was read as."""

    line: int
    use: Use


@dataclass(frozen=True)
class ParsedDocument:
    """One page, press release or whole report. `text` is what was read; lines count from 1.
    `address`: where a saved web page came from."""

    source: str
    layout: Layout
    text: str
    scores: tuple[ParsedScore, ...] = ()
    findings: tuple[ParsedFinding, ...] = ()
    commitments: Mapping[str, str] = field(default_factory=dict)
    sections: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    narrative: tuple[Narrative, ...] = ()
    published: date | None = None
    authority_named: str | None = None
    overall_rating: str | None = None
    overall_percentage: int | None = None
    unrecognised: tuple[Unrecognised, ...] = ()
    conflicts: tuple[Conflict, ...] = ()
    notes: tuple[str, ...] = ()
    line_uses: tuple[LineUse, ...] = ()
    address: str | None = None

    @property
    def is_press_release(self) -> bool:
        """Whether it is what was said of a report, and not a bare list of scores."""
        named = self.authority_named or self.overall_rating
        return self.layout == "press release" and bool(named)

    @property
    def statements(self) -> tuple[str, ...]:
        """Ids of the statements this document has a page or a score for, in order of reading."""
        named = [score.statement for score in self.scores]
        named += [finding.statement for finding in self.findings]
        return tuple(dict.fromkeys([*named, *self.commitments]))


def report_first(documents: Iterable[ParsedDocument]) -> list[ParsedDocument]:
    """The documents, press releases last: what the report says goes before what is said of it."""
    return sorted(documents, key=lambda document: document.is_press_release)


@dataclass(frozen=True)
class ParsedReport:
    """Everything read from one or more sources, and where they disagree.

    `unreadable` lists sources no text could be read from; the others were read all the same.
    """

    documents: tuple[ParsedDocument, ...]
    conflicts: tuple[Conflict, ...] = ()
    unreadable: tuple[Unrecognised, ...] = ()

    @property
    def scores(self) -> tuple[ParsedScore, ...]:
        """One score per statement: the first document that gives a number speaks, unless another
        contradicts it, in which case the score is None (see `conflicts`). A press release speaks
        where nothing else does."""
        chosen: dict[str, ParsedScore] = {}
        for score in (
            each for document in report_first(self.documents) for each in document.scores
        ):
            known = chosen.get(score.statement)
            if known is None or (known.score is None and score.score is not None):
                chosen[score.statement] = score
        disputed = {conflict.about for conflict in self.conflicts if conflict.about in chosen}
        scored_twice = {s for s in disputed if len(self._scores_given(s)) > 1}
        return tuple(
            replace(score, score=None, standard=None) if score.statement in scored_twice else score
            for score in chosen.values()
        )

    def _scores_given(self, statement: str) -> set[int]:
        given = self._given(statement)
        said = {score for document, score in given if not document.is_press_release}
        return said or {score for _, score in given}

    def _given(self, statement: str) -> list[tuple[ParsedDocument, int]]:
        return [
            (document, score.score)
            for document in self.documents
            for score in document.scores
            if score.statement == statement and score.score is not None
        ]

    def pressed(self, statement: str) -> list[tuple[str, int]]:
        """Press releases that score a statement which a page of the report scores too, by name, and
        their score."""
        given = self._given(statement)
        pressed = [(each.source, score) for each, score in given if each.is_press_release]
        return pressed if len(pressed) < len(given) else []

    @property
    def findings(self) -> tuple[tuple[ParsedDocument, ParsedFinding], ...]:
        """Findings with their document; a statement's page given twice counts once (the first)."""
        first: dict[str, int] = {}
        for index, document in enumerate(self.documents):
            for finding in document.findings:
                first.setdefault(finding.statement, index)
        return tuple(
            (document, finding)
            for index, document in enumerate(self.documents)
            for finding in document.findings
            if first[finding.statement] == index
        )

    @property
    def narrative(self) -> tuple[tuple[ParsedDocument, Narrative], ...]:
        """Paragraphs tied to no quality statement, such as a summary of people's experiences, with
        their document: they are read, shown, and not imported."""
        return tuple((each, told) for each in self.documents for told in each.narrative)

    @property
    def background(self) -> int:
        """Lines of front pages on how councils are assessed, who lives there and money."""
        uses = [use for document in self.documents for use in document.line_uses]
        return sum(use.use == "background" for use in uses)

    @property
    def unrecognised(self) -> tuple[Unrecognised, ...]:
        """Every line of every document that was not recognised, and the unreadable sources."""
        return self.unreadable + tuple(
            line for document in self.documents for line in document.unrecognised
        )
