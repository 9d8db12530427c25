"""The look: what every screen is made of. Pages use these names and write no HTML or colours.

A page is a headline and a few cards::

    look.page_header("Five of nine scores are known", "CQC assessment, 13 December 2024")
    left, right = look.row(1.12, 1)
    with left, look.card("overall"):
        look.card_header("Overall score", small=True)
        look.rating_scale(bands, 50, 84, alternative="Possible overall score 50 to 84 per cent")
        look.source("Sum of nine scores ÷ 36, rounded up.")

Charts go through `components.charts.plotly_chart`.
"""

from components.look.layout import (
    Missing,
    Place,
    Shape,
    card,
    card_header,
    card_header_html,
    cards,
    filters,
    foot,
    links,
    main,
    missing,
    on_this_page,
    page_header,
    page_setup,
    row,
    side_by_side,
    source,
    subpage_links,
    tools,
)
from components.look.lists import (
    Figure,
    FindingLine,
    Point,
    figures,
    findings,
    points,
    scrolled,
    steps,
    table,
)
from components.look.marks import (
    download,
    fetched,
    href,
    lasting_query,
    link,
    mark,
    pips,
    polarity,
    pop_up,
    signal,
)
from components.look.measure_marks import OUTLOOKS, outlook_mark, variation_mark
from components.look.scores import Band, ScoreLine, rating_scale, score_list, small_scale
from components.look.states import done, empty, error, loading, not_recorded, what_brings

__all__ = [
    "OUTLOOKS",
    "Band",
    "Figure",
    "FindingLine",
    "Missing",
    "Place",
    "Point",
    "ScoreLine",
    "Shape",
    "card",
    "card_header",
    "card_header_html",
    "cards",
    "done",
    "download",
    "empty",
    "error",
    "fetched",
    "figures",
    "filters",
    "findings",
    "foot",
    "href",
    "lasting_query",
    "link",
    "links",
    "loading",
    "main",
    "mark",
    "missing",
    "not_recorded",
    "on_this_page",
    "outlook_mark",
    "page_header",
    "page_setup",
    "pips",
    "points",
    "polarity",
    "pop_up",
    "rating_scale",
    "row",
    "score_list",
    "scrolled",
    "side_by_side",
    "signal",
    "small_scale",
    "source",
    "steps",
    "subpage_links",
    "table",
    "tools",
    "variation_mark",
    "what_brings",
]
