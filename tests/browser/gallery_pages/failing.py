"""A page that fails, to see what people see."""

from components import look

look.page_header("This page fails below")
raise RuntimeError("secret detail")
