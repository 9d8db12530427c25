"""Who did what on a page or at an address beside the pages, handed to whatever the server keeps it
with. What is written to the store is noted there; here is what only reads: looking at records,
presenting, exporting."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Protocol, TypeVar

from components.own_process.turns import asked_by
from components.web.current_view import current_view
from components.web.principal import current_principal
from vocabulary.activity import Act
from vocabulary.principal import Principal

Content = TypeVar("Content")


class Noted(Protocol):
    """Writes down that somebody did something with a council's records. about: names of datasets,
    exhibits and kinds of file, and no value of any; number: of the version of a row."""

    def __call__(
        self, principal: Principal, act: Act, council: str, *about: str, number: int | None = None
    ) -> None:
        """Write it down."""


_registered: list[Noted] = []
_unseen: ContextVar[bool] = ContextVar("unseen", default=False)


def register_noted(noted: Noted) -> None:
    """Make this what keeps who did what; a second call replaces the first."""
    _registered[:] = [noted]


@contextmanager
def nobody_looks() -> Iterator[None]:
    """What runs until the block ends, nobody does: it is not written down."""
    before = _unseen.set(True)
    try:
        yield
    finally:
        _unseen.reset(before)


def done(act: Act, *about: str, council: str = "", number: int | None = None) -> None:
    """Have it written down that whoever asks now did something. council: whose records (default:
    of the page's view); the others as `Noted`'s."""
    if _unseen.get():
        return
    for noted in _registered:
        of = council or current_view().council
        noted(current_principal(), act, of, *about, number=number)


def exported(write: Callable[[], Content], *about: str) -> Callable[[], Content]:
    """What writes a file of the page's view when somebody asks for it, and has that written
    down."""
    if not _registered:
        return write
    [noted] = _registered
    # A file is made in another thread, where nobody is asking and no page is shown.
    principal, council = current_principal(), current_view().council

    def written() -> Content:
        with asked_by(principal.known_by):
            content = write()
        noted(principal, Act.EXPORT, council, *about)
        return content

    return written
