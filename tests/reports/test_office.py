"""PowerPoint and Word files opened in LibreOffice: nothing is missing, cut off or on other text."""

from __future__ import annotations

import io
from dataclasses import replace
from pathlib import Path

import polars as pl
import pytest
from docx import Document

from components.charts.rules import interval_rows
from components.charts.spec import Intervals
from components.exhibits.catalogue import names_of_themes
from components.exhibits.exhibit import Exhibit
from components.exhibits.view import View
from components.packs.produce import produce_pack
from components.packs.produced_pack import ProducedPack
from components.packs.shipped import SHIPPED
from data_access.snapshot import snapshot
from data_access.store.database import Store
from reports.documents.annual_complaints import annual_complaints
from reports.documents.minutes import minutes
from reports.documents.written_report import WrittenReport
from reports.powerpoint.presentation import presentation
from reports.word import written_report as word
from tests.components.exhibits.all_exhibits import TODAY, view_of
from tests.principals import OFFICER
from tests.reports import office
from tests.reports.documents import test_minutes
from tests.reports.documents.written_reports import report
from tests.reports.powerpoint import slides
from tests.reports.produced_packs import COUNCIL, ODD, PRODUCED, catalogued, produced_pack
from vocabulary.audience import Audience
from vocabulary.nature import Nature

pytestmark = pytest.mark.office


@pytest.fixture(scope="module", autouse=True)
def libreoffice() -> None:
    office.needed()


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One profile for all, made anew: it starts faster the second time."""
    return tmp_path_factory.mktemp("office")


def _shipped(store: Store, place: int, audience: Audience) -> ProducedPack:
    known = snapshot(COUNCIL, None, store=store, principal=OFFICER)
    view = replace(view_of(known), audience=audience)
    made, _ = produce_pack(SHIPPED[place], known, view, revision=known.revision, produced=PRODUCED)
    return made


def _shown(pack: ProducedPack, folder: Path, name: str) -> tuple[bytes, list[office.Page]]:
    file = presentation(pack)
    (folder / f"{name}.pptx").write_bytes(file)
    return file, office.pages(office.as_pdf(folder / f"{name}.pptx", folder))


def _plain(text: str) -> str:
    return "".join(text.split())


def _is_sound(file: bytes, pages: list[office.Page]) -> None:
    """Every slide is a page, holds every text of its titles and tables, and nothing overlaps."""
    deck = slides.opened(file)
    assert len(pages) == len(deck.slides)
    for number, (page, slide) in enumerate(zip(pages, deck.slides, strict=True), 1):
        assert page.outside() == [], number
        assert page.overlapping() == [], number
        found = _plain(page.text)
        for shape in slide.shapes:
            if shape.has_text_frame:
                for paragraph in shape.text_frame.paragraphs:
                    assert _plain(paragraph.text) in found, (number, paragraph.text)
            elif shape.has_table:
                words = {word for text in slides.texts(shape) for word in text.split()}
                assert [w for w in words if w not in found] == [], number


@pytest.mark.parametrize("audience", ["internal", "public"])
def test_a_pack_of_thirteen_exhibits_is_shown_whole(
    example_store: Store, folder: Path, audience: Audience
) -> None:
    pack = _shipped(example_store, 0, audience)
    assert len(pack.exhibits) == 13 or audience == "public"
    file, pages = _shown(pack, folder, f"board-{audience}")
    _is_sound(file, pages)
    for page, exhibit in zip(pages[1:], pack.exhibits, strict=False):
        if exhibit.chart is not None and exhibit.key == "training_gap":
            assert isinstance(exhibit.chart, Intervals)
            for name in interval_rows(exhibit.chart, exhibit.frame).get_column("name"):
                assert _plain(name) in _plain(page.text)


def test_charts_of_every_kind_are_shown_whole(example_store: Store, folder: Path) -> None:
    kinds: dict[str, Exhibit] = {}
    for exhibit in catalogued(example_store, "internal"):
        if exhibit.chart is not None and exhibit.frame.height:
            kinds.setdefault(type(exhibit.chart).__name__, exhibit)
    file, pages = _shown(produced_pack(list(kinds.values())), folder, "kinds")
    _is_sound(file, pages)
    drawn = dict(zip(kinds, pages[1:], strict=False))
    assert "Example Borough 62%" in drawn["DotDistribution"].text
    assert "higher than usual" in drawn["ControlChart"].text
    assert "Good from 63%" in drawn["DotDistribution"].text


def test_long_texts_and_odd_signs_neither_overlap_nor_leave_the_slide(
    example_store: Store, folder: Path
) -> None:
    long = "Complaints about waiting for an occupational therapy assessment " * 6
    wanted = {"training_gap", "plan_due"}
    some = [e for e in catalogued(example_store, "internal") if e.key in wanted]
    odd = [
        replace(e, headline=text, subtitle=text, verdict=text, meaning=text, source=text)
        for e in some for text in (long, ODD * 3)
    ]  # fmt: skip
    pack = replace(produced_pack(odd, title=long), filters=long)
    _, pages = _shown(pack, folder, "long")
    assert len(pages) == 7
    for number, page in enumerate(pages, 1):
        assert page.outside() == [], number
        assert page.overlapping() == [], number


def _written_reports(store: Store) -> dict[str, WrittenReport]:
    """Word documents as pages write them, and one with every kind of part."""
    known = snapshot(COUNCIL, None, store=store, principal=OFFICER)
    looked_at = [e for e in catalogued(store, "internal") if e.key.startswith("audit_")]
    noted = pl.concat([test_minutes.NOTES] * 12)
    return {
        "every-part": report(),
        "annual": annual_complaints(
            known["complaint"], known["learning"], names_of_themes(known), 2026,
            View(COUNCIL, Nature.ILLUSTRATIVE, TODAY, None, "internal"),
            revision=14,
            produced=PRODUCED,
        ),
        "minutes": minutes(
            test_minutes.REVIEW, noted, looked_at, view_of(known),
            looks_at="All teams; every practice area; last 12 months",
            records=test_minutes.RECORDS, revision=7, produced=PRODUCED,
        ),
    }  # fmt: skip


@pytest.mark.parametrize("name", ["every-part", "annual", "minutes"])
def test_word_documents_are_shown_whole(example_store: Store, folder: Path, name: str) -> None:
    file = word.document(_written_reports(example_store)[name])
    (folder / f"{name}.docx").write_bytes(file)
    pages = office.pages(office.as_pdf(folder / f"{name}.docx", folder))
    for number, page in enumerate(pages, 1):
        assert page.outside() == [], number
        assert page.overlapping() == [], number
        # Nothing in the margins left and right, so that no table is wider than its page.
        margin = 22 / 25.4 * 72 - 3
        assert [w.text for w in page.words if w.right > page.width - margin] == [], number
    found = _plain(" ".join(page.text for page in pages))
    held = Document(io.BytesIO(file))
    cells = [cell.text for table in held.tables for row in table.rows for cell in row.cells]
    written = " ".join([*(paragraph.text for paragraph in held.paragraphs), *cells])
    assert [each for each in written.split() if each not in found] == []
