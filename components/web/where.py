"""What is said at the start, to whoever started the server in a window of their own."""

from __future__ import annotations

import sys
from typing import TextIO

from streamlit import config
from streamlit.web.server.server_util import get_url


def say_where(stream: TextIO | None = None) -> None:
    """Write where the dashboard is found, and how it is ended, on standard output (or what is
    given)."""
    address = get_url(str(config.get_option("browser.serverAddress")))
    print(
        f"\n  The dashboard is at {address}\n  To end it, press Ctrl and C here.\n",
        file=stream or sys.stdout,
        flush=True,
    )
