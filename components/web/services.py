"""What the server hands to the shell: the pages there are, and what is read for them.

`dashboard.py` knows the store and the pages; the shell knows neither. So the server registers its
`Services` when it starts, and no arrow runs from components up to data.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from components.exhibits.view import Choice, Choices, View

if TYPE_CHECKING:
    from components.exhibits.catalogue import Records


@dataclass(frozen=True)
class Screen:
    """One page.

    Attributes:
        file: the page's script.
        title: its name in the bar and in the window's title.
        address: its path in the address bar; the first screen is also served at the root.
        under: the address of the bar link that leads to it, for a page not in the bar itself.
        bare: it fills the window, without the bar; the view is the address's.
        of_several: it shows several councils side by side, to whoever may see two or more.
        newest: whoever is at work on it, and has not only opened it, is shown the newest records
            also while they are made ready for others' pages: what is done there rests on them.
        of_one: it shows one thing that its address names, so it is found by that thing's name.
        about: what stands on it, in a few words, for who searches.
    """

    file: Path
    title: str
    address: str
    under: str | None = None
    bare: bool = False
    of_one: bool = False
    of_several: bool = False
    newest: bool = False
    about: str = ""


@dataclass(frozen=True)
class PublishedFile:
    """A page or file that anybody may have. name: what a browser saves it as; empty for a page.
    gone: it was withdrawn, and this says so."""

    content: bytes
    kind: str
    name: str = ""
    gone: bool = False


Published = Callable[[Sequence[str]], PublishedFile | None]
"""What is published under the parts of a path, such as `("example-borough", "3", "tables.xlsx")`;
None where nothing ever was, or by another spelling."""


@dataclass(frozen=True)
class Services:
    """What the shell needs from outside its room.

    Attributes:
        screens: the pages in the order of the bar; the first is the one that opens.
        choices: what whoever is asking may choose to look at.
        view: what a choice comes to: the records' nature and the day they are judged from.
        records: what a view looks at, for downloads; None: there are none.
        consistent_read: what is read until its block ends is one state of the records.
        shown_read: the same of the records that a person of a name is shown while newer ones are
            made ready, none older than a number of a batch.
        has_written: whether this run has written something, since this was asked last.
        published: what is published; None: nothing ever is.
        revision: the number of the newest of the records that are read.
        region: a view's records with the signals of several councils beside them; None: whoever is
            asking sees fewer than two.
        several_councils: whether whoever is asking may see the records of several.
    """

    screens: tuple[Screen, ...]
    choices: Callable[[], Choices]
    view: Callable[[Choice], View]
    records: Callable[[View], Records] | None = None
    consistent_read: Callable[[], AbstractContextManager[None]] = nullcontext
    shown_read: Callable[[str, int], AbstractContextManager[None]] = lambda *_: nullcontext()
    has_written: Callable[[], bool] = bool
    published: Published | None = None
    revision: Callable[[], int] = int
    region: Callable[[View], Records | None] = lambda _view: None
    several_councils: Callable[[], bool] = bool

    def screens_for(self) -> tuple[Screen, ...]:
        """The pages that whoever is asking is offered."""
        if any(each.of_several for each in self.screens) and not self.several_councils():
            return tuple(each for each in self.screens if not each.of_several)
        return self.screens


_registered: list[Services] = []


def register(services: Services) -> None:
    """Make these the services of the shell; a second call replaces the first."""
    _registered[:] = [services]


def registered() -> Services:
    """The services that the server registered.

    Raises:
        LookupError: no server registered one, so there is nothing that may be shown.
    """
    if not _registered:
        raise LookupError("No pages are registered: start the dashboard with dashboard.py.")
    return _registered[0]
