"""Record: what was done, learnt and changed, one record at a time."""

from components import look
from components.web.current_view import current_view
from pages.parts.in_view import records_in_view
from pages.parts.record import record_entry

view = current_view()
look.page_header(
    "Record what was done, learnt and changed",
    "Lessons, actions, coproduction, audits, pilots and events; every version is kept",
)
record_entry(view, records_in_view())
