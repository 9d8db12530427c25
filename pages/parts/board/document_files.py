"""Written documents as files: each written when somebody asks for it, at an address of its own."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING, Final, cast

from starlette.responses import Response

from components import look
from components.exhibits.address import option_asked
from components.exhibits.catalogue import Records
from components.exhibits.complaints.years import complaint_years
from components.exhibits.memo import memo
from components.exhibits.view import View
from components.own_process.turns import Kind
from components.own_process.work import in_own_process
from components.web.downloads import DOCUMENT_ADDRESS, as_file
from data_access.moments import now
from data_access.snapshot import Snapshot
from reports.file_forms import FORMS_OF_A_REPORT
from vocabulary.wording import slug

if TYPE_CHECKING:
    from reports.documents.written_report import WrittenReport

SELF_ASSESSMENT: Final = "self-assessment"
COMPLAINTS: Final = "annual-complaints-report"
_DOCUMENTS: Final = {
    SELF_ASSESSMENT: "Self-assessment",
    COMPLAINTS: "Annual report on complaints",
}


def document_links(document: str, label: str = "", **narrowed: str) -> str:
    """A link to each form of a document, as HTML.

    Args:
        document: `SELF_ASSESSMENT` or `COMPLAINTS`.
        label: what the links say before "Word" and "PDF".
        narrowed: `statement` of a self-assessment of one alone, `year` of a report on complaints.
    """
    links = (
        look.download(
            f"{label}{form.label}",
            DOCUMENT_ADDRESS,
            **{"document": document, **narrowed, "as": ending},
        )
        for ending, form in FORMS_OF_A_REPORT.items()
    )
    return f'<div class="tool-links">{"".join(links)}</div>'


def document_file(asked: Mapping[str, str], known: Records, view: View) -> Response | None:
    """The file that an address's parameters ask for: as `document_links`, `as` its ending. None
    where the address leaves out which; UnknownInAddressError for what there is not."""
    form = FORMS_OF_A_REPORT.get(asked.get("as", ""))
    found = _asked(asked, cast("Snapshot", known), view) if form else None
    if form is None or found is None:
        return None
    report, stem = found
    return as_file(
        in_own_process(Kind.DOCUMENT, form.write, report), f"{stem}.{asked['as']}", form.kind
    )


def _asked(
    asked: Mapping[str, str], known: Snapshot, view: View
) -> tuple[WrittenReport, str] | None:
    document = option_asked(asked, "document", _DOCUMENTS, "document")
    if document == SELF_ASSESSMENT:
        names = {each.id: each.name for each in known.framework.statements}
        statement = option_asked(asked, "statement", names, "quality statement")
        name = f"{document} {statement}" if statement else document
        return _self_assessment(known, view, statement), _stem(view, name)
    years = {str(year): year_in_words(year) for year in years_of_complaints(known, view)}
    year = option_asked(asked, "year", years, "year of complaints") if document else None
    return (complaints(known, view, int(year)), complaints_stem(view, int(year))) if year else None


def _self_assessment(known: Snapshot, view: View, statement: str | None) -> WrittenReport:
    from reports.documents.self_assessment.document import (
        self_assessment,  # not needed to open a page
    )

    statements = (statement,) if statement else ()
    return self_assessment(known, view, statements, revision=known.newest_batch, produced=now())


def years_of_complaints(known: Snapshot, view: View) -> Mapping[int, bool]:
    """The years there is a report for, and whether each is over; see `complaint_years`."""
    return memo(known, _years_of_complaints, view.today)


def _years_of_complaints(known: Snapshot, today: date) -> Mapping[int, bool]:
    return complaint_years(known["complaint"], today)


def year_in_words(year: int) -> str:
    """Such as "Year to 31 March 2026"."""
    return f"Year to 31 March {year}"


def complaints(
    known: Snapshot,
    view: View,
    year: int,
    matters: tuple[str, ...] = (),
    actions: tuple[str, ...] = (),
) -> WrittenReport:
    """The annual report on complaints for the year to 31 March of `year`, with what only people can
    write, a text a point: matters of general importance, and what was done about them."""
    from reports.documents.annual_complaints import Words, complaints_report

    return complaints_report(
        known,
        view,
        year,
        Words(matters, actions),
        revision=known.newest_batch,
        produced=now(),
    )


def complaints_stem(view: View, year: int) -> str:
    """What its files are called, without the ending."""
    return _stem(view, f"{COMPLAINTS} {year}")


def _stem(view: View, name: str) -> str:
    return slug(view.council, name, view.today, "internal")
