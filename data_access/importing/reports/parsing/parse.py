"""Reports as they were saved to what they say. Pure: no store, no clock, no network."""

from __future__ import annotations

import zipfile
from collections.abc import Callable, Iterable, Sequence
from pathlib import PurePosixPath

from data_access.importing.reports.files.extract import (
    LARGEST_FILE,
    extract,
    is_office,
    is_zip,
    named,
)
from data_access.importing.reports.files.lines import MOST_CHARACTERS, TOO_LONG
from data_access.importing.reports.files.read_zip import open_zip, read_member
from data_access.importing.reports.parsing.document import read_document
from data_access.importing.reports.parsing.result import (
    Conflict,
    ParsedDocument,
    ParsedReport,
    Place,
    ReportError,
    ReportSource,
    Unrecognised,
    report_first,
)
from data_access.reference.council_register import same_council

MOST_DOCUMENTS = 100
_MOST_OVERLONG = 2  # pages of a folder that hold far too much, before it is left as a whole
# What browsers save beside a page, and what file systems leave in folders.
_ASSETS = frozenset(
    [
        *(".css", ".js", ".mjs", ".map", ".json", ".woff", ".woff2", ".ttf", ".otf", ".eot"),
        *(".png", ".jpg", ".jpeg", ".gif", ".svg", ".ico", ".webp", ".avif", ".bmp", ".tif"),
        *(".tiff", ".mp3", ".mp4", ".db", ".ini", ".url", ".lnk", ".webloc", ".tmp"),
    ]
)


def parse_document(source: ReportSource) -> list[ParsedDocument]:
    """What one file says; a zip gives one document per page in it.

    A file inside a zip that cannot be read comes back as an "unknown" document that says why.
    Raises ReportError, one clear sentence, if no text can be read at all.
    """
    documents, unreadable = _read(source)
    if not documents:
        raise ReportError(unreadable[0].why)
    return documents + [
        ParsedDocument(source=one.source, layout="unknown", text="", unrecognised=(one,))
        for one in unreadable
    ]


def parse_report(sources: Iterable[ReportSource]) -> ParsedReport:
    """What several files say together, such as the nine pages of one report.

    Files that cannot be read are listed in `unreadable`. Raises ReportError if none can be.
    """
    documents: list[ParsedDocument] = []
    unreadable: list[Unrecognised] = []
    for source in sources:
        if _is_asset(source.name):
            unreadable.append(_unreadable(source.name, "is not a page of a report."))
            continue
        try:
            read, failed = _read(source)
        except ReportError as error:
            unreadable.append(Unrecognised(source.name, 0, "", str(error)))
        else:
            documents += read
            unreadable += failed
    if not documents:
        raise ReportError(unreadable[0].why if unreadable else "There is no file to read.")
    return report_of(documents, unreadable)


def report_of(
    documents: Sequence[ParsedDocument], unreadable: Sequence[Unrecognised] = ()
) -> ParsedReport:
    """These documents as one report, with where they disagree."""
    return ParsedReport(tuple(documents), tuple(_conflicts(list(documents))), tuple(unreadable))


def _read(source: ReportSource) -> tuple[list[ParsedDocument], list[Unrecognised]]:
    if not is_zip(source.content) or is_office(source.content):
        return [read_document(source.name, extract(source))], []
    if len(source.content) > LARGEST_FILE:
        raise ReportError(named(source.name, "is larger than 25 MB: leave only its pages."))
    try:
        archive = open_zip(source.content)
    except ReportError as error:
        raise ReportError(named(source.name, str(error))) from error
    with archive:
        return _read_members(source.name, archive)


def _read_members(
    name: str, archive: zipfile.ZipFile
) -> tuple[list[ParsedDocument], list[Unrecognised]]:
    documents: list[ParsedDocument] = []
    unreadable: list[Unrecognised] = []
    members = [one for one in archive.infolist() if not one.is_dir()]
    pages = sorted((one for one in members if not _is_asset(one.filename)), key=_in_order)
    if len(pages) > MOST_DOCUMENTS:
        raise ReportError(named(name, f"holds more than {MOST_DOCUMENTS} pages: import fewer."))
    overlong = 0
    for info in pages:
        member = f"{name}: {info.filename}"
        try:
            content = read_member(archive, info)
        except ReportError as error:
            unreadable.append(_unreadable(member, str(error)))
            continue
        try:
            documents.append(read_document(member, extract(ReportSource(member, content))))
        except ReportError as error:
            unreadable.append(Unrecognised(member, 0, "", str(error)))
            overlong += str(error).endswith(TOO_LONG)
        characters = sum(len(document.text) for document in documents)
        if overlong > _MOST_OVERLONG or characters > 2 * MOST_CHARACTERS:
            raise ReportError(named(name, TOO_LONG))
    if not documents and not unreadable:
        raise ReportError(named(name, "holds no page of a report."))
    return documents, unreadable


def _in_order(info: zipfile.ZipInfo) -> str:
    return info.filename.casefold()


def _unreadable(name: str, message: str) -> Unrecognised:
    return Unrecognised(name, 0, "", named(name, message))


def _is_asset(name: str) -> bool:
    path = PurePosixPath(name.replace("\\", "/"))
    return (
        path.suffix.lower() in _ASSETS
        or path.name.startswith((".", "~$"))
        or any(part == "__MACOSX" or part.endswith("_files") for part in path.parts[:-1])
    )


def _conflicts(documents: list[ParsedDocument]) -> list[Conflict]:
    found = [conflict for document in documents for conflict in document.conflicts]
    found += _same_page_twice(documents)
    found += _two_scores(documents)
    found += _two_answers(
        documents,
        "authority",
        lambda d: d.authority_named,
        lambda a, b: same_council(str(a), str(b)),
    )
    found += _two_answers(documents, "published", lambda d: d.published)
    found += _two_answers(documents, "overall rating", lambda d: d.overall_rating)
    found += _two_answers(documents, "overall percentage", lambda d: d.overall_percentage)
    return found


def _same_page_twice(documents: list[ParsedDocument]) -> list[Conflict]:
    conflicts: list[Conflict] = []
    first: dict[str, ParsedDocument] = {}
    for document in documents:
        for statement in dict.fromkeys(finding.statement for finding in document.findings):
            known = first.setdefault(statement, document)
            if known is document:
                continue
            same = _said(known, statement) == _said(document, statement)
            why = "the same page twice" if same else "two different pages of one quality statement"
            places = (_start(known, statement), _start(document, statement))
            conflicts.append(Conflict(statement, f"{why}: the first is used", places))
    return conflicts


def _said(document: ParsedDocument, statement: str) -> list[str]:
    return [finding.text for finding in document.findings if finding.statement == statement]


def _start(document: ParsedDocument, statement: str) -> Place:
    finding = next(one for one in document.findings if one.statement == statement)
    return Place(document.source, finding.line, finding.text)


def _two_scores(documents: list[ParsedDocument]) -> list[Conflict]:
    given: dict[str, dict[int, Place]] = {}
    by_report = {
        score.statement
        for document in documents
        if not document.is_press_release
        for score in document.scores
        if score.score is not None
    }
    for document in report_first(documents):
        for score in document.scores:
            if document.is_press_release and score.statement in by_report:
                continue  # the report goes first, and what differs is said
            if score.score is not None:
                place = Place(document.source, score.line, score.as_written)
                given.setdefault(score.statement, {}).setdefault(score.score, place)
    return [
        Conflict(statement, "two different scores are given", tuple(places.values()))
        for statement, places in given.items()
        if len(places) > 1
    ]


def _two_answers(
    documents: list[ParsedDocument],
    about: str,
    answer: Callable[[ParsedDocument], object],
    same: Callable[[object, object], bool] = lambda a, b: a == b,
) -> list[Conflict]:
    answers = [(document, answer(document)) for document in documents]
    stated = [(document, value) for document, value in answers if value is not None]
    if about != "authority":  # of one assessment the report goes before a press release
        of_report = [
            (document, value) for document, value in stated if not document.is_press_release
        ]
        stated = of_report or stated
    others = [(d, value) for d, value in stated[1:] if not same(stated[0][1], value)]
    if not others:
        return []
    places = tuple(Place(d.source, 1, str(value)) for d, value in [stated[0], *others])
    return [Conflict(about, "the documents give different answers", places)]
