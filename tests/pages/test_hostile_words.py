"""Words that something may trip over, in every field of people's own words and on everything that
shows them: none runs, vanishes, or is read as anything but the words it is."""

from __future__ import annotations

import io
import json
import re
import zipfile
from collections.abc import Iterator
from contextlib import suppress
from xml.etree import ElementTree

import openpyxl
import polars as pl
import pytest
from selectolax.lexbor import LexborHTMLParser

from components.charts.parts import folded
from components.charts.plotly_chart import figure
from components.exhibits.exhibit import Exhibit
from components.widgets.exhibits.table import table_html
from data_access.settings import settings
from data_access.snapshot import Snapshot, snapshot
from data_access.store.database import Store
from reports.drawing.picture import KINDS, picture
from reports.excel.workbook import workbook
from reports.pdf.pack import document
from reports.powerpoint.presentation import presentation
from tests.example_store import example_at
from tests.hostile_words import FIELDS, WORDS, hostile, make_hostile, make_turned
from tests.pages.harness import EXAMPLE, PAGES, example_view, open_page, parts
from tests.pages.test_every_page import TELLING
from tests.principals import OFFICER
from tests.reports.produced_packs import catalogued, produced_pack
from tests.sampling import SEED, one_in_slow

# What may stand in HTML of ours: nothing that runs, loads or takes over the page.
NEVER = "script, iframe, object, embed, style, link, form, meta, base"
OURS_IN_CHARTS = re.compile(r"<br>|<extra>|</extra>|</?b>|<span style=\"[^\"<>]*\">|</span>")
SHOWN = sorted(
    {file.stem for file in PAGES.glob("[!_]*.py")} - {"present", "exhibit"}
)  # both show what others do


@pytest.fixture(scope="module")
def before(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Store, Snapshot]]:
    """Example Borough with hostile words in every field, and its record without."""
    store = example_at(tmp_path_factory.mktemp("hostile") / "store.db")
    known = snapshot(EXAMPLE, store=store, principal=OFFICER)
    make_hostile(store, known, seed=SEED, principal=OFFICER)
    yield store, known
    store.engine.dispose()


@pytest.fixture(scope="module")
def exhibits(before: tuple[Store, Snapshot]) -> list[Exhibit]:
    return catalogued(before[0], "internal")


def test_there_are_a_thousand_and_all_differ() -> None:
    assert len(set(WORDS)) == len(WORDS) == 1000


def test_every_field_keeps_its_words(before: tuple[Store, Snapshot]) -> None:
    store, was = before
    now = snapshot(EXAMPLE, store=store, principal=OFFICER)
    for dataset, fields in FIELDS.items():
        own = pl.col("authority") == EXAMPLE
        for field in fields:
            given = was[dataset].filter(own).get_column(field).drop_nulls().unique()
            kept = now[dataset].filter(own).get_column(field).drop_nulls().unique()
            assert set(kept) == {hostile(value, SEED) for value in given}, (dataset, field)


@pytest.mark.parametrize("name", one_in_slow(3, SHOWN))
def test_a_page_shows_them_as_words(
    name: str, before: tuple[Store, Snapshot], monkeypatch: pytest.MonkeyPatch
) -> None:
    store, _ = before
    monkeypatch.setenv("DATABASE_URL", store.url)
    settings.cache_clear()
    telling = [each for each in TELLING.get(name, []) if not {"team", "review"} & each.keys()]
    for address in one_in_slow(3, [{}, *telling]) or [{}]:
        page = open_page(name, example_view(), **address)
        for element in parts(page, "html"):
            runs_nothing(element.value)
    settings.cache_clear()


def runs_nothing(html: str) -> None:
    """Hold HTML to what may stand in ours."""
    tree = LexborHTMLParser(html)
    assert not tree.css(NEVER), html[:400]
    for node in tree.css("img"):
        assert (node.attributes.get("src") or "").startswith(("data:image/", "./")), node.html
    for node in tree.css("*"):
        for attribute, value in node.attributes.items():
            assert not attribute.startswith("on"), node.html
            assert not (value or "").strip().lower().startswith("javascript:"), node.html


def test_charts_show_them_letter_by_letter(exhibits: list[Exhibit]) -> None:
    drawn = 0
    for exhibit in exhibits:
        if exhibit.chart is None or exhibit.frame.is_empty():
            continue
        try:
            made, _ = figure(exhibit.chart, exhibit.frame)
        except TypeError:
            continue  # a heat map is HTML
        drawn += 1
        for text in texts_in(json.loads(made.to_json())):
            left = OURS_IN_CHARTS.sub("", text)
            assert "<" not in left, (exhibit.key, text)
    assert drawn > 20


def texts_in(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for each in value.values():
            yield from texts_in(each)
    elif isinstance(value, list):
        for each in value:
            yield from texts_in(each)


def test_files_carry_them_as_words(exhibits: list[Exhibit]) -> None:
    pack = produced_pack(one_in_slow(4, exhibits))
    assert presentation(pack)[:2] == b"PK"
    assert document(pack)[:5] == b"%PDF-"
    book = openpyxl.load_workbook(io.BytesIO(workbook(pack)))
    for sheet in book:
        for row in sheet.iter_rows():
            for cell in row:
                assert cell.data_type != "f" or "HYPERLINK" in str(cell.value), cell.value


def test_pictures_are_well_formed_and_run_nothing(exhibits: list[Exhibit]) -> None:
    for exhibit in one_in_slow(4, exhibits):
        for form in KINDS:
            made = picture(exhibit, form)
            if form != "svg":
                assert made
                continue
            for node in ElementTree.fromstring(made).iter():
                assert not node.tag.endswith("script")
                assert not [name for name in node.attrib if name.lower().startswith("on")]


def test_a_word_without_an_end_leaves_room_for_the_bars() -> None:
    lines = folded("W" * 120).split("<br>")
    assert max(map(len, lines)) <= 40
    assert "".join(lines) == "W" * 120
    assert (
        folded("Accommodation and equipment").replace("<br>", " ") == "Accommodation and equipment"
    )


TURN, TURN_IN_UTF8 = "\u202e", "\u202e".encode()
TYPED = {"text_input", "text_area"}
"""What is typed shows what is stored, to be changed: a browser keeps it within its own box."""


@pytest.fixture(scope="module")
def turned(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """Example Borough with a sign in every field that turns what follows."""
    store = example_at(tmp_path_factory.mktemp("turned") / "store.db")
    known = snapshot(EXAMPLE, store=store, principal=OFFICER)
    make_turned(store, known, principal=OFFICER)
    yield store
    store.engine.dispose()


@pytest.mark.parametrize("name", one_in_slow(8, SHOWN))
def test_nothing_on_a_page_turns_what_follows(
    name: str, turned: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DATABASE_URL", turned.url)
    settings.cache_clear()
    telling = [each for each in TELLING.get(name, []) if not {"team", "review"} & each.keys()]
    for address in one_in_slow(3, [{}, *telling]) or [{}]:
        page = open_page(name, example_view(), **address)
        for element in page.main:
            if element.type not in TYPED and element.proto is not None:
                said = element.proto.SerializeToString()
                assert TURN_IN_UTF8 not in said, (name, address, element.type, element.proto)
    settings.cache_clear()


def test_nothing_in_a_chart_or_a_file_turns_what_follows(turned: Store) -> None:
    every = catalogued(turned, "internal")
    known = snapshot(EXAMPLE, store=turned, principal=OFFICER)
    assert known["action"]["action"].str.starts_with(TURN).all()  # it is stored as it came
    for exhibit in every:
        if exhibit.chart is not None and exhibit.frame.height:
            with suppress(TypeError):  # a heat map is HTML
                made, _ = figure(exhibit.chart, exhibit.frame)
                assert TURN not in "".join(texts_in(json.loads(made.to_json()))), exhibit.key
        assert TURN not in table_html(exhibit), exhibit.key
    slides = zipfile.ZipFile(io.BytesIO(presentation(produced_pack(one_in_slow(8, every)))))
    assert not any(TURN_IN_UTF8 in slides.read(each) for each in slides.namelist())
