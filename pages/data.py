"""Placeholder, until this page's exhibits are built."""

from components import look

look.page_header("Data", "This page is being built.")
with look.card("data"):
    look.empty("Nothing here yet", "Import a report on the Data page.")
