"""Series over time in panels: one large with its events named, or small ones on the same axes."""

from __future__ import annotations

from datetime import date

import plotly.graph_objects as go
import polars as pl
import pytest

from components.charts.panels import (
    axis,
    ends,
    events,
    mid_month,
    middles,
    not_in_yet,
    panels,
    series_of,
    told_signals,
    usual_range,
)
from components.charts.plotly_chart import figure, picked_row
from components.charts.spec import ControlChart, Intervals, SeriesPanels, StackedBars
from components.tokens import Ink, Surface
from tests.measures.indicators.indicator_rows import months

SPEC = SeriesPanels(
    panel="who", note="said", period="month", date="day", value="x", mean="m", lower="l",
    upper="u", meaning="s", target="t", rebased="g", mean_before="mb", lower_before="lb",
    upper_before="ub", unit="percent", events=(("2025-01-01", "Lamps changed"),),
)  # fmt: skip


def rows(
    who: str = "Hall", low: float = 40.0, anew: int | None = None, many: int = 12
) -> pl.DataFrame:
    days = months(many)
    after = [anew is not None and place >= anew for place in range(many)]
    return pl.DataFrame({
        "who": who, "said": "as usual", "month": [f"{day:%B %Y}" for day in days], "day": days,
        "x": [low + place % 3 for place in range(many)],
        "m": [low + 1 + 5 * each for each in after],
        "l": low - 4, "u": low + 6, "s": ["common_cause"] * (many - 1) + ["so_far"], "t": 60.0,
        "g": [int(each) for each in after], "mb": [low + 1 if each else None for each in after],
        "lb": [low - 4 if each else None for each in after],
        "ub": [low + 6 if each else None for each in after],
    })  # fmt: skip


def test_one_series_is_large_with_its_events_named_and_its_lines_told() -> None:
    drawn, height = figure(SPEC, rows())
    said = [each.text for each in drawn.layout.annotations]
    assert "Lamps changed, 1 Jan 2025" in said
    assert {"target 60%", "mean 41%", "usual 36 to 46%"} <= set(said)
    assert height >= 330
    assert len(drawn.data[-1].x) == 12
    ring = drawn.data[-1].marker
    assert (ring.color[-1], ring.line.color[-1]) == (Surface.PAPER, Ink.SECONDARY)


def test_limits_end_where_the_usual_range_begins_anew_and_those_of_before_go_on() -> None:
    [panel] = panels(SPEC, rows(anew=8))
    assert [len(run.days) for run in panel.runs(panel.mean)] == [8, 4]
    assert [len(run.days) for run in panel.runs(panel.mean_before)] == [4]
    lines = [each for each in figure(SPEC, rows(anew=8))[0].data if isinstance(each, go.Scatter)]
    dotted = [each for each in lines if each.line.dash == "dot"]
    assert len(dotted) == 3 + 1, "three limits of before, and the target"


def test_small_panels_have_the_same_axes_and_their_names() -> None:
    frame = pl.concat([rows("Hall"), rows("Attic", low=10.0), rows("Cellar", low=70.0)])
    drawn, _ = figure(SPEC, frame)
    assert {drawn.layout.yaxis.range, drawn.layout.yaxis2.range} == {drawn.layout.yaxis.range}
    said = [each.text for each in drawn.layout.annotations]
    assert said == [f"<b>{who}</b><br>as usual" for who in ("Hall", "Attic", "Cellar")]
    low, high = drawn.layout.yaxis.range
    assert low == 0
    assert high > 76


def test_an_axis_begins_at_nought_unless_nothing_would_be_seen_to_move() -> None:
    flat = panels(SPEC, rows(low=90.0))
    assert axis(flat)[0] > 50
    assert axis(panels(SPEC, rows(low=10.0)))[0] == 0
    below = panels(SPEC, rows(low=-8.0))
    assert axis(below)[0] < -12


def test_many_events_are_lines_and_the_newest_are_named() -> None:
    told = tuple((f"2024-{month:02}-10", f"Event {month}") for month in range(5, 10))
    spec = SeriesPanels(**{**vars(SPEC), "events": (*told, ("2030-01-01", "Later"))})
    found = events(spec, panels(spec, rows()))
    assert [what for _, what in found] == ["", "", "Event 7", "Event 8", "Event 9"]


def test_a_click_finds_the_point() -> None:
    frame = rows()
    drawn, _ = figure(SPEC, frame)
    for place, day in enumerate(drawn.data[-1].x):
        found = picked_row(SPEC, frame, {"x": str(day), "y": 42.0, "point_index": place})
        assert found
        assert found["day"] == frame.item(place, "day")


def test_a_months_figure_stands_over_its_months_name() -> None:
    ends = [date(2024, 3, 31), date(2024, 4, 30), date(2024, 5, 31)]
    frame = rows(many=3).with_columns(pl.Series("day", ends))
    [panel] = panels(SPEC, frame)
    assert [(day.month, abs(day.day - mid_month(day).day) <= 1) for day in panel.days] == [
        (3, True), (4, True), (5, True),
    ]  # fmt: skip
    along = figure(SPEC, frame)[0].layout.xaxis
    assert list(along.tickvals) == [mid_month(day) for day in ends]
    assert list(along.ticktext) == ["Mar<br>2024", "Apr", "May"]
    # What happened on the first of a month stands between the figures before and after it.
    spec = SeriesPanels(
        **{**vars(SPEC), "events": (("2024-05-01", "Lamps"), ("2024-06-10", "Wax"))}
    )
    assert [day for day, _ in events(spec, [panel])] == [date(2024, 5, 1), date(2024, 6, 10)]
    assert panel.days[1] < date(2024, 5, 1) < panel.days[2]


def test_two_years_never_stand_beside_each_other_under_an_axis() -> None:
    """A phone has no room for them."""
    ends = [date(2024, 12, 31), date(2025, 1, 31), date(2025, 2, 28)]
    frame = rows(many=3).with_columns(pl.Series("day", ends))
    along = figure(SPEC, frame)[0].layout.xaxis
    assert list(along.ticktext) == ["Dec", "Jan<br>2025", "Feb"]


@pytest.mark.parametrize("column", ["l", "u", "m", "t"])
def test_what_is_not_known_is_not_written(column: str) -> None:
    frame = rows().with_columns(pl.lit(None, pl.Float64).alias(column))
    if column in "lu":
        frame = frame.with_columns(l=None, u=None)
    [panel] = panels(SPEC, frame)
    texts = [text.split()[0] for _, text in ends(SPEC, panel)]
    assert {"m": "mean", "t": "target", "l": "usual", "u": "usual"}[column] not in texts
    assert (usual_range(SPEC, panel) == "") == (column in "lu")
    assert figure(SPEC, frame)[0].data


def _meaning(**at: str) -> pl.DataFrame:
    """Twelve months as usual but for those at some places ("p3": "concern")."""
    said = [at.get(f"p{place}", "common_cause") for place in range(12)]
    return rows().with_columns(pl.Series("s", said))


def test_a_month_that_stood_out_is_named_with_its_figure() -> None:
    frame = _meaning(p4="neutral_high").with_columns(
        x=pl.when(pl.int_range(12) == 4).then(61.0).otherwise("x")
    )
    [told] = told_signals(SPEC, panels(SPEC, frame)[0])
    assert told.strong == f"61% in {frame.item(4, 'month')}"
    assert told.under == "above the usual 36 to 46%"
    assert any(
        f"<b>{told.strong}</b>" in each.text for each in figure(SPEC, frame)[0].layout.annotations
    )


def test_a_stretch_is_named_with_since_when_and_what_holds_mostly_is_not() -> None:
    frame = _meaning(p9="concern", p10="concern", p11="concern")
    [told] = told_signals(SPEC, panels(SPEC, frame)[0])
    assert (told.strong, told.under) == ("Worse than usual", f"since {frame.item(9, 'month')}")
    earlier = _meaning(p2="improvement", p3="improvement")
    [told] = told_signals(SPEC, panels(SPEC, earlier)[0])
    assert told.under == f"{earlier.item(2, 'month')} to {earlier.item(3, 'month')}"
    mostly = _meaning(**{f"p{place}": "improvement" for place in range(8)})
    assert told_signals(SPEC, panels(SPEC, mostly)[0]) == []


def test_months_that_are_not_in_yet_are_hatched_and_named() -> None:
    frame = rows()
    after = pl.Series([frame.get_column("day")[-1]]).dt.offset_by("1d")[0]
    spec = SeriesPanels(**{**vars(SPEC), "late": (str(after),)})
    waiting, said = not_in_yet(spec, panels(spec, frame)[0])
    assert said == f"{after:%B %Y} not in yet"
    assert len(waiting) == 2, "the month so far, and the one that is late"
    bars = [each for each in figure(spec, frame)[0].data if isinstance(each, go.Bar)]
    assert [each.marker.pattern.shape for each in bars] == ["/"]


def test_a_control_chart_is_drawn_as_one_series() -> None:
    begin = [date(2025, month, 1) for month in (1, 4, 7, 10)]
    frame = pl.DataFrame({
        "d": begin, "v": [3, 4, 5, 16], "m": 7.0, "l": -2.0, "u": 15.0,
        "s": ["common_cause"] * 3 + ["neutral_high"],
    })  # fmt: skip
    control = ControlChart("d", "v", "m", "l", "u", "s", unit="letters",
                           events=(("2025-08-09", "Lamps"),))  # fmt: skip
    spec, told = series_of(control, frame)
    [panel] = panels(spec, told)
    assert told.get_column("date").to_list()[0] == date(2025, 3, 31), "a quarter's last day"
    assert panel.lower == [0.0] * 4, "nothing is counted below none"
    assert [what for _, what in events(spec, [panel])] == ["Lamps"]
    assert picked_row(control, frame, {"x": str(panel.days[1])}) == frame.row(1, named=True)


def test_bars_of_quarters_stand_at_their_quarters_with_what_happened() -> None:
    begin = [date(2025, month, 1) for month in (1, 4, 7)]
    frame = pl.DataFrame({"d": begin, "n": [1, 2, 3]})
    spec = StackedBars("d", (("n", "Letters"),), date=True, events=(("2025-05-20", "Lamps"),))
    drawn, _ = figure(spec, frame)
    assert list(drawn.layout.xaxis.tickvals) == list(drawn.data[0].x) == middles(begin)
    assert list(drawn.layout.xaxis.ticktext) == ["Jan<br>2025", "Apr<br>2025", "Jul<br>2025"]
    assert "Lamps, 20 May 2025" in [each.text for each in drawn.layout.annotations]


def test_of_many_months_those_are_named_that_quarters_begin_with() -> None:
    begin = [date(2025 + (month // 12), month % 12 + 1, 1) for month in range(4, 20)]
    drawn, _ = figure(
        StackedBars("d", (("n", "N"),), date=True), pl.DataFrame({"d": begin, "n": 1})
    )
    assert [text[:3] for text in drawn.layout.xaxis.ticktext] == ["Jul", "Oct", "Jan", "Apr", "Jul"]


def test_a_small_share_is_said_in_words() -> None:
    frame = pl.DataFrame({"y": ["2026"], "v": [8 / 9], "l": [0.5], "h": [0.99], "said": ["8 of 9"]})
    drawn, _ = figure(Intervals("y", "v", "l", "h", said="said"), frame)
    assert drawn.data[0].text[0].strip() == "<b>8 of 9</b>"
