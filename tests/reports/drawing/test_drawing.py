"""Charts for files: everything on the canvas, every number said, the same drawing each time."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

import polars as pl
import pytest
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.lines import Line2D
from matplotlib.text import Text

from components.charts.spec import (
    Bars,
    ControlChart,
    DotDistribution,
    FunnelPlot,
    Intervals,
    StackedBars,
)
from components.exhibits.exhibit import Exhibit
from data_access.store.database import Store
from reports.drawing import chart as drawing
from reports.drawing.canvas import Canvas
from reports.drawing.parts import draw
from tests.reports.produced_packs import catalogued
from vocabulary.audience import Audience

WIDTH = 172.0


def texts(canvas: Canvas) -> list[str]:
    return [artist.get_text() for artist in canvas.figure.texts + _others(canvas)]


def _others(canvas: Canvas) -> list[Text]:
    return [a for a in canvas.figure.artists if isinstance(a, Text)]


def charts(store: Store, audience: Audience) -> list[Exhibit]:
    return [exhibit for exhibit in catalogued(store, audience) if exhibit.chart is not None]


def outside(canvas: Canvas) -> list[str]:
    """Texts that are cut off at the canvas's edge."""
    renderer = FigureCanvasAgg(canvas.figure).get_renderer()  # type: ignore[no-untyped-call]
    written = canvas.figure.texts + _others(canvas)
    boxes = [(artist.get_text(), artist.get_window_extent(renderer)) for artist in written]
    return [
        text
        for text, box in boxes
        if box.x0 < -1 or box.y0 < -1 or box.x1 > canvas.width + 1 or box.y1 > canvas.height + 1
    ]


@pytest.mark.parametrize("audience", ["internal", "public"])
def test_no_word_of_any_chart_is_cut_off(example_store: Store, audience: Audience) -> None:
    drawn = charts(example_store, audience)
    assert len(drawn) > 12
    for exhibit in drawn:
        tall = drawing.height_mm(exhibit, WIDTH)
        for height in (tall, tall * 0.8):
            canvas = drawing.draw_chart(exhibit, WIDTH, height)
            assert texts(canvas), exhibit.key
            assert not outside(canvas), exhibit.key


def test_the_same_chart_is_the_same_file(example_store: Store) -> None:
    for exhibit in charts(example_store, "internal")[:6]:
        first, again = (drawing.svg(exhibit, WIDTH, 80) for _ in range(2))
        assert first == again
        assert b"dc:date" not in first


def test_a_chart_as_picture_has_the_size_asked_for(example_store: Store) -> None:
    exhibit = charts(example_store, "internal")[0]
    picture = drawing.png(exhibit, 127, 50.8, dpi=100)
    assert picture[:8] == b"\x89PNG\r\n\x1a\n"
    assert (int.from_bytes(picture[16:20]), int.from_bytes(picture[20:24])) == (500, 200)


def test_an_exhibit_without_a_chart_has_no_drawing(example_store: Store) -> None:
    exhibit = replace(charts(example_store, "internal")[0], chart=None)
    with pytest.raises(ValueError, match="has no chart"):
        drawing.svg(exhibit, WIDTH, 80)


def drawn(spec: object, rows: Sequence[Mapping[str, object]]) -> list[str]:
    canvas = Canvas(WIDTH, 80)
    draw(spec, pl.DataFrame(rows, infer_schema_length=None), canvas)
    assert not outside(canvas)
    return texts(canvas)


def test_bars_say_each_count_what_is_lost_and_what_is_hidden() -> None:
    said = drawn(
        Bars("step", "n", steps=True),
        [{"step": "Found", "n": 40}, {"step": "Shared", "n": 30}, {"step": "Kept", "n": None}],
    )
    assert {"40", "30 (75%)", "10 lost here", "not shown"} <= set(said)
    parts = drawn(Bars("a", "n", "p", "late"), [{"a": "X", "n": 1200, "p": 7}])
    assert "7 of 1,200 late" in parts


def test_stacks_name_their_kinds_and_say_where_numbers_are_hidden() -> None:
    spec = StackedBars("team", (("a", "Open"), ("b", "Closed")), horizontal=True)
    rows: list[dict[str, object]] = [
        {"team": "North", "a": 30, "b": 12},
        {"team": "South", "a": None, "b": None},
    ]
    said = drawn(spec, rows)
    assert {"Open", "Closed", "30", "12", "not shown"} <= set(said)
    assert any("hidden" in text for text in said)
    assert "Closed" in drawn(replace(spec, horizontal=False), rows)


def test_intervals_mark_what_is_apart_by_shape_and_say_what_is_not_shown() -> None:
    spec = Intervals("t", "v", "l", "h", apart="apart", reference=0.8, reference_label="all 80%")
    canvas = Canvas(WIDTH, 60)
    rows = [
        {"t": "A", "v": 0.5, "l": 0.2, "h": 0.7, "apart": True},
        {"t": "B", "v": 0.9, "l": 0.8, "h": 1.0, "apart": False},
        {"t": "C", "v": None, "l": None, "h": None, "apart": False},
    ]
    draw(spec, pl.DataFrame(rows), canvas)
    shapes = {line.get_marker() for line in canvas.figure.artists if isinstance(line, Line2D)}
    assert {"^", "o"} <= shapes
    assert {"50%", "90%", "not shown", "all 80%"} <= set(texts(canvas))


def test_the_funnel_names_us_and_no_other() -> None:
    rows = [
        {"g": g, "x": x, "n": n, "c": 0.7, "l": 0.4, "u": 0.95, "own": g == "Ours"}
        for g, x, n in (("Ours", 8, 9), ("One", 5, 10), ("Two", 30, 40))
    ]
    said = drawn(FunnelPlot("g", "x", "n", "c", "l", "u", "own"), rows)
    assert "Ours" in said
    assert "One" not in said


def test_a_funnel_of_our_teams_names_the_one_beyond_the_limits_with_a_triangle() -> None:
    rows = [
        {"g": g, "x": x, "n": n, "c": 0.6, "l": 0.4, "u": 0.8, "own": g == "North team"}
        for g, x, n in (("North team", 29, 30), ("South team", 24, 40))
    ]
    spec = FunnelPlot(
        "g", "x", "n", "c", "l", "u", "own", "Complaints decided", "all teams", parts=True
    )
    said = drawn(spec, rows)
    assert {"North team", "Complaints decided", "all teams 60%"} <= set(said)
    assert "South team" not in said


def test_a_control_chart_of_nothing_or_of_gaps_is_still_a_chart() -> None:
    spec = ControlChart("d", "v", "m", "l", "u", "s")
    frame = {"d": pl.Date, "v": pl.Float64, "m": pl.Float64, "l": pl.Float64, "u": pl.Float64}
    empty = Canvas(WIDTH, 60)
    draw(spec, pl.DataFrame(schema={**frame, "s": pl.String}), empty)
    months = pl.date_range(pl.date(2025, 1, 1), pl.date(2025, 6, 1), "1mo", eager=True)
    gaps = pl.DataFrame(
        {"d": months, "v": [1.0, None, 3, 4, 5, 6], "m": [3.5] * 6, "l": [0.0] * 6, "u": [8.0] * 6,
         "s": ["common_cause"] * 5 + ["concern"]}
    )  # fmt: skip
    canvas = Canvas(WIDTH, 60)
    draw(spec, gaps, canvas)
    assert not outside(canvas)
    assert {"mean 3.5", "worse than usual"} <= set(texts(canvas))


def test_a_range_still_possible_is_said_where_there_is_no_overall_score() -> None:
    spec = DotDistribution(
        "v", "n", "h", "Like us", "Others", 25, 100, (("good", 63),), None, 60, 70, "Ours"
    )
    said = drawn(spec, [{"v": 64, "n": "A", "h": True}, {"v": 64, "n": "B", "h": False}])
    assert "Ours: 60 to 70% still possible" in said


def test_signs_of_mathematics_are_drawn_as_they_are() -> None:
    said = drawn(Bars("a", "n"), [{"a": "costs $5 to $6 _each_ 😀", "n": 3}])
    assert any("$5" in text for text in said)
    assert not [text for text in said if re.search("nan|None", text)]
