"""A published edition as files: its page, PDF, workbook, and every table as CSV.

They say which edition they are, the days and the digest, and nothing of the records behind it.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from typing import Final

from components.editions.edition import Edition
from components.exhibits.tables.csv_file import csv_text
from reports.documents import provenance
from reports.file_forms import EXCEL_KIND, PDF_KIND, FileForm, excel, pdf
from vocabulary.audience import EditionState
from vocabulary.wording import slug


class NoFilesError(Exception):
    """There are no files of the edition: it is not published, or was withdrawn."""


def _tables(edition: Edition) -> bytes:
    packed = io.BytesIO()
    facts = provenance.facts(edition)
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for place, exhibit in enumerate(edition.exhibits, 1):
            name = f"{place:02}-{slug(exhibit.definition.title)}.csv"
            entry = zipfile.ZipInfo(name, edition.produced.timetuple()[:6])
            entry.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(entry, csv_text(exhibit, provenance=facts))
    return packed.getvalue()


FORMS: Final[Mapping[str, FileForm[Edition]]] = {
    "pdf": FileForm("PDF", PDF_KIND, pdf),
    "xlsx": FileForm("Excel workbook", EXCEL_KIND, excel),
    "zip": FileForm("Tables as CSV (ZIP)", "application/zip", _tables),
}
"""By the ending of the file's name."""


def file_of(edition: Edition, ending: str) -> bytes:
    """An edition's file: the same edition gives the same bytes. KeyError for an ending that is none
    of `FORMS`, NoFilesError where the edition is not published or was withdrawn."""
    form = FORMS[ending]
    if edition.state is EditionState.PREVIEW:
        raise NoFilesError("files for the public come from a published edition")
    if edition.state is EditionState.WITHDRAWN:
        raise NoFilesError(f"edition {edition.number} was withdrawn: there are no files of it")
    return form.write(edition)


def file_name(edition: Edition, ending: str) -> str:
    """Such as "example-borough-edition-3.pdf"."""
    return f"{slug(edition.council, 'edition', edition.number)}.{ending}"
