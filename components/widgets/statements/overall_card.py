"""The overall score as a card's content: the scale, the arithmetic, what would change it."""

from __future__ import annotations

from components import look
from components.exhibits.exhibit import Exhibit
from components.exhibits.ratings.overall_score import rated
from components.widgets.statements.what_if import rating_line


def overall_card(exhibit: Exhibit) -> None:
    """Draw the `overall_score` exhibit."""
    result = rated(exhibit.frame)
    title = "Overall score" if result.band else "Overall score, and what each missing score can do"
    look.card_header(title, small=True)
    if result.known == 0:
        look.empty("No scores yet", "Import the published report on the Data page.")
        return
    rating_line(result, alternative=exhibit.alternative)
    look.foot(exhibit.verdict, exhibit.meaning, exhibit.source)
    for caveat in exhibit.caveats:
        look.source(caveat)
