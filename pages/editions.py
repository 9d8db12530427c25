"""Editions: what the public may see."""

from components import look
from components.web.current_view import current_view

look.page_header(
    f"{current_view().council} has published nothing yet",
    "The public sees published editions, and nothing of the working screens",
)
with look.card("published"):
    look.empty("No edition yet", "What is published stands here, with its own address.")
