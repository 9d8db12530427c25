"""Files made of records of which only a part is in say so, every kind of them."""

from __future__ import annotations

from dataclasses import replace

import pytest

from components.exhibits.catalogue import ExhibitRequest, exhibit
from components.exhibits.filters import filters_of
from data_access.ledger.left_out import PartOfFile
from data_access.snapshot import Snapshot, snapshot
from data_access.store.database import Store
from reports.documents.annual_complaints import complaints_report
from reports.documents.self_assessment.document import self_assessment
from reports.documents.written_report import Notice, WrittenReport
from reports.excel import workbook as excel
from reports.pdf import pack as pdf
from reports.powerpoint import presentation as powerpoint
from tests.components.exhibits.all_exhibits import TODAY, view_of
from tests.principals import OFFICER
from tests.reports.excel import excel_reading
from tests.reports.pdf import pdf_reading
from tests.reports.powerpoint import powerpoint_reading
from tests.reports.produced_packs import COUNCIL, PRODUCED, produced_pack

SAID = "31 of 87 rows of complaints.xlsx"


@pytest.fixture(scope="module")
def known(example_store: Store) -> Snapshot:
    """The example's records, complaints a part."""
    whole = snapshot(COUNCIL, None, store=example_store, principal=OFFICER)
    part = PartOfFile(9, 9, "complaint", "complaints.xlsx", 31, 87)
    return replace(whole, parts={"complaint": (part,)}, memo={})


def test_presentations_documents_and_workbooks_of_a_pack(known: Snapshot) -> None:
    request = ExhibitRequest("complaints_volume", filters_of(TODAY))
    pack = produced_pack([exhibit(known, request, view_of(known))])
    slides = powerpoint_reading.slides(powerpoint.presentation(pack))
    assert any(SAID in text for slide in slides for text in powerpoint_reading.texts(slide))
    assert SAID in pdf_reading.text(pdf.document(pack))
    [sheet] = excel_reading.exhibit_sheets(excel_reading.opened(excel.workbook(pack)))
    assert SAID in excel_reading.texts(sheet)


def notices(report: WrittenReport) -> list[str]:
    return [part.title for part in report.parts if isinstance(part, Notice)]


def test_written_reports(known: Snapshot) -> None:
    view = view_of(known)
    annual = complaints_report(known, view, 2026, revision=1, produced=PRODUCED)
    assert f"Only {SAID}" in notices(annual)
    document = self_assessment(known, view, ["learning"], revision=1, produced=PRODUCED)
    assert f"Only {SAID}" in notices(document)
    for_all = replace(view, audience="public")
    public = complaints_report(known, for_all, 2026, revision=1, produced=PRODUCED)
    assert "Not all rows of the council's files are in yet" in notices(public)
