"""The same figures on screen, in PowerPoint, in the PDF and in the workbook: read back and compared
with the exhibits, from which screens and files are made."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise
from typing import Any

import polars as pl
import pytest

from components.charts.panels import panels, series_of
from components.charts.spec import ControlChart, ScoreShares
from components.exhibits.exhibit import Exhibit
from components.exhibits.tables.texts import table_texts
from components.packs.produce import produce_pack
from components.packs.produced_pack import PackScreen, ProducedPack
from components.packs.shipped import SHIPPED
from data_access.snapshot import snapshot
from data_access.store.database import Store
from reports.excel import workbook as excel
from reports.pdf import pack as pdf
from reports.powerpoint import presentation as powerpoint
from tests.components.exhibits.all_exhibits import view_of
from tests.principals import OFFICER
from tests.reports.excel import excel_reading
from tests.reports.pdf import pdf_reading
from tests.reports.powerpoint import powerpoint_reading
from tests.reports.produced_packs import COUNCIL, PRODUCED
from vocabulary.audience import Audience
from vocabulary.values import value_text
from vocabulary.wording import long_date

PACKS: dict[str, tuple[int, Audience]] = {
    "board": (0, "internal"),
    "board for the public": (0, "public"),
    "nine statements": (1, "public"),
}


@pytest.fixture(scope="module", params=PACKS)
def pack(request: pytest.FixtureRequest, example_store: Store) -> ProducedPack:
    """A shipped pack of the example council."""
    place, audience = PACKS[request.param]
    known = snapshot(COUNCIL, None, store=example_store, principal=OFFICER)
    view = replace(view_of(known), audience=audience)
    produced_pack, _ = produce_pack(
        SHIPPED[place], known, view, revision=known.revision, produced=PRODUCED, as_kept=not place
    )  # what packs kept for the public before there were editions hide is in their files, too
    assert len(produced_pack.exhibits) == {"board": 13}.get(
        request.param, len(produced_pack.exhibits)
    )
    return produced_pack


@pytest.fixture(scope="module")
def written(pack: ProducedPack) -> dict[str, bytes]:
    return {
        "pptx": powerpoint.presentation(pack),
        "pdf": pdf.document(pack),
        "xlsx": excel.workbook(pack),
    }


def said(exhibit: Exhibit) -> str:
    """All the exhibit says in words, and its table as the screen writes it."""
    cells = [text for row in table_texts(exhibit) for text in row]
    texts = (exhibit.headline, exhibit.subtitle, exhibit.verdict, exhibit.meaning,
             exhibit.alternative, exhibit.source, *exhibit.all_caveats)  # fmt: skip
    return " ".join([*texts, *exhibit.table().columns, *cells])


def numbers(text: str) -> set[str]:
    return pdf_reading.numbers(text)


def in_one_line(text: str) -> str:
    return " ".join(text.split())


def test_the_workbook_has_every_figure_of_the_screen_and_no_other(
    pack: ProducedPack, written: dict[str, bytes]
) -> None:
    sheets = excel_reading.exhibit_sheets(excel_reading.opened(written["xlsx"]))
    for exhibit, sheet in zip(pack.exhibits, sheets, strict=True):
        _, rows = excel_reading.table_of(sheet)
        read = [[value_text(value) for value in row] for row in rows]
        shown = [[value_text(value) for value in row] for row in exhibit.table().iter_rows()]
        assert read == shown, exhibit.key
        texts = excel_reading.texts(sheet)
        for text in (exhibit.headline, exhibit.verdict, exhibit.meaning):
            assert text in texts, exhibit.key
        assert exhibit.chart is None or exhibit.alternative in texts


def test_the_pdf_has_every_figure_of_the_screen_and_no_other(
    pack: ProducedPack, written: dict[str, bytes]
) -> None:
    file = written["pdf"]
    stamps = numbers(f"{' '.join(_stamps(pack))} {pack.title}")
    pages = numbers(
        " ".join(str(place) for place in range(len(pdf_reading.reader(file).pages) + 1))
    )
    for screen, told in _parts_of_pdf(pack, file):
        exhibit = screen.exhibit
        assert in_one_line(screen.so_what) in told, exhibit.key
        for text in (exhibit.headline, exhibit.subtitle, exhibit.verdict, exhibit.meaning):
            assert in_one_line(text) in told, exhibit.key
        shown = exhibit.table().head(pdf.SHOWN_ROWS)
        cells = [text for row in table_texts(exhibit, shown) for text in row]
        assert numbers(" ".join(cells)) <= numbers(told), exhibit.key
        cut = {str(pdf.SHOWN_ROWS), str(exhibit.table().height)}
        words = numbers(f"{said(exhibit)} {_written_for(screen)}")
        assert numbers(told) <= words | stamps | pages | cut, exhibit.key
    figures = [each for each in pdf_reading.elements(file) if str(each["/S"]) == "/Figure"]
    assert [str(figure["/Alt"]) for figure in figures] == [
        exhibit.alternative for exhibit in pack.exhibits if exhibit.chart is not None
    ]


def _stamps(pack: ProducedPack) -> Iterator[str]:
    """What stands on every page."""
    yield from ("30 September 2026, 10:30 UK time", pack.council)


def _written_for(screen: PackScreen) -> str:
    """What stands with an exhibit besides its own words: what follows, by when, and what happened
    on the way."""
    events = getattr(screen.exhibit.chart, "events", ())
    happened = [f"{what} {long_date(date.fromisoformat(day))}" for day, what in events]
    return " ".join([screen.so_what, long_date(screen.due) if screen.due else "", *happened])


def _parts_of_pdf(pack: ProducedPack, file: bytes) -> Iterator[tuple[PackScreen, str]]:
    """Each exhibit with the text from its headline on to the next's."""
    told = pdf_reading.text(file)
    # The headlines stand in the contents first, folded there; subtitles only with the exhibits.
    first = pack.exhibits[0]
    at = told.rindex(in_one_line(first.headline), 0, told.index(in_one_line(first.subtitle))) - 1
    starts = []
    for exhibit in pack.exhibits:
        at = told.index(in_one_line(exhibit.headline), at + 1)
        starts.append(at)
    last = pack.asks_headline if pack.asks else "What these exhibits mean"
    starts.append(told.index(last, at))
    for screen, (begin, end) in zip(pack.screens, pairwise(starts), strict=True):
        yield screen, told[begin:end]


def test_the_slides_have_the_figures_of_the_screen_and_no_other(
    pack: ProducedPack, written: dict[str, bytes]
) -> None:
    deck = powerpoint_reading.slides(written["pptx"])[1:]
    stamps = numbers(f"{' '.join(_stamps(pack))} {pack.title}")
    places = numbers(" ".join(map(str, range(len(deck) + 2))))
    for screen, slide in zip(pack.screens, deck, strict=False):
        exhibit = screen.exhibit
        told = in_one_line(" ".join(powerpoint_reading.texts(slide)))
        for text in (exhibit.headline, exhibit.subtitle, exhibit.verdict, exhibit.meaning):
            assert in_one_line(text) in told, exhibit.key
        assert powerpoint_reading.title(slide) == exhibit.headline
        left_out = {
            str(exhibit.table().height - number) for number in range(exhibit.table().height)
        }
        assert in_one_line(screen.so_what) in told, exhibit.key
        words = numbers(f"{said(exhibit)} {_written_for(screen)}") | stamps | places | left_out
        assert numbers(told) <= words, exhibit.key
        if exhibit.chart is not None:
            assert exhibit.alternative in powerpoint_reading.described(slide), exhibit.key


def test_charts_on_slides_draw_the_numbers_of_the_exhibit_and_no_other(
    pack: ProducedPack, written: dict[str, bytes]
) -> None:
    deck = powerpoint_reading.slides(written["pptx"])[1:]
    charts = 0
    for exhibit, slide in zip(pack.exhibits, deck, strict=False):
        drawn = powerpoint_reading.chart_numbers(slide)
        if not drawn:
            continue
        charts += 1
        known = _numbers_of(exhibit.frame) | _days_of(exhibit.chart, exhibit.frame)
        # Where on the page something stands is no figure: rows are counted from the last.
        rows = {place / 2 for place in range(2 * exhibit.frame.height + 3)}
        strange = {value for value in drawn if not _near(value, known | rows)}
        assert not strange, exhibit.key
        only = getattr(exhibit.chart, "drawn", None)
        frame = exhibit.frame.filter(pl.col(only)) if only else exhibit.frame
        frame = frame.head(getattr(exhibit.chart, "shown", None) or frame.height)
        for name in _drawn_columns(exhibit.chart, frame):
            if name == getattr(exhibit.chart, "own", None):
                continue  # our score is marked in words and by an edge
            values = frame.get_column(name).drop_nulls().to_list()
            # A bar of none need not be there.
            missing = [v for v in values if v and not (_near(v, drawn) or _near(v * 100, drawn))]
            assert not missing, (exhibit.key, name)
    assert charts >= min(2, len(pack.exhibits) - 3)


def _numbers_of(frame: pl.DataFrame) -> set[float]:
    """The numbers in a frame, also as percents; days as spreadsheets count them."""
    # A period's figure stands over its middle, about half a period from its first day or its last.
    found: set[float] = set()
    for name in (name for name, kind in frame.schema.items() if kind == pl.Date):
        days = frame.get_column(name).drop_nulls().unique().sort()
        apart = days.diff().drop_nulls().median()
        half = apart.days // 2 if isinstance(apart, timedelta) else 14
        begins = [powerpoint_reading.serial(day) for day in days]
        found |= {day + side * (half + more) for day in begins for side in (-1, 1)
                  for more in (-1, 0, 1)}  # fmt: skip
    for row in frame.iter_rows():
        for value in row:
            if isinstance(value, bool) or value is None:
                continue
            if isinstance(value, int | float):
                found |= {float(value), value * 100.0}
            elif isinstance(value, date):
                found.add(powerpoint_reading.serial(value))
            elif isinstance(value, str) and value.replace(".", "", 1).isdigit():
                found.add(float(value))
    return found


def _days_of(chart: Any, frame: pl.DataFrame) -> set[float]:
    """The days over which a series' points stand: the middles of its periods."""
    if not isinstance(chart, ControlChart):
        return set()
    [panel] = panels(*series_of(chart, frame))
    return {float(powerpoint_reading.serial(day)) for day in panel.days}


def _near(value: float, among: set[float]) -> bool:
    return any(abs(value - each) <= 1e-9 * max(1.0, abs(each)) for each in among)


def _drawn_columns(chart: Any, frame: pl.DataFrame) -> list[str]:
    """The frame's columns of numbers that the chart's specification draws."""
    names = {name for name in _words(list(vars(chart).values())) if name in frame.columns}
    if isinstance(chart, ScoreShares):
        names.discard(chart.own)  # our score says which block is edged; it is no bar
    return [name for name in frame.columns if name in names and frame.schema[name].is_numeric()]


def _words(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, list | tuple):
        for each in value:
            yield from _words(each)
