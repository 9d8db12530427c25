"""How every chart looks: one template, few gridlines, direct labels, our type."""

from __future__ import annotations

from typing import Any, Final

import plotly.graph_objects as go
import streamlit as st

from components.look.tokens import FONT_STACK, Category, Ink, Surface

TICK_SIZE_PX: Final = 13
LABEL_SIZE_PX: Final = 14
CONFIG: Final[dict[str, Any]] = {"displayModeBar": False, "scrollZoom": False, "locale": "en-GB"}


def template() -> go.layout.Template:
    """The template: ground, type, axes and the four series colours."""
    axis = {
        "automargin": True,
        "gridcolor": Surface.EMPTY.value,
        "gridwidth": 1,
        "linecolor": Ink.TEXT.value,
        "showgrid": False,
        "showline": True,
        "tickcolor": Surface.EMPTY.value,
        "tickfont": {"color": Ink.SECONDARY.value, "size": TICK_SIZE_PX},
        "ticklabeloverflow": "allow",
        "ticks": "",
        "title": {
            "font": {"color": Ink.SECONDARY.value, "size": TICK_SIZE_PX},
            "standoff": 8,
        },
        "zeroline": False,
    }
    # Nothing pales when one is picked: it leads on, and is no choice that stays.
    still = [{"unselected": {"marker": {"opacity": 1}}}]
    return go.layout.Template(
        data={"bar": still, "scatter": still},
        layout={
            "annotationdefaults": {
                "font": {"color": Ink.TEXT.value, "size": TICK_SIZE_PX},
                "showarrow": False,
            },
            "colorway": [colour.value for colour in Category],
            "font": {"color": Ink.TEXT.value, "family": FONT_STACK, "size": LABEL_SIZE_PX},
            "hoverlabel": {
                "align": "left",
                "bgcolor": Surface.PAPER.value,
                "bordercolor": Surface.CONTROL.value,
                "font": {"color": Ink.TEXT.value, "family": FONT_STACK, "size": LABEL_SIZE_PX},
            },
            "legend": {
                "font": {"color": Ink.TEXT.value, "size": TICK_SIZE_PX},
                "orientation": "h",
                "x": 0,
                "xanchor": "left",
                "y": 1.02,
                "yanchor": "bottom",
            },
            "margin": {"b": 32, "l": 16, "r": 16, "t": 12},
            "minreducedwidth": 40,  # else labels are cut off on a phone
            "paper_bgcolor": Surface.PAPER.value,
            "plot_bgcolor": Surface.PAPER.value,
            "separators": ".,",
            "xaxis": axis,
            "yaxis": {
                **axis,
                "rangemode": "tozero",
                "showline": False,
                "ticklabelstandoff": 6,
            },
        },
    )


_TEMPLATE: Final = template()


def apply(figure: go.Figure, *, height: int = 260) -> go.Figure:
    """Give a figure the house's look; returns the same figure.

    The font is written into the figure too, because each axis's tick colour would otherwise be
    Streamlit's, which is too pale to read (3.7:1).

    Args:
        figure: any Plotly figure.
        height: in pixels.
    """
    figure.update_layout(template=_TEMPLATE, height=height, dragmode=False)
    # Nothing pales when a bar or point is picked: it leads on, and is no choice that stays.
    for kind in ("bar", "scatter"):
        figure.update_traces(unselected={"marker": {"opacity": 1}}, selector={"type": kind})
    return figure


def show(
    figure: go.Figure, *, key: str, alternative: str, pickable: bool = False
) -> list[dict[str, Any]]:
    """Draw a figure that has the house's look (`apply`); returns the points that were clicked,
    none unless `pickable`.

    Args:
        figure: a figure with its look and height.
        key: a name no other chart on the page has.
        alternative: what the chart says, for people who do not see it.
        pickable: a click on a bar or point runs the page again, with that point.
    """
    if not pickable:
        st.plotly_chart(figure, theme=None, key=key, config=CONFIG, alt=alternative)
        return []
    event = st.plotly_chart(
        figure,
        theme=None,
        key=key,
        config=CONFIG,
        alt=alternative,
        on_select="rerun",
        selection_mode="points",
    )
    picked: list[dict[str, Any]] = list(event["selection"]["points"])
    return picked
