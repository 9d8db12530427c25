"""The chart of a measure, large, whose headline is the page's; and its figures beneath."""

from __future__ import annotations

from typing import Any, Final

from components import look
from components.charts.plotly_chart import figure
from components.exhibits.drills import drill_of, drill_query
from components.exhibits.exhibit import ALONE, Exhibit
from components.widgets.exhibits.card import exhibit_foot, follow_pick, show_figure
from vocabulary.shown import escape
from vocabulary.values import range_in

SHOWN: Final = 13
_HEADS: Final = {
    "period": "Period",
    "numerator": "How many",
    "denominator": "Out of",
    "figure_rounded": "Figure",
    "usual": "Usual range",
    "interval": "Interval",
    "reading": "Reading",
}
_WORDS: Final = ("period", "reading")
_WHOLE: Final = 'style="white-space:nowrap"'


def measure_chart(exhibit: Exhibit, *, page: str) -> None:
    """Draw the chart with its verdict; where there is none, say what brings figures."""
    with look.card(exhibit.key):
        if exhibit.chart is None:
            look.not_recorded(
                "There is no figure of the whole service to draw",
                "Figures by team or by group stand below where there are any; bring in a scorecard "
                "with a line for the whole service.",
            )
            return
        look.card_header("Over time", exhibit.subtitle, small=True)
        drawn, _ = figure(exhibit.chart, exhibit.frame)
        picked = show_figure(
            drawn,
            key=f"chart_{page}_{exhibit.key}",
            alternative=exhibit.alternative,
            pickable=drill_of(exhibit) is not None,
        )
        way = follow_pick(exhibit, exhibit.frame, picked[0], page=page) if picked else ""
        exhibit_foot(exhibit, page=page, way=way)


def figures_card(exhibit: Exhibit, unit: str | None) -> None:
    """Draw the newest figures with their parts; a period's name leads to what stands behind it.
    `unit`: what they are in."""
    rows = [_with_ranges(row, unit) for row in exhibit.frame.reverse().iter_rows(named=True)]
    held = [name for name in _HEADS if any(row.get(name) is not None for row in rows)]
    order = [*(name for name in held if name in _WORDS), *(n for n in held if n not in _WORDS)]
    with look.card("figures"):
        look.card_header(
            "How many, out of how many" if "denominator" in held else "The figures",
            "Newest first; a period leads to what stands behind it, by team and group",
            small=True,
        )
        look.table(
            "The newest figures",
            tuple(_HEADS[name] for name in order),
            (_cells(exhibit, row, order) for row in rows[:SHOWN]),
            numbers=len([name for name in order if name not in _WORDS]),
            kind="figures-table",
        )
        if len(rows) > SHOWN:
            look.source(f"The newest {SHOWN} of {len(rows)}; the table under the chart has all.")


def _with_ranges(row: dict[str, Any], unit: str | None) -> dict[str, Any]:
    """A row with its usual range, or its interval, in words."""
    found = dict(row)
    for name, low, high in (
        ("usual", "lower_shown", "upper_shown"), ("interval", "low", "high"),
    ):  # fmt: skip
        if row.get(low) is not None and row.get(high) is not None:
            found[name] = range_in(row[low], row[high], unit)
    return found


def _cells(exhibit: Exhibit, row: dict[str, Any], order: list[str]) -> str:
    way = look.link(row["period"], ALONE, **drill_query(exhibit, row["period"]))
    cells = [f'<th scope="row" {_WHOLE}>{way}</th>']
    for name in order[1:]:
        value = row.get(name)
        text = "–" if value is None else value if isinstance(value, str) else _number(value)
        number = f" {_WHOLE}" if name in _WORDS else f' class="num" {_WHOLE}'
        cells.append(f"<td{number}>{escape(text)}</td>")
    return "".join(cells)


def _number(value: float) -> str:
    text = f"{value:,.1f}"
    return text.removesuffix(".0").replace("-", "−")
