"""Themes: what runs through all quality statements?"""

from components import look
from components.exhibits.catalogue import Showing, names_of_themes
from components.exhibits.exhibit import Exhibit
from components.exhibits.indicators.bearing import signals_of_themes
from components.web.current_view import current_view
from components.widgets.exhibits.card import exhibit_card, exhibit_foot, exhibit_tools
from components.widgets.exhibits.heat_map import theme_grid
from components.widgets.filters import filters_in_address
from pages.parts.in_view import records_in_view
from vocabulary.shown import escape
from vocabulary.wording import within

PAGE = "themes"


def then_and_now(exhibit: Exhibit) -> None:
    """Draw the findings of the two assessments on each theme that both speak of, and what became
    of it; the themes that the later one leaves out are named below."""
    documents = exhibit.frame.get_column("document").unique(maintain_order=True).to_list()
    themes = exhibit.frame.rows_by_key("theme", named=True, include_key=True).values()
    silent = [each[0]["name"] for each in themes if each[0]["silent"]]
    rows = [
        f'<th scope="row">{look.link(themed[0]["name"], "theme", about=themed[0]["name"])}</th>'
        + "".join(f"<td>{escape(each['said'] or 'not spoken of')}</td>" for each in themed)
        + f"<td>{escape(themed[0]['became'])}</td>"
        for themed in themes
        if not themed[0]["silent"]
    ]
    look.table(exhibit.definition.title, ("Theme", *documents, "Since then"), rows)
    if silent:
        look.source(f"Short then, and not spoken of again: {', '.join(map(within, silent))}.")


view = current_view()
known = records_in_view()
showing = Showing(known, filters_in_address(view.today, {}), view)
grid = showing("themes_statements")

look.page_header(grid.headline, "What runs through all quality statements?")
with look.card("themes"):
    look.card_header("Themes by quality statement", grid.subtitle)
    if grid.frame.is_empty():
        look.empty(
            "No finding is coded to a theme yet",
            "Bring in a published report, or record a practice review.",
            action=look.link("Bring in files", "data"),
        )
    else:
        measures = signals_of_themes(known)
        theme_grid(grid.frame, label=grid.definition.title, measures=measures)
        look.source(f"{grid.source} Shortfalls stand left of the line, strengths right.")
        exhibit_tools(grid, page=PAGE)
exhibit_card(showing("evidence_balance"), page=PAGE)
beside = showing("then_and_now")
if beside.frame.height:
    with look.card(beside.key):
        look.card_header(beside.headline, beside.subtitle)
        then_and_now(beside)
        exhibit_foot(beside, page=PAGE)
names = names_of_themes(known)
shown = set(grid.frame.get_column("theme"))
others = sorted(names[theme] for theme in signals_of_themes(known) if theme in names.keys() - shown)
if others:
    look.links(
        "Themes with measures and no finding",
        [look.link(name, "theme", about=name) for name in others],
    )
