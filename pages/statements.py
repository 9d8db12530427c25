"""Statements: every score, published and our own, side by side."""

from components import look
from components.exhibits.catalogue import Showing
from components.web.current_view import current_view
from components.widgets.exhibits.card import exhibit_foot
from components.widgets.filters import filters_in_address
from components.widgets.statements.overall import assessed_scores, what_if
from components.widgets.statements.table import rows_of_statements, statement_table
from pages.parts.in_view import records_in_view

PAGE = "statements"
view = current_view()
known = records_in_view()

filters = filters_in_address(view.today, {})
scores = Showing(known, filters, view)("statement_scores")
rows = rows_of_statements(known, filters, view)
look.page_header(scores.headline, f"{scores.subtitle}, {view.council}")
with look.card("statements"):
    statement_table(rows, address="statement")
    exhibit_foot(scores, page=PAGE)
what_if(assessed_scores(known), page=PAGE, council=view.council)
look.subpage_links(
    [
        ("If they assessed us today", "assessed_today"),
        ("Themes that run through all statements", "themes"),
    ]
)
