"""While the server loads what it is made of, Python looks for no garbage: there is none, and
looking through all that was loaded so far, again and again, takes a fifth of the time.

It begins when this module is imported, before the larger rooms are; whoever imports it says when it
is over.
"""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager

from streamlit import delta_generator

gc.disable()

# At its first element Streamlit looks whether it runs in a console, through every module there is:
# a quarter of a second while somebody waits for the first page.
delta_generator._use_warning_has_been_displayed = True


def done() -> None:
    """What was loaded stays for good, and is not looked through any more."""
    gc.freeze()
    gc.enable()


@contextmanager
def more() -> Iterator[None]:
    """More is loaded until the block ends."""
    gc.disable()
    try:
        yield
    finally:
        done()
