"""How long a pack's files take once warm, each beside the least its library needs for as much.

Run with `python -m tests.benchmarks.bench_pack_files`. The pack is the shipped one of thirteen
exhibits, of Example Borough. The bar: each file in less than 3 seconds. Processor time is told too:
on a machine that does other things meanwhile it says what the file itself takes.
"""

from __future__ import annotations

import io
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path

import typst
import xlsxwriter
from pptx import Presentation
from pptx.chart.data import CategoryChartData
from pptx.enum.chart import XL_CHART_TYPE
from pptx.util import Inches

from components.exhibits.view import View
from components.packs.produce import produce_pack
from components.packs.produced_pack import ProducedPack
from components.packs.shipped import SHIPPED
from data_access.moments import now
from data_access.new_store import make_example_store
from data_access.principal import local_principal
from data_access.snapshot import snapshot
from data_access.store.database import open_store
from reports.excel import workbook as excel
from reports.pdf import pack as pdf
from reports.powerpoint import presentation as powerpoint
from tests.benchmarks.beside import in_turns
from tests.principals import OFFICER
from vocabulary.values import value_text

COUNCIL = "Example Borough"
BAR = 3.0
ROUNDS = 5
CHARTS = 13


def shipped(folder: Path) -> ProducedPack:
    """The shipped pack for the board."""
    store = open_store(f"sqlite:///{folder / 'example.db'}")
    make_example_store(store, principal=local_principal())
    known = snapshot(COUNCIL, store=store, principal=OFFICER)
    view = View(COUNCIL, known.nature, date(2026, 9, 30))
    produced_pack, left_out = produce_pack(
        SHIPPED[0], known, view, revision=known.newest_batch, produced=now()
    )
    assert len(produced_pack.exhibits) == CHARTS
    assert not left_out
    return produced_pack


def bare_deck() -> bytes:
    """As many slides, each with a native chart of four bars, and nothing else."""
    deck = Presentation()
    for number in range(CHARTS):
        data = CategoryChartData()
        data.categories = ["a", "b", "c", "d"]
        data.add_series("some", (1, 2, 3, 4 + number))
        slide = deck.slides.add_slide(deck.slide_layouts[5])
        slide.shapes.add_chart(
            XL_CHART_TYPE.BAR_CLUSTERED, Inches(1), Inches(2), Inches(8), Inches(4), data
        )
    saved = io.BytesIO()
    deck.save(saved)
    return saved.getvalue()


def bare_document(produced_pack: ProducedPack) -> bytes:
    """As many pages with the same tables, untagged, without charts."""
    pages = []
    for exhibit in produced_pack.exhibits:
        table = exhibit.table().head(pdf.SHOWN_ROWS)
        cells = [*table.columns, *(value_text(value) for row in table.iter_rows() for value in row)]
        told = ", ".join(f'"{text}"' for text in (_plain(text) for text in cells))
        pages.append(f"#table(columns: {table.width}, {told})")
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / "bare.typ"
        source.write_text("\n#pagebreak()\n".join(pages), encoding="utf-8")
        return bytes(typst.compile(str(source), format="pdf"))


def _plain(text: str) -> str:
    return text.replace("\\", "").replace('"', "")


def bare_workbook(produced_pack: ProducedPack) -> bytes:
    """As many sheets with the same cells, and no format."""
    saved = io.BytesIO()
    book = xlsxwriter.Workbook(saved, {"in_memory": True})
    for exhibit in produced_pack.exhibits:
        sheet = book.add_worksheet()
        for row, values in enumerate(exhibit.table().iter_rows()):
            for column, value in enumerate(values):
                sheet.write(
                    row, column, value_text(value) if isinstance(value, date | list) else value
                )
    book.close()
    return saved.getvalue()


def seconds(write: Callable[[], bytes], clock: Callable[[], float]) -> Callable[[], float]:
    """How long one writing takes by a clock."""

    def taken() -> float:
        begun = clock()
        write()
        return clock() - begun

    return taken


def main() -> int:
    """Print a line a file; 1 if one missed the bar."""
    missed = 0
    with tempfile.TemporaryDirectory() as folder:
        pack = shipped(Path(folder))
        for name, write, bare, baseline in (
            ("PowerPoint", powerpoint.presentation, bare_deck, "a bare deck of as many charts"),
            ("PDF", pdf.document, lambda: bare_document(pack), "bare pages with the same tables"),
            ("Excel", excel.workbook, lambda: bare_workbook(pack), "the same cells unformatted"),
        ):
            for clock, by in ((time.perf_counter, "by the clock"), (time.process_time, "of work")):
                pair = in_turns(
                    seconds(lambda write=write: write(pack), clock),  # type: ignore[misc]
                    seconds(bare, clock),
                    ROUNDS,
                )
                print(pair.line(f"{name}, {by}", baseline))
            missed += sorted(pair.measured)[ROUNDS // 2] > BAR
    return int(missed > 0)


if __name__ == "__main__":
    sys.exit(main())
