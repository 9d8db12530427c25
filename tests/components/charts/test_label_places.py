"""Labels in a chart never lie on each other, however close in time the scores are."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import combinations, pairwise

import polars as pl
from hypothesis import given, settings
from hypothesis import strategies as st

from components.charts.label_places import LABEL_PX, Mark, label_places
from components.charts.plotly_chart import figure
from components.charts.spec import ScoreTimeline

KINDS = (
    ("published", "Published"),
    ("self_assessed", "Self-assessed"),
    ("peer_review", "Peer review"),
)
WIDTHS = {"published": 68.0, "self_assessed": 98.0, "peer_review": 84.0}
HEIGHT = 215.0
PHONE_PX, LAPTOP_PX = 150.0, 400.0

marks_of = st.lists(
    st.builds(
        Mark,
        st.sampled_from(list(WIDTHS)),
        st.floats(0, PHONE_PX),
        st.sampled_from([30.0, 80.0, 130.0, 180.0]),
    ),
    min_size=1,
    max_size=8,
)


def overlaps(marks: list[Mark], stretch: float) -> list[tuple[str, str]]:
    places = label_places(marks, WIDTHS, height=HEIGHT)
    boxes = {
        label: (marks[place.mark].x * stretch, marks[place.mark].y + place.shift)
        for label, place in places.items()
    }
    return [
        (a, b)
        for a, b in combinations(boxes, 2)
        if abs(boxes[a][0] - boxes[b][0]) * 2 < WIDTHS[a] + WIDTHS[b]
        and abs(boxes[a][1] - boxes[b][1]) < LABEL_PX
    ]


@given(marks_of)
@settings(max_examples=60, deadline=None)
def test_no_two_labels_overlap_on_any_width(marks: list[Mark]) -> None:
    for width in (PHONE_PX, LAPTOP_PX, 3 * LAPTOP_PX):
        assert overlaps(marks, width / PHONE_PX) == []


@given(marks_of)
@settings(max_examples=60, deadline=None)
def test_every_kind_with_a_mark_has_its_label_inside_the_chart(marks: list[Mark]) -> None:
    places = label_places(marks, WIDTHS, height=HEIGHT)
    assert set(places) == {mark.label for mark in marks}
    for label, place in places.items():
        mark = marks[place.mark]
        assert mark.label == label
        assert LABEL_PX / 2 <= mark.y + place.shift <= HEIGHT - LABEL_PX / 2


def test_a_lone_label_stands_above_its_mark() -> None:
    place = label_places([Mark("published", 75, 80)], WIDTHS, height=HEIGHT)["published"]
    assert place.shift > 0


def test_three_kinds_of_score_on_one_day_are_told_apart() -> None:
    day = date(2026, 6, 18)
    frame = pl.DataFrame({"day": [day] * 3, "score": [2] * 3, "kind": [kind for kind, _ in KINDS]})
    drawn, _ = figure(ScoreTimeline("day", "score", "kind", KINDS), frame)
    notes = drawn.layout.annotations
    assert sorted(note.text for note in notes) == sorted(label for _, label in KINDS)
    heights = sorted(note.yshift for note in notes)
    assert all(b - a >= LABEL_PX for a, b in pairwise(heights))


def test_the_axis_leaves_room_on_either_side() -> None:
    days = [date(2019, 1, 1), date(2026, 1, 1)]
    frame = pl.DataFrame({"day": days, "score": [1, 4], "kind": ["published"] * 2})
    drawn, _ = figure(ScoreTimeline("day", "score", "kind", KINDS), frame)
    low, high = drawn.layout.xaxis.range
    assert low < days[0] - timedelta(days=300)
    assert high > days[1] + timedelta(days=300)
