"""Every chart in the house's look."""

from __future__ import annotations

import plotly.graph_objects as go

from components.charts.plotly_chart import template, with_look
from components.tokens import Ink, Tint


def test_a_chart_has_our_type_and_readable_ticks() -> None:
    figure = with_look(go.Figure(go.Scatter(x=[1, 2], y=[3, 4])), height=200)
    look = figure.layout.template.layout
    assert look.font.family.startswith("'Atkinson Hyperlegible Next'")
    for axis in (look.xaxis, look.yaxis):
        assert axis.tickfont.color == Ink.SECONDARY
        assert axis.tickfont.size >= 13
    assert look.font.size >= 13
    assert tuple(look.colorway) == tuple(Tint)
    assert figure.layout.height == 200


def test_counts_start_at_zero() -> None:
    assert template().layout.yaxis.rangemode == "tozero"


def test_applying_twice_changes_nothing() -> None:
    figure = with_look(go.Figure())
    before = figure.to_json()
    assert with_look(figure).to_json() == before
