"""A pack as PowerPoint: charts one can work on with, readable by everyone, the same file each
time."""

from __future__ import annotations

import io
import zipfile
from dataclasses import replace
from datetime import UTC, date, datetime
from itertools import pairwise
from typing import Any

import polars as pl
import pytest
from pptx.oxml.ns import qn
from pptx.util import Pt

from components.charts.rules import SIGNALS, interval_rows
from components.charts.spec import (
    Bars,
    ChartSpec,
    ControlChart,
    DotDistribution,
    FunnelPlot,
    Intervals,
    OpposedBars,
    ScoreShares,
    ScoreTimeline,
    StackedBars,
)
from components.exhibits.digest import drawn_columns
from components.exhibits.exhibit import Exhibit
from components.packs.produced_pack import ProducedPack
from data_access.store.database import Store
from reports.documents import provenance
from reports.powerpoint.presentation import presentation
from reports.powerpoint.text import SMALLEST, lines_of, shortened, width_of
from tests.reports.pdf.pdf_reading import numbers
from tests.reports.powerpoint import slides
from tests.reports.produced_packs import COUNCIL, ODD, PRODUCED, catalogued, produced_pack


@pytest.fixture(scope="module")
def everything(example_store: Store) -> ProducedPack:
    """A pack of every exhibit there is."""
    return produced_pack(catalogued(example_store, "internal"))


@pytest.fixture(scope="module")
def written(everything: ProducedPack) -> bytes:
    return presentation(everything)


@pytest.fixture(scope="module")
def deck(written: bytes) -> Any:
    return slides.opened(written)


@pytest.fixture(scope="module")
def by_key(everything: ProducedPack, deck: Any) -> dict[str, tuple[Exhibit, Any]]:
    """Exhibits with their slides."""
    shown = list(deck.slides)[1 : len(everything.exhibits) + 1]
    return {e.key: (e, slide) for e, slide in zip(everything.exhibits, shown, strict=True)}


def test_every_slide_has_its_own_title_a_number_and_says_for_whom(
    everything: ProducedPack, deck: Any
) -> None:
    found = list(deck.slides)
    assert len(found) > len(everything.exhibits) + 1
    titles = [slide.shapes.title.text_frame.text for slide in found]
    assert all(titles)
    assert titles[0] == everything.title
    assert titles[1 : len(everything.exhibits) + 1] == [e.headline for e in everything.exhibits]
    *meanings, last = titles[len(everything.exhibits) + 1 :]
    assert all(title.startswith("What these exhibits mean") for title in meanings)
    assert len(set(meanings)) == len(meanings)
    assert last == "What this pack was made from"
    for number, slide in enumerate(found, 1):
        said = slides.said(slide)
        counted = any(tag.get("type") == "slidenum" for tag in slide._element.iter(qn("a:fld")))
        assert counted == (number <= everything.many), "the annex has no numbers, as on screen"
        assert (f"{number} of {everything.many}" if counted else "Annex") in said
        assert "Example Borough · Internal · As at 30 Sep 2026" in said
        assert "Example records" in said


def test_the_back_page_says_what_it_was_made_from(everything: ProducedPack, deck: Any) -> None:
    said = slides.said(list(deck.slides)[-1])
    assert "Illustrative example, invented" in said
    for fact, value in provenance.facts(everything):
        assert fact in said
        assert value in said
    assert COUNCIL in said


def test_every_chart_and_table_has_its_words(by_key: dict[str, tuple[Exhibit, Any]]) -> None:
    for exhibit, slide in by_key.values():
        frames = [shape for shape in slide.shapes if shape.has_chart or shape.has_table]
        said = [shape._element.xpath(".//p:cNvPr/@descr") for shape in frames]
        assert all(said), exhibit.key
        if frames:
            assert said[0] == [exhibit.alternative]


def test_what_is_read_aloud_comes_in_order(by_key: dict[str, tuple[Exhibit, Any]]) -> None:
    exhibit, slide = by_key["training_gap"]
    order = [" ".join(slides.texts(shape)) for shape in slide.shapes]
    assert order[0] == exhibit.headline
    assert order[1] == exhibit.subtitle
    assert slide.shapes[2].has_chart
    said = [text for text in order[3:] if text]
    assert said[0] == "Verdict"
    assert said[1].startswith(exhibit.verdict)
    assert said[2].endswith(exhibit.source)
    assert said[3].startswith(f"{2 + list(by_key).index('training_gap')} of ")


def test_notes_hold_what_a_presenter_may_say(by_key: dict[str, tuple[Exhibit, Any]]) -> None:
    for exhibit, slide in by_key.values():
        notes = " ".join(slide.notes_slide.notes_text_frame.text.split())
        definition = exhibit.definition
        for text in (
            exhibit.verdict, exhibit.meaning, exhibit.alternative, definition.meaning,
            definition.how_to_read, definition.formula, exhibit.source, *exhibit.all_caveats,
        ):  # fmt: skip
            assert " ".join(text.split()) in notes, exhibit.key


def test_everything_is_british_english_and_large_enough(deck: Any) -> None:
    assert SMALLEST * 1280 / deck.slide_width.pt >= 20, "as many pixels on a screen of 1280"
    for slide in deck.slides:
        parts = [slide._element, *(chart._chartSpace for chart in slides.charts(slide))]
        for part in parts:
            for tag in part.iter(qn("a:rPr"), qn("a:defRPr"), qn("a:endParaRPr")):
                assert tag.get("lang") == "en-GB"
                assert int(tag.get("sz", SMALLEST * 100)) >= SMALLEST * 100


@pytest.mark.parametrize("council", ["London Borough of Hillingdon", f"{'Long ' * 20}Council"])
def test_a_foot_never_loses_for_whom_and_as_at_when(everything: ProducedPack, council: str) -> None:
    few = replace(everything, council=council, screens=everything.screens[:1])
    for slide in slides.opened(presentation(few)).slides:
        assert "Internal · As at 30 Sep 2026" in slides.said(slide)


def test_it_says_what_it_is(everything: ProducedPack, deck: Any) -> None:
    about = deck.core_properties
    assert (about.title, about.author, about.language) == (everything.title, COUNCIL, "en-GB")
    assert everything.filters in about.subject
    assert everything.digest in about.comments
    assert about.created.replace(tzinfo=UTC) == PRODUCED


def _known(values: list[Any]) -> list[float]:
    return [float(value) for value in values if value is not None]


def _drawn(spec: ChartSpec, frame: pl.DataFrame) -> list[list[Any]]:
    """The columns a chart's series are to show, as python-pptx should find them."""
    match spec:
        case Bars():
            columns = [spec.count, *([spec.part] if spec.part else [])]
        case StackedBars():
            columns = [column for column, _ in spec.kinds]
        case ScoreShares():
            columns = list(spec.counts)
        case _:
            raise TypeError(spec)
    return [frame.get_column(column).to_list() for column in columns]


def test_bars_hold_the_frames_figures(by_key: dict[str, tuple[Exhibit, Any]]) -> None:
    seen = set()
    for exhibit, slide in by_key.values():
        spec = exhibit.chart
        if not isinstance(spec, Bars | StackedBars | ScoreShares) or not exhibit.frame.height:
            continue
        (chart,) = slides.charts(slide)
        found = list(slides.values(chart).values())
        assert found == [
            [None if v is None else float(v) for v in column][: len(found[0])]
            for column in _drawn(spec, exhibit.frame)
        ], exhibit.key
        seen.add(type(spec))
    assert seen == {Bars, StackedBars, ScoreShares}


def test_opposed_bars_are_two_charts_of_positive_counts(
    by_key: dict[str, tuple[Exhibit, Any]],
) -> None:
    exhibit, slide = by_key["evidence_balance"]
    spec = exhibit.chart
    assert isinstance(spec, OpposedBars)
    left, right = slides.charts(slide)
    shown = exhibit.frame.filter((pl.col(spec.left) + pl.col(spec.right)) > 0).head(spec.shown)
    assert slides.values(left) == {spec.left_label: shown.get_column(spec.left).to_list()}
    assert slides.values(right) == {spec.right_label: shown.get_column(spec.right).to_list()}
    assert slides.categories(left) == shown.get_column(spec.category).to_list()


def test_intervals_hold_low_value_and_high(by_key: dict[str, tuple[Exhibit, Any]]) -> None:
    seen = 0
    for exhibit, slide in by_key.values():
        spec = exhibit.chart
        if not isinstance(spec, Intervals):
            continue
        (chart,) = slides.charts(slide)
        found = slides.points(chart)
        rows = interval_rows(spec, exhibit.frame).drop_nulls(spec.value)
        for row in rows.iter_rows(named=True):
            ends = _known([row[spec.low], row[spec.value], row[spec.high]])
            assert [x for x, _ in found[row[spec.category]]] == ends, exhibit.key
        seen += 1
    assert seen > 5


def test_control_charts_hold_series_mean_and_limits(
    by_key: dict[str, tuple[Exhibit, Any]],
) -> None:
    exhibit, slide = by_key["complaints_volume"]
    spec = exhibit.chart
    assert isinstance(spec, ControlChart)
    (chart,) = slides.charts(slide)
    rows = exhibit.frame.sort(spec.date)
    found = slides.values(chart)
    for name, column in (
        (spec.unit, spec.value), ("mean", spec.mean),
        ("upper limit", spec.upper), ("lower limit", spec.lower),
    ):  # fmt: skip
        assert found[name] == rows.get_column(column).clip(0).to_list()
    signals = found.keys() & {mark.words for mark in SIGNALS.values()}
    meanings = set(rows.get_column(spec.meaning)) - {"common_cause"}
    assert len(signals) == len(meanings)
    axis = chart.value_axis
    assert axis.minimum_scale == 0


def test_scores_and_councils_are_where_they_are(by_key: dict[str, tuple[Exhibit, Any]]) -> None:
    exhibit, slide = by_key["score_history"]
    spec = exhibit.chart
    assert isinstance(spec, ScoreTimeline)
    (chart,) = slides.charts(slide)
    found = [v for series in slides.values(chart).values() for v in series if v is not None]
    assert sorted(found) == sorted(exhibit.frame.get_column(spec.score).to_list())
    exhibit, slide = by_key["peer_overall"]
    assert isinstance(exhibit.chart, DotDistribution)
    (chart,) = slides.charts(slide)
    dots = slides.points(chart)
    councils = [
        x for name in (exhibit.chart.highlight_label, exhibit.chart.other_label)
        for x, _ in dots.get(name, [])
    ]  # fmt: skip
    assert sorted(councils) == sorted(exhibit.frame.get_column("percentage").to_list())
    assert [x for x, _ in dots[COUNCIL]] == [exhibit.chart.own]


def test_a_grid_is_a_table_with_the_frames_words(by_key: dict[str, tuple[Exhibit, Any]]) -> None:
    exhibit, slide = by_key["workforce_routes"]
    (table,) = [shape.table for shape in slide.shapes if shape.has_table]
    cells = {
        (table.cell(down, 0).text_frame.text, table.cell(0, across).text_frame.text):
        table.cell(down, across).text_frame.text
        for down in range(1, len(table.rows)) for across in range(1, len(table.columns))
    }  # fmt: skip
    for row in exhibit.frame.iter_rows(named=True):
        assert cells[row["profession_name"], row["route_name"]] == (row["said"] or "–")
    assert table.first_row


def _with_chart(base: Exhibit, frame: pl.DataFrame, chart: ChartSpec) -> bytes:
    exhibit = replace(base, frame=frame, chart=chart, columns={frame.columns[0]: "First"})
    return presentation(produced_pack([exhibit]))


def test_a_funnel_holds_sizes_shares_and_limits(everything: ProducedPack) -> None:
    frame = pl.DataFrame(
        {
            "council": [f"Council {n}" for n in range(6)],
            "upheld": [1, 4, 7, 12, 20, 0],
            "decided": [3, 5, 9, 20, 31, 0],
            "centre": [0.6] * 6,
            "low": [0.1, 0.2, 0.3, 0.4, 0.45, None],
            "high": [1.0, 0.98, 0.9, 0.8, 0.75, None],
            "ours": [False, False, True, False, False, False],
        }
    )
    spec = FunnelPlot("council", "upheld", "decided", "centre", "low", "high", "ours")
    (chart,) = slides.charts(
        slides.opened(_with_chart(everything.exhibits[0], frame, spec)).slides[1]
    )
    found = slides.points(chart)
    assert found["Council 2"] == [(9, 7 / 9)]
    assert found["other councils"] == [(3, 1 / 3), (5, 0.8), (20, 0.6), (31, 20 / 31)]
    assert [y for _, y in found["lower limit"]] == [0.1, 0.2, 0.3, 0.4, 0.45]


def test_a_control_chart_in_percent_with_target_and_gaps(everything: ProducedPack) -> None:
    months = [date(2026, month, 1) for month in range(1, 7)]
    frame = pl.DataFrame(
        {
            "month": months,
            "share": [0.5, None, 0.55, 0.6, 0.9, 0.4],
            "mean": [0.55] * 6, "low": [-0.1] * 6, "high": [1.1] * 6,
            "meaning": ["common_cause", None, "common_cause", "improvement", "concern",
                        "common_cause"],
            "target": [0.56] * 6,
        }
    )  # fmt: skip
    spec = ControlChart(
        "month", "share", "mean", "low", "high", "meaning", percent=True, target="target"
    )
    slide = slides.opened(_with_chart(everything.exhibits[0], frame, spec)).slides[1]
    (chart,) = slides.charts(slide)
    found = slides.values(chart)
    assert found["percent"] == pytest.approx([50, None, 55, 60, 90, 40])
    assert found["target"] == pytest.approx([56] * 6)
    assert found["worse than usual"] == [None, None, None, None, 90, None]
    assert "%" in chart.value_axis.tick_labels.number_format
    assert "Where numbers are hidden, nothing is drawn." in slides.said(slide)


def test_what_is_hidden_is_said(everything: ProducedPack) -> None:
    frame = pl.DataFrame({"name": ["North", "South", "East"], "count": [12, None, 7]})
    slide = slides.opened(_with_chart(everything.exhibits[0], frame, Bars("name", "count"))).slides[
        1
    ]
    assert slides.categories(slides.charts(slide)[0]) == ["North", "South (not shown)", "East"]


@pytest.mark.parametrize(
    "spec",
    [
        Bars("a", "n", part="n"),
        StackedBars("a", (("n", "N"),), horizontal=True),
        StackedBars("day", (("n", "N"),), date=True),
        OpposedBars("a", "n", "n", "left", "right", 5),
        ScoreShares("a", ("n", "n", "n", "n"), "n"),
        ScoreTimeline("day", "n", "a"),
        ControlChart("day", "n", "x", "x", "x", "a"),
        Intervals("a", "x", "x", "x"),
        FunnelPlot("a", "n", "n", "x", "x", "x", "b"),
        DotDistribution("n", "a", "b", "", "", 25, 100),
    ],
    ids=lambda spec: type(spec).__name__,
)
@pytest.mark.parametrize("rows", [0, 1])
def test_few_rows_or_none_are_no_obstacle(
    everything: ProducedPack, spec: ChartSpec, rows: int
) -> None:
    frame = pl.DataFrame(
        {"a": ["published"], "n": [30], "x": [0.4], "b": [True], "day": [date(2026, 1, 1)]}
    ).head(rows)
    slide = slides.opened(_with_chart(everything.exhibits[0], frame, spec)).slides[1]
    if rows:
        assert slides.charts(slide)
    else:
        assert "There are no records to show." in slides.said(slide)


def test_the_same_pack_is_the_same_file(everything: ProducedPack) -> None:
    some = replace(everything, screens=everything.screens[:14])
    first = presentation(some)
    assert presentation(some) == first
    later = replace(some, produced=datetime(2026, 10, 1, tzinfo=UTC))
    assert presentation(later) != first
    with zipfile.ZipFile(io.BytesIO(first)) as packed:
        assert {entry.date_time for entry in packed.infolist()} == {(2026, 9, 30, 9, 30, 0)}


def test_a_long_headline_takes_two_lines_at_most(
    by_key: dict[str, tuple[Exhibit, Any]],
) -> None:
    long = "Complaints about waiting for an occupational therapy assessment " * 6
    base, _ = by_key["training_gap"]
    told = dict.fromkeys(("headline", "subtitle", "verdict", "meaning", "source"), long)
    file = presentation(produced_pack([replace(base, **told)]))  # type: ignore[arg-type]
    slide = slides.opened(file).slides[1]
    title = slide.shapes.title
    size = title.text_frame.paragraphs[0].runs[0].font.size.pt
    assert len(lines_of(title.text_frame.text, title.width.pt, size, bold=True)) <= 2
    assert title.text_frame.text.endswith("…")
    assert " ".join(long.split()) in " ".join(slide.notes_slide.notes_text_frame.text.split())
    *parts, _, _, _ = slide.shapes  # but for the foot
    parts = [each for each in parts if each.left < Pt(60) and each.height > Pt(2)]
    boxes = [(shape.top, shape.top + shape.height) for shape in parts]
    for (_, end), (begin, _) in pairwise(boxes):
        assert end <= begin + Pt(1)
    assert boxes[-1][1] <= Pt(504)


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "{="])
def test_no_text_becomes_a_formula(everything: ProducedPack, start: str) -> None:
    evil = f"{start}cmd|'/C calc'!A0" + ("}" if start == "{=" else "")
    frame = pl.DataFrame({"name": [evil, "South"], "count": [3, 4], "low": [1.0, 2.0]})
    for spec in (
        Bars("name", "count", part="count", part_label=evil, unit=evil),
        Intervals("name", "low", "low", "low", reference=1.0, reference_label=evil),
    ):
        file = _with_chart(everything.exhibits[0], frame, spec)
        cells = [cell for sheet in slides.workbooks(file) for row in sheet.iter_rows()
                 for cell in row]  # fmt: skip
        assert any(cell.value and evil.strip() in str(cell.value) for cell in cells)
        assert not [cell for cell in cells if cell.data_type == "f"]


def test_texts_may_hold_any_signs(everything: ProducedPack) -> None:
    base = everything.exhibits[1]
    odd = replace(base, headline=f"{ODD} \x07 😀", verdict=ODD, meaning="a\nb", source=ODD,
                  alternative=ODD, caveats=(ODD,))  # fmt: skip
    file = presentation(replace(produced_pack([odd], title=ODD), filters=ODD, council=ODD))
    deck = slides.opened(file)
    assert ODD in slides.said(deck.slides[1])
    assert deck.core_properties.title == ODD


def test_a_long_list_says_where_the_rest_is(by_key: dict[str, tuple[Exhibit, Any]]) -> None:
    exhibit, slide = by_key["lessons_checked"]
    (table,) = [shape.table for shape in slide.shapes if shape.has_table]
    left = exhibit.frame.height - (len(table.rows) - 1)
    assert f"{left} more rows" in slides.said(slide)
    assert "in the Excel file." in slides.said(slide)


def _own_words(exhibit: Exhibit) -> str:
    definition = exhibit.definition
    shown = [str(value) for row in exhibit.table().iter_rows() for value in row]
    return " ".join([exhibit.headline, exhibit.subtitle, exhibit.verdict, exhibit.meaning,
                     exhibit.source, definition.title, definition.meaning, *shown])  # fmt: skip


def test_a_public_pack_holds_only_what_its_exhibits_name(example_store: Store) -> None:
    """A column that neither the table nor the chart names never reaches the file."""
    for exhibit in catalogued(example_store, "public"):
        named = {*exhibit.columns, *drawn_columns(exhibit)}
        hidden = [name for name in exhibit.frame.columns if name not in named]
        marked = exhibit.frame.with_columns(
            [pl.lit(f"hidden-{name}").alias(name) for name in hidden]
        )
        file = presentation(produced_pack([replace(exhibit, frame=marked)], "public"))
        with zipfile.ZipFile(io.BytesIO(file)) as packed:
            inside = b"".join(packed.read(name) for name in packed.namelist())
        sheets = " ".join(
            str(cell.value) for sheet in slides.workbooks(file) for row in sheet.iter_rows()
            for cell in row
        )  # fmt: skip
        assert b"hidden-" not in inside, exhibit.key
        assert "hidden-" not in sheets, exhibit.key
        said = slides.said(slides.opened(file).slides[1])
        assert " · Public · As at " in said


def test_a_public_slides_texts_hold_no_number_of_their_own(example_store: Store) -> None:
    public = [e for e in catalogued(example_store, "public") if e.chart is None]
    deck = slides.opened(presentation(produced_pack(public, "public")))
    for exhibit, slide in zip(public, list(deck.slides)[1:], strict=False):
        left_out = " ".join(str(n) for n in range(1, exhibit.frame.height + 60))
        known = numbers(f"{_own_words(exhibit)} {left_out} 2026 09 30")
        assert not numbers(slides.said(slide)) - known, exhibit.key


def test_widths_are_those_of_the_wider_of_arial_and_our_own_letters() -> None:
    arial, ours = 67.8 * 1.02, 69.0 * 1.02
    assert max(arial, ours) <= width_of("Hamburgefonts", 10) <= max(arial, ours) * 1.03
    assert shortened("one two three", width_of("one two…", 14) + 0.01, 1, 14) == "one two…"
    assert lines_of("aaaa bbbb", width_of("bbbb", 14), 14) == ("aaaa", "bbbb")
