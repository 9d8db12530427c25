"""An exhibit as a picture: it says what it is, of whom and from when, to those who do not see it
too."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import UTC, datetime
from xml.etree import ElementTree

import pytest
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.text import Text
from PIL import Image

from components.exhibits.exhibit import Exhibit
from data_access.store.database import Store
from reports.drawing import picture as pictures
from reports.drawing.canvas import Canvas
from reports.drawing.picture import file_name, picture
from tests.reports.produced_packs import COUNCIL, ODD, catalogued
from tests.sampling import one_in_slow
from vocabulary.nature import Nature

TAKEN = datetime(2026, 7, 1, 9, 30, tzinfo=UTC)
SVG = "{http://www.w3.org/2000/svg}"


@pytest.fixture(scope="module")
def everything(example_store: Store) -> list[Exhibit]:
    return catalogued(example_store, "internal")


@pytest.fixture(scope="module")
def volume(everything: list[Exhibit]) -> Exhibit:
    return next(each for each in everything if each.key == "complaints_volume")


def canvas_of(exhibit: Exhibit) -> Canvas:
    return pictures._drawn(exhibit, "1 July 2026")


def words(canvas: Canvas) -> list[Text]:
    return [part for part in canvas.figure.get_children() if isinstance(part, Text)]


def said(exhibit: Exhibit) -> str:
    return " ".join(" ".join(part.get_text().split()) for part in words(canvas_of(exhibit)))


def test_every_exhibit_is_a_picture_on_which_no_word_is_cut_off(everything: list[Exhibit]) -> None:
    for exhibit in one_in_slow(6, everything):
        canvas = canvas_of(exhibit)
        renderer = FigureCanvasAgg(canvas.figure).get_renderer()  # type: ignore[no-untyped-call]
        for part in words(canvas):
            box = part.get_window_extent(renderer)
            over = max(-box.x0, -box.y0, box.x1 - canvas.width, box.y1 - canvas.height)
            assert over <= 1, (exhibit.key, part.get_text())


def test_it_says_what_it_is_of_whom_for_whom_and_as_known_when(volume: Exhibit) -> None:
    told = said(volume)
    for text in (volume.headline, volume.subtitle, volume.verdict, volume.source, COUNCIL,
                 "Audience: internal", "As at 1 July 2026", "Example records"):  # fmt: skip
        assert " ".join(text.split()) in told
    assert "Example records" not in said(replace(volume, nature=Nature.OWN))
    assert "Own records" in said(replace(volume, nature=Nature.OWN))


def test_those_who_do_not_see_the_drawing_are_told_what_it_says(volume: Exhibit) -> None:
    odd = replace(volume, headline=ODD)
    drawn = ElementTree.fromstring(picture(odd, "svg", taken=TAKEN))
    assert drawn.get("role") == "img"
    assert drawn.get("aria-labelledby") == "title desc"
    assert drawn.findtext(f"{SVG}title") == ODD
    described = drawn.findtext(f"{SVG}desc") or ""
    assert volume.alternative in described
    assert volume.source in described


def test_the_notes_of_the_picture_say_it_too(volume: Exhibit) -> None:
    with Image.open(io.BytesIO(picture(volume, "png", taken=TAKEN))) as drawn:
        notes = dict(drawn.info)
        assert drawn.width >= 1600
    assert notes["Title"] == volume.headline
    assert volume.alternative in notes["Description"]


def test_a_list_shows_its_first_rows_and_how_many_more_there_are(everything: list[Exhibit]) -> None:
    listed = max((each for each in everything if each.chart is None), key=lambda e: e.frame.height)
    told = said(listed)
    assert f"{listed.frame.height - 12:,} more rows" in told
    assert listed.table().columns[0] in told
    assert "There are no records to show." in said(replace(listed, frame=listed.frame.clear()))


def test_the_same_exhibit_at_the_same_moment_is_the_same_file(volume: Exhibit) -> None:
    assert picture(volume, "svg", taken=TAKEN) == picture(volume, "svg", taken=TAKEN)
    assert file_name(volume, "png") == "example-borough-complaints-volume.png"
    with pytest.raises(KeyError):
        picture(volume, "pdf", taken=TAKEN)
