"""Themes: what runs through all quality statements?"""

from components import look
from components.exhibits.catalogue import Showing, names_of_themes
from components.exhibits.indicators.bearing import signals_of_themes
from components.web.current_view import current_view
from components.widgets.exhibits.card import exhibit_card, exhibit_tools
from components.widgets.exhibits.heat_map import theme_grid
from components.widgets.filters import filters_in_address
from pages.parts.in_view import records_in_view

PAGE = "themes"
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
names = names_of_themes(known)
shown = set(grid.frame.get_column("theme"))
others = sorted(names[theme] for theme in signals_of_themes(known) if theme in names.keys() - shown)
if others:
    look.links(
        "Themes with measures and no finding",
        [look.link(name, "theme", about=name) for name in others],
    )
