"""Placeholder, until this page's exhibits are built."""

from components import look

look.page_header("Overview", "This page is being built.")
with look.card("overview"):
    look.empty("Nothing here yet", "Import a report on the Data page.")
