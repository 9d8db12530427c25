"""Dropped pages and letters as the reports they belong to: a report is often nine pages, and two
councils' reports may come together."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from data_access.councils import councils_known
from data_access.errors import DataError
from data_access.importing.own_process.pool import read_report
from data_access.importing.own_process.reader import Progress
from data_access.importing.personal_data.guard import PersonalDataError, kinds_in
from data_access.importing.reports.council_named import Named, council_named, named_in_head
from data_access.importing.reports.parsing.parse import report_of
from data_access.importing.reports.parsing.result import (
    ParsedDocument,
    ParsedReport,
    ReportError,
    ReportSource,
)
from data_access.principal import require_somewhere
from data_access.store.database import Store
from vocabulary.principal import Permission, Principal


@dataclass(frozen=True)
class ReadReport:
    """One report as it was read, the council it names (None: it names none), its files' names, and
    the digest of what is in them."""

    parsed: ParsedReport
    named: Named | None
    files: tuple[str, ...]
    sha256: str

    @property
    def source_name(self) -> str:
        """What its files are called in the history."""
        others = len(self.files) - 1
        return f"{self.files[0]} and {others} more" if others else self.files[0]

    @property
    def published(self) -> date | None:
        """The day of publication, where the files that say it agree."""
        dated = [each for each in self.parsed.documents if each.published]
        of_report = [each for each in dated if not each.is_press_release]
        stated = {each.published for each in of_report or dated}
        return stated.pop() if len(stated) == 1 else None


def read_reports(
    store: Store,
    sources: Sequence[ReportSource],
    *,
    principal: Principal,
    progress: Progress | None = None,
) -> tuple[ReadReport, ...]:
    """The reports that files make up, one a council named in their titles or addresses; pages that
    name none belong to the one there is. They are read in a process of their own; what `progress`,
    which is told how far that is, raises ends it. DataError where no file can be read."""
    require_somewhere(principal, Permission.ENTER)
    try:
        parsed = read_report(sources, progress)
    except ReportError as error:
        raise DataError(str(error)) from error
    known = councils_known(store, principal=principal)
    by_council: dict[str | None, list[ParsedDocument]] = {}
    for document in parsed.documents:
        named = named_in_head(document, known)
        by_council.setdefault(named.council if named else None, []).append(document)
    if len(by_council) <= 2 and None in by_council:
        by_council = {None: list(parsed.documents)}
    if len(by_council) == 1:
        return (one_report(sources, parsed, council_named(parsed.documents, known)),)
    found = []
    for documents in by_council.values():
        own = [source for source in sources if any(_is_from(each, source) for each in documents)]
        # A file that cannot be read may be a page of any of them.
        report = report_of(documents, parsed.unreadable)
        found.append(one_report(own, report, council_named(documents, known)))
    return tuple(found)


def one_report(
    sources: Sequence[ReportSource], parsed: ParsedReport, named: Named | None
) -> ReadReport:
    """Files that make up one report. PersonalDataError where a file's name, which is kept with what
    is read, has personal data in it."""
    for name in (*(s.name for s in sources), *(d.source for d in parsed.documents)):
        if kinds := kinds_in(name):
            raise PersonalDataError(
                f"A file's name has {' and '.join(kinds)} in it: give the file another name."
            )
    digest = hashlib.sha256()
    for source in sorted(sources, key=lambda s: s.name):
        digest.update(hashlib.sha256(source.content).digest())
    return ReadReport(parsed, named, tuple(s.name for s in sources), digest.hexdigest())


def _is_from(document: ParsedDocument, source: ReportSource) -> bool:
    """Whether a document is this file, or in it."""
    return document.source == source.name or document.source.startswith(f"{source.name}: ")
