"""If they assessed us today: what has changed since the assessment, for and against."""

from components import look
from components.exhibits.catalogue import Showing
from components.web.address import option_in_address
from components.web.current_view import current_view
from components.widgets.exhibits.card import exhibit_tools
from components.widgets.exhibits.draw import draw_exhibit
from components.widgets.filters import filters_in_address
from components.widgets.statements.assessed_today import (
    newest_for_the_worse,
    statements_to_choose,
)
from pages.parts.in_view import records_in_view
from vocabulary.wording import within

PAGE = "assessed_today"
view = current_view()
known = records_in_view()
names = {each.id: each.name for each in known.framework.statements}
chosen = option_in_address("statement", names, "quality statement") or next(iter(names))
showing = Showing(known, filters_in_address(view.today, {}), view, chosen)
every = showing("assessed_today_all")

look.page_header(f"If they assessed us today, {within(every.headline)}", every.subtitle)
left, right = look.row(0.46, 1)
with left, look.card("assessed_today_all"):
    look.card_header(
        "Every statement", "Lines on record; they are counted, not weighed", small=True
    )
    statements_to_choose(every, chosen)
    newest_for_the_worse(every)
    exhibit_tools(every, page=PAGE)
with right:
    draw_exhibit(showing("assessed_today"), page=PAGE)
look.links(
    "Also here",
    [
        look.link("The statement's own page", "statement", statement=chosen),
        look.link("All statements", "statements"),
    ],
)
