"""Themes: what runs through all quality statements?"""

from components import look
from components.exhibits.catalogue import Showing
from components.web.current_view import current_view
from components.widgets.exhibits.card import exhibit_tools
from components.widgets.exhibits.heat_map import theme_grid
from components.widgets.filters import filters_in_address
from pages.parts.in_view import records_in_view

PAGE = "themes"
view = current_view()
known = records_in_view()
grid = Showing(known, filters_in_address(view.today, {}), view)("themes_statements")

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
        theme_grid(grid.frame, label=grid.definition.title)
        look.source(f"{grid.source} Shortfalls stand left of the line, strengths right.")
        exhibit_tools(grid, page=PAGE)
