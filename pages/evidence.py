"""Placeholder, until this page's exhibits are built."""

from components import look

look.page_header("Evidence", "This page is being built.")
with look.card("evidence"):
    look.empty("Nothing here yet", "Import a report on the Data page.")
