"""The look: what every screen is made of. Pages use these names and write no HTML or colours."""

from components.look.layout import card, main, page_header, page_setup
from components.look.marks import mark
from components.look.states import empty, error

__all__ = ["card", "empty", "error", "main", "mark", "page_header", "page_setup"]
